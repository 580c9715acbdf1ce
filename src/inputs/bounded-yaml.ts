/** Parses YAML within bounds of work, so that no text keeps a signal from being heard for long. */

import { Composer, type CST, Document, Lexer, Parser } from 'yaml';

/** So many fields may an entry have. */
export const MAX_FIELDS = 200;
/** Beyond so many items of a map, which also counts blank lines in it, the text is not read on. */
const MANY_ITEMS = 5 * MAX_FIELDS;
/** Collections and what stands in them: a list of maps of lists of maps needs a dozen. */
const MAX_DEPTH = 40;
/** Marks, spaces and values: half a second of work, or so. An entry of four fields has up to 36. */
const MAX_PIECES = 200_000;
/** So many characters are as much work as one more piece. */
const PIECE_LENGTH = 16;

/** Why a text was not read on. */
export interface TooMuch {
  readonly kind: 'too-much';
  /** The place of the entry in which that was seen, counted from 1; nothing if it is not about one. */
  readonly entry: number | undefined;
  readonly reason: string;
}

/** What a text comes to, faults included. */
export interface Parsed {
  readonly kind: 'parsed';
  readonly document: Document;
  /** Whether more documents follow. */
  readonly several: boolean;
}

/** The reason for which an entry with too many fields is refused. */
export const TOO_MANY_FIELDS = `has more than ${MAX_FIELDS} fields. Check where the next entry begins: each needs "- " before its first field`;

/** Parses the first document of a text. Values stay text; keys may repeat, which is the caller's to check. */
export function parseBounded(text: string): Parsed | TooMuch {
  const tokens = tokensOf(text);
  if ('kind' in tokens) return tokens;
  const { stackTraceLimit } = Error;
  // One of 100,000 faults is told; without this each would cost the stack that led to it.
  Error.stackTraceLimit = 0;
  try {
    const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
    const documents = composer.compose(tokens, true, text.length);
    const document = documents.next().value ?? new Document(null);
    return { kind: 'parsed', document, several: documents.next().done !== true };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const TOO_LONG = 'is too long to be read at once. Split it over several steps';

/** The pieces of a text, put together, up to its end or to a bound. */
function tokensOf(text: string): readonly CST.Token[] | TooMuch {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let pieces = 0;
  if (text.split('\n', MAX_PIECES + 1).length > MAX_PIECES) return tooMuch(TOO_LONG);
  for (const lexeme of new Lexer().lex(text)) {
    pieces += 1 + (lexeme.startsWith('#') ? 0 : lexeme.length / PIECE_LENGTH);
    if (pieces > MAX_PIECES) return tooMuch(TOO_LONG);
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) {
      return tooMuch('lists and maps are nested too deeply. An entry is a map of fields', parser);
    }
    const top = parser.stack.at(-1);
    if (isMap(top) && top.items.length > MANY_ITEMS) return tooMuch(TOO_MANY_FIELDS, parser);
  }
  tokens.push(...parser.end());
  return tokens;
}

function tooMuch(reason: string, parser?: Parser): TooMuch {
  const list = parser?.stack[1];
  return { kind: 'too-much', entry: isList(list) ? Math.max(1, list.items.length) : undefined, reason };
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

function isMap(token: CST.Token | undefined): token is Collection {
  if (token?.type === 'flow-collection') return token.start.source === '{';
  return token?.type === 'block-map';
}

function isList(token: CST.Token | undefined): token is Collection {
  if (token?.type === 'flow-collection') return token.start.source === '[';
  return token?.type === 'block-seq';
}
