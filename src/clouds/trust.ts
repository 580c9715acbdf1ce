/**
 * Lets one request of a credential go first, and the others once it was accepted. A refused credential is
 * never sent again: Huawei locks a key for 5 minutes after about 5 refused signatures in a row.
 */
export interface Trust {
  /** Waits for a turn. The reason of the refusal, if the credential was refused; then nothing may be sent. */
  readonly enter: () => Promise<string | undefined>;
  /** Ends a turn with what the request has shown of the credential. */
  readonly leave: (shown: 'accepted' | 'nothing' | { readonly refused: string }) => void;
}

/** The trust in a credential that was not sent yet. */
export function createTrust(): Trust {
  let accepted = false;
  let refusal: string | undefined;
  let alone = false;
  let queue: (() => void)[] = [];
  return {
    enter: async () => {
      while (!accepted && refusal === undefined && alone) {
        await new Promise<void>((resolve) => queue.push(resolve));
      }
      if (!accepted && refusal === undefined) alone = true;
      return refusal;
    },
    leave: (shown) => {
      alone = false;
      if (shown === 'accepted') accepted = true;
      else if (shown !== 'nothing') refusal = shown.refused;
      const waiting = queue;
      queue = [];
      for (const go of waiting) go();
    },
  };
}
