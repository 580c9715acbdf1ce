import { describe, it } from 'vitest';

import { deployed, item, job, OURS, OVER, publishTask, record, release, version } from '../dist/entries.ts';
import { play, type Setting } from '../dist/scene.ts';
import { type Act, type Emulator, faults, inTurn } from '../emulator/index.ts';
import { leaksOf } from './echoes.ts';
import { type Cloud, EXCHANGE, exchangesOf, idTokenOf, keyless, looksOf, secretsOf } from './keyless.ts';
import { reasonOf } from './told.ts';

type Task = Setting['tasks'][number];
type Row = readonly [what: string, cloud: Cloud, setUp: (emulator: Emulator) => Task];

/** Deployments of each provider that succeed at the fourth look. */
const rows: readonly Row[] = [
  [
    'a publish task',
    'alibaba',
    (e) => publishTask(e, [deployed('WAIT')], [deployed('RUNNING')], [deployed('RUNNING')], [OVER]),
  ],
  ['a version', 'alibaba', (e) => version(e, [], [], [], [item(OURS, 'ONLINE')])],
  [
    'a release',
    'huawei',
    (e) => {
      const going = { status: 'RELEASING', jobs: [job('cart', 'RUNNING')] };
      const jobs = [job('cart', 'SUCCEEDED'), job('search', 'SUCCEEDED')];
      return release(e, going, going, going, { status: 'SUCCESS', jobs });
    },
  ],
  ['a deployment', 'huawei', (e) => record(e, 'pending', 'running', 'running', 'succeeded')],
];

/** The first session is good for so many requests, and all that follow for any number. */
function endsAfter(requests: number, { sts, iam }: Emulator): void {
  sts.role.sessions = inTurn({ requests }, {});
  iam.provider.tokens = inTurn({ requests }, {});
}

const noUse = inTurn({ requests: 0 });

const refusals = ({ emulator }: { readonly emulator: Emulator }) =>
  looksOf(emulator).filter(({ code = '' }) => /Expired|APIGW/.test(code));

