/** The check run that follows a gate, also over several runs. */

import type { Remembered } from '../gate/carried-on.ts';
import type { Conclusion } from '../report/results.ts';
import type { CheckOutput } from '../report/summary.ts';
import type { Verdict } from '../task.ts';
import type { CheckConclusion, CheckContent, CheckRun, GitHubApi } from './api.ts';
import type { Channel } from './channel.ts';
import { type CheckRunKey, gateOf, isOfAnotherGate, isOurs, LEFT, takeover } from './identity.ts';
import { readMemory, writeMemory } from './memory.ts';
import { done, type Reply, unavailable } from './reply.ts';

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
  /** What the tasks are, in the order given. */
  readonly identities: readonly string[];
  /** The page of the workflow run. */
  readonly runUrl: string;
  /** `false` where the check run is left in progress for the next run, if something goes on. */
  readonly wait: boolean;
  readonly timeoutMs: number;
  /** Told what may be open on GitHub from now on. */
  readonly onOpen: (target: OpenTarget) => void;
  /** Told of the earlier run that is carried on. */
  readonly onEarlier: (earlier: Earlier) => void;
  /** Told of the page of the check run as soon as it is known to be this gate's. */
  readonly onPage: (url: string) => void;
  /** What the check run shows: the note stands below the verdict, and the hidden text before the rest. */
  readonly render: (conclusion: Conclusion, note: string, hidden: string) => CheckOutput;
}

/** What may be open on GitHub: a check run that is known by its id, or one whose creation is being asked for. */
export interface OpenTarget {
  readonly id?: number | undefined;
  /** The external id under which it was found, until this run's is written to it. */
  readonly foundAs?: string | undefined;
  /** Check runs with this run's external id that are not this gate's: they were there before. */
  readonly others?: readonly number[] | undefined;
  /** An earlier run has left it open on purpose. */
  readonly isCarriedOn?: boolean;
}

/** A check run that follows a gate. */
export interface CheckRunChannel extends Channel {
  /** Looks for the one that an earlier run of this gate left open, and takes it over. */
  readonly find: (signal: AbortSignal) => Promise<Reply<Found>>;
  /** Whether GitHub has told what is there already. */
  readonly isFound: () => boolean;
  /** Keeps for the next run what was seen of each task. */
  readonly remember: (tasks: readonly Remembered[]) => void;
}

/** What is on the commit under the name of the check run. */
export interface Found {
  /** The page of a check run of another gate; empty if there is none. */
  readonly other: string;
  /** A job of a workflow has the same name. */
  readonly isNameOfJob: boolean;
}

/** The earlier run of this gate that is carried on. */
export interface Earlier {
  readonly url: string;
  readonly startedAt: Date;
  /** How long ago that was, by GitHub's clock. */
  readonly ageMs: number;
  /** What it has seen of each task, in the order given. */
  readonly tasks: readonly (Remembered | undefined)[];
}

/** Why an answer is not believed. */
export const ANOTHER = 'GitHub answered about another check run';

