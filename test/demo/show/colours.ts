import { stripVTControlCharacters, styleText } from 'node:util';

/** Whether anything is coloured: on a terminal, or where it is asked for; never against NO_COLOR. */
const colourful =
  (process.env['NO_COLOR'] ?? '') === '' &&
  ((process.env['FORCE_COLOR'] ?? '') !== '' || process.stdout.isTTY === true);

/** Formats text where colours are wanted. */
export function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return colourful ? styleText(format, text, { validateStream: false }) : text;
}

/** Text that may have colours of its own, which it keeps only where colours are wanted. */
export function asWanted(text: string): string {
  return colourful ? text : stripVTControlCharacters(text);
}

/** A word of the gate in the colour that its log has for it; other text as it is. */
export function paintState(word: string): string {
  if (word === 'succeeded') return paint('green', word);
  if (word === 'pending' || word === 'running') return paint('yellow', word);
  return BAD.has(word) ? paint('red', word) : word;
}

const BAD: ReadonlySet<string> = new Set([
  'rolling-back',
  'failed',
  'rolled-back',
  'superseded',
  'cancelled',
  'error',
  'timed-out',
  'interrupted',
]);
