import { describe, it } from 'vitest';

import { githubFaults } from '../emulator/github.ts';
import { type Act, faults } from '../emulator/index.ts';
import { ALWAYS, played, warningsOf } from './told-on-github.ts';

/** What GitHub's faults may cost, and what the step itself may take on a busy machine. */
const MOST_MS = 10_000 + 4_000;

const troubles: readonly (readonly [what: string, trouble: () => Act])[] = [
  ['502', () => githubFaults.serverError(502)],
  ['a secondary limit', () => githubFaults.secondaryRateLimit(60)],
  ['a secondary limit as 429', () => githubFaults.secondaryRateLimit(undefined, 429)],
  ['a primary limit', () => githubFaults.primaryRateLimit(Date.now() / 1000 + 3600)],
  ['silence', faults.silence],
  ['headers, then silence', faults.headersOnly],
  ['a reset', faults.reset],
  ['half an answer', faults.truncated],
  ['a page of HTML', faults.htmlPage],
];

describe('row 68: a GitHub in trouble for ever → warned of, costs at most 10 s, the verdict stands', () => {
  it.concurrent.for(troubles)('%s', async ([, trouble], { expect }) => {
    const step = await played('succeeded', (github) => github.play('any', trouble(), ALWAYS));
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(warningsOf(step)).toHaveLength(2);
    expect(warningsOf(step).join('\n')).toMatch(/the check run "deployed" could not .*; the verdict stands/);
    expect(step.durationMs).toBeLessThan(MOST_MS);
  });
});
