/** Looks for the check run that this run has created or that an earlier one has left open, and takes that over. */

import type { CheckChange, CheckRun, GitHubApi } from './api.ts';
import {
  CARRIED_ON,
  type CheckRunKey,
  gateOf,
  isOfAnotherGate,
  isOurs,
  LEFT,
  takeover,
  type Unclaimed,
  unclaimed,
} from './identity.ts';
import { ANOTHER, done, type Reply, unavailable } from './reply.ts';

/** What is on the commit under the name of the check run. */
export interface Found {
  /** The page of a check run of another gate; empty if there is none. */
  readonly other: string;
  /** A job of a workflow has the same name. */
  readonly isNameOfJob: boolean;
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

/** What is told of check runs that are on the commit already. */
export interface TakeoverTold {
  /** This run is a later attempt, and begins the check run of an earlier one anew. */
  readonly later: (run: CheckRun) => void;
  /** It was closed while this run took it over. */
  readonly closed: (run: CheckRun) => void;
  /** It stays in progress, and this run does not carry it on. */
  readonly unclaimed: (run: CheckRun, why: Unclaimed) => void;
}

/** What is looked for, and who is told of it. */
export interface SearchOptions {
  readonly api: GitHubApi;
  readonly key: CheckRunKey;
  /** `false` where the check run is left in progress for the next run, if something goes on. */
  readonly wait: boolean;
  readonly timeoutMs: number;
  /** Told what may be open on GitHub from now on. */
  readonly onOpen: (target: OpenTarget) => void;
  readonly tell: TakeoverTold;
}

/** A check run that is this run's now. */
interface Claimed {
  /** As the earlier run has left it. */
  readonly run: CheckRun;
  /** It was created by this run, or taken over: `left` on purpose, or as a `later` attempt. */
  readonly how: 'created' | 'left' | 'later';
  /** The first list did not show it. */
  readonly isLate: boolean;
}

/** What the run knows when the list has come. */
interface Before {
  /** The check run that is this run's already. */
  readonly id: number | undefined;
  /** The creation of one was asked for. */
  readonly isAsked: boolean;
}

/** Looks for the check run of this run. */
export interface Search {
  readonly find: (
    known: () => Before,
    signal: AbortSignal,
  ) => Promise<Reply<{ readonly found: Found; readonly claimed: Claimed | undefined }>>;
  /** The check runs with this run's external id that are not this gate's. */
  readonly others: () => readonly number[];
}

/** The search for the check run of this run. */
export function createSearch({ api, key, wait, timeoutMs, onOpen, tell }: SearchOptions): Search {
  let others: readonly number[] = [];
  /** Whose takeover was sent, and not answered. */
  let taking: Claimed | undefined;
  let shownAtFirst: readonly number[] | undefined;
  const told = new Set<number>();

  /** What became of a takeover, by what GitHub says of the check run. */
  const settled = (now: CheckRun, claimed: Claimed): Claimed | undefined => {
    taking = undefined;
    if (now.isOpen) return claimed;
    others = [...others, now.id];
    onOpen({});
    told.add(now.id);
    tell.closed(claimed.run);
    return undefined;
  };
  const changeOf = (run: CheckRun, how: 'left' | 'later'): CheckChange => {
    const { externalId } = key;
    // One that a dead runner has left begins anew.
    if (how === 'later') return { externalId, startedAt: api.date() };
    // What looks once leaves it again, even if it is killed; of a run that waits nobody may take it.
    if (!wait) return { externalId };
    return { externalId, output: { title: 'running', summary: run.summary.replaceAll(LEFT, CARRIED_ON) } };
  };
  /** Takes over a check run: what this token can write to is of its own app. */
  const take = async (claimed: Claimed, how: 'left' | 'later', signal: AbortSignal) => {
    const { run } = claimed;
    onOpen({ id: run.id, foundAs: run.externalId, isCarriedOn: how === 'left' });
    taking = claimed;
    const reply = await api.updateCheckRun(run.id, changeOf(run, how), signal);
    if (reply.kind === 'unavailable') return reply;
    if (reply.kind === 'refused') {
      taking = undefined;
      onOpen({});
      return reply;
    }
    if (!isOurs(reply.value, key, run.id, run.app)) return unavailable(ANOTHER);
    return done(settled(reply.value, claimed));
  };
  /** What this run may write to: what it has taken over without an answer, else the newest that it may take over. */
  const claim = async (
    listed: readonly CheckRun[],
    strangers: Set<CheckRun['app']>,
    signal: AbortSignal,
  ): Promise<Reply<Claimed | undefined>> => {
    const sent = taking;
    const now = sent && listed.find((run) => isOurs(run, key, sent.run.id, sent.run.app));
    const claimed = sent && now && settled(now, sent);
    if (claimed !== undefined) return done(claimed);
    for (const run of listed) {
      const how = takeover(run, key, api.date(), timeoutMs);
      if (how === undefined || strangers.has(run.app)) continue;
      const isLate = shownAtFirst?.includes(run.id) !== true;
      const reply = await take({ run, how, isLate }, how, signal);
      if (reply.kind === 'unavailable') return reply;
      if (reply.kind === 'refused') strangers.add(run.app);
      else if (reply.value !== undefined) return reply;
    }
    return done(undefined);
  };
  const tellUnclaimed = (
    listed: readonly CheckRun[],
    own: number | undefined,
    strangers: Set<unknown>,
  ): void => {
    for (const run of listed) {
      const why = unclaimed(run, key, api.date(), timeoutMs);
      if (why === undefined || run.id === own || told.has(run.id)) continue;
      told.add(run.id);
      tell.unclaimed(run, why === 'twin' && strangers.has(run.app) ? 'refused' : why);
    }
  };
  return {
    others: () => others,
    find: async (known, signal) => {
      const isFirst = shownAtFirst === undefined;
      shownAtFirst ??= [];
      const reply = await api.checkRuns(key.name, key.sha, signal);
      if (reply.kind !== 'done') return reply;
      const listed = reply.value;
      // A creation may have been asked for meanwhile.
      const { id, isAsked } = known();
      if (isFirst) shownAtFirst = listed.map((run) => run.id);
      const isCreated = (run: CheckRun): boolean => isOurs(run, key) && !others.includes(run.id);
      const created = isAsked ? listed.find(isCreated) : undefined;
      const strangers = new Set<CheckRun['app']>();
      let claimed: Claimed | undefined;
      if (created !== undefined) claimed = { run: created, how: 'created', isLate: false };
      else if (id === undefined) {
        others = listed.filter((run) => isOurs(run, key) && run.id !== taking?.run.id).map((run) => run.id);
        const chosen = await claim(listed, strangers, signal);
        if (chosen.kind !== 'done') return chosen;
        claimed = chosen.value;
      }
      tellUnclaimed(listed, claimed?.run.id ?? id, strangers);
      return done({ found: foundIn(listed, key), claimed });
    },
  };
}

function foundIn(listed: readonly CheckRun[], key: CheckRunKey): Found {
  return {
    other: listed.find((run) => isOfAnotherGate(run, key))?.url ?? '',
    isNameOfJob: listed.some(
      (run) => gateOf(run.externalId) === undefined && /\/job\/\d+/.test(run.detailsUrl),
    ),
  };
}
