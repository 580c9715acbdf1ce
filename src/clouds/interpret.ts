/** What an answer of an API means for the poll that asked. Pure. */

import { refused, type Unreachable, unreachable } from '../task.ts';
import type { Answered, Call, Reply } from './call.ts';
import type { Classified } from './classify.ts';
import { WHY_NOT } from './clock.ts';
import { type Dialect, isGatewayCode } from './error-order.ts';
import { describeRedirect } from './redirect.ts';
import { leastInterval } from './throttle-words.ts';
import type { Shown } from './trust.ts';

/** Who answers, and what is said where it refuses. */
export interface Answerer {
  readonly baseUrl: URL;
  readonly dialect: Dialect;
  /** What to check when the credentials are refused, such as the inputs that they came from. */
  readonly credentialsHint: string;
}

/** What is said of an answer to a call. */
export function interpret(
  { answer, result, renewed, correction }: Answered,
  call: Call,
  { baseUrl, dialect, credentialsHint }: Answerer,
): Reply<unknown> {
  if (result.kind === 'body') return { kind: 'answer', body: result.json };
  if (result.kind === 'redirect') {
    return refused('', describeRedirect(answer.status, result.target, baseUrl, 'the endpoint'));
  }
  const said = result.text.replace(/(?<![.\s])[.\s]+$/, '');
  // A refused signature comes back with the string that was signed: only its code is repeated.
  const code = result.code === '' ? `HTTP ${answer.status}` : result.code;
  if (renewed && isRefusal(result)) {
    return refused(
      code,
      `${dialect.vendor} refused the credentials (${code}), also right after they were renewed: ${credentialsHint}`,
    );
  }
  const notTaken = `${dialect.vendor} does not take ${call.operation}: ${said}`;
  switch (result.meaning) {
    case 'throttled':
      return throttledBy(said);
    case 'server':
    case 'nonce-used':
      return unreachable(said);
    case 'absent':
      return { kind: 'absent', providerState: code, reason: said, ids: call.ids };
    case 'permission':
      return refused(
        code,
        `${dialect.vendor} does not permit ${call.operation}: grant the user or role of the credentials ${call.permission} (${said})`,
      );
    case 'proxy':
      return refused(
        code,
        `a proxy on the way wants credentials (${said}); check HTTPS_PROXY and HTTP_PROXY`,
      );
    case 'credentials':
      return refused(code, `${dialect.vendor} refused the credentials (${code}): ${credentialsHint}`);
    case 'expired':
      return refused(
        code,
        `the credentials expired while the gate waited, or before (${code}): the deployment itself may be well; ${credentialsHint}`,
      );
    case 'clock-skew':
      return refused(
        code,
        `${dialect.vendor} refused the time of the request (${code}), ${WHY_NOT[correction ?? 'too-often']}: set this machine's clock`,
      );
    case 'rejected':
      return refused(code, notTaken);
    case 'parameter':
      return { ...unreachable(notTaken), hopelessAfterMs: 'grace', onceSeen: true, providerState: code };
    case 'unlisted':
      return { ...unreachable(notTaken), hopelessAfterMs: 'grace', providerState: code };
  }
}

function throttledBy(said: string): Unreachable {
  const leastIntervalMs = leastInterval(said);
  const named = leastIntervalMs === undefined ? {} : { leastIntervalMs };
  return { ...unreachable(said), throttled: true, ...named };
}

/** Whether the credential was refused: as expired, or as one that the cloud does not know any more. */
export function isRefusal(result: Classified): boolean {
  return result.kind === 'error' && (result.meaning === 'expired' || result.meaning === 'credentials');
}

/** What an answer has shown of the credential. A gateway in front may answer before it looks at the signature. */
export function shownBy(result: Classified, reply: Reply<unknown>, dialect: Dialect): Shown {
  if (result.kind === 'body') return 'accepted';
  if (result.kind === 'redirect') return undefined;
  if (reply.kind === 'refused' && ['credentials', 'expired', 'clock-skew'].includes(result.meaning)) {
    return { refused: reply.reason };
  }
  if (result.code === '') return undefined;
  if (isGatewayCode(result.code, dialect)) {
    return result.meaning === 'unlisted' && reply.kind !== 'answer' ? { doubted: reply.reason } : undefined;
  }
  return result.meaning === 'absent' || result.meaning === 'permission' ? 'accepted' : undefined;
}
