import { describe, it } from 'vitest';

import { deployed, type Entry, execution, item, job, OURS, OVER, UID } from '../dist/entries.ts';
import { play, type Setting } from '../dist/scene.ts';
import { type Emulator, type HistoryItem, inTurn, overTime } from '../emulator/index.ts';
import { leaksOf } from './echoes.ts';
import { type Cloud, exchangesOf, keyless, looksOf, secretsOf } from './keyless.ts';

const LIFE_MS = 4000;
/** Longer than three lives, which the next whole second may lengthen. */
const WAIT_MS = 3 * (LIFE_MS + 1000) + 500;

/** Sessions and tokens live so long, whatever was asked for. */
function mortal({ sts, iam, rules }: Emulator): void {
  sts.role.sessions = inTurn({ seconds: LIFE_MS / 1000 });
  iam.provider.tokens = inTurn({ seconds: LIFE_MS / 1000 });
  // So that others of the lane are due while one exchange is under way.
  rules.delay = ({ api }) => (api === 'sts' || api === 'iam' ? 300 : 0);
}

/** One deployment of each provider, which goes on for three lives and succeeds. */
const LONG: Readonly<Record<string, readonly [cloud: Cloud, setUp: (emulator: Emulator) => Entry]>> = {
  'a publish task': [
    'alibaba',
    ({ alibaba }) => {
      const frames = [
        [0, [deployed('RUNNING')]],
        [WAIT_MS, [OVER]],
      ] as const;
      alibaba.publishTask(UID, overTime(frames));
      return { provider: 'alibaba-api-gateway', 'operation-uid': UID, endpoint: alibaba.endpoint };
    },
  ],
  'a version': [
    'alibaba',
    ({ alibaba }) => {
      const list = overTime<readonly HistoryItem[]>([
        [0, []],
        [WAIT_MS, [item(OURS, 'ONLINE')]],
      ]);
      alibaba.versions('api', 'RELEASE', list);
      const api = { 'api-id': 'api', stage: 'RELEASE', version: OURS };
      return { provider: 'alibaba-api-version', ...api, endpoint: alibaba.endpoint };
    },
  ],
  'a release': [
    'huawei',
    ({ servicestage }) => {
      const components = [{ component_id: 'cart', name: 'cart' }];
      const plan = (status: string) => ({ id: 'plan', status, fail_strategy: 'stop', components });
      const info = (status: string) => ({ id: 'plan', components: [job('cart', status)] });
      servicestage.releasePlan('project', 'plan', {
        plan: overTime([
          [0, plan('RELEASING')],
          [WAIT_MS, plan('SUCCESS')],
        ]),
        deployInfo: overTime([
          [0, info('RUNNING')],
          [WAIT_MS, info('SUCCEEDED')],
        ]),
      });
      return { provider: 'huawei-servicestage', 'release-plan-id': 'plan', endpoint: servicestage.endpoint };
    },
  ],
  'a deployment': [
    'huawei',
    ({ codearts }) => {
      const last = overTime([
        [0, execution('running', 8)],
        [WAIT_MS, execution('succeeded', 8)],
      ]);
      codearts.task('task', { last });
      return {
        provider: 'huawei-codearts-deploy',
        'task-id': 'task',
        'after-release': '7',
        endpoint: codearts.endpoint,
      };
    },
  ],
};

/** 200 deployments on one lane, which are looked at once each: at the lane's rate, that takes several lives. */
const IDS = Array.from({ length: 200 }, (_, index) => `task-${index}`);
const MANY: Readonly<Record<Cloud, (emulator: Emulator) => readonly Entry[]>> = {
  alibaba: ({ alibaba: { endpoint, publishTask } }) => {
    for (const id of IDS) publishTask(id, inTurn([OVER]));
    return IDS.map((id) => ({ provider: 'alibaba-api-gateway', 'operation-uid': id, endpoint }));
  },
  huawei: ({ codearts: { endpoint, task } }) => {
    const which = { 'accept-last': 'true' };
    for (const id of IDS) task(id, { last: inTurn({ ...execution('succeeded', 8), task_id: id }) });
    return IDS.map((id) => ({ provider: 'huawei-codearts-deploy', 'task-id': id, ...which, endpoint }));
  },
};

const scenes: readonly (readonly [what: string, cloud: Cloud, setUp: (emulator: Emulator) => Setting])[] = [
  ...Object.entries(LONG).map(
    ([what, [cloud, setUp]]) => [what, cloud, (e: Emulator) => keyless(e, [setUp(e)])] as const,
  ),
  ...(['alibaba', 'huawei'] as const).map(
    (cloud) =>
      [
        `200 tasks on one lane of ${cloud}`,
        cloud,
        (e: Emulator) =>
          keyless(e, [], {
            inputs: { tasks: '', 'tasks-file': 'gate.json' },
            files: { 'gate.json': JSON.stringify(MANY[cloud](e)) },
          }),
      ] as const,
  ),
];

describe('row 34: sessions that end again and again before the wait does, without keys → renewed in time, one exchange for each life and lane', () => {
  it.concurrent.for(scenes)('%s', { timeout: 300_000 }, async ([, cloud, setUp], { expect }) => {
    const step = await play((emulator) => {
      mortal(emulator);
      const setting = setUp(emulator);
      return { ...setting, inputs: { timeout: '3m', ...setting.inputs } };
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    const { emulator } = step;
    const exchanges = exchangesOf(emulator, cloud);
    const spanMs = (exchanges.at(-1)?.at ?? 0) - (exchanges[0]?.at ?? 0);
    expect(exchanges.length).toBeGreaterThanOrEqual(4);
    expect(exchanges.length - 1).toBeLessThanOrEqual(spanMs / (0.7 * LIFE_MS));
    expect(exchanges.filter(({ code }) => code !== undefined)).toEqual([]);
    // Each session was worked with; none beyond its end.
    const looks = looksOf(emulator);
    const used = new Set(
      looks.map(({ headers }) => headers.get('x-acs-security-token') ?? headers.get('x-auth-token')),
    );
    // The last one may come just before the wait ends.
    expect(used.size).toBeGreaterThanOrEqual(exchanges.length - 1);
    expect(looks.filter(({ code }) => code !== undefined && !code.startsWith('NotFound'))).toEqual([]);
    expect(leaksOf(step, secretsOf(emulator))).toEqual([]);
  });
});
