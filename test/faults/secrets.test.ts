import { beforeAll, describe, it } from 'vitest';
import { OVER, publishTask, record } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { type Emulator, faults } from '../emulator/index.ts';
import { echoingTasks, leaksOf } from './echoes.ts';
import { ENCODINGS } from './encodings.ts';

/** The inputs that give a credential, and what of it is secret, wholly or but for its beginning. */
interface Given {
  readonly inputs: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly ids: readonly string[];
}

const KINDS: Readonly<Record<string, (emulator: Emulator) => Given>> = {
  'permanent keys': ({ alibaba, huawei }) => ({
    inputs: {},
    secrets: [alibaba.keys.accessKeySecret, huawei.keys.secretAccessKey],
    ids: [alibaba.keys.accessKeyId, huawei.keys.accessKeyId],
  }),
  'keys of a session': (emulator) => {
    const [alibaba, huawei] = [emulator.alibaba.openSession(), emulator.huawei.openSession()];
    return {
      inputs: {
        'alibaba-access-key-id': alibaba.accessKeyId,
        'alibaba-access-key-secret': alibaba.accessKeySecret,
        'alibaba-security-token': alibaba.securityToken,
        'huawei-access-key-id': huawei.accessKeyId,
        'huawei-secret-access-key': huawei.secretAccessKey,
        'huawei-security-token': huawei.securityToken,
      },
      secrets: [alibaba.accessKeySecret, alibaba.securityToken, huawei.secretAccessKey, huawei.securityToken],
      ids: [alibaba.accessKeyId, huawei.accessKeyId],
    };
  },
  'an IAM token': (emulator) => {
    const token = emulator.huawei.issueToken().value;
    const inputs = {
      'huawei-access-key-id': '',
      'huawei-secret-access-key': '',
      'huawei-auth-token': token,
    };
    const { accessKeyId, accessKeySecret } = emulator.alibaba.keys;
    return { inputs, secrets: [accessKeySecret, token], ids: [accessKeyId] };
  },
};

/** What every step has written, and what may stand nowhere in it. */
const told: {
  readonly step: Played;
  readonly secrets: readonly string[];
  readonly ids: readonly string[];
}[] = [];

// All at once, and only then the search: it would keep the emulators of the others from answering.
beforeAll(async () => {
  const playing = Object.values(KINDS).map(async (given) => {
    let known: Pick<Given, 'secrets' | 'ids'> = { secrets: [], ids: [] };
    const step = await play((emulator) => {
      const { inputs, secrets, ids } = given(emulator);
      known = { secrets, ids };
      return {
        tasks: echoingTasks(emulator, [...secrets, ...ids]),
        inputs: { wait: 'false', timeout: '5m', 'trace-file': 'trace.har', ...inputs },
      };
    });
    return { step, ...known };
  });
  told.push(...(await Promise.all(playing)));
}, 60_000);

describe('row 40: secrets and signed strings in every answer → appear in no sink', () => {
  it.for(Object.keys(KINDS).map((kind, index) => [kind, index] as const))(
    '%s',
    { timeout: 60_000 },
    ([, index], { expect }) => {
      const { step, secrets, ids } = told[index] ?? expect.fail();
      const results: readonly { name: string; reason: string; provider_state: string }[] = JSON.parse(
        step.outputs['results'] ?? '',
      );
      const said = results.map(({ reason, provider_state }) => reason + provider_state);
      const plain = said.filter((words) => !words.includes('***'));
      // Of a redirect the host alone is shown, which repeats nothing.
      expect(plain.filter((words) => !words.startsWith('redirected to https://elsewhere.invalid,'))).toEqual(
        [],
      );
      expect(leaksOf(step, [...secrets, ...ids])).toEqual([]);
      expect(step.trace?.log.entries.length).toBeGreaterThanOrEqual(step.emulator.requests.length);
      for (const id of ids) expect(step.stdout).toContain(`${id.slice(0, 4)}***`);
      for (const secret of secrets) expect(step.stdout).toContain(`::add-mask::${secret}\n`);
      expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
    },
  );

  it.concurrent('a refusal whose very code repeats them', async ({ expect }) => {
    let secrets: readonly string[] = [];
    const step = await play((emulator) => {
      const { alibaba, huawei } = emulator;
      secrets = [alibaba.keys.accessKeySecret, huawei.keys.secretAccessKey];
      emulator.rules.hook = ({ api }) =>
        faults.echoRequest((texts) => {
          const echo = [...secrets, ...texts].map((text) => ENCODINGS['base64']?.(text) + text).join(' ');
          return api === 'alibaba' ? { Code: `InvalidAccessKeyId${echo}` } : { error_code: echo };
        }, 401);
      return {
        tasks: [publishTask(emulator, [OVER]), record(emulator, 'succeeded')],
        inputs: { 'trace-file': 'trace.har' },
      };
    });
    expect(step.trace?.log.entries).toHaveLength(2);
    expect(step.emulator.requests.map(({ act }) => act)).toEqual(['echo-request', 'echo-request']);
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ publish: 'error', web: 'error' });
    expect(step.outputs['results']).toContain('refused the credentials (InvalidAccessKeyId***');
    expect(leaksOf(step, secrets)).toEqual([]);
  });
});
