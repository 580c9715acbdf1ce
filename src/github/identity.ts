/** Which check run is this gate's, and which of an earlier run it may take over. Pure. */

import { createHash } from 'node:crypto';

import type { CheckRun } from './api.ts';

/** The check run of a gate: which one it is, and how it can be found again. */
export interface CheckRunKey {
  readonly name: string;
  /** Full id of the commit that it is on. */
  readonly sha: string;
  /** Tells the gates apart that have one name on one commit, and the runs of one gate. */
  readonly externalId: string;
}

/** One attempt of a workflow run; the id is `0` where the runner gives none. */
export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/** What a gate's external id says. */
interface Gate extends Attempt {
  /** The hash of its tasks. */
  readonly tasks: string;
}

const EXTERNAL_ID = /^deploy-gate:([0-9a-f]{64}):(\d{1,20}):(\d{1,10})$/;
/** The longest timeout that there is: with the timeout itself the age up to which an earlier run may be alive. */
const LONGEST_MS = 120 * 3_600_000;

/** By this the next run knows that a check run was left open on purpose, and not by a runner that died. */
export const LEFT = 'Left in progress by `wait: false`: the next run carries it on.';

/** What stands there instead once a run that waits has taken it over. Not longer, since a summary has its limit. */
export const CARRIED_ON = 'Carried on by a later run, which is polling now.';

/** The external id of a gate that waits for these tasks, in whatever order, in this attempt of a workflow run. */
export function externalIdOf(identities: readonly string[], { id, attempt }: Attempt): string {
  const hash = createHash('sha256').update(JSON.stringify([...identities].sort()));
  return `deploy-gate:${hash.digest('hex')}:${id}:${attempt}`;
}

/** What the external id of a check run says; nothing if it is not that of a gate. */
export function gateOf(externalId: string): Gate | undefined {
  const [, tasks, id, attempt] = EXTERNAL_ID.exec(externalId) ?? [];
  return tasks === undefined || id === undefined ? undefined : { tasks, id, attempt: Number(attempt) };
}

/**
 * Whether an answer of GitHub is about the check run of this gate: the one predicate for what is listed, created, read
 * and updated.
 *
 * @param id that of the check run, where it is known
 * @param app that made it, where it is known
 */
export function isOurs(
  run: CheckRun,
  { name, sha, externalId }: CheckRunKey,
  id = run.id,
  app = run.app,
): boolean {
  return (
    run.id === id &&
    run.app === app &&
    run.name === name &&
    run.sha === sha &&
    run.externalId === externalId &&
    gateOf(externalId) !== undefined
  );
}

/** Whether a check run has the name, the commit and the tasks of this gate, whichever run has written it. */
function isOfSameGate(run: CheckRun, key: CheckRunKey, id = run.id, app = run.app): boolean {
  const isSame = gateOf(run.externalId)?.tasks === gateOf(key.externalId)?.tasks;
  return isSame && isOurs(run, { ...key, externalId: run.externalId }, id, app);
}

/**
 * Whose a check run is that was this run's, by an answer of GitHub: still this run's, open or `closed`; `taken` over by
 * another run of this gate; or the answer is about `another` check run.
 *
 * @param own what is known of it
 */
export function standingOf(
  run: CheckRun,
  key: CheckRunKey,
  { id, app }: Pick<CheckRun, 'id' | 'app'>,
): 'ours' | 'closed' | 'taken' | 'another' {
  if (isOurs(run, key, id, app)) return run.isOpen ? 'ours' : 'closed';
  return isOfSameGate(run, key, id, app) ? 'taken' : 'another';
}

/** Why an open check run of this gate is not carried on. */
export type Unclaimed = 'alive' | 'old' | 'refused' | 'twin';

/**
 * Why an open check run of this gate stays as it is, which this run has not taken over: its run may be `alive`, it is
 * too `old`, or it is a `twin` of the one that was taken over. Nothing if it is closed, or another gate's.
 *
 * @param now by GitHub's clock
 */
export function unclaimed(
  run: CheckRun,
  key: CheckRunKey,
  now: Date,
  timeoutMs: number,
): Exclude<Unclaimed, 'refused'> | undefined {
  if (!isOfSameGate(run, key) || !run.isOpen) return undefined;
  if (isTooOld(run, now, timeoutMs)) return 'old';
  return takeover(run, key, now, timeoutMs) === undefined ? 'alive' : 'twin';
}

/** Whether a check run is so old that nothing carries it on; so is one of which nobody knows when it began. */
function isTooOld({ startedAt }: CheckRun, now: Date, timeoutMs: number): boolean {
  return startedAt === undefined || now.getTime() - startedAt.getTime() > timeoutMs + LONGEST_MS;
}

/** Whether a check run is that of a gate with other tasks, which has the same name on the same commit. */
export function isOfAnotherGate(run: CheckRun, key: CheckRunKey): boolean {
  const [other, own] = [gateOf(run.externalId), gateOf(key.externalId)];
  if (other === undefined || own === undefined || run.name !== key.name || run.sha !== key.sha) return false;
  // The tasks of a job that is run again may have other ids.
  const isEarlierAttempt = isLaterAttempt(own, other);
  return other.tasks !== own.tasks && !isEarlierAttempt;
}

/**
 * How this run may take over an open check run of the same gate: since it was `left` on purpose, or since its own
 * attempt of the same workflow run is a `later` one. Nothing if it may not.
 *
 * @param now by GitHub's clock
 */
export function takeover(
  run: CheckRun,
  key: CheckRunKey,
  now: Date,
  timeoutMs: number,
): 'left' | 'later' | undefined {
  const [other, own] = [gateOf(run.externalId), gateOf(key.externalId)];
  if (!isOfSameGate(run, key) || !run.isOpen || isTooOld(run, now, timeoutMs)) return undefined;
  if (run.summary.includes(LEFT)) return 'left';
  return own !== undefined && other !== undefined && isLaterAttempt(own, other) ? 'later' : undefined;
}

function isLaterAttempt(own: Attempt, other: Attempt): boolean {
  return own.id !== '0' && own.id === other.id && own.attempt > other.attempt;
}
