import { describe, it } from 'vitest';

import { deployed, OVER } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { inTurn } from '../emulator/index.ts';
import { toldOf, written } from './told.ts';

describe('row 81: names that are the same without the secrets in them → numbered, everywhere', () => {
  it.concurrent.for<readonly [what: string, secrets: (keys: readonly string[]) => readonly string[]]>([
    ['two secrets', (keys) => keys],
    ['two signatures', () => ['Signature=0123456789abcdef0123', 'Signature=fedcba98765432100123']],
  ])('%s', async ([, secretsOf], { expect }) => {
    let secrets: readonly string[] = [];
    const step = await play((e) => {
      const { alibaba, huawei } = e;
      secrets = secretsOf([alibaba.keys.accessKeySecret, huawei.keys.secretAccessKey]);
      const tasks = [...secrets, ''].map((secret, at) => {
        e.alibaba.publishTask(`uid-${at}`, inTurn([at === 1 ? deployed('FAIL') : OVER]));
        return {
          provider: 'alibaba-api-gateway',
          name: `shop ${secret}`,
          'operation-uid': `uid-${at}`,
          endpoint: alibaba.endpoint,
        };
      });
      return { tasks };
    });
    const [first = '', second = '', third] = toldOf(step).map(({ name }) => name);
    expect([first, second, third]).toEqual([first, `${first} (2)`, 'shop ']);
    expect(first).toMatch(/^shop (Signature=)?\*\*\*$/);
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({
      [first]: 'succeeded',
      [second]: 'failed',
      'shop ': 'succeeded',
    });
    expect(JSON.parse(step.outputs['failed'] ?? '')).toMatchObject([{ name: second }]);
    const { results, changes } = JSON.parse(step.resultsFile ?? '');
    for (const list of [results, changes]) {
      expect(new Set(list.map(({ name }: { readonly name: string }) => name))).toEqual(
        new Set([first, second, 'shop ']),
      );
    }
    expect(step.stdout).toContain(`${second} (alibaba-api-gateway): failed`);
    expect(step.summary).toContain('&#40;2&#41;');
    for (const secret of secrets) expect(written(step)).not.toContain(secret);
  });
});
