import type { HttpAnswer } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import type { Observation } from '../../src/task.ts';

/** What the scripted server did with one request. */
export type Reply = HttpAnswer | HttpFault;

/** One request and what became of it. Times are virtual milliseconds since the gate began. */
export interface Exchange {
  /** The server that it went to: the index of its task. */
  readonly task: number;
  readonly cloud: 'alibaba' | 'huawei';
  /** The call: Alibaba's action, Huawei's path. */
  readonly call: string;
  readonly url: URL;
  readonly startedAt: number;
  /** The places of its beginning and its end in the order of all of them, since many have the same time. */
  readonly startedAs: number;
  endedAs: number;
  /** When the answer was there; undefined where it was given up. */
  endedAt: number | undefined;
  reply: Reply | undefined;
}

/** One look at one task: all requests that it took. */
export interface Look {
  readonly task: number;
  readonly startedAt: number;
  /** When the look returned to the gate; undefined where the gate gave it up. */
  endedAt: number | undefined;
  /** What the gate took it for: this decides how soon it may look again, and nothing else here. */
  kind: Observation['kind'] | undefined;
  readonly exchanges: Exchange[];
}

/** A JSON object whose fields may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a value that may be no object at all: then it has none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The elements of a value that may be no list at all: then there are none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The JSON value of a text; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
