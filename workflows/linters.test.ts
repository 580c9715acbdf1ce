import { describe, expect, test } from 'vitest';

import { readTop } from '../scripts/tables.ts';
import { actionlint, zizmor } from './harness/linters.ts';
import { workflowFiles } from './harness/workflow-files.ts';
import { documentBlocks, wholeWorkflow } from './harness/yaml-blocks.ts';

const EXAMPLE = readTop('examples/deploy-and-wait.yml');
const ACTION = readTop('action.yml');

test('there is something to look at', () => {
  expect(workflowFiles.map(([path]) => path)).toEqual(
    expect.arrayContaining(['examples/deploy-and-wait.yml', '.github/workflows/ci.yml']),
  );
  expect(documentBlocks.map(([name]) => name)).toEqual(
    expect.arrayContaining(['block 1 of README.md', 'block 1 of docs/network.md']),
  );
});

describe.for([
  ['actionlint', actionlint],
  ['zizmor', zizmor],
] as const)('%s', ([, lint]) => {
  test.for(workflowFiles)('finds nothing in %s and action.yml', async ([, workflow]) => {
    // To run on a runner of one's own is what these examples are about; the persona of an auditor tells of it.
    const isMeant = (finding: string): boolean =>
      finding.startsWith('self-hosted-runner: ') && workflow.includes('runs-on: [self-hosted, linux]');
    expect((await lint({ workflow })).filter((finding) => !isMeant(finding))).toEqual([]);
  });
});

test.for(documentBlocks)('actionlint finds nothing in %s', async ([, block]) => {
  expect(await actionlint({ workflow: wholeWorkflow(block) })).toEqual([]);
});

test.for([
  ['an input that is none', 'timeout:', 'timeouts:', /input "timeouts" is not defined/],
  ['an output that is none', 'gate.outputs.states', 'gate.outputs.sates', /property "sates" is not defined/],
  ['a step that is none', 'steps.deploy.', 'steps.publish.', /property "publish" is not defined/],
  ['a function that is none', 'toJSON(', 'toYAML(', /undefined function "toYAML"/],
  ['a key that is none', 'runs-on:', 'run-on:', /unexpected key "run-on"/],
] as const)('actionlint finds %s', async ([, right, wrong, finding]) => {
  const found = await actionlint({ workflow: swap(EXAMPLE, right, wrong) });
  expect(found).toContainEqual(expect.stringMatching(finding));
});

test.for([
  ['a runtime that is none', 'node24', 'node23', /invalid runner name "node23"/],
  ['a file that is missing', 'dist/index.js', 'dist/main.js', /file "dist\/main.js" does not exist/],
] as const)('actionlint finds %s in action.yml', async ([, right, wrong, finding]) => {
  const found = await actionlint({ workflow: EXAMPLE, action: swap(ACTION, right, wrong) });
  expect(found).toContainEqual(expect.stringMatching(finding));
});

test.for([
  ['kept credentials', 'persist-credentials: false', 'persist-credentials: true', /^artipacked: /],
  ['an action by its tag', /deploy-gate@\w+/, 'deploy-gate@v1', /^unpinned-uses: /],
  [
    'code from an expression',
    './deploy.sh',
    `./deploy.sh "\${{ github.head_ref }}"`,
    /^template-injection: /,
  ],
  ['permissions of everything', 'permissions: {}', 'permissions: write-all', /^excessive-permissions: /],
  ['secrets without an environment', '    environment: production\n', '', /^secrets-outside-env: /],
] as const)('zizmor finds %s', async ([, right, wrong, finding]) => {
  const found = await zizmor({ workflow: swap(EXAMPLE, right, wrong) });
  expect(found).toContainEqual(expect.stringMatching(finding));
});

test('zizmor finds code from an expression in action.yml', async () => {
  const action = swap(
    ACTION,
    /^runs:[\s\S]*/m,
    `runs:\n  using: composite\n  steps:\n    - run: echo \${{ inputs.tasks }}\n      shell: bash\n`,
  );
  expect(await zizmor({ workflow: EXAMPLE, action })).toContainEqual(
    expect.stringMatching(/^template-injection/),
  );
});

function swap(text: string, right: string | RegExp, wrong: string): string {
  const swapped = text.replace(right, wrong);
  expect(swapped).not.toBe(text);
  return swapped;
}
