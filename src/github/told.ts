/** What is told of the check runs that are on the commit already. */

import { duration } from '../wording.ts';
import type { Earlier } from './check-run.ts';
import type { CheckRunKey, Unclaimed } from './identity.ts';
import type { Found, TakeoverTold } from './takeover.ts';

/** Who is told: the warnings of the step, and what only its log says. */
export interface Tell {
  readonly warn: (message: string) => void;
  readonly note: (message: string) => void;
}

/** Says which check run is carried on, and since when. */
export function tellEarlier(
  { startedAt, ageMs, url, tasks }: Earlier,
  isLate: boolean,
  { note, warn }: Tell,
): void {
  const since = `since ${startedAt.toISOString()} (${duration(ageMs)} ago)`;
  const late = isLate ? ', which GitHub did not show at first' : '';
  note(`Carries on the check run of an earlier run, in progress ${since}${late}: ${url}`);
  if (tasks.some((task) => task === undefined)) {
    warn(
      `what the earlier run has seen cannot be read in its check run (${url}): this run polls as if nothing had been seen. Do not edit the text of the check run`,
    );
  }
}

/** Why an open check run of the same tasks stays as it is, and what the user can do. */
const UNCLAIMED: Readonly<Record<Unclaimed, string>> = {
  alive:
    'It is not carried on, because its run may still be polling. If that run was stopped, re-run its job: the new attempt takes the check run over',
  old: 'It is not carried on, because it is too old or GitHub does not say when it began. Complete it with the API of GitHub, or push a new commit',
  refused:
    'It is not carried on, because GitHub does not let this github-token write to it. Give the token of the app that made it, or complete it with that token',
  twin: 'Only the newest one is carried on. Once that one has ended, run the gate again: it then carries on this one',
};

/** Tells what becomes of the open check runs of this gate. */
export function takeoverTold(name: string, date: () => Date, { warn, note }: Tell): TakeoverTold {
  return {
    later: ({ url, startedAt }) => {
      const ago =
        startedAt === undefined
          ? ''
          : `, in progress since ${startedAt.toISOString()} (${duration(Math.max(1, date().getTime() - startedAt.getTime()))} ago)`;
      note(`Carries on the check run of an earlier attempt${ago}, and begins it anew: ${url}`);
    },
    closed: ({ url }) =>
      note(
        `The check run of an earlier run was closed while this run took it over, so a new one is made: ${url}`,
      ),
    unclaimed: ({ url }, why) => {
      const text = `another check run "${name}" of the same tasks stays in progress (${url}). ${UNCLAIMED[why]}`;
      // An ordinary overlap of two runs needs nothing from the user.
      if (why === 'alive') note(`check-name: ${text}`);
      else warn(`check-name: ${text}`);
    },
  };
}

/** What is told of the check runs of others. */
export function tellFound(
  { other, isNameOfJob }: Found,
  key: CheckRunKey,
  job: string,
  { warn }: Tell,
): void {
  if (other !== '') {
    warn(
      `check-name: another gate has published "${key.name}" on this commit, too (${other}), and a required check takes the one that ends last. Give each gate a name of its own, in a matrix such as check-name: ${key.name} \${{ matrix.name }}`,
    );
  }
  // Where it is this job's key, the inputs have been warned of already.
  if (isNameOfJob && key.name !== job) {
    warn(
      `check-name: a job on this commit has the same name as the check run "${key.name}", which makes a required check ambiguous; give one of them another name`,
    );
  }
}
