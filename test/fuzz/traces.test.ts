import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { HttpAnswer } from '../../src/clouds/http.ts';
import { type HttpFault, transient } from '../../src/clouds/http-fault.ts';
import { learningRedactor } from '../../src/redact.ts';
import { hideJobSecrets } from '../../src/trace/given.ts';
import { ENCODINGS, foundIn, type Sought } from '../faults/encodings.ts';
import { aboutOf, answerOf, type Outgoing, recordingOf, rendered, requestOf } from '../trace/exchanges.ts';

/** How many exchanges are recorded at least: `DEPLOY_GATE_EXCHANGES`. */
const EXCHANGES = Number(process.env['DEPLOY_GATE_EXCHANGES'] || 1_000);
const SEED = Number(process.env['DEPLOY_GATE_SEED'] || Math.floor(Math.random() * 2 ** 31));

/** What nobody may find in a trace. */
interface Secrets {
  /** Given to the gate. */
  readonly given: string;
  /** Learned after everything was recorded. */
  readonly learned: string;
  /** The value of a variable whose name says so. */
  readonly job: string;
  /** The id of a key: its first 4 characters may be seen. */
  readonly keyId: string;
  /** Known by nothing but the name of the field that it stands in. */
  readonly named: string;
  /** A signature and what it was made of. */
  readonly signed: string;
}

type Kind = keyof Secrets;
type Encode = (text: string) => string;

const strict = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  // Neither made simple: what is one letter again and again is found anywhere.
  fc.noShrink(fc.noBias(fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })));
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Keys are of letters and digits, tokens of base64; what users call secret may be anything that can be seen. */
const secret = fc.oneof(
  strict(LETTERS, 20, 40),
  strict(`${LETTERS}+/=`, 24, 120),
  strict(`${LETTERS}+/=-_.,:;!"#$%&()<>@\\~'*?`, 20, 60),
);
const secrets: fc.Arbitrary<Secrets> = fc.record({
  given: secret,
  learned: secret,
  job: secret,
  keyId: strict(LETTERS, 20, 24),
  named: secret,
  signed: strict('0123456789abcdef', 64, 64),
});

const HEADERS = [
  ...['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-auth-token', 'x-subject-token'],
  ...['x-acs-security-token', 'x-security-token', 'x-acs-signature-nonce', 'x-my-credential'],
];
const FIELDS = [
  ...['AccessKeySecret', 'SecurityToken', 'OIDCToken', 'id_token', 'password', 'secret_access_key'],
  ...['Signature', 'x-auth-token', 'privateKey', 'api_key', 'credential'],
];

/** Where a secret stands: a place, the words around it, how it is written. */
interface Leak {
  readonly kind: Kind;
  readonly place: (typeof PLACES)[number];
  readonly encoding: string;
  readonly before: string;
  readonly after: string;
  readonly header: string;
  readonly field: string;
  readonly changes: boolean;
}
const PLACES = [
  ...['request header', 'request query', 'request form', 'request JSON'],
  ...[
    'answer header',
    'answer header name',
    'answer JSON',
    'answer JSON in JSON',
    'answer text',
    'answer XML',
  ],
  ...['answer cut off', 'location', 'fault', 'task', 'result'],
] as const;

const around = fc.string({ unit: fc.constantFrom(...'abc XYZ 123 {}[]":,%\\/é订\n'), maxLength: 20 });
const leak: fc.Arbitrary<Leak> = fc.record({
  kind: fc.constantFrom<Kind>('given', 'learned', 'job', 'keyId', 'named', 'signed'),
  place: fc.constantFrom(...PLACES),
  encoding: fc.constantFrom(...Object.keys(ENCODINGS)),
  before: around,
  after: around,
  header: fc.constantFrom(...HEADERS),
  field: fc.constantFrom(...FIELDS),
  changes: fc.boolean(),
});

it(`${EXCHANGES} exchanges with secrets in headers, queries and bodies, in all encodings, leave none in a trace`, async () => {
  const seen = new Set<string>();
  let recorded = 0;
  for (let round = 0; recorded < EXCHANGES; round += 1) {
    await fc.assert(
      fc.asyncProperty(secrets, fc.array(leak, { minLength: 40, maxLength: 60 }), async (all, leaks) => {
        recorded += leaks.length;
        for (const { kind, place } of leaks) seen.add(`${kind} in ${place}`);
        const { text, values } = await record(all, leaks);
        expect([...foundIn(text, soughtOf(all)), ...foundIn(values, soughtOf(all))]).toEqual([]);
      }),
      { numRuns: 20, seed: SEED + round },
    );
  }
  if (EXCHANGES >= 5_000) expect(seen.size).toBe(6 * PLACES.length);
}, 600_000);

