import { expect, test } from 'vitest';

import { deployBoth } from './harness/both.ts';
import { linesOf, outline } from './harness/outline.ts';
import { play } from './harness/play.ts';

const example = 'act-on-the-verdict.yml';

test('a success is announced and reported, and nothing is mended', async () => {
  const run = await play({ example, deploy: (emulator) => deployBoth(emulator, 'succeeded', 'succeeded') });
  expect(outline(run.jobs), run.log).toEqual({
    deploy: ['success', 'success actions/checkout', 'success ./deploy.sh'],
    gate: ['success', 'success OWNER/deploy-gate', 'success post OWNER/deploy-gate'],
    announce: ['success', 'success echo "The new release is out"'],
    report: [
      'success',
      'success echo "Verdict $STATE, orders $ORDERS"',
      'skipped echo "storefront was rolled back ($REASON)"',
    ],
    mend: ['skipped'],
  });
  expect(run.exitCode).toBe(0);
  expect(linesOf(run.jobs['report'])).toEqual(['Verdict succeeded, orders succeeded']);
});

test('each that did not succeed is mended, the report tells of them, and nothing is announced', async () => {
  const run = await play({ example, deploy: (emulator) => deployBoth(emulator, 'failed', 'rolledBack') });
  expect(outline(run.jobs), run.log).toEqual({
    deploy: ['success', 'success actions/checkout', 'success ./deploy.sh'],
    gate: ['failure', 'failure OWNER/deploy-gate', 'success post OWNER/deploy-gate'],
    announce: ['skipped'],
    report: [
      'success',
      'success echo "Verdict $STATE, orders $ORDERS"',
      'success echo "storefront was rolled back ($REASON)"',
    ],
    'mend orders': ['success', 'success actions/checkout', 'success ./mend.sh "$NAME" "$STATE"'],
    'mend storefront': ['success', 'success actions/checkout', 'success ./mend.sh "$NAME" "$STATE"'],
  });
  expect(run.exitCode).toBe(1);
  expect(linesOf(run.jobs['report'])).toEqual([
    'Verdict failed, orders failed',
    'storefront was rolled back (a rollback has undone cart)',
  ]);
  expect(linesOf(run.jobs['mend orders'])).toEqual(['mending orders, which was failed']);
  expect(linesOf(run.jobs['mend storefront'])).toEqual(['mending storefront, which was rolled-back']);
});

test('one that did not succeed is mended alone', async () => {
  const run = await play({ example, deploy: (emulator) => deployBoth(emulator, 'succeeded', 'rolledBack') });
  expect(outline(run.jobs), run.log).toMatchObject({
    gate: ['failure', 'failure OWNER/deploy-gate', 'success post OWNER/deploy-gate'],
    announce: ['skipped'],
    'mend storefront': ['success', 'success actions/checkout', 'success ./mend.sh "$NAME" "$STATE"'],
  });
  expect(Object.keys(run.jobs)).not.toContain('mend orders');
});
