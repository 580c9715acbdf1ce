import fc from 'fast-check';

import type { HttpAnswer } from '../../src/clouds/http.ts';
import type { Subject } from './subjects.ts';

/** How one answer is made, as plain data: which request it is for is known only when it is sent. */
export interface Recipe {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  /** Which words stand in the places of those that mean success. */
  readonly instead: number;
}

type Body =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bent'; readonly nth: number; readonly edits: readonly Edit[] }
  | { readonly kind: 'cut'; readonly nth: number; readonly at: number }
  | {
      readonly kind: 'spliced';
      readonly nth: number;
      readonly at: number;
      readonly other: number;
      readonly from: number;
    };

/** A value in place of another, or none (`undefined`). */
interface Edit {
  readonly at: number;
  readonly value: unknown;
}

/** Words of all kinds: of a vendor's other fields, of success, or almost. */
const WORDS = [
  ...['OVER', 'ONLINE', 'SUCCEEDED', 'SUCCESS', 'FAILED', 'ABORTED', 'ROLLBACK_SUCCEED', 'ROLLBACK_FAILED'],
  ...['succeeded', 'success', 'error', 'Success', 'Failed', 'stop', 'Over', 'OVER ', ' ONLINE', 'DONE'],
  ...['succeeded\n', 'SUCCEEDED\u0000', 'SUCCESS_BUT', 'true', '__proto__', 'constructor', 'toString'],
  ...['\u202e', '\ud800', '::error::x', '##[error]x', '<b>@all</b>'],
];

const NUMBERS = [0, -0, 1, -1, 41, 42, 1.5, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324, 1722933924000];
const WRITTEN = ['0', '-1', '42', '1.5', '9'.repeat(20), '1e9', '0x10', '  ', '1722933924000', '2021-05-17'];

const oddities = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...WRITTEN, ...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, undefined, '', null, undefined) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(true, false, [], {}, [null], [{}], ['OVER']) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

const edits = (own: readonly string[]): fc.Arbitrary<readonly Edit[]> =>
  fc.array(fc.record({ at: fc.nat(), value: fc.oneof(fc.constantFrom(...own), oddities) }), { maxLength: 3 });

const codes = fc.constantFrom(
  ...['Throttling.User', 'ServiceUnavailable', 'SignatureNonceUsed', 'InvalidTimeStamp.Expired', ''],
  ...['InvalidAccessKeyId.NotFound', 'InvalidSecurityToken.Expired', 'Forbidden.RAM', 'InvalidParameter'],
  ...['APIGW.0308', 'APIG.0201', 'APIGW.0301', 'APIGW.0307', 'APIGW.0302', 'Deploy.00011020', 'Deploy.1'],
  ...['NotFoundApi', 'NotFound'],
);

/** An error in any of the forms that the vendors write, or nearly. */
const errors = fc
  .tuple(fc.oneof(codes, codes, oddities), fc.oneof(oddities, fc.constant('signature expired')), fc.nat(5))
  .map(([code, message, form]) =>
    form === 5
      ? `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
      : JSON.stringify(
          [
            { Code: code, Message: message, RequestId: 'r' },
            { error_code: code, error_msg: message },
            { errorCode: code, errorMessage: message },
            { error: { code, message }, status: 'error' },
            { status: 'success', error: { error_code: code, error_msg: message } },
          ][form],
        ),
  );

const texts = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
  fc.json({ maxDepth: 3 }),
  errors,
  errors,
);

const nth = fc.nat(11);
const share = fc.double({ min: 0, max: 1, noNaN: true });

const bodies = (own: readonly string[]): fc.Arbitrary<Body> =>
  fc.oneof(
    { weight: 7, arbitrary: fc.record({ kind: fc.constant('bent' as const), nth, edits: edits(own) }) },
    { weight: 3, arbitrary: texts.map((text): Body => ({ kind: 'text', text })) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), nth, at: share }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('spliced' as const),
        nth,
        at: share,
        other: nth,
        from: share,
      }),
    },
  );

const statuses = fc.oneof(
  { weight: 8, arbitrary: fc.constant(200) },
  { weight: 1, arbitrary: fc.constantFrom(201, 204, 302, 307, 400, 401, 403, 404, 408, 429, 500, 503) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 599 }) },
);

const headers: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.dictionary(
      fc.constantFrom('date', 'retry-after', 'x-acs-retry-after', 'location', 'content-type', '__proto__'),
      fc.oneof(
        fc.constantFrom('', '0', '-5', '2', '1e9', 'Infinity', '9'.repeat(400), 'soon', 'text/html', '//'),
        fc.constantFrom('Thu, 01 Jan 2026 00:20:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', '1 Jan 1970'),
        fc.constantFrom('https://evil.example/?x=1', 'http://[', 'javascript:alert(1)', '::error::'),
        fc.string({ maxLength: 10 }),
      ),
      { maxKeys: 3 },
    ),
  },
);

export const recipesFor = ({ success }: Subject): fc.Arbitrary<Recipe> =>
  fc.record({ status: statuses, headers, body: bodies(success.others), instead: fc.nat() });

/** Makes the answer to one request. Where it could be a success, the word that means it is left out. */
export function render(
  { status, headers, body, instead }: Recipe,
  subject: Subject,
  operation: string,
): HttpAnswer {
  const text = textOf(body, subject, operation);
  const harmless = status >= 300 || !isJson(text);
  return { kind: 'answer', status, headers, body: harmless ? text : withoutSuccess(text, subject, instead) };
}

function textOf(body: Body, subject: Subject, operation: string): string {
  if (body.kind === 'text') return body.text;
  const real = subject.bodies(operation);
  const text = real[body.nth % real.length] ?? '';
  if (body.kind === 'bent') return bent(text, body.edits, subject.known);
  const head = text.slice(0, Math.floor(body.at * text.length));
  if (body.kind === 'cut') return head;
  const other = real[body.other % real.length] ?? '';
  return head + other.slice(Math.floor(body.from * other.length));
}

/** The same with other values in some of the places that are known. */
function bent(text: string, edits: readonly Edit[], known: readonly string[]): string {
  if (edits.length === 0) return text;
  const copy: unknown = JSON.parse(text);
  for (const { at, value } of edits) {
    const places = placesOf(copy, known);
    const place = places[at % Math.max(1, places.length)];
    if (place !== undefined) Reflect.set(place.holder, place.key, structuredClone(value));
  }
  return JSON.stringify(copy);
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

/** The places of the known fields, and the elements of lists. */
function placesOf(value: unknown, known: readonly string[]): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = Array.isArray(value) || known.includes(key) ? [{ holder: value, key }] : [];
    return [...own, ...placesOf(inner, known)];
  });
}

function withoutSuccess(text: string, { success }: Subject, instead: number): string {
  const { keys, word, others } = success;
  return text.replaceAll(new RegExp(`("(?:${keys})"\\s*:\\s*)"${word}"`, 'g'), (_found, key, at) => {
    return `${key}"${others[(instead + at) % others.length]}"`;
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
