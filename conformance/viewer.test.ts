import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import {
  deployed,
  item,
  job,
  OURS,
  OVER,
  publishTask,
  record,
  release,
  version,
} from '../test/dist/entries.ts';
import { play } from '../test/dist/scene.ts';
import { faults } from '../test/emulator/index.ts';
import { firstOfEach } from '../test/faults/hooks.ts';
import { answerOf, recordingOf, rendered } from '../test/trace/exchanges.ts';
import { openHar } from './viewer.ts';

const TRACES = fileURLToPath(new URL('../test/replay/', import.meta.url));

describe('a HAR viewer of the ecosystem', () => {
  it('opens the trace of the built action: a line for each request, with its URL, and its details', async () => {
    const step = await play((e) => {
      e.rules.hook = firstOfEach(1, () => faults.reset());
      return {
        tasks: [
          publishTask(e, [deployed('SUPER_OK')], [OVER]),
          version(e, [item(OURS, 'ONLINE')]),
          release(e, { status: 'RELEASING', jobs: [job('cart', 'RUNNING')] }),
          record(e, 'running', 'succeeded'),
        ],
        inputs: { 'trace-file': 'trace.har', timeout: '5s' },
      };
    });
    const entries = step.trace?.log.entries ?? [];
    const { rows, details } = openHar(JSON.stringify(step.trace));
    expect(entries.length).toBeGreaterThan(8);
    expect(entries.some(({ response }) => response.status === 0)).toBe(true);
    expect(rows).toHaveLength(entries.length);
    for (const [index, { request }] of entries.entries())
      expect(rows[index]).toContain(new URL(request.url).pathname);
    expect(details).toContain(entries[0]?.request.url);
  }, 60_000);

  it('opens one that was thinned', async () => {
    const { recorder, look } = recordingOf(1_000_000);
    for (let index = 0; index < 200; index += 1) await look('orders', answerOf({ body: 'x'.repeat(20_000) }));
    const { har, text } = rendered(recorder.kept());
    expect(har.log.comment).toContain('looks were left out');
    expect(openHar(text).rows).toHaveLength(har.log.entries.length);
  });

  it('opens every trace that is replayed', () => {
    const files = readdirSync(TRACES).filter((name) => name.endsWith('.har'));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const text = readFileSync(`${TRACES}${name}`, 'utf8');
      const { log }: { log: { entries: readonly unknown[] } } = JSON.parse(text);
      expect(openHar(text).rows, name).toHaveLength(log.entries.length);
    }
  }, 120_000);

  it('refuses what is no HAR', () => {
    expect(() => openHar('{"log":{"entries":[{}]}}')).toThrow();
  });
});
