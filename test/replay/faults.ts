/** How a fault of a trace is played on loopback. */

import type { Recorded } from './har-file.ts';

/** What a server can do instead of answering. */
export type PlayedFault = 'hold' | 'close' | 'reset' | 'encoded' | 'too long';

/** By the beginnings of the reasons that the gate gives. */
const FAULTS: readonly (readonly [reason: RegExp, played: PlayedFault])[] = [
  [/^(no complete answer|no answer|given up)/, 'hold'],
  [/^HTTP \d+ with an encoding/, 'encoded'],
  [/^HTTP \d+ with more than/, 'too long'],
  [/^(the connection was closed|the answer was cut off)/, 'close'],
];

/** What stands for a fault; nothing where there was an answer. */
export function playedFault({ _fault: reason }: Recorded): PlayedFault | undefined {
  if (reason === undefined) return undefined;
  return FAULTS.find(([begins]) => begins.test(reason))?.[1] ?? 'reset';
}

/** How a host is to be reached: one that could never be reached is not there again. */
export type Reach = 'plain' | 'no TLS' | 'no such name';

/**
 * How the host of these requests is to be reached.
 *
 * @param cannot told of faults that loopback cannot have among others
 */
export function reachOf(exchanges: readonly Recorded[], cannot: (reason: string) => void): Reach {
  if (exchanges.length > 0) {
    if (exchanges.every(({ _fatal }) => _fatal === true)) return 'no TLS';
    if (exchanges.every(({ _hopelessAfterMs }) => _hopelessAfterMs !== undefined)) return 'no such name';
  }
  for (const { _fatal, _fault: reason = '' } of exchanges) if (_fatal === true) cannot(reason);
  return 'plain';
}
