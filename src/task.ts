/** The vocabulary: what is waited for, what one look saw, how waiting ended. Imports nothing. */

/** States that a deployment can still leave. */
export const OPEN_STATES = ['pending', 'running', 'rolling-back'] as const;

/** States that the provider's word can end a task in. */
export const ENDED_STATES = ['succeeded', 'failed', 'rolled-back', 'superseded', 'cancelled'] as const;

/** What keeps a verdict from `succeeded`, the one that outweighs the others first. */
export const BAD_STATES = ['failed', 'rolled-back', 'superseded', 'cancelled', 'error', 'timed-out'] as const;

/** A state that a deployment can still leave. */
export type OpenState = (typeof OPEN_STATES)[number];
/** A state that the provider's word can end a task in. */
export type EndedState = (typeof ENDED_STATES)[number];

/** How waiting for one task ended: by the provider's word, the gate's deadline, or what no waiting cures. */
export type FinalState = EndedState | 'error' | 'timed-out';
/** Every state that one task can be in. */
export type TaskState = OpenState | FinalState;

/** How the whole gate can end; `running` only without waiting. */
export const VERDICTS = ['succeeded', ...BAD_STATES, 'interrupted', 'running'] as const;
/** How the whole gate ended. */
export type Verdict = (typeof VERDICTS)[number];

/** One piece of a deployment (a stage of an API, a component, an execution) in the provider's words. */
export interface Part {
  readonly name: string;
  readonly state: TaskState;
  readonly providerState: string;
  readonly reason: string;
  /** The provider's own times, under its own names, exactly as it sent them: their time zones are open. */
  readonly times: Readonly<Record<string, string | number>>;
}

/** The provider answered about our deployment. */
export interface Seen {
  readonly kind: 'seen';
  readonly state: OpenState | EndedState;
  /** The provider's own words. */
  readonly providerState: string;
  readonly reason: string;
  readonly parts: readonly Part[];
  /** How many parts there are, where only the worst of them are listed. */
  readonly partCount?: number;
  /** A part ended badly while others go on. */
  readonly lost?: 'failed' | 'cancelled';
  /** The bad end counts only after a success was seen, or once every look of a whole grace has said it. */
  readonly tentative?: boolean;
  /** Words that no table of ours names. */
  readonly unknown?: readonly string[];
  /** The same where the vendor documents no words at all: not to know one is no surprise. */
  readonly undocumented?: readonly string[];
  /** Milliseconds that the server asks to be left alone, where it asked for that. */
  readonly retryAfterMs?: number;
}

/** The provider does not know the id (yet, or any more). */
export interface Absent {
  readonly kind: 'absent';
  readonly providerState: string;
  readonly reason: string;
  /** What must be true of its ids, such as `task-id is the id of the task`. */
  readonly ids?: string;
  /** Milliseconds that the server asks to be left alone, where it asked for that. */
  readonly retryAfterMs?: number;
}

/** A transient fault or throttling: this look says nothing about the deployment. */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly reason: string;
  readonly throttled: boolean;
  /** Milliseconds that the server asks to be left alone; 0 where it asked for nothing. */
  readonly retryAfterMs: number;
  /**
   * A fault that is unlikely to pass (a host name that does not resolve, an error code that no list names): it is an
   * error after this many ms in a row, or after `not-found-grace`.
   */
  readonly hopelessAfterMs?: number | 'grace' | undefined;
  /** It is borne only by a task that has had a good answer before: for any other it is an error at once. */
  readonly onceSeen?: boolean;
  /** The provider's code, for the error that it may become. */
  readonly providerState?: string;
  /** Milliseconds between two requests that a throttled answer asks for; nothing if it names none. */
  readonly leastIntervalMs?: number;
}

/** Waiting cannot cure it: refused credentials, missing permission, a request that the API does not take. */
export interface Refused {
  readonly kind: 'refused';
  readonly providerState: string;
  readonly reason: string;
  /** There is no other look that could wait. */
  readonly retryAfterMs?: undefined;
}

/** What one look at a task saw. */
export type Observation = Seen | Absent | Unreachable | Refused;

/** One deployment to wait for, as the rest of the gate sees it. */
export interface Task {
  readonly name: string;
  readonly provider: string;
  /** What the outputs call it. */
  readonly id: string;
  readonly region: string;
  readonly optional: boolean;
}

/** A look that a transient fault has kept from seeing anything. */
export function unreachable(reason: string): Unreachable {
  return { kind: 'unreachable', reason, throttled: false, retryAfterMs: 0 };
}

/** A look that has shown what no waiting cures. */
export function refused(providerState: string, reason: string): Refused {
  return { kind: 'refused', providerState, reason };
}

/** A look that saw a state of our deployment. */
export function seen(
  state: Seen['state'],
  providerState: string,
  reason: string,
  parts: readonly Part[] = [],
  unknown: readonly string[] = [],
): Seen {
  const words = unknown.length > 0 ? { unknown } : {};
  return { kind: 'seen', state, providerState, reason, parts, ...words };
}

/** The vocabulary's word for a deployment that is not over. */
export function isOpen(state: TaskState): state is OpenState {
  return state === 'pending' || state === 'running' || state === 'rolling-back';
}
