import CloudApi from '@alicloud/cloudapi20160714';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import type { Emulator } from '../test/emulator/index.ts';

/** What a client signs with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/**
 * The vendor's client for CloudAPI 2016-07-14, pointed at the emulator.
 * It retries nothing of its own accord: no `retryOptions` are given.
 */
export function alibabaClient(emulator: Emulator, credentials: Credentials = emulator.alibaba.keys) {
  const config = new $OpenApiUtil.Config({
    ...credentials,
    endpoint: new URL(emulator.alibaba.endpoint).host,
    protocol: 'HTTP',
    regionId: 'cn-hangzhou',
    noProxy: '127.0.0.1',
  });
  return new CloudApi.default(config);
}

/** A refusal as the client's error tells it; whatever else was thrown, as it is. */
export async function alibabaRefusal(call: Promise<unknown>): Promise<unknown> {
  try {
    return { answered: await call };
  } catch (error) {
    if (!(error instanceof Error && 'statusCode' in error && 'code' in error)) throw error;
    return { status: error.statusCode, code: error.code };
  }
}
