import { describe, it } from 'vitest';

import {
  DEPLOYED,
  deployed,
  execution,
  item,
  job,
  lastExecution,
  type Make,
  OURS,
  publishTask,
  record,
  release,
  version,
} from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { inTurn } from '../emulator/index.ts';

describe('row 55: a state that no table names → running, one warning, timed-out naming the word', () => {
  it.concurrent.for<readonly [what: string, word: string, make: Make]>([
    ['of a publish task', 'SUPER_OK', (e) => publishTask(e, [deployed('SUPER_OK')])],
    ['in lower case of a publish task', 'over', (e) => publishTask(e, [deployed('over')])],
    ['with spaces of a publish task', 'OVER ', (e) => publishTask(e, [deployed('OVER ')])],
    ['that is empty of a publish task', '', (e) => publishTask(e, [deployed('')])],
    ['of a version', 'SUPER_OK', (e) => version(e, [item(OURS, 'SUPER_OK')])],
    ['in lower case of a version', 'online', (e) => version(e, [item(OURS, 'online')])],
    ['that is empty of a version', '', (e) => version(e, [item(OURS, '')])],
    ['of a job', 'SUPER_OK', (e) => release(e, { status: 'SUCCESS', jobs: [job('cart', 'SUPER_OK')] })],
    [
      'in lower case of a job',
      'succeeded',
      (e) => release(e, { status: 'SUCCESS', jobs: [job('cart', 'succeeded')] }),
    ],
    ['that is empty of a job', '', (e) => release(e, { status: 'SUCCESS', jobs: [job('cart', '')] })],
    ['of a record', 'SUPER_OK', (e) => record(e, 'SUPER_OK')],
    ['in upper case of a record', 'SUCCEEDED', (e) => record(e, 'SUCCEEDED')],
    [
      'of an execution',
      'toString',
      (e) => lastExecution(e, inTurn(execution('toString', 8)), { 'after-release': '7' }),
    ],
  ])('%s: "%s"', async ([, word, make], { expect }) => {
    const step = await play((e) => one(make(e), { timeout: '3s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    const warnings = step.stdout.split('\n').filter((line) => line.startsWith('::warning'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`${word}"`);
    expect(warnings[0]).toContain('trace-file: trace.har');
    expect(step.summary.split('### Words that this version does not know')).toHaveLength(2);
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    expect(result.provider_state).toContain(word);
    expect(result.reason).toContain('still running after 3 s');
    expect(result.reason).toContain(word === '' ? 'empty' : `${word}"`);
    expect(step.emulator.requests.length).toBeGreaterThanOrEqual(3);
  });

  it.concurrent('of a plan, which no page documents: told once, without a warning', async ({ expect }) => {
    const step = await play((e) => ({
      ...one(
        release(
          e,
          { status: 'RELEASING', jobs: [job('cart', 'RUNNING')] },
          { status: 'RELEASING', jobs: [job('cart', 'SUCCEEDED')] },
          { status: 'SUCCESS', jobs: DEPLOYED },
        ),
      ),
      env: { GITHUB_ACTION_REPOSITORY: 'acme/deploy-gate' },
    }));
    const page = 'https://github.com/acme/deploy-gate/issues/new?template=unknown-word.yml';
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.stdout).not.toContain('::warning');
    const lines = step.stdout.split('\n').filter((line) => line.includes('does not know'));
    expect(lines).toEqual([
      expect.stringMatching(
        /^shop: huawei-servicestage said "plan RELEASING", .* taken for "still running"\. /,
      ),
    ]);
    expect(lines[0]).toContain(`at ${page}`);
    expect(step.summary).toContain('“plan RELEASING”, said by huawei-servicestage of shop');
    expect(step.summary).toContain(`(${page})`);
  });
});
