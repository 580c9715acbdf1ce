/** The forms that a secret may be echoed in. */

/** A value as it is, and escaped and encoded in the usual ways, base64 at any offset among them. */
export function formsOf(value: string): ReadonlySet<string> {
  const bytes = Buffer.from(value);
  const url = encodeURIComponent(value);
  const strict = url.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(value).slice(1, -1);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const hex = bytes.toString('hex');
  const forms = [
    value,
    url,
    strict,
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    json,
    json.replaceAll('/', '\\/'),
    JSON.stringify(json).slice(1, -1),
    json.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ];
  return new Set(forms);
}

/** The forms that pieces of a value are sought in: as it is, in hex, and in base64 at any offset. */
export function plainForms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  return [value, hex, hex.toUpperCase(), ...innerBase64(bytes).flatMap((form) => [form, forUrl(form)])];
}

/** Base64 of the value alone, and the part of it that is the same wherever it stands in a longer text. */
function base64Forms(bytes: Buffer): readonly string[] {
  const whole = bytes.toString('base64');
  const forms = [whole, whole.replaceAll('=', ''), ...innerBase64(bytes)];
  return forms.flatMap((form) => [form, forUrl(form), encodeURIComponent(form)]);
}

/** What base64 of the value has in common wherever it stands in a longer text, by its offset there. */
function innerBase64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Characters at either end also carry bits of the neighbours.
    const start = offset === 0 ? 0 : offset + 1;
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(start, end);
  });
}

function forUrl(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
