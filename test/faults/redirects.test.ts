import { createServer } from 'node:net';
import { describe, it } from 'vitest';

import { OVER, publishTask, record } from '../dist/entries.ts';
import { type Played, play, type Setting } from '../dist/scene.ts';
import { type Emulator, faults } from '../emulator/index.ts';
import { listening } from './loopback.ts';

const STATUSES = [301, 302, 303, 307, 308];

/** Credentials that clients which follow a redirect are known to hand on. */
const SETTINGS: readonly (readonly [string, (emulator: Emulator) => Setting])[] = [
  [
    'an Alibaba Cloud session',
    (e) => {
      const session = e.alibaba.openSession();
      return {
        tasks: [publishTask(e, [OVER])],
        inputs: {
          'alibaba-access-key-id': session.accessKeyId,
          'alibaba-access-key-secret': session.accessKeySecret,
          'alibaba-security-token': session.securityToken,
        },
      };
    },
  ],
  [
    'an IAM token of Huawei Cloud',
    (e) => ({
      tasks: [record(e, 'succeeded')],
      inputs: {
        'huawei-access-key-id': '',
        'huawei-secret-access-key': '',
        'huawei-auth-token': e.huawei.issueToken().value,
      },
    }),
  ],
];

const reasonOf = ({ outputs }: Played): string => {
  const [result]: readonly { readonly reason?: string }[] = JSON.parse(outputs['results'] ?? '');
  return result?.reason ?? '';
};

describe('row 14: a redirect to another host → error that names it, and nothing is sent there', () => {
  const rows = SETTINGS.flatMap(([name, setUp]) => STATUSES.map((status) => [name, status, setUp] as const));

  it.concurrent.for(rows)('%s, HTTP %i', async ([, status, setUp], { expect }) => {
    let reached = 0;
    const other = createServer(() => {
      reached += 1;
    });
    await listening(other, async ({ url }) => {
      const step = await play((e) => {
        e.rules.hook = () => faults.redirect(`${url}/login`, status);
        return setUp(e);
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
      expect(reasonOf(step)).toContain(new URL(url).host);
      expect(step.emulator.requests).toHaveLength(1);
    });
    expect(reached).toBe(0);
  });

  it.concurrent('of one of two tasks: the other one goes on to its end', async ({ expect }) => {
    let reached = 0;
    const other = createServer(() => {
      reached += 1;
    });
    const step = await listening(other, ({ url }) =>
      play((e) => {
        e.rules.hook = ({ api }) => (api === 'alibaba' ? faults.redirect(url) : undefined);
        return { tasks: [publishTask(e, [OVER]), record(e, 'running', 'succeeded')] };
      }),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ publish: 'error', web: 'succeeded' });
    expect(reached).toBe(0);
  });
});

describe('row 16: a redirect to the same place → error at the first answer', () => {
  it.concurrent.for(STATUSES)('HTTP %i', async (status, { expect }) => {
    const step = await play((e) => {
      e.rules.hook = ({ url }) => faults.redirect(`${e.codearts.endpoint}${url}`, status);
      return { tasks: [record(e, 'succeeded')] };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(reasonOf(step)).toContain(new URL(step.emulator.codearts.endpoint).host);
    expect(step.emulator.requests).toHaveLength(1);
  });

  it.concurrent('to a path of its own', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = ({ url }) => faults.redirect(url, 307);
      return { tasks: [publishTask(e, [OVER])] };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(reasonOf(step)).toContain(new URL(step.emulator.alibaba.endpoint).host);
    expect(step.emulator.requests).toHaveLength(1);
  });
});
