import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import {
  DescribeApiHistoriesRequest,
  DescribeApiHistoryRequest,
  DescribeDeployApiTaskRequest,
} from '@alicloud/cloudapi20160714';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { RuntimeOptions } from '@darabonba/typescript';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  defaultGroupId,
  type Emulator,
  inTurn,
  type SeenRequest,
  startEmulator,
} from '../test/emulator/index.ts';
import { alibabaClient, alibabaRefusal } from './alibaba-sdk.ts';

const task = new DescribeDeployApiTaskRequest({ operationUid: 'u1' });
const version = new DescribeApiHistoryRequest({
  apiId: 'api',
  stageName: 'RELEASE',
  historyVersion: '20211122155403834',
});
const skewMs = 20 * 60_000;
let skew = 0;
let emulator: Emulator;

beforeEach(async () => {
  skew = 0;
  emulator = await startEmulator({ clock: () => Date.now() + skew });
  emulator.alibaba.publishTask(
    'u1',
    inTurn([{ DeployedStatus: 'OVER', ErrorMsg: 'Success. Request Success.' }]),
  );
  const older = Array.from({ length: 11 }, (_, n) => ({
    HistoryVersion: String(n).padStart(17, '0'),
    Status: 'OFFLINE',
  }));
  const live = { HistoryVersion: '20211122155403834', Status: 'ONLINE', Description: '天气 & "weather"' };
  emulator.alibaba.versions('api', 'RELEASE', inTurn([...older, live]));
});
afterEach(() => emulator.close());

describe('the vendor’s SDK reads', () => {
  test('DescribeDeployApiTask', async () => {
    const { statusCode, body } = await alibabaClient(emulator).describeDeployApiTask(task);
    expect(statusCode).toBe(200);
    expect(body?.deployedResults?.deployedResult).toMatchObject([
      { deployedStatus: 'OVER', errorMsg: 'Success. Request Success.' },
    ]);
  });

  test('DescribeApiHistory', async () => {
    const { body } = await alibabaClient(emulator).describeApiHistory(version);
    expect(body).toMatchObject({
      historyVersion: '20211122155403834',
      status: '200',
      groupId: defaultGroupId,
    });
  });

  test('DescribeApiHistories, page by page', async () => {
    const page = async (pageNumber: number) => {
      const list = { groupId: defaultGroupId, apiId: 'api', stageName: 'RELEASE', pageNumber };
      const { body } = await alibabaClient(emulator).describeApiHistories(
        new DescribeApiHistoriesRequest(list),
      );
      return body;
    };
    expect(await page(1)).toMatchObject({ totalCount: 12, pageNumber: 1, pageSize: 10 });
    const last = (await page(2))?.apiHisItems?.apiHisItem;
    expect(last?.map(({ status, description }) => [status, description])).toEqual([
      ['OFFLINE', ''],
      ['ONLINE', '天气 & "weather"'],
    ]);
  });

  test('with a temporary key and its token', async () => {
    const client = alibabaClient(emulator, emulator.alibaba.openSession());
    expect((await client.describeDeployApiTask(task)).statusCode).toBe(200);
  });

  test('by GET, with the generic call, and with characters that need encoding', async () => {
    emulator.alibaba.publishTask("天 气+~*'()", inTurn([]));
    const params = new $OpenApiUtil.Params({
      action: 'DescribeDeployApiTask',
      version: '2016-07-14',
      protocol: 'HTTP',
      pathname: '/',
      method: 'GET',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    });
    const query = new $OpenApiUtil.OpenApiRequest({ query: { OperationUid: "天 气+~*'()" } });
    const { statusCode } = await alibabaClient(emulator).callApi(params, query, new RuntimeOptions({}));
    expect(statusCode).toBe(200);
    expect(emulator.requests[0]?.method).toBe('GET');
  });
});

