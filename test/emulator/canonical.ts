import { createHash, createHmac } from 'node:crypto';

/** A request reduced to what a signature covers. */
export interface Signable {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** Decoded. */
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** Lower-case names, in the order in which the client listed them. */
  readonly signedHeaders: readonly string[];
  /** What stands for the body: its SHA-256 in hex, or what the vendor lets a client put there. */
  readonly payloadHash: string;
}

/** A signature with the texts that led to it, which the vendors show to whoever signs wrongly. */
export interface Signed {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function hmacSha256(key: string, content: string): string {
  return createHmac('sha256', key).update(content).digest('hex');
}

/** RFC 3986: only letters, digits and `-._~` stay as they are. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Sorted by key, then by value, before encoding. */
export function canonicalQuery(query: Signable['query']): string {
  return query
    .toSorted(([keyA, valueA], [keyB, valueB]) => compare(keyA, keyB) || compare(valueA, valueB))
    .map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`)
    .join('&');
}

/** `name:value` lines of the signed headers, values trimmed. */
export function canonicalHeaders({ headers, signedHeaders }: Signable): string {
  return signedHeaders
    .toSorted(compare)
    .map((name) => `${name}:${(headers.get(name) ?? '').trim()}\n`)
    .join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
