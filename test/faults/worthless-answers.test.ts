import { describe, it } from 'vitest';

import { type Played, play } from '../dist/scene.ts';
import { type Act, faults } from '../emulator/index.ts';
import {
  allAre,
  allSucceeded,
  answersOf,
  countsOf,
  ONCE_IN_VAIN,
  type Says,
  success,
} from './deployments.ts';
import { firstOfEach } from './hooks.ts';

/** Every operation of all four providers gives `answer`, the first time it is asked. */
const atFirst = (answer: (operation: string) => Act): Promise<Played> =>
  play((e) => {
    e.rules.hook = firstOfEach(1, ({ operation = '' }) => answer(operation));
    return { tasks: allSucceeded(e) };
  });

/** Every operation of all four providers gives `answer`, always. */
const always = (answer: (operation: string) => Act): Promise<Played> =>
  play((e) => {
    e.rules.hook = ({ operation = '' }) => answer(operation);
    return { tasks: allSucceeded(e), inputs: { timeout: '2s' } };
  });

/** The end of four deployments that have succeeded, of which no answer ever said so. */
const NEVER = { exitCode: 1, outputs: { state: 'timed-out', states: allAre('timed-out') } };
/** Their end, where an answer did at last. */
const AT_LAST = { exitCode: 0, outputs: { state: 'succeeded', states: allAre('succeeded') } };

const reasonsOf = ({ outputs }: Played): readonly string[] => {
  const results: readonly { readonly reason: string }[] = JSON.parse(outputs['results'] ?? '');
  return results.map(({ reason }) => reason);
};

describe('row 8: a page of HTML with HTTP 200 that says success → never success, and tried again', () => {
  it.concurrent('once', async ({ expect }) => {
    const step = await atFirst(faults.htmlPage);
    expect(step).toMatchObject(AT_LAST);
    expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  });

  it.concurrent('always', async ({ expect }) => {
    const step = await always(faults.htmlPage);
    expect(step).toMatchObject(NEVER);
    for (const reason of reasonsOf(step)) expect(reason).toMatch(/looks? failed.*HTTP 200.*HTML/);
  });

  it.concurrent('always, and with the type of JSON', async ({ expect }) => {
    const page = '<html><script>{"status":"success"}</script>success</html>';
    expect(await always(() => faults.httpError(200, page))).toMatchObject(NEVER);
  });
});

describe('row 9: JSON of another shape that says success → never success, and tried again', () => {
  const shapes: readonly unknown[] = [
    null,
    [],
    {},
    true,
    42,
    '',
    'success',
    'SUCCEEDED',
    ['success'],
    { status: 'success' },
    {
      status: 'SUCCESS',
      state: 'succeeded',
      result: 'succeeded',
      DeployedResults: 'OVER',
      ApiHisItems: 'ONLINE',
    },
    { status: 'success', result: { status: 'succeeded' } },
    { status: 'SUCCESS', components: [{ job_status: 'SUCCEEDED' }] },
    { DeployedResults: { DeployedResult: { DeployedStatus: 'OVER' } }, ApiHisItems: [{ Status: 'ONLINE' }] },
  ];

  it.concurrent.for(shapes.map((shape) => JSON.stringify(shape)))('always %s', async (text, { expect }) => {
    expect(await always(() => faults.httpError(200, text))).toMatchObject(NEVER);
  });

  it.concurrent('always an empty body', async ({ expect }) => {
    const step = await always(faults.emptyBody);
    expect(step).toMatchObject(NEVER);
    for (const reason of reasonsOf(step)) expect(reason).toMatch(/looks? failed.*HTTP 200.*empty/);
  });

  it.concurrent.for(['null', '[]', '"success"'])('once %s', async (text, { expect }) => {
    const step = await atFirst(() => faults.httpError(200, text));
    expect(step).toMatchObject(AT_LAST);
    expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  });

  it.concurrent('once a success in a list', async ({ expect }) => {
    const texts = answersOf(success);
    const step = await atFirst((operation) => faults.httpError(200, `[${texts[operation]}]`));
    expect(step).toMatchObject(AT_LAST);
    expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  });
});

describe('row 10: a key that is given twice, once with success → never success, whichever comes last', () => {
  const twice: readonly (readonly [string, Says])[] = [
    ['success comes last', (key, bad, good) => `"${key}":"${bad}","${key}":"${good}"`],
    ['success comes first', (key, bad, good) => `"${key}":"${good}","${key}":"${bad}"`],
    ['both say success', (key, _bad, good) => `"${key}":"${good}","${key}":"${good}"`],
    ['one is written otherwise', (key, bad, good) => `"${key}":"${bad}","${escaped(key)}" : "${good}"`],
  ];

  it.concurrent.for(twice)('%s', async ([, says], { expect }) => {
    const texts = answersOf(says);
    // It is in every answer but that of DescribeApiHistory, which has no state.
    const step = await always((operation) => faults.httpError(200, texts[operation]));
    expect(step).toMatchObject(NEVER);
    for (const reason of reasonsOf(step)) expect(reason).toMatch(/looks? failed.*a key twice/);
  });

  it.concurrent('control: the same answers are taken where it is given once', async ({ expect }) => {
    const texts = answersOf(success);
    expect(await always((operation) => faults.httpError(200, texts[operation]))).toMatchObject(AT_LAST);
  });
});

/** The same key in JSON, with its first letter escaped. */
function escaped(key: string): string {
  return `\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}`;
}
