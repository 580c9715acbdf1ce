/** The check run that follows a gate, also over several runs. */

import { createHash } from 'node:crypto';

import type { Conclusion } from '../report/results.ts';
import type { CheckOutput } from '../report/summary.ts';
import type { Verdict } from '../task.ts';
import type { CheckConclusion, CheckContent, CheckRun, GitHubApi } from './api.ts';
import type { Channel } from './channel.ts';
import { done, type Reply } from './reply.ts';

/** The check run of a gate: which one it is, and how it can be found again. */
export interface CheckRunKey {
  readonly name: string;
  /** Full id of the commit that it is on. */
  readonly sha: string;
  /** Tells the gates apart that have one name on one commit. */
  readonly externalId: string;
}

const EXTERNAL_ID = 'deploy-gate:';

/** The external id of a gate that waits for these tasks, in whatever order. */
export function externalIdOf(identities: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([...identities].sort()));
  return `${EXTERNAL_ID}${hash.digest('hex')}`;
}

/** How a check run ends by the verdict; nothing while it goes on. */
export const CHECK_CONCLUSIONS: Readonly<Record<Verdict, CheckConclusion | undefined>> = {
  succeeded: 'success',
  failed: 'failure',
  'rolled-back': 'failure',
  superseded: 'failure',
  error: 'failure',
  cancelled: 'cancelled',
  interrupted: 'cancelled',
  'timed-out': 'timed_out',
  running: undefined,
};

/** What a check run that follows a gate is made of. */
export interface CheckRunOptions {
  readonly api: GitHubApi;
  readonly key: CheckRunKey;
  /** The page of the workflow run. */
  readonly runUrl: string;
  /** `false` where the check run is left in progress for the next run, if something goes on. */
  readonly wait: boolean;
  readonly now: () => Date;
  /** Told of the check run as soon as it is known, of its page, and whether an earlier run has left it on purpose. */
  readonly onKnown: (run: Pick<CheckRun, 'id' | 'url'>, isCarriedOn: boolean) => void;
  /** What the check run shows; the note stands below the verdict. */
  readonly render: (conclusion: Conclusion, note: string) => CheckOutput;
}

/** A check run that follows a gate. */
export interface CheckRunChannel extends Channel {
  /** Looks for the one that an earlier run of this gate left open. */
  readonly find: (signal: AbortSignal) => Promise<Reply<Found>>;
}

/** What is on the commit under the name of the check run. */
interface Found {
  /** An earlier run of this gate has left one open, on purpose. */
  readonly isCarriedOn: boolean;
  /** When that run began. */
  readonly startedAt: Date | undefined;
  /** A job of a workflow has the same name. */
  readonly isNameOfJob: boolean;
}

/** By this the next run knows that a check run was left open on purpose, and not by a runner that died. */
const LEFT = 'Left in progress by `wait: false`: the next run carries it on.';

/** The check run that is written to. */
interface Known {
  readonly id: number;
  /** When this run took it over from one that died. */
  readonly startedAt: Date | undefined;
  readonly isFound: boolean;
}

/** The check run of a gate: an earlier run's that is still open, else one of its own. */
export function createCheckRun(options: CheckRunOptions): CheckRunChannel {
  const { api, key, runUrl, wait, now, onKnown, render } = options;
  let known: Known | undefined;
  let isSearched = false;

  const find = async (signal: AbortSignal): Promise<Reply<Found>> => {
    const reply = await api.openCheckRuns(key.name, key.sha, signal);
    if (reply.kind !== 'done') return reply;
    isSearched = true;
    const open = ours(reply.value, key);
    const isCarriedOn = open !== undefined && wasLeft(open);
    if (open !== undefined) {
      known = { id: open.id, startedAt: isCarriedOn ? undefined : now(), isFound: true };
      onKnown(open, isCarriedOn);
    }
    return done({
      isCarriedOn,
      startedAt: isCarriedOn ? open.startedAt : undefined,
      isNameOfJob: reply.value.some(
        ({ externalId, detailsUrl }) => !externalId.startsWith(EXTERNAL_ID) && /\/job\/\d+/.test(detailsUrl),
      ),
    });
  };
  const create = async (content: CheckContent, signal: AbortSignal): Promise<Reply<undefined>> => {
    // Until it is answered nobody knows whether there is one now.
    isSearched = false;
    const startedAt = now();
    const created = await api.createCheckRun({ ...key, ...content, startedAt }, signal);
    if (created.kind !== 'done') return created;
    known = { id: created.value.id, startedAt: undefined, isFound: false };
    onKnown(created.value, false);
    return done(undefined);
  };
  return {
    what: `the check run "${key.name}"`,
    find,
    write: async (conclusion, signal) => {
      const ending = CHECK_CONCLUSIONS[conclusion.verdict];
      // The link, since what GitHub shows as details of a check run that a job's token made is its own page.
      const link = `[The run and its log](${runUrl})`;
      const output = render(conclusion, ending === undefined && !wait ? `${link}\n\n${LEFT}` : link);
      const ended = ending === undefined ? undefined : { conclusion: ending, at: now() };
      const content = { detailsUrl: runUrl, output, ended };
      if (known === undefined && !isSearched) {
        const found = await find(signal);
        if (found.kind !== 'done') return found;
      }
      if (known === undefined) return create(content, signal);
      const { id, startedAt, isFound } = known;
      const reply = await api.updateCheckRun(id, { ...content, startedAt }, signal);
      if (reply.kind === 'done') return done(undefined);
      // An earlier run may have made it with the token of another app, and only that one may write to it.
      return reply.kind === 'refused' && isFound ? create(content, signal) : reply;
    },
  };
}

/** Of the open check runs, newest first, the one of this gate. */
export function ours(runs: readonly CheckRun[], { externalId }: CheckRunKey): CheckRun | undefined {
  return runs.find((run) => run.isOpen && run.externalId === externalId);
}

/** Whether it was left open on purpose, as far as is known: a server may not tell what a check run shows. */
function wasLeft({ summary }: CheckRun): boolean {
  return summary === '' || summary.includes(LEFT);
}