describe('row 34: a session that is revoked in the middle of the wait, without keys → another one, no look is lost, succeeded', () => {
  it.concurrent.for(rows)('%s', async ([, cloud, setUp], { expect }) => {
    const step = await play((emulator) => {
      endsAfter(3, emulator);
      return keyless(emulator, [setUp(emulator)]);
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(exchangesOf(step.emulator, cloud)).toHaveLength(2);
    // What was on its way at the same time may be refused as well.
    expect(refusals(step).length).toBeGreaterThan(0);
    expect(refusals(step).length).toBeLessThanOrEqual(2);
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });
});

describe('row 34: a session that ends and cannot be renewed, without keys → error, the credentials could not be renewed', () => {
  it.concurrent.for(rows)('%s', async ([, cloud, setUp], { expect }) => {
    const step = await play((emulator) => {
      endsAfter(3, emulator);
      emulator.sts.role.admits = () => emulator.sts.issued.length === 0;
      emulator.iam.provider.admits = () => emulator.iam.issued.length === 0;
      return keyless(emulator, [setUp(emulator)]);
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    expect(reasonOf(step)).toMatch(/credentials could not be renewed/);
    expect(reasonOf(step)).not.toMatch(/\bfailed\b/);
    // What is refused is not asked for again.
    expect(exchangesOf(step.emulator, cloud)).toHaveLength(2);
    expect(step.durationMs).toBeLessThan(15_000);
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });
});

describe('row 34: sessions that are refused from their first request on, without keys → error, after one renewal', () => {
  const dead: readonly (readonly [what: string, cloud: Cloud, setUp: (emulator: Emulator) => void])[] = [
    ['sessions of Alibaba Cloud', 'alibaba', ({ sts }) => Object.assign(sts.role, { sessions: noUse })],
    ['tokens of Huawei Cloud', 'huawei', ({ iam }) => Object.assign(iam.provider, { tokens: noUse })],
    [
      'tokens of another region',
      'huawei',
      ({ iam }) => Object.assign(iam.provider, { projects: [{ id: 'project', name: 'ap-southeast-3' }] }),
    ],
  ];
  it.concurrent.for(dead)('%s', async ([, cloud, setUp], { expect }) => {
    const step = await play((emulator) => {
      setUp(emulator);
      const task = rows.find(([, of]) => of === cloud)?.[2];
      return keyless(emulator, task === undefined ? [] : [task(emulator)]);
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    expect(reasonOf(step)).toMatch(/refused the credentials .* renewed: check /);
    expect(exchangesOf(step.emulator, cloud)).toHaveLength(2);
    expect(looksOf(step.emulator)).toHaveLength(2);
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });
});

const ENDS: readonly (readonly [Cloud, (emulator: Emulator) => Task])[] = [
  ['alibaba', (e) => publishTask(e, [OVER])],
  ['huawei', (e) => record(e, 'succeeded')],
];

describe('row 35: an ID token that expires while the exchange is tried again → a fresh one for every try', () => {
  const troubles: readonly (readonly [what: string, trouble: () => Act])[] = [
    ['503', () => faults.httpError(503, '{}')],
    ['a reset', faults.reset],
    ['a page of HTML', faults.htmlPage],
  ];
  it.concurrent.for(
    ENDS.flatMap(([cloud, setUp]) =>
      troubles.map(([what, trouble]) => [`${what}, ${cloud}`, cloud, setUp, trouble] as const),
    ),
  )('%s', async ([, cloud, setUp, trouble], { expect }) => {
    const step = await play((emulator) => {
      // They live shorter than the tries take.
      emulator.oidc.tokens = inTurn({ lifeSeconds: 2 });
      emulator.rules.hook = ({ api }) =>
        api === EXCHANGE[cloud].api && exchangesOf(emulator, cloud).length <= 3 ? trouble() : undefined;
      return keyless(emulator, [setUp(emulator)]);
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    const exchanges = exchangesOf(step.emulator, cloud);
    expect(exchanges).toHaveLength(4);
    expect(exchanges.at(-1)).toMatchObject({ code: undefined });
    expect(new Set(exchanges.map(idTokenOf)).size).toBe(4);
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });
});

describe('row 35: an ID token that has expired when STS reads it → the exchange is tried again with a fresh one', () => {
  it.concurrent('a publish task', async ({ expect }) => {
    const step = await play((emulator) => {
      emulator.oidc.tokens = inTurn({ lifeSeconds: -1 }, {});
      return keyless(emulator, [publishTask(emulator, [OVER])]);
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(exchangesOf(step.emulator, 'alibaba').map(({ code }) => code)).toEqual([
      'AuthenticationFail.OIDCToken.Expired',
      undefined,
    ]);
  });
});

/** A service that is away for a while, in the words of the list of requests. */
const AWAY = ['id-token', EXCHANGE.alibaba.operation, EXCHANGE.huawei.operation] as const;

describe('row 20: the token service, STS or IAM in trouble for a while, at the start and at a renewal → survives', () => {
  it.concurrent.for(
    ENDS.flatMap(([cloud]) =>
      AWAY.filter((operation) => operation === 'id-token' || operation === EXCHANGE[cloud].operation).map(
        (operation) => [`${operation}, ${cloud}`, operation, cloud] as const,
      ),
    ),
  )('%s', async ([, operation, cloud], { expect }) => {
    const step = await play((emulator) => {
      endsAfter(2, emulator);
      const isAway = bursts(2);
      emulator.rules.hook = (request) =>
        request.operation === operation && isAway() ? faults.httpError(500, 'no') : undefined;
      const task = rows.find(([, of]) => of === cloud)?.[2];
      return keyless(emulator, task === undefined ? [] : [task(emulator)]);
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    const troubled = step.emulator.requests.filter((request) => request.operation === operation);
    expect(troubled.map(({ status }) => status)).toEqual(
      [500, 500, 200, 500, 500, 200].map(created(operation)),
    );
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });
});

/** Whether it is away: so often in a row, then it is there once, and so on. */
function bursts(length: number): () => boolean {
  let turn = 0;
  return () => {
    turn += 1;
    return turn % (length + 1) !== 0;
  };
}

/** IAM answers 201 where the others answer 200. */
const created =
  (operation: string) =>
  (status: number): number =>
    operation === EXCHANGE.huawei.operation && status === 200 ? 201 : status;

describe('row 21: an exchange that never gets through, at a renewal → timed-out, with the last fault and their number', () => {
  it.concurrent.for(ENDS)('%s', async ([cloud], { expect }) => {
    const step = await play((emulator) => {
      endsAfter(2, emulator);
      emulator.rules.hook = ({ api }) =>
        api === EXCHANGE[cloud].api && exchangesOf(emulator, cloud).length > 1
          ? faults.httpError(503, 'no')
          : undefined;
      const task = rows.find(([, of]) => of === cloud)?.[2];
      return keyless(emulator, task === undefined ? [] : [task(emulator)], { inputs: { timeout: '8s' } });
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toMatch(/HTTP 503/);
    expect(step.durationMs).toBeLessThan(8000 + 2000 + 3000);
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });
});

describe('row 36: a clock that is 20 min wrong, without keys → the exchange is made once more by the Date of the answer', () => {
  const skews = ENDS.flatMap(([cloud, setUp]) =>
    [20, -20].map((minutes) => [cloud, minutes, setUp] as const),
  );
  it.concurrent.for(skews)('%s, %i min', async ([cloud, minutes, setUp], { expect }) => {
    const step = await play((emulator) => keyless(emulator, [setUp(emulator)]), {
      clock: () => Date.now() + minutes * 60_000,
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    // IAM's exchange has no time in it.
    expect(exchangesOf(step.emulator, cloud).map(({ code }) => code)).toEqual(
      cloud === 'alibaba' ? ['InvalidTimeStamp.Expired', undefined] : [undefined],
    );
  });
});

describe('an exchange that is slow', () => {
  it.concurrent.for(ENDS)('on %s is waited for', async ([cloud, setUp], { expect }) => {
    const step = await play((emulator) => {
      emulator.rules.delay = ({ api }) => (api === EXCHANGE[cloud].api ? 3000 : 0);
      return keyless(emulator, [setUp(emulator)]);
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(exchangesOf(step.emulator, cloud)).toHaveLength(1);
    expect(looksOf(step.emulator).filter(({ code }) => code !== undefined)).toEqual([]);
  });

  it.concurrent.for(ENDS)('on %s does not outlive the deadline', async ([cloud, setUp], { expect }) => {
    const step = await play((emulator) => {
      emulator.rules.delay = ({ api }) => (api === EXCHANGE[cloud].api ? 60_000 : 0);
      return keyless(emulator, [setUp(emulator)], { inputs: { timeout: '3s' } });
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'timed-out' } });
    expect(step.durationMs).toBeLessThan(3000 + 2000 + 3000);
  });
});
