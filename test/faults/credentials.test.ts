import { describe, it } from 'vitest';

import { deployed, item, job, OURS, OVER, publishTask, record, release, version } from '../dist/entries.ts';
import { type Played, play, type Setting } from '../dist/scene.ts';
import type { Emulator } from '../emulator/index.ts';
import { JOB_TOKEN, runStep } from '../runner.ts';
import { commandsOf } from '../runner-commands.ts';
import { reasonOf, toldOf } from './told.ts';

type Inputs = Readonly<Record<string, string>>;

/** What a step has masked, beside the token of its job. */
const masksOf = ({ stdout }: { readonly stdout: string }): readonly string[] =>
  commandsOf(stdout).flatMap(({ name, data }) => (name === 'add-mask' && data !== JOB_TOKEN ? [data] : []));

describe('row 34: a session or token that the inputs give, and that expires in the middle of the wait → error, credentials expired', () => {
  /** A session of one cloud, as inputs, and its end. */
  type Session = (emulator: Emulator) => { readonly inputs: Inputs; readonly expire: () => void };

  const alibaba: Session = (emulator) => {
    const { accessKeyId, accessKeySecret, securityToken, expire } = emulator.alibaba.openSession();
    const inputs = {
      'alibaba-access-key-id': accessKeyId,
      'alibaba-access-key-secret': accessKeySecret,
      'alibaba-security-token': securityToken,
    };
    return { inputs, expire };
  };
  const huawei: Session = (emulator) => {
    const { accessKeyId, secretAccessKey, securityToken, expire } = emulator.huawei.openSession();
    const inputs = {
      'huawei-access-key-id': accessKeyId,
      'huawei-secret-access-key': secretAccessKey,
      'huawei-security-token': securityToken,
    };
    return { inputs, expire };
  };
  const token: Session = (emulator) => {
    const { value, expire } = emulator.huawei.issueToken();
    const inputs = { 'huawei-access-key-id': '', 'huawei-secret-access-key': '', 'huawei-auth-token': value };
    return { inputs, expire };
  };

  const publish = (e: Emulator) => publishTask(e, [deployed('RUNNING')]);
  const rows: readonly (readonly [string, Session, (emulator: Emulator) => Setting['tasks'][number]])[] = [
    ['a session of Alibaba Cloud, a publish task', alibaba, publish],
    ['a session of Alibaba Cloud, a version', alibaba, (e) => version(e, [])],
    ['a session of Huawei Cloud, a deployment', huawei, (e) => record(e, 'running')],
    [
      'a session of Huawei Cloud, a release',
      huawei,
      (e) => release(e, { status: 'RELEASING', jobs: [job('cart', 'RUNNING')] }),
    ],
    ['an IAM token, a deployment', token, (e) => record(e, 'running')],
  ];

  it.concurrent.for(rows)('%s', async ([, open, setUp], { expect }) => {
    const step = await play((emulator) => {
      const { inputs, expire } = open(emulator);
      return {
        tasks: [setUp(emulator)],
        inputs,
        onStdout: (text) => {
          if (/^\d\d:\d\d .*(pending|running)/m.test(text)) expire();
        },
      };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(reasonOf(step)).toMatch(/credentials expired.*the deployment itself may be well/);
    expect(reasonOf(step)).not.toContain('failed');
    // What is refused is never sent again: only what was on its way at the same time may be.
    const refused = step.emulator.requests.filter(({ code = '' }) => /Expired|APIGW/.test(code));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(2);
    expect(step.durationMs).toBeLessThan(10_000);
  });
});

/** Both clouds' keys by the inputs or by the environment, each changed in the same way. */
const changed = (emulator: Emulator, change: (value: string) => string): { inputs: Inputs; env: Inputs } => {
  const { alibaba, huawei } = emulator;
  return {
    inputs: {
      'alibaba-access-key-id': change(alibaba.keys.accessKeyId),
      'alibaba-access-key-secret': change(alibaba.keys.accessKeySecret),
      'huawei-access-key-id': '',
      'huawei-secret-access-key': '',
    },
    env: {
      HUAWEICLOUD_SDK_AK: change(huawei.keys.accessKeyId),
      HUAWEICLOUD_SDK_SK: change(huawei.keys.secretAccessKey),
    },
  };
};

describe('row 39: white space or a byte order mark around a secret → is not part of it', () => {
  it.concurrent.for([
    ['a line feed', (value: string) => `${value}\n`],
    ['a line end of Windows', (value: string) => `${value}\r\n`],
    ['a byte order mark', (value: string) => `\uFEFF${value}`],
    ['blanks and empty lines', (value: string) => ` \t${value} \n\n`],
  ] as const)('%s', async ([, change], { expect }) => {
    const step = await play((emulator) => ({
      tasks: [record(emulator, 'succeeded'), version(emulator, [item(OURS, 'ONLINE')])],
      ...changed(emulator, change),
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    const { alibaba, huawei } = step.emulator;
    expect(masksOf(step)).toEqual([alibaba.keys.accessKeySecret, huawei.keys.secretAccessKey]);
  });
});

/** All that a step has written, its masks among it. */
const everythingOf = (step: Played): string =>
  [step.stdout, step.stderr, ...Object.values(step.outputs), step.summary, step.resultsFile].join('\n');

describe('row 39: a secret with something inside that none has → refused by name, without the value', () => {
  it.concurrent.for([
    ['a line feed', '\n'],
    ['a line end of Windows', '\r\n'],
    ['a space', ' '],
    ['a byte order mark', '\uFEFF'],
    ['a zero-width space', '\u200B'],
    ['Chinese characters', '密钥'],
    ['full-width letters', 'ＡＢ'],
  ])('%s', async ([, inside = ''], { expect }) => {
    const cut = (value: string): string => `${value.slice(0, 12)}${inside}${value.slice(12)}`;
    const step = await play((emulator) => ({
      tasks: [record(emulator, 'succeeded'), version(emulator, [item(OURS, 'ONLINE')])],
      ...changed(emulator, cut),
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(step.emulator.requests).toEqual([]);
    for (const name of [
      'alibaba-access-key-id',
      'alibaba-access-key-secret',
      'HUAWEICLOUD_SDK_AK',
      'HUAWEICLOUD_SDK_SK',
    ]) {
      expect(step.stdout).toMatch(new RegExp(`- ${name}: character 13 of`));
    }
    const { alibaba, huawei } = step.emulator;
    const written = everythingOf(step).replaceAll(/^::add-mask::.*$/gm, '');
    for (const secret of [alibaba.keys.accessKeySecret, huawei.keys.secretAccessKey]) {
      expect(written).not.toContain(secret.slice(0, 12));
      expect(written).not.toContain(secret.slice(12));
    }
  });
});

describe('row 42: a secret of several lines, such as a PEM or a JSON file → refused, no line of it shown or masked', () => {
  it.concurrent.for([
    [
      'a PEM',
      ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', '-----END PRIVATE KEY-----'],
    ],
    ['a JSON file', ['{', '  "client_id": "client-of-somebody",', '  "key": "value-of-somebody"', '}']],
  ] as const)('%s', async ([, lines], { expect }) => {
    const secret = lines.join('\n');
    const step = await play((emulator) => ({
      tasks: [record(emulator, 'succeeded'), publishTask(emulator, [OVER])],
      inputs: {
        'alibaba-access-key-secret': secret,
        'huawei-access-key-id': '',
        'huawei-secret-access-key': '',
        'huawei-auth-token': secret,
      },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toEqual([]);
    expect(step.stdout).toMatch(
      /- alibaba-access-key-secret: character \d+.*- huawei-auth-token: character \d+/,
    );
    expect(masksOf(step)).toEqual([]);
    const written = everythingOf(step);
    for (const line of lines.filter(({ length }) => length > 1)) expect(written).not.toContain(line.trim());
  });
});

describe('row 42: a secret of fewer than 8 characters → a warning, no mask, nothing garbled', () => {
  it.concurrent.for(['{', '}', '"', 'a', 'e', '1234567'])('%s', async (secret, { expect }) => {
    const step = await play((emulator) => ({
      tasks: [record(emulator, 'succeeded'), publishTask(emulator, [OVER])],
      inputs: { 'alibaba-access-key-secret': secret },
    }));
    const { secretAccessKey } = step.emulator.huawei.keys;
    expect(masksOf(step)).toEqual([secretAccessKey]);
    expect(step.stdout).toMatch(
      /^::warning title=Deploy Gate::alibaba-access-key-secret: a secret of fewer than 8 characters cannot be hidden/m,
    );
    expect(toldOf(step)).toMatchObject([
      { name: 'web', state: 'succeeded', reason: 'record ours has succeeded' },
      {
        name: 'publish',
        state: 'error',
        reason: expect.stringMatching(/^Alibaba Cloud refused the credentials/),
      },
    ]);
    expect(everythingOf(step)).not.toContain('***');
  });

  it('also where the inputs are refused', async ({ expect }) => {
    const step = await runStep({ inputs: { 'huawei-secret-access-key': 'a', tasks: 'alphabet' } });
    expect(masksOf(step)).toEqual([]);
    expect(step.stdout).toContain(
      'huawei-secret-access-key: a secret of fewer than 8 characters cannot be hidden',
    );
    expect(step.stdout).toContain('tasks: must be a list');
  });
});
