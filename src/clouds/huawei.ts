/** Huawei Cloud: its credentials, its requests, its errors. */

import { readErrors } from './api-error.ts';
import type { Call } from './call.ts';
import { type Dialect, STATUSES } from './error-order.ts';
import type { HttpRequest } from './http.ts';
import { signHuawei } from './huawei-signer.ts';

/** Keys of Huawei Cloud (with a security token where they are temporary), or an IAM token instead of them. */
export type HuaweiCredential =
  | {
      readonly kind: 'keys';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly securityToken?: string | undefined;
    }
  | { readonly kind: 'token'; readonly authToken: string };

/**
 * Huawei Cloud's errors, also inside an HTTP 200.
 * Source: the error codes of its API gateway (`APIGW.`, `APIG.`), of CodeArts Deploy and of ServiceStage.
 */
export const huaweiDialect: Dialect = {
  vendor: 'Huawei Cloud',
  readErrors,
  codes: [
    [/^APIGW?\.0308$/, 'throttled'],
    [/^APIGW?\.020[13]$/, 'server'],
    [/^APIGW?\.0301$/, 'clock-skew', /signature expired/i],
    [/^APIGW?\.0307$/, 'expired'],
    [/^APIGW?\.0301$/, 'expired', /token expires/i],
    [/^APIGW?\.030[13]$/, 'credentials'],
    [/^(APIGW?\.0302|Deploy\.0001115[45])$/, 'permission'],
    // ServiceStage answers 00100401 with HTTP 401: what does not exist, not a refused key.
    [/^Deploy\.(00011020|00011021|00011303)$/, 'absent'],
    [/^SVCSTG\.(00100401|00100408|00100429|00100433)$/, 'absent'],
  ],
  statuses: STATUSES,
  otherStatuses: { 404: 'absent' },
  gateway: /^APIG/,
};

/** Signs one GET of a Huawei Cloud API, or puts the IAM token into it. */
export function huaweiRequest(
  credential: HuaweiCredential,
  projectId: string | undefined,
  call: Call,
  url: URL,
  date: Date,
): HttpRequest {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (projectId !== undefined) headers['x-project-id'] = projectId;
  if (credential.kind === 'token') {
    return {
      method: 'GET',
      url,
      headers: { ...headers, 'x-auth-token': credential.authToken },
      confidential: [],
    };
  }
  headers['x-sdk-date'] = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
  if (credential.securityToken !== undefined) headers['x-security-token'] = credential.securityToken;
  const { authorization, confidential } = signHuawei(
    {
      method: 'GET',
      path: url.pathname,
      query: Object.entries(call.query),
      headers: { ...headers, host: url.host },
      body: '',
    },
    credential.accessKeyId,
    credential.secretAccessKey,
  );
  return { method: 'GET', url, headers: { ...headers, authorization }, confidential };
}
