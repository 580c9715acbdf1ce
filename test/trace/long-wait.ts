import { randomUUID } from 'node:crypto';

import { learningRedactor } from '../../src/redact.ts';
import { renderTrace } from '../../src/trace/render.ts';
import { aboutOf, answerOf, MB, recordingOf, requestOf } from './exchanges.ts';

/** Records very many looks, renders the trace, and prints what became of them. In a process of its own. */

const looks = Number(process.argv[2]);
const { recorder, look } = recordingOf();
for (let number = 0; number < looks; number += 1) {
  // Texts of their own each time, as answers have.
  const body = JSON.stringify({ RequestId: randomUUID(), message: number.toString().repeat(300) });
  await look('orders', answerOf({ body }), {
    changes: number % 5_000 === 0,
    request: requestOf({ confidential: [randomUUID(), `${randomUUID()}\n`.repeat(20)] }),
  });
}
const kept = recorder.kept();
const { text, requests } = renderTrace(
  { ...kept, about: aboutOf(), version: 'v1' },
  learningRedactor([randomUUID(), randomUUID()], []).redactEscaped,
  20 * MB,
);
const leftOut = looks - requests;
process.stdout.write(JSON.stringify({ requests, bytes: Buffer.byteLength(text), leftOut }));
