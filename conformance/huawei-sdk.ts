import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import type { ICredential } from '@huaweicloud/huaweicloud-sdk-core/auth/ICredential.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js';
import { LogLevel } from '@huaweicloud/huaweicloud-sdk-core/logger/index.js';
import type { Emulator } from '../test/emulator/index.ts';

/** The SDK logs every refusal to the standard output, whole request included; here refusals are wanted. */
const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  setName: () => {},
  getLevel: () => LogLevel.ERROR,
};

/** A call by path, as the SDK's generated clients make them. */
export type Get = (
  url: string,
  pathParams?: Readonly<Record<string, string>>,
  queryParams?: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** A body to send, and which headers of the answer to give back among its fields. */
export interface Sending {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: object;
  readonly responseHeaders: readonly string[];
}

/** Sends a body without any credential, as the SDK's own calls of IAM do. */
export function huaweiSend(
  endpoint: string,
  { url, headers, data, responseHeaders }: Sending,
): Promise<unknown> {
  const options = {
    method: 'POST' as const,
    url,
    contentType: 'application/json',
    pathParams: {},
    queryParams: {},
    headers: { ...headers },
    data,
    responseHeaders: [...responseHeaders],
  };
  return clientOf(endpoint, undefined).sendRequest(options);
}

/** With a single endpoint it retries nothing. */
function clientOf(endpoint: string, credential: ICredential | undefined): HcClient {
  const options = { logger: silent };
  const client = new HcClient(new DefaultHttpClient(options, [endpoint]), options);
  return client.withEndpoints([endpoint]).withCredential(credential);
}

/** The vendor's generic client. */
export function huaweiClient(endpoint: string, credential: ICredential | undefined): Get {
  const client = clientOf(endpoint, credential);
  return (url, pathParams = {}, queryParams = {}) =>
    client.sendRequest({
      method: 'GET',
      url,
      contentType: 'application/json',
      pathParams: { ...pathParams },
      queryParams: { ...queryParams },
      headers: {},
    });
}

/** The SDK's own signing credential. */
export function keysOf(
  { accessKeyId, secretAccessKey }: Emulator['huawei']['keys'],
  securityToken?: string,
  projectId?: string,
): ICredential {
  const credential = new BasicCredentials().withAk(accessKeyId).withSk(secretAccessKey);
  if (securityToken !== undefined) credential.withSecurityToken(securityToken);
  return projectId === undefined ? credential : credential.withProjectId(projectId);
}

/** An IAM token instead of a signature: the SDK leaves that to a credential of the caller's. */
export function tokenOf(value: string): ICredential {
  const credential: ICredential = {
    getAk: () => undefined,
    getSk: () => undefined,
    processAuthParams: async () => credential,
    processAuthRequest: async (_client, request) => ({
      ...request,
      headers: { ...request.headers, 'X-Auth-Token': value },
    }),
  };
  return credential;
}

/** A refusal as the SDK's exception tells it; whatever else was thrown, as it is. */
export async function huaweiRefusal(call: Promise<unknown>): Promise<unknown> {
  try {
    return { answered: await call };
  } catch (error) {
    if (!(typeof error === 'object' && error !== null && 'httpStatusCode' in error && 'errorCode' in error))
      throw error;
    return { status: error.httpStatusCode, code: error.errorCode };
  }
}

/** The text of a refusal. */
export async function huaweiMessage(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'errorMsg' in error ? error.errorMsg : error;
  }
}
