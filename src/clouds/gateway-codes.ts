/** Bounds how often a request is sent that a cloud's gateway answers with a code that no list names. */

import { refused } from '../task.ts';
import type { Call, Reply } from './call.ts';
import type { Classified } from './classify.ts';
import { type Dialect, isGatewayCode } from './error-order.ts';

/** Counts such answers in a row, by request. */
export interface GatewayCodes {
  /** The reply; after the third such answer it is an error. */
  readonly counted: (call: Call, result: Classified, reply: Reply<unknown>) => Reply<unknown>;
}

/** A key may be locked by what its gateway refuses: nobody knows whether this was one. */
const MOST_TIMES = 3;

/** Nothing counted yet. */
export function createGatewayCodes(dialect: Dialect): GatewayCodes {
  const met = new Map<string, number>();
  return {
    counted: (call, result, reply) => {
      const request = JSON.stringify([call.path, call.query]);
      const isUnknown =
        result.kind === 'error' && result.meaning === 'unlisted' && isGatewayCode(result.code, dialect);
      if (!isUnknown || reply.kind !== 'unreachable') {
        met.delete(request);
        return reply;
      }
      const times = (met.get(request) ?? 0) + 1;
      met.set(request, times);
      return times < MOST_TIMES ? reply : refused(result.code, `${reply.reason} (${times} times)`);
    },
  };
}
