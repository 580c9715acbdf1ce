import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Exchange, isAct } from './act.ts';
import {
  type Api,
  type Call,
  readBody,
  readHeaders,
  readQuery,
  type SeenRequest,
  type Service,
} from './call.ts';
import type { Rules } from './rules.ts';

/** What the servers of one emulator share. */
export interface Stage {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly rules: Rules;
  readonly requests: SeenRequest[];
}

/** A listening server. */
export interface Served {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** Serves one API on a free port of 127.0.0.1. */
export async function serve(api: Api, stage: Stage, service: Service): Promise<Served> {
  let opened = 0;
  const connections = new Map<Socket, number>();
  const server = createServer((request, response) => {
    void answer(api, stage, service, request, response, connections.get(request.socket) ?? 0);
  }).on('connection', (socket: Socket) => {
    opened += 1;
    connections.set(socket, opened);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The emulator got no port.');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  api: Api,
  stage: Stage,
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  connection: number,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const headers = readHeaders(request);
  const seen: SeenRequest = {
    at: stage.clock(),
    api,
    operation: undefined,
    id: undefined,
    method,
    url,
    headers,
    body: undefined,
    connection,
    status: undefined,
    code: undefined,
    act: undefined,
  };
  stage.requests.push(seen);
  const body = await receive(request);
  if (body === undefined) return;
  seen.body = readBody(body);
  response.sendDate = false;
  response.setHeader('date', new Date(stage.clock()).toUTCString());
  response.on('close', () => {
    if (response.headersSent) seen.status = response.statusCode;
  });
  const [path = '/', ...query] = url.split('?');
  const { basePath, hook, delay } = stage.rules;
  const route = path.startsWith(basePath) ? path.slice(basePath.length) || '/' : '';
  const call: Call = { method, path, route, query: readQuery(query.join('?')), headers, body, seen };
  service.identify(call);
  await pass(delay?.(seen) ?? 0, response);
  const result = hook?.(seen) ?? (await service.answer(call));
  if (isAct(result)) {
    seen.act = result.name;
    result.play(exchange(request, response));
    return;
  }
  seen.status = result.status;
  response
    .writeHead(result.status, { 'content-type': 'application/json;charset=utf-8', ...result.headers })
    .end(JSON.stringify(result.body));
}

/** Waits, but not beyond the end of the connection. */
async function pass(ms: number, response: ServerResponse): Promise<void> {
  if (ms <= 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The whole body, or nothing if the client went away. */
async function receive(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}

/** Timers end with the connection; and closing the emulator closes every connection. */
function exchange(request: IncomingMessage, response: ServerResponse): Exchange {
  return {
    request,
    response,
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      response.on('close', () => clearTimeout(timer));
    },
    every: (ms, work) => {
      const timer = setInterval(work, ms);
      response.on('close', () => clearInterval(timer));
    },
  };
}
