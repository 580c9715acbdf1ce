/** The check run that follows a gate, also over several runs. */

import type { Remembered } from '../gate/carried-on.ts';
import type { Conclusion } from '../report/results.ts';
import type { CheckOutput } from '../report/summary.ts';
import type { Verdict } from '../task.ts';
import type { CheckConclusion, CheckContent, CheckRun } from './api.ts';
import type { Channel } from './channel.ts';
import { isOurs, LEFT, standingOf } from './identity.ts';
import { readMemory, writeMemory } from './memory.ts';
import { ANOTHER, done, type Reply, refused, unavailable } from './reply.ts';
import { createSearch, type Found, type SearchOptions } from './takeover.ts';

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
export interface CheckRunOptions extends SearchOptions {
  /** What the tasks are, in the order given. */
  readonly identities: readonly string[];
  /** The page of the workflow run. */
  readonly runUrl: string;
  /** Told of the earlier run that is carried on, and whether the first list did not show it. */
  readonly onEarlier: (earlier: Earlier, isLate: boolean) => void;
  /** Told of the page of the check run as soon as it is known to be this gate's. */
  readonly onPage: (url: string) => void;
  /** What the check run shows: the note stands below the verdict, and the hidden text before the rest. */
  readonly render: (conclusion: Conclusion, note: string, hidden: string) => CheckOutput;
}

