import { randomUUID } from 'node:crypto';
import type { Answer, Call, Refusal } from './call.ts';

/** An answer with its `RequestId`. */
export function accept({ status, body }: Answer): Answer {
  const RequestId = randomUUID().toUpperCase();
  const withId = typeof body === 'object' ? { RequestId, ...body } : body;
  return { status, body: withId, headers: { 'x-acs-request-id': RequestId } };
}

/** A refusal in the form of Alibaba Cloud's APIs of RPC style. */
export function refuse(call: Call, { status, code, message, headers }: Refusal, product: string): Answer {
  const RequestId = randomUUID().toUpperCase();
  call.seen.code = code;
  return {
    status,
    body: {
      RequestId,
      HostId: call.headers.get('host'),
      Code: code,
      Message: message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=${product}&requestId=${RequestId}`,
    },
    headers: { 'x-acs-request-id': RequestId, ...headers },
  };
}
