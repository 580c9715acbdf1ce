import { randomBytes } from 'node:crypto';
import type { Answer, Call, Refusal } from './call.ts';

/** A refusal in the commonest form of Huawei Cloud's APIs. */
export function refuse(call: Call, { status, code, message, headers = {} }: Refusal): Answer {
  call.seen.code = code;
  return withRequestId({ status, body: { error_code: code, error_msg: message }, headers });
}

/** An answer as its gateway sends it on: with the request's id, inside the body too if it is an error. */
export function withRequestId(answer: Answer): Answer {
  const requestId = randomBytes(16).toString('hex');
  const headers = { server: 'api-gateway', 'x-request-id': requestId, ...answer.headers };
  return answer.status < 400
    ? { ...answer, headers }
    : { ...answer, headers, body: addId(answer.body, requestId) };
}

function addId(body: unknown, requestId: string): unknown {
  return typeof body === 'object' ? { ...body, request_id: requestId } : body;
}
