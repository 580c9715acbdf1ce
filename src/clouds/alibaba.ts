/** Alibaba Cloud: its keys, its requests, its errors. */

import { randomUUID } from 'node:crypto';

import { signAlibaba } from './alibaba-signer.ts';
import { readErrors } from './api-error.ts';
import type { Call } from './call.ts';
import { sha256 } from './digest.ts';
import { type Dialect, STATUSES } from './error-order.ts';
import type { HttpRequest } from './http.ts';

/** Keys of Alibaba Cloud; with a security token where they are temporary. */
export interface AlibabaKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** Product CloudAPI (API Gateway). Source: its API overview. */
const API_VERSION = '2016-07-14';

/** Alibaba Cloud's errors: `{Code, Message, …}`, sometimes as XML. Source: its common error codes. */
export const alibabaDialect: Dialect = {
  vendor: 'Alibaba Cloud',
  readErrors,
  codes: [
    [/^Throttling/, 'throttled'],
    [/^(ServiceUnavailable|InternalError)/, 'server'],
    [/^SignatureNonceUsed/, 'nonce-used'],
    [/^(InvalidTimeStamp|IllegalTimestamp)/, 'clock-skew'],
    [/^InvalidSecurityToken\.Expired/, 'expired'],
    [
      /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken)/,
      'credentials',
    ],
    [/^(Forbidden|NoPermission|AccessDenied)/, 'permission'],
    [/^NotFound/, 'absent'],
  ],
  statuses: STATUSES,
};

/** Signs one call of API Gateway's RPC-style API: parameters in the query, an empty body. */
export function alibabaRequest(keys: AlibabaKeys, call: Call, url: URL, date: Date): HttpRequest {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'x-acs-action': call.operation,
    'x-acs-version': API_VERSION,
    'x-acs-date': date.toISOString().replace(/\.\d{3}/, ''),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': sha256(''),
  };
  if (keys.securityToken !== undefined) {
    headers['x-acs-security-token'] = keys.securityToken;
    headers['x-acs-accesskey-id'] = keys.accessKeyId;
  }
  const toSign = { method: 'POST', query: call.query, headers: { ...headers, host: url.host }, body: '' };
  const { authorization, confidential } = signAlibaba(toSign, keys.accessKeyId, keys.accessKeySecret);
  return { method: 'POST', url, headers: { ...headers, authorization }, confidential };
}
