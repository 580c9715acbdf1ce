/** How far a host's clock is from ours, as its answers show it. */

/** A host's clock, as far as it differs from ours: requests are signed with its time. */
export interface HostClock {
  /** Milliseconds to add to our clock. */
  readonly offsetMs: () => number;
  /**
   * Sets the clock by the server's, once.
   *
   * @param signedWithMs the offset that the refused request was signed with
   * @param serverAheadMs how far the server's clock is ahead of ours; nothing if it did not say
   * @returns whether the request may be signed and sent again
   */
  readonly correct: (signedWithMs: number, serverAheadMs: number | undefined) => boolean;
}

/** Makes the clocks of one cloud's hosts: a host that was not asked yet begins with what another has shown. */
export function createClocks(): () => HostClock {
  let latestMs = 0;
  return () => {
    let ownMs: number | undefined;
    const offsetMs = (): number => ownMs ?? latestMs;
    return {
      offsetMs,
      correct: (signedWithMs, serverAheadMs) => {
        if (signedWithMs !== offsetMs()) return true;
        if (ownMs !== undefined || serverAheadMs === undefined) return false;
        ownMs = serverAheadMs;
        latestMs = serverAheadMs;
        return true;
      },
    };
  };
}
