import { describe, it } from 'vitest';

import { type Played, play } from '../dist/scene.ts';
import { type Act, act, faults } from '../emulator/index.ts';
import { allAre, allSucceeded, answersOf, countsOf, ONCE_IN_VAIN, success } from './deployments.ts';
import { firstOfEach } from './hooks.ts';

const SUCCESS = answersOf(success);
const JSON_TYPE = { 'content-type': 'application/json' };

/** The first answer of every operation says success and is cut off; the later ones are whole. */
const cutOff = (cut: (text: string) => Act): Promise<Played> =>
  play((e) => {
    e.rules.hook = firstOfEach(1, ({ operation = '' }) => cut(SUCCESS[operation] ?? ''));
    return { tasks: allSucceeded(e) };
  });

/** A whole success, with a promise of more. */
const promised = (text: string, end: 'reset' | 'close'): Act =>
  act(end, ({ request: { socket }, response, after }) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': String(text.length + 80) });
    // A reset discards what the client has not read yet.
    response.write(text, () =>
      end === 'close' ? socket.destroySoon() : after(20, () => socket.resetAndDestroy()),
    );
  });

/** A whole success in a chunk, without the chunk that ends the answer. */
const unended = (text: string): Act =>
  act('unended', ({ request: { socket }, response }) => {
    response.writeHead(200, JSON_TYPE);
    response.write(text, () => socket.destroySoon());
  });

it.concurrent('control: the same answers are taken when they are whole', async ({ expect }) => {
  const step = await cutOff((text) => faults.httpError(200, text));
  expect(step).toMatchObject({ exitCode: 0, outputs: { states: allAre('succeeded') } });
  expect(step.emulator.requests.filter(({ act: played }) => played === undefined)).toEqual([]);
});

describe('row 5: a connection that is reset in the middle of a body → tried again, nothing of it is used', () => {
  const rows: readonly (readonly [string, (text: string) => Act])[] = [
    ['after half of the answer', (text) => promised(text.slice(0, text.length / 2), 'reset')],
    ['after a whole JSON text, short of its length', (text) => promised(text, 'reset')],
  ];
  it.concurrent.for(rows)('%s', async ([, cut], { expect }) => {
    const step = await cutOff(cut);
    expect(step).toMatchObject({ exitCode: 0, outputs: { states: allAre('succeeded') } });
    expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  });
});

describe('row 6: a body that ends before its length → tried again, nothing of it is used', () => {
  const rows: readonly (readonly [string, (text: string) => Act])[] = [
    ['20 bytes of 100', faults.truncated],
    ['a whole JSON text, short of its length', (text) => promised(text, 'close')],
    ['a whole JSON text in chunks without an end', unended],
  ];
  it.concurrent.for(rows)('%s', async ([, cut], { expect }) => {
    const step = await cutOff(cut);
    expect(step).toMatchObject({ exitCode: 0, outputs: { states: allAre('succeeded') } });
    expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  });
});

describe('row 7: a body that only the end of the connection ends, cut off → tried again, nothing of it is used', () => {
  const rows: readonly (readonly [string, (text: string) => Act])[] = [
    ['half of the JSON text', (text) => faults.halfJson(text.slice(0, text.length / 2))],
    ['all but its last bracket', (text) => faults.halfJson(text.slice(0, -1))],
    ['nothing of it', () => faults.halfJson('')],
  ];
  it.concurrent.for(rows)('%s', async ([, cut], { expect }) => {
    const step = await cutOff(cut);
    expect(step).toMatchObject({ exitCode: 0, outputs: { states: allAre('succeeded') } });
    expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  });
});
