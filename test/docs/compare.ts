import { marked, type Token, type Tokens } from 'marked';

import { BLANK } from './messages.ts';

/** The code in the first column of every table of a document that has this head. */
export function codeOf(document: string, head: string): readonly string[] {
  return marked
    .lexer(document)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .filter(({ header }) => header[0]?.text === head)
    .flatMap(({ rows }) => rows.flatMap(([first]) => first?.tokens ?? []))
    .filter((token: Token): token is Tokens.Codespan => token.type === 'codespan')
    .map(({ text }) => text);
}

/** The texts that no message contains. */
export function missing(texts: readonly string[], messages: readonly string[]): readonly string[] {
  return texts.filter((text) => !messages.some((message) => placesOf(text, message).length > 0));
}

/** The messages in which something is said that is in no text. */
export function stale(texts: readonly string[], messages: readonly string[]): readonly string[] {
  return messages.filter((message) => {
    const letters = message.split('');
    for (const text of texts) {
      for (const [from, to] of placesOf(text, message)) letters.fill(' ', from, to);
    }
    return /[\p{L}\p{N}]/u.test(letters.join(''));
  });
}

type Place = readonly [from: number, to: number];

/** Where a text stands in a message: all its pieces, in their order, as whole words; nowhere if one is missing. */
function placesOf(text: string, message: string): readonly Place[] {
  const pieces = text.split(BLANK).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  const places: Place[] = [];
  for (let end = 0; pieces.length > 0; ) {
    const found: Place[] = [];
    for (const piece of pieces) {
      const from = indexOfWords(piece, message, end);
      if (from === -1) return places;
      end = from + piece.length;
      found.push([from, end]);
    }
    places.push(...found);
  }
  return places;
}

function indexOfWords(words: string, message: string, after: number): number {
  const isLetter = (index: number, of: string): boolean => /\p{L}/u.test(of.at(index) ?? '');
  for (let from = message.indexOf(words, after); from !== -1; from = message.indexOf(words, from + 1)) {
    const begins = from === 0 || !isLetter(from - 1, message) || !isLetter(0, words);
    const end = from + words.length;
    if (begins && (end === message.length || !isLetter(end, message) || !isLetter(-1, words))) return from;
  }
  return -1;
}
