/** Whether a replay ended as the step did whose trace it is. */

import type { Told } from './har-file.ts';

/** What differs, a line each; nothing where verdict, states in their order and parts are the same. */
export function differences(recorded: Told, replayed: Told): readonly string[] {
  const names = new Set([...recorded.results, ...replayed.results].map(({ name }) => name));
  return [
    ...differ('verdict', recorded.verdict ?? 'none', replayed.verdict ?? 'none'),
    ...[...names].flatMap((name) => [
      ...differ(`states of ${JSON.stringify(name)}`, statesOf(recorded, name), statesOf(replayed, name)),
      ...differ(`parts of ${JSON.stringify(name)}`, partsOf(recorded, name), partsOf(replayed, name)),
    ]),
  ];
}

function differ(what: string, wanted: string, got: string): readonly string[] {
  return wanted === got ? [] : [`${what}: ${got} instead of ${wanted}`];
}

/** The states in their order, and the one that it ended in. */
function statesOf({ changes, results }: Told, task: string): string {
  const all = [...changes, ...results].flatMap(({ name, state }) => (name === task ? [state] : []));
  return all.filter((state, index) => state !== all[index - 1]).join(', ') || 'none';
}

function partsOf({ results }: Told, task: string): string {
  const parts = results.find(({ name }) => name === task)?.parts ?? [];
  return parts.map(({ name, state }) => `${JSON.stringify(name)} ${state}`).join(', ') || 'none';
}
