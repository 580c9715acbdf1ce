/** The names of tasks: unique without regard to case, and still so where secrets in them are hidden. */

import type { Redact } from '../redact.ts';
import type { Task } from '../task.ts';
import { shown } from '../wording.ts';
import { refuseTwins } from './twins.ts';

/** An entry by its name. */
export interface Named {
  /** Its number and name, for messages. */
  readonly label: string;
  /** Nothing where it cannot be read. */
  readonly name: string | undefined;
  /** Whether the entry gives none, so that its provider and id make the name. */
  readonly byDefault: boolean;
}

/** Tells of each entry whose name an earlier one has, be it in another case. */
export function refuseSameNames(entries: readonly Named[], problem: (text: string) => void): void {
  refuseTwins(
    entries,
    ({ name }) => (name === undefined ? undefined : withoutCase(name)),
    ({ label, name, byDefault }, twin) => {
      if (name === twin.name) {
        problem(
          `${label}: the name ${shown(name)} is that of ${twin.label} too; give each a name of its own`,
        );
        return;
      }
      const remedy = byDefault ? 'Give one of them a name' : 'Give each a name of its own';
      problem(
        `${label}: the name ${shown(name)} and ${shown(twin.name)}, that of ${twin.label}, differ only in case, which GitHub's expressions do not see. ${remedy}`,
      );
    },
  );
}

/**
 * Calls each task what can be told everywhere: by its name without what is hidden in that. Those that are the same then
 * are numbered: `x ***`, `x *** (2)`.
 */
export function withDistinctNames<T extends { readonly task: Task }>(
  targets: readonly T[],
  redact: Redact,
): readonly T[] {
  const isTold = ({ task: { name } }: T): boolean => redact(name) === name;
  const taken = new Set(targets.filter(isTold).map(({ task }) => withoutCase(task.name)));
  return targets.map((target) => {
    if (isTold(target)) return target;
    const bare = redact(target.task.name);
    let name = bare;
    for (let number = 2; taken.has(withoutCase(name)); number += 1) name = `${bare} (${number})`;
    taken.add(withoutCase(name));
    return { ...target, task: { ...target.task, name } };
  });
}

/**
 * The key by which GitHub's expressions look a name up, which compare by .NET's `OrdinalIgnoreCase`: each character in
 * upper case, where that is one character.
 */
function withoutCase(name: string): string {
  return name.replace(/./gsu, (char) => {
    const upper = char.toUpperCase();
    return upper.length === char.length ? upper : char;
  });
}
