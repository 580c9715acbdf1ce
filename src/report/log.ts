import type { GateEvent } from '../gate/gate.ts';
import type { Progress } from '../gate/turn.ts';
import { describeLast, faultTally } from '../gate/waiting.ts';
import { isOpen, type Task, type TaskState, type Verdict } from '../task.ts';
import { duration, joined } from '../wording.ts';
import { type Conclusion, headline, worstFirst } from './results.ts';

/** Makes text of any origin fit to be written. */
export type Clean = (text: string) => string;

const MAX_ANNOTATION = 4000;
const MAX_HEARTBEAT_TASKS = 10;
const MAX_NAME = 40;
const STATE_WIDTH = 'rolling-back'.length;

/** The line that opens the log. */
export function openingLine(tasks: readonly Task[], timeoutMs: number, wait: boolean): string {
  const count = tasks.length === 1 ? '1 deployment' : `${tasks.length} deployments`;
  return wait ? `Waiting for ${count}, at most ${duration(timeoutMs)}` : `Looking once at ${count}`;
}

/** The line of a change or of a heartbeat; nothing for what is told as a warning. */
export function eventLine(event: GateEvent, nameWidth: number, clean: Clean): string | undefined {
  switch (event.kind) {
    case 'changed': {
      const { task, waiting } = event.progress;
      return `${clock(event.elapsedMs)} ${columns(task.name, waiting.state, nameWidth, clean)}  ${said(
        waiting.providerState,
        waiting.reason,
        clean,
      )}`.trimEnd();
    }
    case 'heartbeat': {
      const shown = event.open
        .slice(0, MAX_HEARTBEAT_TASKS)
        .map((progress) => openTask(progress, event.elapsedMs, clean));
      const rest = event.open.length - shown.length;
      const more = rest > 0 ? [`and ${rest} more`] : [];
      return `${clock(event.elapsedMs)} still waiting for ${[...shown, ...more].join('; ')}`;
    }
    case 'faults': {
      const { task, waiting } = event.progress;
      const tally = clean(faultTally(waiting, event.elapsedMs));
      return `${clock(event.elapsedMs)} ${columns(task.name, waiting.state, nameWidth, clean)}  ${tally}; trying again`;
    }
    case 'unknown-words':
      return undefined;
  }
}

/** The warning about words that no table names. */
export function unknownWordsWarning(task: Task, words: readonly string[], clean: Clean): string {
  const list = words.map((word) => `"${clean(word)}"`).join(', ');
  return `${clean(task.name)}: ${task.provider} said ${list}, which this version does not know; it is taken for "still running"`;
}

/** The table that closes the log, worst first. */
export function finalTable(conclusion: Conclusion, clean: Clean): readonly string[] {
  const { verdict, results } = conclusion;
  const width = nameWidthOf(results.map(({ name }) => name));
  const rows = worstFirst(results).map((result) => {
    const after = `${result.duration_seconds} s`.padStart(9);
    const optional = result.optional ? ' (optional)' : '';
    return `  ${columns(result.name, result.state, width, clean)} ${after}  ${said(
      result.provider_state,
      result.reason,
      clean,
    )}${optional}`.trimEnd();
  });
  return [paint(verdict, `Verdict: ${headline(conclusion)}`), ...rows];
}

/** The one annotation of a step that fails, or that passes though not all succeeded. */
export function annotation(conclusion: Conclusion, clean: Clean): string {
  const lines = worstFirst(conclusion.results)
    .filter((result) => result.state !== 'succeeded')
    .map((result) => {
      const optional = result.optional ? ', optional' : '';
      return `${clean(result.name)} (${result.provider}${optional}): ${result.state}: ${clean(result.reason)}`;
    });
  return bounded([headline(conclusion), ...conclusion.faults.map(clean), ...lines]);
}

/** As many lines as an annotation holds, and how many more there are. */
export function bounded(lines: readonly string[]): string {
  const kept: string[] = [];
  let left = MAX_ANNOTATION - '\nand 100000 more'.length;
  for (const line of lines) {
    const short = line.slice(0, MAX_ANNOTATION / 2);
    left -= short.length + 1;
    if (left < 0) break;
    kept.push(short);
  }
  const rest = lines.length - kept.length;
  return rest === 0 ? kept.join('\n') : [...kept, `and ${rest} more`].join('\n');
}

/** How wide the column of names is. */
export function nameWidthOf(names: readonly string[]): number {
  return Math.min(MAX_NAME, Math.max(0, ...names.map((name) => name.length)));
}

function openTask({ task, waiting }: Progress, elapsedMs: number, clean: Clean): string {
  return `${clean(task.name)} (${joined(waiting.state, clean(describeLast(waiting, elapsedMs)))})`;
}

function columns(name: string, state: TaskState, nameWidth: number, clean: Clean): string {
  const word = state.padEnd(STATE_WIDTH);
  return `${paint(state, `${MARKS[state]} ${word}`)}  ${clean(name).padEnd(nameWidth)}`;
}

/** The provider's words and the reason, without saying twice what the reason repeats. */
export function said(providerState: string, reason: string, clean: Clean): string {
  const words = reason.includes(providerState) ? '' : providerState;
  return [words, reason].filter(Boolean).map(clean).join(' - ');
}

/** Minutes and seconds since the gate began: `03:20`, `75:00`. */
function clock(ms: number): string {
  const total = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

/** A mark for each state. */
export const MARKS: Readonly<Record<TaskState, string>> = {
  pending: '·',
  running: '▸',
  'rolling-back': '◂',
  succeeded: '✔',
  failed: '✘',
  'rolled-back': '✘',
  superseded: '✘',
  cancelled: '✘',
  error: '✘',
  'timed-out': '✘',
};

/** Colours that GitHub's log shows: green for success, yellow for what goes on, red for the rest. */
function paint(state: TaskState | Verdict, text: string): string {
  const open = state !== 'interrupted' && isOpen(state);
  const colour = state === 'succeeded' ? 32 : open && state !== 'rolling-back' ? 33 : 31;
  return `\u001b[${colour}m${text}\u001b[0m`;
}
