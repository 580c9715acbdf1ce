import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and the connection to answer it on, handed to an act. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Runs `work` once after `ms`, unless the connection or the emulator closes first. */
  readonly after: (ms: number, work: () => void) => void;
  /** Runs `work` every `ms` until the connection or the emulator closes. */
  readonly every: (ms: number, work: () => void) => void;
}

const mark = Symbol('act');

/** Something the emulator does instead of giving its regular answer: a fault, or a body served unchanged. */
export interface Act {
  readonly [mark]: true;
  /** What it is, for the list of requests. */
  readonly name: string;
  readonly play: (exchange: Exchange) => void;
}

/** Makes an act out of a function that writes to the connection itself. */
export function act(name: string, play: (exchange: Exchange) => void): Act {
  return { [mark]: true, name, play };
}

export function isAct(value: unknown): value is Act {
  return typeof value === 'object' && value !== null && mark in value;
}

/** Serves `body` unchanged with status 200: a vendor's example answer, or JSON that no schema allows. */
export function literal(body: unknown): Act {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return act('literal', ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  });
}
