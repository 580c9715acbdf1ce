const LOWER = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
const strictUrl = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const bare = (encoded: string): string => encoded.replace(/=+$/, '');
const urlSafe = (encoded: string): string => encoded.replaceAll('+', '-').replaceAll('/', '_');

/** The ways in which servers and tools write a whole text that they repeat. */
const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  URL: encodeURIComponent,
  'URL in small letters': (text) => LOWER(encodeURIComponent(text)),
  'URL by RFC 3986': strictUrl,
  'URL by RFC 3986 in small letters': (text) => LOWER(strictUrl(text)),
  JSON: json,
  'JSON with slashes escaped': (text) => json(text).replaceAll('/', '\\/'),
  'JSON as Go writes it': (text) =>
    json(text).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
  'JSON in JSON': (text) => json(json(text)),
  hex: (text) => Buffer.from(text).toString('hex'),
  HEX: (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'HTML, its brackets alone': (text) => text.replace(/[&<>]/g, (char) => HTML[char] ?? char),
  HTML: (text) => text.replace(/[&<>"']/g, (char) => HTML[char] ?? char),
};

/** Those, and base64 in its spellings, of the text alone and of one that it is a part of. */
export const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  ...WRITTEN,
  base64,
  'base64 without padding': (text) => bare(base64(text)),
  'base64 for URLs': (text) => urlSafe(base64(text)),
  'base64 for URLs without padding': (text) => urlSafe(bare(base64(text))),
  'base64 in a URL': (text) => encodeURIComponent(base64(text)),
  'base64 of a longer text': (text) => base64(`x${text}tail`),
  'base64 of a longer text, further in': (text) => base64(`xy${text}, and so on`),
  'base64 for URLs of a longer text': (text) => urlSafe(bare(base64(`{"x":"${text}"}`))),
};

/** The characters of base64 that are of the text alone, where it begins at each of the three places. */
function base64Cores(text: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const core = bytes
      .toString('base64')
      .slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return [core, urlSafe(core), encodeURIComponent(core)];
  });
}

/** So many characters of an encoded secret in a row are no chance; of hex, which has two for one, twice as many. */
const RUN = 12;

/** Looks for secrets in all that was written. */
export interface Search {
  /** The encodings in which a part of the secret stands there. */
  readonly partsOf: (secret: string) => readonly string[];
  /** The encodings in which the whole text stands there. */
  readonly wholeOf: (text: string) => readonly string[];
}

export function searchIn(written: string): Search {
  const runsOf = (text: string, length: number): readonly string[] =>
    Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));
  const [short, long] = [new Set(runsOf(written, RUN)), new Set(runsOf(written, 2 * RUN))];
  const hasPart = (form: string, name: string): boolean =>
    /hex/i.test(name)
      ? runsOf(form, 2 * RUN).some((run) => long.has(run))
      : runsOf(form, RUN).some((run) => short.has(run));
  const search =
    (isThere: (form: string, name: string) => boolean) =>
    (text: string): readonly string[] => [
      ...Object.entries(WRITTEN).flatMap(([name, encode]) => (isThere(encode(text), name) ? [name] : [])),
      ...(base64Cores(text).some((core) => isThere(core, 'base64')) ? ['base64'] : []),
    ];
  return { partsOf: search(hasPart), wholeOf: search((form) => written.includes(form)) };
}
