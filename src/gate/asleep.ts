/** A machine that slept over the deadline: what was asked before is read, or asked again. */

import { wasAsleep } from './step.ts';
import type { Turn } from './turn.ts';

/** So long after it woke, an answer that came while the machine slept is read. */
const READ_MS = 500;
/** So long a look that is given up may take to end. */
const END_MS = 2_000;

/**
 * Whether a look whose time is over is kept for now, since the machine slept: at first to be read, if its answer has
 * come; then until it has ended, to be asked again.
 *
 * @param now ms since the gate began, as is `timeoutMs`
 */
export function isKept(turn: Turn, now: number, timeoutMs: number): boolean {
  const { look } = turn;
  if (look === undefined || look.late === 'ending') return false;
  if (look.late === undefined && !wasAsleep(turn.waiting.lookedAt ?? now, now, timeoutMs)) return false;
  const isRead = look.late === 'reading';
  if (isRead) look.abort.abort();
  look.late = isRead ? 'ending' : 'reading';
  look.giveUpAt = now + (isRead ? END_MS : READ_MS);
  return true;
}
