import { readdirSync, readFileSync } from 'node:fs';

import { describe, it } from 'vitest';

import { differences } from './compare.ts';
import { readTrace } from './har-file.ts';
import { replay } from './play.ts';

/** Each trace of this folder, with the verdict that the last part of its name gives. */
const TRACES = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.har'))
  .map((file) => [file, file.split('.').at(-2) ?? ''] as const);

describe('a trace, replayed', () => {
  it.concurrent.for(TRACES)('%s: %s', async ([file, state], { expect }) => {
    const trace = readTrace(readFileSync(new URL(file, import.meta.url), 'utf8'));
    const { told, notPlayed } = await replay(trace);
    expect(told.verdict).toBe(state);
    expect(notPlayed).toEqual([]);
    // A version that knew less may have recorded another verdict.
    if (trace.about.verdict === state) expect(differences(trace.about, told)).toEqual([]);
  });
});
