/** Replays every trace of a folder, and counts: `node test/replay/folder.ts FOLDER`. */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { differences } from './compare.ts';
import { readTrace, TraceError } from './har-file.ts';
import { replay } from './play.ts';

/** What came of one trace. */
type Kind = 'the same' | 'not replayable' | 'different';

const [folder = '.'] = process.argv.slice(2);
const write = (text: string): void => void process.stdout.write(text);
const files = readdirSync(folder).filter((file) => file.endsWith('.har'));
const counts = new Map<Kind, number>();

async function play(file: string): Promise<readonly [Kind, string]> {
  try {
    const trace = readTrace(readFileSync(join(folder, file), 'utf8'));
    const { told, notPlayed } = await replay(trace);
    const wrong = differences(trace.about, told);
    if (wrong.length === 0) return ['the same', notPlayed.join('; ')];
    return [notPlayed.length > 0 ? 'not replayable' : 'different', [...notPlayed, ...wrong].join('\n  ')];
  } catch (error) {
    return [error instanceof TraceError ? 'not replayable' : 'different', String(error)];
  }
}

const waiting = files.values();
await Promise.all(
  Array.from({ length: availableParallelism() + 1 }, async () => {
    for (const file of waiting) {
      const [kind, why] = await play(file);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (kind !== 'the same') write(`${kind}: ${file}\n  ${why}\n`);
    }
  }),
);
write(`${files.length} traces\n`);
for (const [kind, count] of counts) write(`${kind}: ${count}\n`);
process.exitCode = counts.has('different') ? 1 : 0;
