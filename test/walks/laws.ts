/** What holds for every walk, whoever the provider is: when looks begin, when the gate ends, what the verdict is. */
import { expect } from 'vitest';
import { BAD_STATES, isOpen } from '../../src/task.ts';
import { type Exchange, type Look, parsed } from './log.ts';
import { codeOf } from './oracle.ts';
import type { Walked } from './walk.ts';

const EPSILON_MS = 0.5;
const GIVE_UP_MS = 2000;
const LOOK_MS = 1000;
/** Half of the first back-off: it has jitter. */
const FAULT_MS = 200;
/** Without waiting, up to 3 attempts within this. */
const ONCE_MS = 30_000;
/** A host that does not answer holds up the others no longer than this. */
const ALONE_MS = 5000;

export function checkLaws(walked: Walked): void {
  checkEnd(walked);
  checkLooks(walked);
  checkRest(walked);
  checkCredentials(walked);
  checkVerdict(walked);
}

/** The gate ends with its tasks, or at its deadline. */
function checkEnd({ elapsedMs, inputs, tasks }: Walked): void {
  const { timeoutMs, wait } = inputs.patience;
  expect(elapsedMs, 'ends').toBeLessThanOrEqual(timeoutMs + GIVE_UP_MS + EPSILON_MS);
  if (!wait) {
    expect(elapsedMs, 'looks once').toBeLessThanOrEqual(ONCE_MS + GIVE_UP_MS + EPSILON_MS);
    return;
  }
  if (elapsedMs >= timeoutMs - EPSILON_MS) return;
  expect(tasks.filter(({ state }) => state === 'timed-out')).toEqual([]);
  if (!inputs.failFast) expect(tasks.filter(({ state }) => isOpen(state))).toEqual([]);
}

/** No look after the deadline, and none too soon after another. */
function checkLooks({ inputs, looks, tasks }: Walked): void {
  const { timeoutMs, wait } = inputs.patience;
  tasks.forEach((_, task) => {
    const own = looks.filter((look) => look.task === task);
    if (!wait) expect(own.length, 'looks without waiting').toBeLessThanOrEqual(3);
    own.forEach((look, at) => {
      expect(look.startedAt, 'begins by the deadline').toBeLessThanOrEqual(timeoutMs + EPSILON_MS);
      for (const { startedAt } of look.exchanges)
        expect(startedAt).toBeLessThanOrEqual(timeoutMs + GIVE_UP_MS);
      const next = own[at + 1];
      if (next === undefined) return;
      if (look.endedAt === undefined) throw new Error('a task is looked at again after a look was given up');
      expect(next.startedAt, "the server's wish").toBeGreaterThanOrEqual(wishOf(look) - EPSILON_MS);
      const least = look.kind === 'unreachable' ? FAULT_MS : LOOK_MS;
      if (next.startedAt < timeoutMs) {
        expect(next.startedAt - look.endedAt, 'between looks').toBeGreaterThanOrEqual(least - EPSILON_MS);
      }
    });
  });
}

/** A task that has ended is left alone. */
function checkRest({ events, looks, tasks }: Walked): void {
  for (const event of events) {
    if (event.kind !== 'changed' || isOpen(event.progress.waiting.state)) continue;
    const task = tasks.findIndex((_, index) => event.progress.task.name === `task ${index}`);
    const later = looks.filter((look) => look.task === task && look.startedAt > event.elapsedMs);
    expect(later, 'after its end').toEqual([]);
  }
}

/** When the server wants to be asked again at the earliest. */
function wishOf(look: Look): number {
  return look.exchanges
    .map(({ reply, endedAt }) => {
      if (reply?.kind !== 'answer' || endedAt === undefined) return 0;
      const seconds = reply.headers['retry-after'] ?? '';
      const ms = reply.headers['x-acs-retry-after'] ?? '';
      if (/^\d+$/.test(seconds)) return endedAt + Number(seconds) * 1000;
      if (/^\d+$/.test(ms)) return endedAt + Number(ms);
      const until = Date.parse(seconds) - Date.parse(reply.headers['date'] ?? '');
      return seconds.endsWith('GMT') ? endedAt + until : 0;
    })
    .reduce((a, b) => Math.max(a, b), 0);
}

