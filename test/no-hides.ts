import type { Hides } from '../src/clouds/exchange.ts';

/** For tests in which nothing is exchanged, so that nothing becomes known as a secret. */
export const NOTHING_TO_HIDE: Hides = {
  hide: (secret) => {
    throw new Error(`nothing was to be hidden, but there is a text of ${secret.length} characters`);
  },
  hideKeyId: (keyId) => {
    throw new Error(`nothing was to be hidden, but there is a key id of ${keyId.length} characters`);
  },
};
