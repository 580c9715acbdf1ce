import { describe, it } from 'vitest';

import { type Played, play } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { allAre, allSucceeded, answersOf, success } from './deployments.ts';

const SUCCEEDED = { exitCode: 0, outputs: { state: 'succeeded', states: allAre('succeeded') } };
const NEVER = { exitCode: 1, outputs: { state: 'timed-out', states: allAre('timed-out') } };

/** Every operation of all four providers gives its good answer, changed so, always. */
const answered = (
  change: (body: Readonly<Record<string, unknown>>) => unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Played> =>
  play((e) => {
    const texts = answersOf(success);
    e.rules.hook = ({ operation = '' }) =>
      faults.httpError(200, change(JSON.parse(texts[operation] ?? '{}')), { ...headers });
    return { tasks: allSucceeded(e), inputs: { timeout: '3s' } };
  });

describe('row 98: a good answer in an odd wrapping → taken', () => {
  it.concurrent.for(['text/html', 'text/plain', 'application/xml'])('as %s', async (type, { expect }) => {
    expect(await answered((body) => body, { 'content-type': type })).toMatchObject(SUCCEEDED);
  });

  it.concurrent.for<object>([
    { Code: '200' },
    { Code: 200 },
    { code: 0 },
    { Code: 'OK' },
    { code: 'success' },
    { error_code: '0' },
    { error_code: 'SUCCESS' },
    { error_code: null, error_msg: null },
    { errorCode: '' },
    { error: { code: 200 } },
  ])('with %j', async (more, { expect }) => {
    expect(await answered((body) => ({ ...body, ...more }))).toMatchObject(SUCCEEDED);
  });

  it.concurrent.for<unknown>([{}, [], { text: 'x' }, ['x'], 7, true])(
    'with fields that are only shown as %j',
    async (odd, { expect }) => {
      const shown = new Set([
        'Description',
        'DeployedTime',
        'name',
        'fail_message',
        'rollback_fail_message',
        'execution_time',
      ]);
      const step = await play((e) => {
        const texts = answersOf(success);
        e.rules.hook = ({ operation = '' }) =>
          faults.httpError(200, withFields(JSON.parse(texts[operation] ?? '{}'), shown, odd));
        return { tasks: allSucceeded(e), inputs: { timeout: '3s' } };
      });
      expect(step).toMatchObject(SUCCEEDED);
    },
  );

  it.concurrent.for<unknown>([{ text: 'x' }, ['x'], 7, true])(
    'a part that has failed, with a message that is %j',
    async (ErrorMsg, { expect }) => {
      const step = await play((e) => {
        const body = {
          DeployedResults: { DeployedResult: [{ ApiUid: 'api', DeployedStatus: 'FAIL', ErrorMsg }] },
        };
        e.rules.hook = ({ operation }) =>
          operation === 'DescribeDeployApiTask' ? faults.httpError(200, body) : undefined;
        return { tasks: allSucceeded(e).slice(0, 1), inputs: { timeout: '3s' } };
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    },
  );
});

describe('row 98: an error code inside a 200, beside a good answer → never success', () => {
  it.concurrent.for<object>([
    { Code: 500 },
    { Code: 'FAIL', Message: 'x' },
    { code: 'FAIL', message: 'x' },
    { error_code: 500, error_msg: 'm' },
    { ERROR_CODE: 'X.9' },
    { errorCode: 500 },
    { errorCode: 'X.9' },
    { ErrorCode: 'X.9' },
    { Error: { Code: 'X.9' } },
    { error: { code: 500, message: 'm' } },
    { Code: '200', ErrorCode: 'X.9' },
    { CODE: ['Forbidden'] },
    { Code: { x: 1 } },
    { Success: false },
  ])('%j', async (more, { expect }) => {
    expect(await answered((body) => ({ ...body, ...more }))).toMatchObject(NEVER);
  });

  it.concurrent('one that is refused credentials, in the other vendor’s shape', async ({ expect }) => {
    const step = await answered((body) => ({
      ...body,
      errorCode: 'InvalidAccessKeyId.NotFound',
      error: { code: 'APIGW.0301' },
    }));
    expect(step.outputs['state']).not.toBe('succeeded');
    expect(step.exitCode).toBe(1);
  });
});

/** Every object of a body with these fields, of whatever type. */
function withFields(value: unknown, names: ReadonlySet<string>, odd: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withFields(item, names, odd));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, field]) => [key, withFields(field, names, odd)]);
  return { ...Object.fromEntries(inner), ...Object.fromEntries([...names].map((name) => [name, odd])) };
}