const CREDENTIALS =
  /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken|APIGW\.030[137]$)/;

/** Whether the answer refuses the credential itself. */
function isRefusal({ reply }: Exchange): boolean {
  if (reply?.kind !== 'answer') return false;
  const code = codeOf(parsed(reply.body));
  return CREDENTIALS.test(code) || (code === '' && reply.status === 401);
}

/**
 * A refused credential is not sent again; and until one request was answered, none goes beside it, but for one to
 * another host that has waited long enough, or was never asked.
 */
function checkCredentials({ looks }: Walked): void {
  const all = looks.flatMap((look) => look.exchanges);
  // Alibaba Cloud locks no keys: there each host speaks for itself.
  const sharing = ({ cloud, url }: Exchange): string => (cloud === 'alibaba' ? url.host : cloud);
  for (const shared of new Set(all.map(sharing))) {
    const sent = all.filter((each) => sharing(each) === shared);
    const refused = sent.find(isRefusal)?.endedAs ?? Infinity;
    expect(
      sent.filter(({ startedAs }) => startedAs > refused),
      'after a refusal',
    ).toEqual([]);
    const accepted = sent
      .filter(isAnswered)
      .reduce((least, { endedAs }) => Math.min(least, endedAs), Infinity);
    for (const each of sent.filter(({ startedAs }) => startedAs < accepted)) {
      const beside = sent.filter(
        ({ startedAs, endedAs }) => startedAs < each.startedAs && endedAs > each.startedAs,
      );
      const came = looks.find((look) => look.exchanges.includes(each))?.startedAt ?? each.startedAt;
      const mayNot = each.startedAt - came < ALONE_MS ? beside : beside.filter(isSameHost(each));
      expect(mayNot, 'the first request goes alone').toEqual([]);
      expect(beside.length, 'requests beside each other').toBeLessThanOrEqual(2);
    }
  }
}

function isSameHost({ url }: Exchange): (other: Exchange) => boolean {
  return (other) => other.url.host === url.host;
}

/** Something behind the signature has answered: no gateway's page, and no connection that broke. */
function isAnswered({ reply }: Exchange): boolean {
  return reply?.kind === 'answer' && !reply.body.startsWith('<') && reply.status < 500;
}

/** The first in the order of the bad states that any task has which is not optional. */
function checkVerdict({ inputs, tasks, verdict }: Walked): void {
  const states = tasks.filter(({ optional }) => !optional).map(({ state }) => state);
  const worst = BAD_STATES.find((bad) => states.includes(bad));
  const isStopped = inputs.patience.wait && inputs.failFast && states.includes('rolling-back');
  if (worst !== undefined && !isStopped) expect(verdict).toBe(worst);
  else if (states.every((state) => state === 'succeeded')) expect(verdict).toBe('succeeded');
  else if (!inputs.patience.wait) expect(verdict).toBe('running');
  else expect(verdict).not.toMatch(/^(succeeded|running|interrupted)$/);
}

/** `error` needs an answer that is no state, and no passing fault. */
export function mayBeError(looks: readonly Look[]): boolean {
  return looks
    .flatMap((look) => look.exchanges)
    .some(({ reply }) => {
      if (reply?.kind === 'fault') return reply.fatal || reply.hopelessAfterMs !== undefined;
      if (reply === undefined) return false;
      const code = codeOf(parsed(reply.body));
      const passing = /^(Throttling|ServiceUnavailable|InternalError|APIGW\.0308|APIGW\.0201)/.test(code);
      return !passing && (code !== '' || (reply.status >= 300 && reply.status < 500 && reply.status !== 429));
    });
}
