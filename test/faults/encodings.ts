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

/** A secret, no part of which may be found; or a longer text, which may not be found as a whole. */
export interface Sought {
  readonly what: string;
  readonly text: string;
  readonly whole?: boolean;
}

/** What of the sought stands in what was written, and in which encoding. */
export function foundIn(written: string, sought: readonly Sought[]): readonly string[] {
  /** By the characters that it begins with: what it is, and all of it. */
  const byRun = new Map<string, { readonly name: string; readonly form: string }[]>();
  const add = (name: string, run: string, form: string): void => {
    byRun.set(run, [...(byRun.get(run) ?? []), { name, form }]);
  };
  for (const { what, text, whole = false } of sought) {
    const forms = Object.entries(WRITTEN).map(([name, encode]) => [name, encode(text)] as const);
    for (const [encoding, form] of [
      ...forms,
      ...base64Cores(text).map((core) => ['base64', core] as const),
    ]) {
      const [name, length] = [`${what} as ${encoding}`, whole || /hex/i.test(encoding) ? 2 * RUN : RUN];
      if (whole) add(name, form.slice(0, length), form);
      else for (const run of runsOf(form, length).filter(tells)) add(name, run, run);
    }
  }
  const found = new Set<string>();
  for (const length of [RUN, 2 * RUN]) {
    for (let at = 0; at + length <= written.length; at += 1) {
      for (const { name, form } of byRun.get(written.slice(at, at + length)) ?? []) {
        if (written.startsWith(form, at)) found.add(name);
      }
    }
  }
  return [...found];
}

/** Whether a run is more than the quotes of JSON in JSON, which stand in any. */
function tells(run: string): boolean {
  return run.replaceAll(/[\\"]/g, '').length >= RUN / 3;
}

function runsOf(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
    text.slice(at, at + length),
  );
}
