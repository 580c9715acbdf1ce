/** The columns of the log's lines: marks, colours, widths, clock. */

import { isOpen, type TaskState, type Verdict } from '../task.ts';

/** Makes text of any origin fit to be written. */
export type Clean = (text: string) => string;

/** Longer names do not widen the column for all: the names that are given by default fit in. */
const MAX_NAME = 60;
const STATE_WIDTH = 'rolling-back'.length;

/**
 * The columns that each line about a task begins with: mark and state in their colour, then the name.
 *
 * @param name fit to be written
 * @param nameWidth as `nameWidthOf` gives it
 */
export function taskColumns(state: TaskState, name: string, nameWidth: number): string {
  const rest = ' '.repeat(Math.max(0, nameWidth - widthOf(name)));
  return `${paint(state, `${MARKS[state]} ${state.padEnd(STATE_WIDTH)}`)}  ${name}${rest}`;
}

/** How wide the column of names is, in characters of single width. */
export function nameWidthOf(names: readonly string[]): number {
  return names.map(widthOf).reduce((most, width) => (width > MAX_NAME ? most : Math.max(most, width)), 0);
}

/** Minutes and seconds since the gate began: `03:20`, `75:00`. */
export function clock(ms: number): string {
  const total = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

/** Colours that GitHub's log shows: green for success, yellow for what goes on, red for the rest. */
export function paint(state: TaskState | Verdict, text: string): string {
  const open = state !== 'interrupted' && isOpen(state);
  const colour = state === 'succeeded' ? 32 : open && state !== 'rolling-back' ? 33 : 31;
  return `\u001b[${colour}m${text}\u001b[0m`;
}

/** How many single characters of a monospaced font a text is as wide as. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += NO_WIDTH.test(char) ? 0 : DOUBLE_WIDTH.test(char) ? 2 : 1;
  return width;
}

/** What is written over the character before it. */
const NO_WIDTH = /\p{M}/u;
/** The blocks that Unicode's annex 11 calls wide or fullwidth, and emoji. */
const DOUBLE_WIDTH =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;

/** The mark before each state, for those who see no colours. */
export const MARKS: Readonly<Record<TaskState, string>> = {
  pending: '·',
  running: '▸',
  'rolling-back': '◂',
  succeeded: '✔',
  failed: '✘',
  'rolled-back': '✘',
  superseded: '✘',
  cancelled: '✘',
  error: '✘',
  'timed-out': '✘',
};
