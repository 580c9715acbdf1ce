import { basename } from 'node:path';

import { paint, paintState } from './colours.ts';
import { WIDTH, wrap } from './layout.ts';

/** The outputs of the step, one below the other. */
export function showOutputs(outputs: Readonly<Record<string, string>>): string {
  const names = Object.keys(outputs);
  const margin = Math.max(0, ...names.map((name) => name.length)) + 3;
  return Object.entries(outputs)
    .map(([name, value]) => {
      const [first = '', ...rest] = linesOf(name, value).flatMap((line) => wrap(line, WIDTH - margin));
      const lines = [paintState(first), ...rest].join(`\n${' '.repeat(margin)}`);
      return `${paint('cyan', name)}${' '.repeat(margin - name.length)}${lines}`;
    })
    .join('\n');
}

/** One object of `results` is shown whole, one that did not succeed if there is any; of the others what tells them apart. */
function linesOf(name: string, value: string): readonly string[] {
  if (name === 'results-file') return [value === '' ? '' : `$RUNNER_TEMP/${basename(value)}`];
  const json = parse(value);
  if (!Array.isArray(json)) return [typeof json === 'object' && json !== null ? spaced(json) : value];
  const items: readonly unknown[] = json;
  const whole = items.find((item) => fieldOf(item, 'state') !== 'succeeded') ?? items[0];
  const shown = items.map((item) => (name === 'results' && item === whole ? spaced(item) : folded(item)));
  return shown.length === 0
    ? ['[]']
    : shown.map(
        (item, index) => `${index === 0 ? '[' : ' '}${item}${index === shown.length - 1 ? ']' : ','}`,
      );
}

function folded(item: unknown): string {
  return `{"name":${JSON.stringify(fieldOf(item, 'name'))}, "state":${JSON.stringify(fieldOf(item, 'state'))}, …}`;
}

function fieldOf(item: unknown, field: string): unknown {
  return typeof item === 'object' && item !== null ? Reflect.get(item, field) : undefined;
}

/** JSON in one line that can be broken between its members; lists inside it are folded. */
function spaced(json: unknown): string {
  const fold = (key: string, value: unknown): unknown =>
    key !== '' && Array.isArray(value) ? `[${value.length}]` : value;
  return JSON.stringify(json, fold, 1)
    .replace(/([{[])\n */g, '$1')
    .replace(/\n *([}\]])/g, '$1')
    .replace(/(?<!\\)": /g, '":')
    .replace(/\n */g, ' ')
    .replace(/"\[(\d+)\]"/g, '[…$1…]');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