/** Records an exchange for each leak, and gives the trace as it is written and as it is read. */
async function record(
  all: Secrets,
  leaks: readonly Leak[],
): Promise<{ readonly text: string; readonly values: string }> {
  const { recorder, look } = recordingOf();
  const results: string[] = [];
  for (const each of leaks) {
    const encode = ENCODINGS[each.encoding] ?? String;
    const { request, answer, task, result } = exchangeWith(all[each.kind], encode, each);
    await look(task, answer, {
      changes: each.changes,
      request: { ...request, confidential: each.kind === 'signed' ? [all.signed] : [] },
    });
    results.push(result);
  }
  const known = learningRedactor([all.given], []);
  // Learned late, as the keys of a session are.
  known.hide(all.learned);
  known.hideKeyId(all.keyId);
  const redact = hideJobSecrets(known.redactEscaped, { DEPLOY_PASSWORD: all.job });
  const { har, text } = rendered({ ...recorder.kept(), about: aboutOf({ faults: results }) }, redact);
  return { text, values: textsIn(har).join('\n') };
}

/** An exchange, the task that it was for, and what else is told of the step. */
interface Placed {
  readonly request: Outgoing;
  readonly answer: HttpAnswer | HttpFault;
  readonly task: string;
  readonly result: string;
}

/** The secret in its place. What only its name tells stands where that name is; what was signed, in an answer. */
function exchangeWith(
  secretText: string,
  encode: Encode,
  { kind, place, before, after, header, field }: Leak,
): Placed {
  const said = encode(secretText);
  const named = kind === 'named';
  const words = named ? said : `${before}${said}${after}`;
  const name = named ? field : 'Message';
  const json = JSON.stringify({ RequestId: '1', list: [{ [name]: words, Code: 'X' }] });
  const plain: Placed = { request: requestOf(), answer: answerOf(), task: 'orders', result: '' };
  const oneLine = words.replace(/[\n\r]/g, ' ');
  const answered = (body: string, headers: Readonly<Record<string, string>> = {}) => ({
    ...plain,
    answer: answerOf({ body, headers: { 'content-type': 'application/json', ...headers } }),
  });
  const answerPlaces: Partial<Record<Leak['place'], () => Placed>> = {
    'answer header': () => answered('{}', { [named ? header : 'x-said']: oneLine }),
    'answer header name': () => answered('{}', named ? { [header]: said } : { [`x-${said}`]: '1' }),
    'answer JSON': () => answered(json),
    'answer JSON in JSON': () => answered(JSON.stringify({ data: json })),
    'answer text': () => answered(named ? `${field}=${encodeURIComponent(said)}&x=1` : `<p>${words}</p>`),
    'answer XML': () => answered(named ? `<E><${field}>${xml(said)}</${field}></E>` : `<E>${words}</E>`),
    'answer cut off': () => answered(json.slice(0, json.indexOf('Code') - 3)),
    location: () =>
      answered('', { location: `https://x.example/?${named ? field : 'q'}=${encodeURIComponent(words)}` }),
    fault: () => (named ? answered(json) : { ...plain, answer: transient(`reset: ${words}`) }),
  };
  const requestPlaces: Partial<Record<Leak['place'], () => Placed>> = {
    'request header': () => ({
      ...plain,
      request: requestOf({ headers: { [named ? header : 'x-said']: oneLine } }),
    }),
    'request query': () => {
      const url = new URL('https://cloud.example/?a=1');
      url.searchParams.set(name, words);
      return { ...plain, request: requestOf({ url }) };
    },
    'request form': () => ({
      ...plain,
      request: requestOf({ method: 'POST', body: new URLSearchParams({ [name]: words }).toString() }),
    }),
    'request JSON': () => ({ ...plain, request: requestOf({ method: 'POST', body: json }) }),
    task: () => (named ? answered(json) : { ...plain, task: words }),
    result: () => (named ? answered(json) : { ...plain, result: words }),
  };
  const make =
    answerPlaces[place] ?? (kind === 'signed' ? answerPlaces['answer JSON'] : requestPlaces[place]);
  if (make === undefined) throw new Error(`a place that nothing is put in: ${place}`);
  return make();
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Of the id of a key what follows its beginning; else all. */
function soughtOf(all: Secrets): readonly Sought[] {
  const texts = Object.entries(all).map(([what, text]) => ({ what, text }));
  return texts.map(({ what, text }) => ({ what, text: what === 'keyId' ? text.slice(4) : text }));
}

/** Every name and value of a trace. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}
