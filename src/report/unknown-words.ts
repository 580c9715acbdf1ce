/** What is said of words that no table names, and how users can hand over what they mean. */

import type { Task } from '../task.ts';
import type { Clean } from './columns.ts';

/** A word that no table names, and the task that it was first said of. */
export interface UnknownWord {
  readonly task: Task;
  readonly word: string;
}

/** How what was seen can be handed over. */
export interface Sharing {
  /** The page of a new issue; empty where the action's repository has no name. */
  readonly issuePage: string;
  /** Where the trace of this step is written; empty where none is. */
  readonly tracePath: string;
}

/** What the form for it is called, in the repository of the action. */
const ISSUE_TITLE = 'Unknown word of a provider';
const ISSUE_FORM = 'unknown-word.yml';

/** So many words are named in one sentence. */
const MAX_NAMED = 10;

/** The page of a new issue in the repository that the action comes from; empty where the runner does not name it. */
export function issuePage(env: Readonly<Record<string, string | undefined>>): string {
  const repository = env['GITHUB_ACTION_REPOSITORY'] ?? '';
  const server = env['GITHUB_SERVER_URL'] || 'https://github.com';
  const sound = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^https?:\/\/[\w.:-]+$/.test(server);
  return sound ? `${server}/${repository}/issues/new?template=${ISSUE_FORM}` : '';
}

/** What the log says of words that no table names. */
export function unknownWordsWarning(task: Task, words: readonly string[], clean: Clean): string {
  return `${clean(task.name)}: ${task.provider} said ${listed(words, clean)}, which this version does not know; it is taken for "${takenFor(words)}"`;
}

/** How to hand over what was seen, as the log says it. */
export function howToShare(sharing: Sharing, clean: Clean): string {
  const page = sharing.issuePage === '' ? 'in the repository of this action' : `at ${sharing.issuePage}`;
  return `To have it understood, ${trace(sharing.tracePath, clean)}, and attach it to a new issue "${ISSUE_TITLE}" ${page}`;
}

/**
 * What the summary says of all such words; empty where there are none.
 *
 * @param clean makes a text fit for Markdown
 */
export function renderUnknownWords(all: readonly UnknownWord[], sharing: Sharing, clean: Clean): string {
  if (all.length === 0) return '';
  const rows = all.map(
    ({ task, word }) =>
      `- “${clean(word)}”, said by ${task.provider} of ${clean(task.name)}: taken for “${takenFor([word])}”`,
  );
  const where =
    sharing.issuePage === ''
      ? `a new issue “${ISSUE_TITLE}” in the repository of this action`
      : `[a new issue “${ISSUE_TITLE}”](${sharing.issuePage})`;
  return [
    '### Words that this version does not know',
    '',
    ...rows,
    '',
    `To have them understood, ${trace(sharing.tracePath, clean)}, and attach it to ${where}. Secrets are hidden in it.`,
    '',
  ].join('\n');
}

function trace(path: string, clean: Clean): string {
  return path === ''
    ? 'add “trace-file: trace.har” to the inputs of this step, upload that file as an artifact'
    : `upload the trace of this step as an artifact (${clean(path)})`;
}

function listed(words: readonly string[], clean: Clean): string {
  const named = words.slice(0, MAX_NAMED).map((word) => `"${clean(word)}"`);
  return [...named, ...(words.length > MAX_NAMED ? [`${words.length - MAX_NAMED} more`] : [])].join(', ');
}

/** A word for a rollback is never good news, whatever it means. */
function takenFor(words: readonly string[]): string {
  return words.some((word) => word.startsWith('rollback ')) ? 'still rolling back' : 'still running';
}
