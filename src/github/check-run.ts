import { createHash } from 'node:crypto';

import type { Conclusion } from '../report/results.ts';
import type { CheckOutput } from '../report/summary.ts';
import type { Verdict } from '../task.ts';
import type { CheckConclusion, CheckRun, GitHubApi } from './api.ts';
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

export interface CheckRunOptions {
  readonly api: GitHubApi;
  readonly key: CheckRunKey;
  /** The page that its details link to. */
  readonly detailsUrl: string;
  readonly now: () => Date;
  /** Told of the check run as soon as it is known, of its page, and whether an earlier run has left it open. */
  readonly onKnown: (run: Pick<CheckRun, 'id' | 'url'>, isCarriedOn: boolean) => void;
  readonly render: (conclusion: Conclusion) => CheckOutput;
}

/** A check run that follows a gate. */
export interface CheckRunChannel extends Channel {
  /** Looks for the one that an earlier run of this gate left open. */
  readonly find: (signal: AbortSignal) => Promise<Reply<Found>>;
}

/** What is on the commit under the name of the check run. */
export interface Found {
  /** An earlier run of this gate has left one open. */
  readonly isCarriedOn: boolean;
  /** When that run began. */
  readonly startedAt: Date | undefined;
  /** A job of a workflow has the same name. */
  readonly isNameOfJob: boolean;
}

/** The check run of a gate: an earlier run's that is still open, else one of its own. */
export function createCheckRun(options: CheckRunOptions): CheckRunChannel {
  const { api, key, detailsUrl, now, onKnown, render } = options;
  let known: Pick<CheckRun, 'id' | 'url'> | undefined;
  let isSearched = false;

  const learn = (run: Pick<CheckRun, 'id' | 'url'>, isCarriedOn: boolean): void => {
    known = run;
    onKnown(run, isCarriedOn);
  };
  const find = async (signal: AbortSignal): Promise<Reply<Found>> => {
    const reply = await api.openCheckRuns(key.name, key.sha, signal);
    if (reply.kind !== 'done') return reply;
    isSearched = true;
    const open = ours(reply.value, key);
    if (open !== undefined) learn(open, true);
    return done({
      isCarriedOn: open !== undefined,
      startedAt: open?.startedAt,
      isNameOfJob: reply.value.some(
        ({ externalId, detailsUrl: page }) => !externalId.startsWith(EXTERNAL_ID) && /\/job\/\d+/.test(page),
      ),
    });
  };
  return {
    what: `the check run "${key.name}"`,
    find,
    write: async (conclusion, signal) => {
      const output = render(conclusion);
      const ending = CHECK_CONCLUSIONS[conclusion.verdict];
      const ended = ending === undefined ? undefined : { conclusion: ending, at: now() };
      const content = { detailsUrl, output, ended };
      if (known === undefined && !isSearched) {
        const found = await find(signal);
        if (found.kind !== 'done') return found;
      }
      if (known !== undefined) return nothing(await api.updateCheckRun(known.id, content, signal));
      // Until it is answered nobody knows whether there is one now.
      isSearched = false;
      const created = await api.createCheckRun({ ...key, startedAt: now(), ...content }, signal);
      if (created.kind === 'done') learn(created.value, false);
      return nothing(created);
    },
  };
}

/** Of the open check runs, newest first, the one of this gate. */
export function ours(runs: readonly CheckRun[], { externalId }: CheckRunKey): CheckRun | undefined {
  return runs.find((run) => run.isOpen && run.externalId === externalId);
}

function nothing(reply: Reply<unknown>): Reply<undefined> {
  return reply.kind === 'done' ? done(undefined) : reply;
}
