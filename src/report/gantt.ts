/** The Mermaid chart of what each task went through. */

import { isOpen, type TaskState } from '../task.ts';
import { MARKS } from './columns.ts';
import { type Phase, phasesOf, readable } from './phases.ts';
import { type Change, type Result, worstFirst } from './results.ts';
import { forChart } from './text.ts';

/** Mermaid refuses a text of more than 50,000 characters; 50 tasks of 10 phases each stay below. */
const MAX_TASKS = 50;

/**
 * A Mermaid Gantt chart of what each task went through, by the time of day of whoever looks at it, the worst task
 * first; of more than 50 tasks the worst and, among these, the longest.
 *
 * @returns a fenced block of Markdown; empty if no task was looked at
 */
export function renderGantt(results: readonly Result[], changes: readonly Change[]): string {
  const chosen = chosenOf(results.filter(({ started_at }) => started_at !== null));
  const byName = Map.groupBy(changes, ({ name }) => name);
  const tasks = chosen.map((result) => ({ result, phases: phasesOf(result, byName.get(result.name) ?? []) }));
  const all = tasks.flatMap(({ phases }) => phases);
  if (all.length === 0) return '';
  const begin = all.reduce((first, { from }) => Math.min(first, from), Number.POSITIVE_INFINITY);
  const end = all.reduce((last, { to }) => Math.max(last, to), 0);
  const span = end - begin;
  const names = unique(chosen.map(({ name, state }) => `${MARKS[state]} ${short(forChart(name))}`));
  const sections = tasks.map(({ result, phases }, index) => [
    `    section ${names[index]}`,
    ...readable(phases, span / VISIBLE).map((phase, at, { length }) =>
      barOf(phase, at === length - 1 ? result.state : undefined, span),
    ),
  ]);
  const lines = [...headOf(span, names), ...sections.flat()];
  const rest = results.length - chosen.length;
  const note = rest === 0 ? '' : `\nThe chart shows ${chosen.length} of ${results.length} tasks.\n`;
  return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n${note}`;
}

/** So many bars side by side can still be seen. */
const VISIBLE = 100;
/** How wide the bars are together, at the least, where GitHub draws them on a desk. */
const BARS_PX = 560;
const LETTER_PX = 6.6;
/** The widest name, in letters. */
const MAX_NAME = 30;

/** Of GitHub's own colours, those on which white letters read well, on a light page and on a dark one. */
const COLOURS = { grey: '#6e7781', blue: '#0969da', green: '#1a7f37', red: '#cf222e' } as const;

function headOf(span: number, names: readonly string[]): readonly string[] {
  const widest = names.reduce((most, name) => Math.max(most, widthOf(name)), 0);
  const { grey, blue, green, red } = COLOURS;
  const settings = {
    gantt: {
      displayMode: 'compact',
      leftPadding: Math.ceil(widest * LETTER_PX) + 20,
      rightPadding: 30,
      fontSize: 12,
      sectionFontSize: 12,
      barHeight: 22,
    },
    // No theme: the page's own one, light or dark, is kept for everything that is not named here.
    themeVariables: {
      taskTextColor: 'white',
      taskTextDarkColor: 'white',
      taskBkgColor: grey,
      taskBorderColor: grey,
      activeTaskBkgColor: blue,
      activeTaskBorderColor: blue,
      doneTaskBkgColor: green,
      doneTaskBorderColor: green,
      critBkgColor: red,
      critBorderColor: red,
      sectionBkgColor: grey,
      sectionBkgColor2: grey,
      altSectionBkgColor: 'transparent',
    },
  };
  const { format, ticks } = axisOf(span);
  return [
    `%%{init: ${JSON.stringify(settings)}}%%`,
    'gantt',
    '    title What each task went through',
    '    dateFormat x',
    `    axisFormat ${format}`,
    `    tickInterval ${ticks}`,
    '    todayMarker off',
  ];
}

/** A tag makes the colour: how the task ended, where this is its last phase, else what it was in. */
function barOf(phase: Phase, last: TaskState | undefined, span: number): string {
  const { state, from, changes } = phase;
  const to = Math.max(phase.to, from + span / VISIBLE);
  const words = changes > 0 ? `${changes} changes` : state;
  const end = last === undefined || isOpen(last) ? undefined : last;
  const labels = end === undefined ? [words] : [`${words} → ${end}`, end];
  const fits = (text: string): boolean => (text.length + 1) * LETTER_PX <= ((to - from) / span) * BARS_PX;
  // A bar must have a text; where it has no room for one it has one that takes none.
  const label = labels.find(fits) ?? '\u200b';
  return `    ${label} :${tagOf(end ?? state, changes)}${Math.round(from)}, ${Math.round(to)}`;
}

function tagOf(state: TaskState, changes: number): string {
  if (state === 'succeeded') return 'done, ';
  if (!isOpen(state)) return 'crit, ';
  if (changes > 0 || state === 'running') return 'active, ';
  return state === 'rolling-back' ? 'active, crit, ' : '';
}

/** The tasks of the chart, in the order of the table. */
function chosenOf(results: readonly Result[]): readonly Result[] {
  const ordered = worstFirst(results);
  if (ordered.length <= MAX_TASKS) return ordered;
  const longest = ordered.toSorted((a, b) => b.duration_seconds - a.duration_seconds);
  const chosen = new Set(worstFirst(longest).slice(0, MAX_TASKS));
  return ordered.filter((result) => chosen.has(result));
}

/** Mermaid takes two sections of one name for one. No name has a middle dot of its own. */
function unique(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ·${count}`;
  });
}

/** A name's beginning and end: what tells many of them apart is at either. */
function short(name: string): string {
  if (widthOf(name) <= MAX_NAME) return name;
  const chars = [...name];
  const head = within(chars);
  const tail = within(chars.toReversed()).toReversed();
  return `${head.join('')}…${tail.join('')}`;
}

/** As many characters as half a name is wide. */
function within(chars: readonly string[]): readonly string[] {
  let left = (MAX_NAME - 1) / 2;
  const end = chars.findIndex((char) => {
    left -= widthOf(char);
    return left < 0;
  });
  return chars.slice(0, end);
}

/** How wide a text is, in letters: those of Chinese, Japanese and Korean are about twice as wide as the others. */
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (char >= '\u1100' ? 2 : 1), 0);
}

/** Times of day, and ticks that are far enough apart for them. */
function axisOf(span: number): { readonly format: string; readonly ticks: string } {
  const [, ticks] = TICKS.find(([ms]) => span / ms <= MAX_TICKS) ?? [0, '1day'];
  const format = span < 20 * MINUTE ? '%H:%M:%S' : span < 20 * HOUR ? '%H:%M' : '%d %b %H:%M';
  return { format, ticks };
}

const MAX_TICKS = 7;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [1, 2, 5, 10, 15, 30];
const TICKS: readonly (readonly [ms: number, ticks: string])[] = [
  ...STEPS.map((step) => [step * SECOND, `${step}second`] as const),
  ...STEPS.map((step) => [step * MINUTE, `${step}minute`] as const),
  ...[1, 2, 3, 6, 12].map((step) => [step * HOUR, `${step}hour`] as const),
];
