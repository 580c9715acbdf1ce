/** Work beside the gate's own: what goes wrong in it does not end the gate. */

import { AsyncLocalStorage } from 'node:async_hooks';

type OnError = (error: unknown) => void;

const handlers = new AsyncLocalStorage<OnError>();

/**
 * Does something beside the gate's own work. What is thrown in it, or in anything that it starts, where nobody catches
 * it, goes to `onError` and does not end the gate.
 */
export function aside<T>(onError: OnError, work: () => T): T {
  return handlers.run(onError, work);
}

/** Who is told of an error that nobody caught, if it comes from beside the gate's own work. */
export function onErrorAside(): OnError | undefined {
  return handlers.getStore();
}
