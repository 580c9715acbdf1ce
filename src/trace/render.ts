/** The text of a trace: within its bound, and without a secret. */

import type { Redact } from '../redact.ts';
import { hideNamed } from '../redact-names.ts';
import { type About, type Exchange, entryOf, harOf } from './har.ts';
import { type LeftOut, sayLeftOut, thin } from './thin.ts';

/** What a trace is made of. */
export interface Material {
  readonly exchanges: readonly Exchange[];
  /** What the recorder has left out before. */
  readonly leftOut: LeftOut;
  readonly about: About;
  /** Of the action, as its user names it. */
  readonly version: string;
}

/** The text of a trace, and how many requests are in it. */
export interface Rendered {
  readonly text: string;
  readonly requests: number;
}

/** Room for the frame of the file. */
const FRAME_BYTES = 2_000;

/**
 * Renders a trace of at most `mostBytes` bytes.
 *
 * @param redact goes over every text here, at the end, so that it knows all secrets that were learned; also escaped ones
 */
export function renderTrace(material: Material, redact: Redact, mostBytes: number): Rendered {
  const clean = remembering(redact);
  const about = smallEnough(material.about, clean, mostBytes / 2);
  const entries = material.exchanges.map((exchange) => {
    const json = JSON.stringify(cleaned(entryOf(hidden(exchange, clean)), clean));
    // With the comma and the line break between two of them.
    return { look: exchange.look, json, bytes: Buffer.byteLength(json) + 2 };
  });
  const room = mostBytes - FRAME_BYTES - Buffer.byteLength(JSON.stringify(about));
  const { kept, leftOut } = thin(entries, room);
  const comment = sayLeftOut(
    {
      unchanged: material.leftOut.unchanged + leftOut.unchanged,
      others: material.leftOut.others + leftOut.others,
    },
    mostBytes,
  );
  const lines = kept.map(({ json }) => json);
  return { text: harOf(lines, about, comment, redact(material.version)), requests: kept.length };
}

/** Secrets that are known first: with a part of one hidden for the name before it, the rest would not be found. */
function hidden({ request, outcome, ...exchange }: Exchange, clean: Redact): Exchange {
  const hide = (text: string): string => hideNamed(clean(text));
  const inHeaders = (headers: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hide(value)]));
  return {
    ...exchange,
    request: {
      ...request,
      url: soundUrl(hide(request.url)),
      headers: inHeaders(request.headers),
      body: hide(request.body),
    },
    outcome:
      outcome.kind === 'fault'
        ? outcome
        : { ...outcome, headers: inHeaders(outcome.headers), body: hide(outcome.body) },
  };
}

/** A URL that readers take, also where a host or a half of an escape was hidden in it. */
function soundUrl(url: string): string {
  const written = url.replace(/%(?![\da-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gi, encodeURIComponent);
  return URL.canParse(written) ? written : 'https://hidden.invalid/';
}

/** What may be given up where even that alone is too long, one after the other. */
const LESS: readonly ((about: About) => About)[] = [
  (about) => ({ ...about, results: about.results.map((result) => ({ ...result, parts: [] })) }),
  (about) => ({ ...about, changes: [] }),
  (about) => ({ ...about, inputs: { ...about.inputs, tasks: '' } }),
  (about) => ({ ...about, results: [], faults: [] }),
];

function smallEnough(about: About, clean: Redact, mostBytes: number): object {
  const sizeOf = (what: object): number => Buffer.byteLength(JSON.stringify(what));
  let least = about;
  let all = cleaned(least, clean);
  for (const less of LESS) {
    if (sizeOf(all) <= mostBytes) break;
    least = less(least);
    all = cleaned(least, clean);
  }
  return all;
}

/** The same with every text in it cleaned; the names of fields are ours, or those of a list that is cleaned. */
function cleaned(value: object, clean: Redact): object {
  const each = (inner: unknown): unknown => {
    if (typeof inner === 'string') return clean(inner);
    if (Array.isArray(inner)) return inner.map(each);
    return typeof inner === 'object' && inner !== null ? cleaned(inner, clean) : inner;
  };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, each(inner)]));
}

const REMEMBERED = 20_000;

/** Looks repeat most of their texts. */
function remembering(redact: Redact): Redact {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = redact(text);
    if (known.size < REMEMBERED) known.set(text, now);
    return now;
  };
}