/** The check run of a gate: an earlier run's that is still open, else one of its own. */
export function createCheckRun(options: CheckRunOptions): CheckRunChannel {
  const { api, key, identities, runUrl, wait, timeoutMs, onOpen, onEarlier, onPage, render } = options;
  let id: number | undefined;
  let isSearched = false;
  let isAsked = false;
  let others: readonly number[] = [];
  let memory = '';

  /** Takes over a check run: what this token can write to is of its own app. */
  const take = async (run: CheckRun, signal: AbortSignal): Promise<Reply<boolean>> => {
    const isCarriedOn = takeover(run, key, api.date(), timeoutMs) === 'left';
    onOpen({ id: run.id, foundAs: run.externalId, isCarriedOn });
    // One that a dead runner has left begins anew.
    const change = { externalId: key.externalId, ...(isCarriedOn ? {} : { startedAt: api.date() }) };
    const reply = await api.updateCheckRun(run.id, change, signal);
    if (reply.kind === 'unavailable') return reply;
    if (reply.kind === 'refused') {
      onOpen({});
      return done(false);
    }
    if (!isOurs(reply.value, key, run.id) || reply.value.app !== run.app) return unavailable(ANOTHER);
    if (isCarriedOn && run.startedAt !== undefined) {
      const ageMs = Math.max(1, api.date().getTime() - run.startedAt.getTime());
      const tasks = readMemory(run.text, identities);
      onEarlier({ url: run.url, startedAt: run.startedAt, ageMs, tasks });
      memory = tasks.some((task) => task !== undefined) ? (run.text.split('\n', 1)[0] ?? '') : '';
    }
    known(run, isCarriedOn);
    return done(true);
  };
  const known = (run: CheckRun, isCarriedOn: boolean): void => {
    id = run.id;
    onOpen({ id, isCarriedOn });
    onPage(run.url);
  };
  const find = async (signal: AbortSignal): Promise<Reply<Found>> => {
    const reply = await api.checkRuns(key.name, key.sha, signal);
    if (reply.kind !== 'done') return reply;
    const listed = reply.value;
    const created = isAsked ? listed.find((run) => isOurs(run, key) && !others.includes(run.id)) : undefined;
    if (created !== undefined) known(created, false);
    else if (id === undefined) {
      others = listed.filter((run) => isOurs(run, key)).map((run) => run.id);
      const strangers = new Set<CheckRun['app']>();
      for (const run of listed.filter((one) => takeover(one, key, api.date(), timeoutMs) !== undefined)) {
        if (strangers.has(run.app)) continue;
        const taken = await take(run, signal);
        if (taken.kind !== 'done') return taken;
        if (taken.value) break;
        strangers.add(run.app);
      }
    }
    isSearched = true;
    return done({
      other: listed.find((run) => isOfAnotherGate(run, key))?.url ?? '',
      isNameOfJob: listed.some(
        (run) => gateOf(run.externalId) === undefined && /\/job\/\d+/.test(run.detailsUrl),
      ),
    });
  };
  const create = async (content: CheckContent, signal: AbortSignal): Promise<Reply<undefined>> => {
    // Until it is answered nobody knows whether there is one now.
    isSearched = false;
    isAsked = true;
    onOpen({ others });
    const reply = await api.createCheckRun({ ...key, ...content }, signal);
    if (reply.kind !== 'done') return reply;
    if (!isOurs(reply.value, key)) return unavailable(ANOTHER);
    known(reply.value, false);
    return asWritten(reply.value, content);
  };
  return {
    what: `the check run "${key.name}"`,
    find,
    isFound: () => isSearched || id !== undefined,
    remember: (tasks) => {
      memory = writeMemory(identities, tasks);
    },
    write: async (conclusion, signal) => {
      const ending = CHECK_CONCLUSIONS[conclusion.verdict];
      const isLeft = ending === undefined && !wait;
      // The link, since what GitHub shows as details of a check run that a job's token made is its own page.
      const link = `[The run and its log](${runUrl})`;
      const output = render(conclusion, isLeft ? `${link}\n\n${LEFT}` : link, isLeft ? memory : '');
      const ended = ending === undefined ? undefined : { conclusion: ending, at: api.date() };
      const content = { detailsUrl: runUrl, output, ended };
      if (id === undefined && !isSearched) {
        const found = await find(signal);
        if (found.kind !== 'done') return found;
      }
      if (id === undefined) return create(content, signal);
      const reply = await api.updateCheckRun(id, { ...content, externalId: key.externalId }, signal);
      if (reply.kind !== 'done') return reply;
      return isOurs(reply.value, key, id) ? asWritten(reply.value, content) : unavailable(ANOTHER);
    },
  };
}

/** Whether GitHub's answer has what was written: an answer alone is no proof of it. */
export function asWritten({ isOpen, conclusion }: CheckRun, { ended }: CheckContent): Reply<undefined> {
  if (isOpen ? ended === undefined : ended?.conclusion === conclusion) return done(undefined);
  return unavailable(`GitHub answered that it is ${isOpen ? 'in progress' : `completed as "${conclusion}"`}`);
}
