/** The log's lines while the gate waits. */

import type { GateEvent } from '../gate/gate.ts';
import type { Progress } from '../gate/turn.ts';
import { faultTally, isKnown, type Waiting } from '../gate/waiting.ts';
import { isOpen, type Task, type TaskState } from '../task.ts';
import { duration } from '../wording.ts';
import { type Clean, clock, nameWidthOf, taskColumns } from './columns.ts';
import { said } from './log.ts';
import { WORST_FIRST } from './results.ts';

/** So many tasks are named in a heartbeat, and may each open the log with a line of its own. */
const MAX_NAMED = 10;
/** Where there are so many that the first look at each takes long, they are counted this often. */
const COUNT_MS = 30_000;

/**
 * The lines of the log while the gate waits: give it each event in its order. Of more than ten tasks, those whose
 * first look sees nothing but that they are under way are counted in one line.
 *
 * @param timeoutMs the gate's deadline, in ms since it began
 * @param wait `false` where each task is looked at only once
 */
export function createProgressLog(
  tasks: readonly Task[],
  timeoutMs: number,
  wait: boolean,
  clean: Clean,
): (event: GateEvent) => readonly string[] {
  const nameWidth = nameWidthOf(tasks.map(({ name }) => clean(name)));
  const states = new Map<string, TaskState>();
  let beginning = tasks.length > MAX_NAMED;
  let countedAt = 0;

  const columns = ({ task, waiting }: Progress): string =>
    taskColumns(waiting.state, clean(task.name), nameWidth);

  const ended = (): readonly TaskState[] => [...states.values()].filter((state) => !isOpen(state));

  const changed = (progress: Progress, elapsedMs: number): readonly string[] => {
    const { task, waiting } = progress;
    const at = clock(elapsedMs);
    const calm = beginning && !states.has(task.name) && urgency(waiting) >= UNDER_WAY;
    states.set(task.name, waiting.state);
    const uncounted = isOpen(waiting.state) || tasks.length < 2;
    const ending = uncounted ? '' : ` (${ended().length} of ${tasks.length} ended)`;
    const words = said(waiting.providerState, waiting.reason, clean);
    const lines = calm ? [] : [`${at} ${columns(progress)}  ${words}`.trimEnd() + ending];
    const isAll = states.size === tasks.length;
    if (!beginning || !(isAll || elapsedMs >= countedAt + COUNT_MS)) return lines;
    beginning = !isAll;
    countedAt = elapsedMs;
    const count = isAll ? `all ${tasks.length}` : `${states.size} of ${tasks.length}`;
    return [...lines, `${at} looked at ${count} deployments: ${tally([...states.values()])}`];
  };

  const heartbeat = (open: readonly Progress[], elapsedMs: number): readonly string[] => {
    beginning = false;
    const at = clock(elapsedMs);
    const left = wait ? `, ${duration(Math.max(0, timeoutMs - elapsedMs))} left` : '';
    const last = ({ waiting }: Progress): string => lastSaid(waiting, elapsedMs, clean);
    const [only] = open;
    if (tasks.length === 1 && only !== undefined) {
      return [`${at} ${columns(only)}  ${unchanged(only)}${left}  ${last(only)}`.trimEnd()];
    }
    const indent = ' '.repeat(at.length + 1);
    const shown = mostUrgentFirst(open).slice(0, MAX_NAMED);
    const width = Math.max(0, ...shown.map((progress) => unchanged(progress).length));
    const rows = shown.map((progress) =>
      `${indent}${columns(progress)}  ${unchanged(progress).padEnd(width)}  ${last(progress)}`.trimEnd(),
    );
    const rest = mostUrgentFirst(open).slice(MAX_NAMED);
    const more = `${indent}and ${rest.length} more: ${tally(rest.map(({ waiting }) => waiting.state))}`;
    const doing = wait ? 'waiting for' : 'looking at';
    const over = ended().length > 0 ? ` (${tally(ended())})` : '';
    return [
      `${at} still ${doing} ${open.length} of ${tasks.length} deployments${left}${over}`,
      ...rows,
      ...(rest.length > 0 ? [more] : []),
    ];
  };

  return (event) => {
    switch (event.kind) {
      case 'changed':
        return changed(event.progress, event.elapsedMs);
      case 'heartbeat':
        return heartbeat(event.open, event.elapsedMs);
      case 'faults': {
        const faults = clean(faultTally(event.progress.waiting, event.elapsedMs));
        return [`${clock(event.elapsedMs)} ${columns(event.progress)}  ${faults}; trying again`];
      }
      case 'unknown-words':
        return [];
    }
  };
}

const UNDER_WAY = 2;

/** How soon somebody should look at an open task: a rollback first, then what is in trouble, then the rest. */
function urgency({ state, lost, faults, absentSince, tentativeSince }: Waiting): number {
  if (!isOpen(state) || state === 'rolling-back') return 0;
  const trouble = [lost, faults, absentSince, tentativeSince].some((sign) => sign !== undefined);
  if (trouble) return 1;
  return state === 'running' ? UNDER_WAY : UNDER_WAY + 1;
}

/** By urgency, and of the same urgency what has not changed for longest. */
function mostUrgentFirst(open: readonly Progress[]): readonly Progress[] {
  return [...open].sort((a, b) => urgency(a.waiting) - urgency(b.waiting) || b.unchangedMs - a.unchangedMs);
}

function unchanged({ unchangedMs }: Progress): string {
  return `for ${duration(unchangedMs)}`;
}

/** The provider's last words and reason, and the faults since then. */
function lastSaid(waiting: Waiting, elapsedMs: number, clean: Clean): string {
  const unanswered = waiting.lookedAt === undefined ? 'not looked at yet' : 'no answer yet';
  const words = isKnown(waiting) ? said(waiting.providerState, waiting.reason, clean) : unanswered;
  return [words, clean(faultTally(waiting, elapsedMs))].filter(Boolean).join('; ');
}

/** How many there are of each state, worst first: `28 running, 2 pending`. */
function tally(states: readonly TaskState[]): string {
  return WORST_FIRST.map((state) => ({ state, count: states.filter((other) => other === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(', ');
}
