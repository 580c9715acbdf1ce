import { describe, it } from 'vitest';

import { OVER, publishTask, record } from '../dist/entries.ts';
import { type Played, play, type Setting } from '../dist/scene.ts';
import { type Act, type Emulator, faults } from '../emulator/index.ts';
import { leaksOf } from './echoes.ts';
import { type Cloud, EXCHANGE, exchangesOf, idTokenOf, keyless } from './keyless.ts';
import { annotationsOf, reasonOf } from './told.ts';

const TASK: Readonly<Record<Cloud, (emulator: Emulator) => Setting['tasks'][number]>> = {
  alibaba: (e) => publishTask(e, [OVER]),
  huawei: (e) => record(e, 'succeeded'),
};

/** A keyless step whose exchange is answered so; nothing lets it be. */
const exchanging = (
  cloud: Cloud,
  answer: (count: number) => Act | undefined,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Played> =>
  play((emulator) => {
    let count = 0;
    emulator.rules.hook = ({ operation }) => {
      if (operation !== EXCHANGE[cloud].operation) return undefined;
      count += 1;
      return answer(count);
    };
    return keyless(emulator, [TASK[cloud](emulator)], { inputs });
  });

const NOT_YET: Readonly<Record<Cloud, () => Act>> = {
  alibaba: () => faults.alibabaError('AuthenticationFail.OIDCToken.Invalid', 401),
  huawei: () => faults.httpError(401, { error: { code: 401, message: 'The token is not valid yet' } }),
};

describe('row 95: an exchange that is refused with 401 → two more with fresh tokens, after 2 s and after 5 s', () => {
  it.concurrent.for(['alibaba', 'huawei'] as const)('twice, %s', async (cloud, { expect }) => {
    const step = await exchanging(cloud, (count) => (count <= 2 ? NOT_YET[cloud]() : undefined));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(Number(step.outputs['duration-seconds'])).toBeGreaterThanOrEqual(7);
    expect(new Set(exchangesOf(step.emulator, cloud).map(idTokenOf)).size).toBe(3);
  });

  it.concurrent.for(['alibaba', 'huawei'] as const)('always, %s', async (cloud, { expect }) => {
    const step = await exchanging(cloud, NOT_YET[cloud]);
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(exchangesOf(step.emulator, cloud)).toHaveLength(3);
    expect(reasonOf(step)).toContain('refused to exchange');
  });

  it.concurrent('of a permission that is missing, at once', async ({ expect }) => {
    const step = await exchanging('alibaba', () =>
      faults.alibabaError('AuthenticationFail.NoPermission', 401),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(exchangesOf(step.emulator, 'alibaba')).toHaveLength(1);
  });
});

const SECRET = 'SecretOfASessionThatNobodyMayRead0001';
const SESSION = {
  AccessKeyId: 'STS.NUgYrLnoC37mZZCNnAbez',
  AccessKeySecret: SECRET,
  SecurityToken: 'CAISuQJ1q6Ft5B2yfSjIr5bkFtWg',
  Expiration: new Date(Date.now() + 1_800_000).toISOString(),
};

describe('row 117: an exchange that cannot heal → what is wrong with it, and an error after 30 s', () => {
  it.concurrent.for([
    [
      'a token with a line end',
      { ...SESSION, SecurityToken: `${SESSION.SecurityToken}\r\nX: y` },
      'gave SecurityToken with a line end in it',
    ],
    ['a token that is too long', { ...SESSION, SecurityToken: 'C'.repeat(30_000) }, 'which is too long'],
    ['an expiry in the past', { ...SESSION, Expiration: '2020-01-01T00:00:00Z' }, 'had ended already'],
  ] as const)('%s', { timeout: 120_000 }, async ([, Credentials, says], { expect }) => {
    const step = await exchanging('alibaba', () => faults.httpError(200, { Credentials }), {
      timeout: '100s',
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(reasonOf(step)).toContain(says);
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(60);
  });

  it.concurrent('that hangs at the deadline: told as a wait for it', async ({ expect }) => {
    const step = await exchanging('huawei', () => faults.silence(), { timeout: '2s' });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toMatch(
      /the exchange of the job's OIDC token gave no credentials within .*, given up/,
    );
  });
});

describe('row 107: an answer of an exchange that cannot be read → nothing of it is kept or shown', () => {
  const headers = { 'x-odd': SECRET, 'content-type': 'text/plain' };
  it.concurrent.for<readonly [string, number, unknown]>([
    ['XML with CDATA', 200, `<R><Credentials><AccessKeySecret><![CDATA[${SECRET}]]></AccessKeySecret>`],
    ['XML with attributes', 200, `<R><Credentials AccessKeySecret="${SECRET}"/></R>`],
    ['a list', 200, [{ Credentials: { SecurityToken: [SECRET] } }]],
    ['a token in the body alone', 201, { token: { id: SECRET, value: SECRET } }],
    ['a token beside a 401', 401, { Code: 'X', Message: `no: ${SECRET}`, SecurityToken: SECRET }],
    ['a token in the message alone', 400, { Code: 'X', Message: `bad ${SECRET}` }],
    ['a token in the message of an error within', 400, { error: { code: 'X', message: `bad ${SECRET}` } }],
    ['a text', 500, `the secret is ${SECRET}`],
  ])('%s', async ([, status, body], { expect }) => {
    for (const cloud of ['alibaba', 'huawei'] as const) {
      const step = await exchanging(cloud, () => faults.httpError(status, body, headers), {
        timeout: '4s',
        'trace-file': 'trace.har',
      });
      expect(step.exitCode).toBe(1);
      expect(leaksOf(step, [SECRET])).toEqual([]);
      expect(JSON.stringify(step.trace)).not.toContain('x-odd');
    }
  });
});

describe('row 118: ACTIONS_ID_TOKEN_REQUEST_URL in plain text to another host → refused before any request', () => {
  it.concurrent('http', async ({ expect }) => {
    const step = await play((e) =>
      keyless(e, [TASK.alibaba(e)], {
        env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://pipelines.example/idtoken?api-version=2.0' },
      }),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toEqual([]);
    expect(annotationsOf(step).join()).toContain(
      'ACTIONS_ID_TOKEN_REQUEST_URL: must begin with https:// (http:// only on loopback)',
    );
  });
});
