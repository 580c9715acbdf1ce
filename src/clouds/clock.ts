/** How far a host's clock is from ours, as its answers show it. */

/** What came of the clock when the time of a request was refused: corrected, so it may be signed anew, or why not. */
export type Correction = 'corrected' | 'same-time' | 'no-date' | 'too-often';

/** Why a request whose time was refused is not signed anew. */
export const WHY_NOT: Readonly<Record<Correction, string>> = {
  corrected: 'and the gate was stopped before it could be signed anew',
  'same-time': 'although it was that of the server',
  'no-date': 'and does not say its own (no Date)',
  'too-often': 'also after several corrections',
};

/** A host's clock, as far as it differs from ours: requests are signed with its time. */
export interface HostClock {
  /** Milliseconds to add to our clock. */
  readonly offsetMs: () => number;
  /**
   * Sets the clock by the server's, if that differs from the time that was signed with.
   *
   * @param signedWithMs the offset that the refused request was signed with
   * @param serverAheadMs how far the server's clock is ahead of ours; nothing if it did not say
   */
  readonly correct: (signedWithMs: number, serverAheadMs: number | undefined) => Correction;
  /** A request was accepted: what is refused from now on is another matter. */
  readonly accepted: () => void;
  /** Whether the machine's own clock was set since it was last asked: then what is signed may be refused. */
  readonly hasJumped: (nowMs: number, date: Date) => boolean;
}

/** A smaller difference is not what the time was refused for: clouds take 15 minutes. */
const DIFFERS_MS = 60_000;
/** Refused signatures lock a key of Huawei Cloud: with the one that follows the last correction these are four. */
const MOST_CORRECTIONS = 3;

/**
 * Makes the clocks of the hosts that one credential is for: a host that was not asked yet begins with what another has
 * shown, and all hosts together are corrected at most three times without an accepted request.
 */
export function createClocks(): () => HostClock {
  let latestMs = 0;
  let corrections = 0;
  let wasAccepted = false;
  let startMs: number | undefined;
  return () => {
    let ownMs: number | undefined;
    const offsetMs = (): number => ownMs ?? latestMs;
    return {
      offsetMs,
      correct: (signedWithMs, serverAheadMs) => {
        // What was signed before another request has corrected the clock is refused for the same reason.
        const isOld = signedWithMs !== offsetMs();
        if (!(isOld && wasAccepted)) corrections += 1;
        if (corrections > MOST_CORRECTIONS) return 'too-often';
        if (isOld) return 'corrected';
        if (serverAheadMs === undefined) return 'no-date';
        if (Math.abs(serverAheadMs - signedWithMs) <= DIFFERS_MS) return 'same-time';
        ownMs = serverAheadMs;
        latestMs = serverAheadMs;
        return 'corrected';
      },
      accepted: () => {
        corrections = 0;
        wasAccepted = true;
      },
      hasJumped: (nowMs, date) => {
        const beganMs = date.getTime() - nowMs;
        const jumped = startMs !== undefined && Math.abs(beganMs - startMs) > DIFFERS_MS;
        if (startMs === undefined || jumped) startMs = beganMs;
        return jumped;
      },
    };
  };
}
