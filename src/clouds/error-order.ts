/** The order in which an error is judged, the same for every cloud. Pure. */

import type { ApiError } from './api-error.ts';

/** What an error of an API means for the poll that met it. */
export type ErrorClass =
  | 'throttled'
  | 'server'
  | 'nonce-used'
  | 'credentials'
  | 'expired'
  | 'permission'
  | 'proxy'
  | 'clock-skew'
  | 'absent'
  /** The API does not take the request, whatever was before. */
  | 'rejected'
  /** The same, unless the task has had a good answer before: then as `unlisted`. */
  | 'parameter'
  /** Nothing is known of it: it may pass for a while. */
  | 'unlisted';

/** How one vendor says what went wrong. */
export interface Dialect {
  readonly vendor: string;
  /** The errors that a body names, whatever the HTTP status, the most telling first. */
  readonly readErrors: (json: unknown, text: string) => readonly ApiError[];
  /** What a code means; the first row that matches. */
  readonly codes: readonly (readonly [code: RegExp, meaning: ErrorClass, message?: RegExp])[];
  /** What a status means, whatever unlisted code comes with it. 5xx is always the server's. */
  readonly statuses: Readonly<Record<number, ErrorClass>>;
  /** What a status means if the words of the code say nothing. */
  readonly otherStatuses?: Readonly<Record<number, ErrorClass>>;
  /** Codes of the gateway in front of the services, which locks keys: one that is unlisted is sent only a few times. */
  readonly gateway?: RegExp;
}

/** What every cloud means by these statuses. */
export const STATUSES = {
  401: 'credentials',
  403: 'permission',
  407: 'proxy',
  429: 'throttled',
} as const satisfies Record<number, ErrorClass>;

/** What an answer says: its error, if its body names one, and its HTTP status. */
export interface Said {
  readonly error: ApiError | undefined;
  readonly status: number;
  readonly dialect: Dialect;
}

type Rule = readonly [by: string, meaning: (said: Said) => ErrorClass | undefined];

/** The order: the first rule that knows decides. Nothing for a 2xx that no rule knows. */
const IN_THIS_ORDER: readonly Rule[] = [
  ['a code of the list', (said) => listedMeaning(said)],
  ['5xx', ({ status }) => (status >= 500 ? 'server' : undefined)],
  ['401, 403, 407, 429', ({ status, dialect }) => dialect.statuses[status]],
  ['a word of the code', ({ error }) => (PASSES.test(wordsOf(error?.code ?? '')) ? 'server' : undefined)],
  ['404', ({ status, dialect }) => dialect.otherStatuses?.[status]],
  ['a parameter', ({ status, error }) => (status >= 400 && isParameter(error) ? 'parameter' : undefined)],
  ['any other 4xx', ({ status }) => (status >= 400 ? 'unlisted' : undefined)],
  [
    'any other code of the gateway',
    ({ error, dialect }) => (isGatewayCode(error?.code ?? '', dialect) ? 'unlisted' : undefined),
  ],
];

/** What an error means; nothing where a 2xx names none, or one that is known to nobody. */
export function meaningOf(said: Said): ErrorClass | undefined {
  for (const [, rule] of IN_THIS_ORDER) {
    const meaning = rule(said);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

/** What the vendor's list says of a code, whatever the status. */
export function listedMeaning({ error, dialect }: Said): ErrorClass | undefined {
  if (error === undefined) return undefined;
  const row = dialect.codes.find(
    ([code, , message]) => code.test(error.code) && (message === undefined || message.test(error.message)),
  );
  return row?.[1];
}

/** Whether a code is of the gateway in front of the services, which answers before it looks at the signature, or after. */
export function isGatewayCode(code: string, { gateway }: Dialect): boolean {
  return gateway?.test(code) === true;
}

/** Words that speak of what passes. */
const PASSES = / (lock|locked|conflict|concurrent|concurrency|busy|timeout|upgrading|in progress) /;

/** The words of a code, in lower case between blanks: it is cut at dots, underscores and capitals. */
function wordsOf(code: string): string {
  const words = code.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return ` ${words.join(' ').toLowerCase()} `;
}

const WRONG = 'missing|invalid|illegal|malformed';
const PARAMETER_CODE = new RegExp(`(${WRONG}).*param|param.*(${WRONG})`, 'i');
/** Both within one sentence. */
const PARAMETER_MESSAGE = new RegExp(
  `\\b(${WRONG})\\b[^.;]*\\bparam(eter)?s?\\b|\\bparam(eter)?s?\\b[^.;]*\\b(${WRONG})\\b`,
  'i',
);

function isParameter(error: ApiError | undefined): boolean {
  if (error === undefined) return false;
  return PARAMETER_CODE.test(error.code) || PARAMETER_MESSAGE.test(error.message);
}