describe('the vendor’s SDK is refused', () => {
  test('with a wrong secret', async () => {
    const client = alibabaClient(emulator, { ...emulator.alibaba.keys, accessKeySecret: 'wrong' });
    expect(await refusal(client)).toEqual({ status: 400, code: 'SignatureDoesNotMatch' });
  });

  test('with an unknown key', async () => {
    const client = alibabaClient(emulator, { accessKeyId: 'LTAInobody', accessKeySecret: 'wrong' });
    expect(await refusal(client)).toEqual({ status: 404, code: 'InvalidAccessKeyId.NotFound' });
  });

  test.each([skewMs, -skewMs])('when the server’s clock is off by %i ms', async (ms) => {
    skew = ms;
    expect(await refusal(alibabaClient(emulator))).toEqual({ status: 400, code: 'InvalidTimeStamp.Expired' });
  });

  test('with a temporary key, without its token', async () => {
    const { accessKeyId, accessKeySecret } = emulator.alibaba.openSession();
    const client = alibabaClient(emulator, { accessKeyId, accessKeySecret });
    expect(await refusal(client)).toEqual({ status: 400, code: 'MissingSecurityToken' });
  });

  test('with the token of another session', async () => {
    const { accessKeyId, accessKeySecret } = emulator.alibaba.openSession();
    const { securityToken } = emulator.alibaba.openSession();
    const client = alibabaClient(emulator, { accessKeyId, accessKeySecret, securityToken });
    expect(await refusal(client)).toEqual({
      status: 400,
      code: 'InvalidSecurityToken.MismatchWithAccessKey',
    });
  });

  test('when it asks for an unknown task', async () => {
    const unknown = new DescribeDeployApiTaskRequest({ operationUid: 'u2' });
    const call = alibabaClient(emulator).describeDeployApiTask(unknown);
    expect(await alibabaRefusal(call)).toEqual({ status: 400, code: 'NotFoundOperation' });
  });

  test('when it asks for an unknown version, or for versions of an unknown API', async () => {
    const client = alibabaClient(emulator);
    const unknown = new DescribeApiHistoryRequest({
      apiId: 'api',
      stageName: 'RELEASE',
      historyVersion: '1',
    });
    const call = client.describeApiHistory(unknown);
    expect(await alibabaRefusal(call)).toEqual({ status: 400, code: 'NotFoundApiHistory' });
    const list = new DescribeApiHistoriesRequest({ groupId: 'g', apiId: 'none', stageName: 'RELEASE' });
    const listing = client.describeApiHistories(list);
    expect(await alibabaRefusal(listing)).toEqual({ status: 400, code: 'NotFoundApi' });
  });

  test('when it leaves a required parameter out', async () => {
    const call = alibabaClient(emulator).describeDeployApiTask(new DescribeDeployApiTaskRequest({}));
    expect(await alibabaRefusal(call)).toEqual({ status: 400, code: 'MissingOperationUid' });
  });

  test('when one of its requests is sent again by somebody else', async () => {
    await alibabaClient(emulator).describeDeployApiTask(task);
    const [captured] = emulator.requests;
    expect(captured?.status).toBe(200);
    expect(captured && (await replay(captured))).toMatchObject({ Code: 'SignatureNonceUsed' });
    expect(emulator.requests[1]).toMatchObject({ status: 400, code: 'SignatureNonceUsed' });
  });

  test('without retrying of its own', async () => {
    await refusal(alibabaClient(emulator, { ...emulator.alibaba.keys, accessKeySecret: 'wrong' }));
    expect(emulator.requests).toHaveLength(1);
  });
});

function refusal(client: ReturnType<typeof alibabaClient>): Promise<unknown> {
  return alibabaRefusal(client.describeDeployApiTask(task));
}

function replay({ method, url, headers }: SeenRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: Object.fromEntries(headers), agent: false };
    const again = request(emulator.alibaba.endpoint + url, options, async (response) => {
      resolve(await json(response));
    });
    again.on('error', reject).end();
  });
}
