/** Finds the answer to a request in what was recorded of its task. */

import { playedFault } from './faults.ts';
import type { Recorded, RecordedLook } from './har-file.ts';

/** What tells the requests of a look apart. */
interface Asked {
  readonly method: string;
  /** With the path of the endpoint that was recorded. */
  readonly path: string;
  /** Of Alibaba Cloud's RPC-style calls, whose path is always the same; empty elsewhere. */
  readonly action: string;
}

/** What is to be played. */
export interface Played {
  readonly recorded: Recorded;
  /** It stands for another look's, so that its time says nothing. */
  readonly standsIn: boolean;
}

/** Plays back what was recorded of one task. */
export interface Player {
  /** What came of this request, look by look; the last look is kept. Nothing where no look has such a request. */
  readonly answer: (asked: Asked) => Played | undefined;
  /** Whether everything has been played. */
  readonly isThrough: () => boolean;
}

/** A player of these looks, of which there is at least one. */
export function createPlayer(looks: readonly [RecordedLook, ...RecordedLook[]]): Player {
  const last = looks[looks.length - 1]?.number ?? 0;
  const answered = looks.flatMap(({ exchanges }) => exchanges).filter(isAnswered);
  let number = 0;
  let left: Recorded[] = [];
  let standsIn = false;
  const take = (asked: Asked): Played | undefined => {
    const index = left.findIndex((recorded) => fits(recorded, asked));
    return left.splice(index, index === -1 ? 0 : 1).map((recorded) => ({ recorded, standsIn }))[0];
  };
  return {
    answer: (asked) => {
      const ofThisLook = take(asked);
      if (ofThisLook !== undefined) return ofThisLook;
      number += 1;
      // A look that was left out had the answers of the one before.
      const look = looks.findLast((each) => each.number <= number) ?? looks[0];
      standsIn = look.number !== number;
      left = look.exchanges.filter((each) => !standsIn || number > last || isAnswered(each));
      const other = answered.findLast((each) => fits(each, asked));
      return take(asked) ?? (other && { recorded: other, standsIn: true });
    },
    isThrough: () => number > last || (number === last && left.length === 0),
  };
}

/** Silence is not repeated: the looks that were left out had an answer. */
function isAnswered(recorded: Recorded): boolean {
  return playedFault(recorded) !== 'hold';
}

function fits({ request: { method, url, headers } }: Recorded, asked: Asked): boolean {
  const action = headers.find(({ name }) => name === 'x-acs-action')?.value ?? '';
  return method === asked.method && new URL(url).pathname === asked.path && action === asked.action;
}
