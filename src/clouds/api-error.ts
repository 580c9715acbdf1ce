/** The errors that a body names, in the shapes of both vendors. */

/** An error in a vendor's own words. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
}

/** Keys, in lower case and without underscores: a key that names an error comes before one that may be the call's status. */
const CODES = ['errorcode', 'code'];
const MESSAGES = ['errormsg', 'errormessage', 'message', 'msg'];

/**
 * Every error that a body names, the most telling first: `{Code, Message}`, `{error_code, error_msg}`, `{errorCode,
 * errorMessage}`, and each of them within `error`, with their keys in any case; last `Success: false`, which Alibaba
 * Cloud's SDKs hand on from a 200; of a body that is no JSON that of XML.
 */
export function readErrors(json: unknown, text: string): readonly ApiError[] {
  if (json === undefined) return readXml(text);
  const own = fieldsOf(json);
  const named = [...errorsOf(own), ...(own.get('error') ?? []).flatMap((inner) => errorsOf(fieldsOf(inner)))];
  const denied = (own.get('success') ?? []).some(deniesSuccess);
  return denied ? [...named, { code: DENIED, message: firstText(own, MESSAGES) }] : named;
}

/** Stands for the code of an error that names none. */
const DENIED = 'Success: false';

/** Whether a `Success` says that there was none. */
export function deniesSuccess(value: unknown): boolean {
  return value === false || textOf(value).toLowerCase() === 'false';
}

/**
 * The error that an answer is about, of those that its body names. A code that only repeats that all is well, or the
 * status, is none in a 2xx; elsewhere the status says already that there was no success.
 */
export function errorOf(errors: readonly ApiError[], status: number): ApiError | undefined {
  if (status < 300) return errors.find(({ code }) => !isStatus(code, status));
  const named = errors.filter(({ code }) => code !== DENIED);
  return named.find(({ code }) => !isStatus(code, status)) ?? named[0];
}

function isStatus(code: string, status: number): boolean {
  return code === String(status) || /^(200|0|ok|success)$/i.test(code);
}

function errorsOf(fields: Fields): readonly ApiError[] {
  const message = firstText(fields, MESSAGES);
  return CODES.flatMap((key) => fields.get(key) ?? [])
    .map(codeOf)
    .filter((code) => code !== '')
    .map((code) => ({ code, message }));
}

/** The values of an object by its keys, in lower case and without underscores. */
type Fields = ReadonlyMap<string, readonly unknown[]>;

function fieldsOf(value: unknown): Fields {
  const fields = new Map<string, unknown[]>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fields;
  for (const [key, field] of Object.entries(value)) {
    const name = key.toLowerCase().replaceAll('_', '');
    const same = fields.get(name);
    if (same === undefined) fields.set(name, [field]);
    else same.push(field);
  }
  return fields;
}

function firstText(fields: Fields, keys: readonly string[]): string {
  const texts = keys.flatMap((key) => fields.get(key) ?? []).map(textOf);
  return texts.find((text) => text !== '') ?? '';
}

/** A code; what is something else, and not empty, is an error that nobody knows. Empty if there is none. */
function codeOf(value: unknown): string {
  if (value === true) return 'true';
  if (typeof value !== 'object' || value === null) return textOf(value);
  if (Object.keys(value).length === 0) return '';
  return Array.isArray(value) ? '(list)' : '(object)';
}

/** A code or a message, which may have come as a number; empty if it is neither. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function readXml(text: string): readonly ApiError[] {
  const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
  if (code === undefined) return [];
  return [{ code, message: /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? '' }];
}