/** A check run that follows a gate. */
export interface CheckRunChannel extends Channel {
  /** Looks for the one that an earlier run of this gate left open, and takes it over. */
  readonly find: (signal: AbortSignal) => Promise<Reply<Found>>;
  /** Whether GitHub has told what is there already. */
  readonly isFound: () => boolean;
  /** Keeps for the next run what was seen of each task. Gives of how many there is no room for all. */
  readonly remember: (tasks: readonly Remembered[]) => number;
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

/** The check run that this run writes to. */
interface Own extends Pick<CheckRun, 'id' | 'app'> {
  /** A list or an answer by its id has shown it: the answer to its creation alone may name another one. */
  readonly isShown: boolean;
}

/** The check run of a gate: an earlier run's that is still open, else one of its own. */
export function createCheckRun(options: CheckRunOptions): CheckRunChannel {
  const { api, key, identities, runUrl, wait, onOpen, onEarlier, onPage, tell, render } = options;
  const search = createSearch(options);
  let own: Own | undefined;
  let isSearched = false;
  /** Creations that were asked for, and answered: a search beside one says nothing of it. */
  let [asked, answered] = [0, 0];
  /** How this run has closed it. */
  const closedAs = new Set<string>();
  let memory = '';
  /** Another run may carry it on from now on: what is written says so. */
  let isForNext = false;

  const known = ({ id, app, url }: CheckRun, isShown: boolean, isCarriedOn = false): void => {
    own = { id, app, isShown };
    onOpen({ id, isCarriedOn });
    onPage(url);
  };
  const carryOn = (run: CheckRun, startedAt: Date, isLate: boolean): void => {
    const ageMs = Math.max(1, api.date().getTime() - startedAt.getTime());
    const tasks = readMemory(run.text, identities);
    isForNext = !wait;
    onEarlier({ url: run.url, startedAt, ageMs, tasks }, isLate);
    memory = tasks.some((task) => task !== undefined) ? (run.text.split('\n', 1)[0] ?? '') : '';
  };
  const find = async (signal: AbortSignal): Promise<Reply<Found>> => {
    const before = answered;
    const reply = await search.find(() => ({ id: own?.id, isAsked: asked > 0 }), signal);
    if (reply.kind !== 'done') return reply;
    const { found, claimed } = reply.value;
    // Two searches may go on at once, and find the same.
    if (claimed !== undefined && claimed.run.id !== own?.id) {
      const { run, how, isLate } = claimed;
      if (how === 'later') tell.later(run);
      if (how === 'left' && run.startedAt !== undefined) carryOn(run, run.startedAt, isLate);
      known(run, true, how === 'left');
    }
    isSearched = before === asked;
    return done(found);
  };
  const create = async (content: CheckContent, signal: AbortSignal): Promise<Reply<undefined>> => {
    // Until it is answered nobody knows whether there is one now.
    isSearched = false;
    asked += 1;
    onOpen({ others: search.others() });
    if (content.ended !== undefined) closedAs.add(content.ended.conclusion);
    const reply = await api.createCheckRun({ ...key, ...content }, signal);
    answered += 1;
    if (reply.kind !== 'done') return reply;
    if (!isOurs(reply.value, key)) return unavailable(ANOTHER);
    known(reply.value, false);
    return asWritten(reply.value, content);
  };
  /** Whether GitHub says that the check run is still this run's to write to. */
  const judged = (run: CheckRun, mine: Own): Reply<undefined> => {
    switch (standingOf(run, key, mine)) {
      case 'ours':
        return done(undefined);
      case 'closed':
        return closedAs.has(run.conclusion) ? done(undefined) : refused(closedByOther(run));
      case 'taken':
        return refused(takenOver(run));
      case 'another':
        return unavailable(ANOTHER);
    }
  };
  /** It as GitHub has it now; by the list, where it is not given by its id. */
  const read = async ({ id }: Own, signal: AbortSignal): Promise<Reply<CheckRun>> => {
    const reply = await api.checkRun(id, signal);
    if (reply.kind !== 'refused') return reply;
    const list = await api.checkRuns(key.name, key.sha, signal);
    const listed = list.kind === 'done' ? list.value.find((run) => run.id === id) : undefined;
    return listed === undefined ? reply : done(listed);
  };
  /** Asks GitHub whether it is still this run's. */
  const confirm = async (mine: Own, signal: AbortSignal): Promise<Reply<undefined>> => {
    const reply = await read(mine, signal);
    if (reply.kind !== 'done') return reply;
    const judgement = judged(reply.value, mine);
    if (judgement.kind === 'done') own = { ...mine, isShown: true };
    else if (!mine.isShown && standingOf(reply.value, key, mine) === 'another') {
      // The answer to the creation has named a stranger: the list knows which one is this run's.
      own = undefined;
      isSearched = false;
      onOpen({ others: search.others() });
    }
    return judgement;
  };
  const update = async (mine: Own, content: CheckContent, signal: AbortSignal): Promise<Reply<undefined>> => {
    if (content.ended !== undefined) closedAs.add(content.ended.conclusion);
    // Without the external id, which alone says whose it is: the answer shows it as it was.
    const reply = await api.updateCheckRun(mine.id, content, signal);
    if (reply.kind !== 'done') return reply;
    // How it is closed is for what was written to say.
    const isAnswered = content.ended !== undefined && standingOf(reply.value, key, mine) === 'closed';
    const judgement = isAnswered ? done(undefined) : judged(reply.value, mine);
    return judgement.kind === 'done' ? asWritten(reply.value, content) : judgement;
  };
  return {
    what: `the check run "${key.name}"`,
    find,
    isFound: () => isSearched || own !== undefined,
    remember: (tasks) => {
      const { comment, cut } = writeMemory(identities, tasks);
      memory = comment;
      isForNext = true;
      return cut;
    },
    write: async (conclusion, signal) => {
      const ending = CHECK_CONCLUSIONS[conclusion.verdict];
      const isLeft = ending === undefined && isForNext;
      // The link, since what GitHub shows as details of a check run that a job's token made is its own page.
      const link = `[The run and its log](${runUrl})`;
      const output = render(conclusion, isLeft ? `${link}\n\n${LEFT}` : link, isLeft ? memory : '');
      const ended = ending === undefined ? undefined : { conclusion: ending, at: api.date() };
      const content = { detailsUrl: runUrl, output, ended };
      if (own === undefined && !isSearched) {
        const found = await find(signal);
        if (found.kind !== 'done') return found;
      }
      if (own === undefined) return create(content, signal);
      if (ending !== undefined || isLeft || !own.isShown) {
        const confirmed = await confirm(own, signal);
        if (confirmed.kind !== 'done') return confirmed;
      }
      return update(own, content, signal);
    },
  };
}

/** Whether GitHub's answer has what was written: an answer alone is no proof of it. */
export function asWritten({ isOpen, conclusion }: CheckRun, { ended }: CheckContent): Reply<undefined> {
  if (isOpen ? ended === undefined : ended?.conclusion === conclusion) return done(undefined);
  return unavailable(`GitHub answered that it is ${isOpen ? 'in progress' : `completed as "${conclusion}"`}`);
}

/** Why nothing is written to a check run that another run of this gate writes to now. */
function takenOver({ url }: CheckRun): string {
  return `another run of this gate has taken it over (${url}), so nothing more is written to it. Let only one run poll at a time, with a concurrency group`;
}

/** Why nothing is written to a check run that another run of this gate has closed. */
function closedByOther({ url, conclusion }: CheckRun): string {
  return `it is completed as "${conclusion}" already (${url}), which was not this run, so nothing more is written to it`;
}
