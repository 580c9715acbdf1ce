import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

import type { Emulator } from '../../test/emulator/index.ts';
import { listening } from '../../test/faults/loopback.ts';

/** Starts a deployment, and gives what the call answers; null, if nothing. */
type Start = () => object | null;

/** The calls that start deployments, by host and path. */
export type Starts = Readonly<Record<string, Start>>;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Where tokens are to be had. */
export const IAM_HOST = 'iam.cn-north-4.myhuaweicloud.com';

/** The user who may have a token. */
export const IAM_USER = { account: 'shop', name: 'deployer', password: 'a "password"' } as const;

/** The body of IAM's KeystoneCreateUserTokenByPassword. */
const TokenRequest = z.strictObject({
  auth: z.strictObject({
    identity: z.strictObject({
      methods: z.tuple([z.literal('password')]),
      password: z.strictObject({
        user: z.strictObject({
          name: z.literal(IAM_USER.name),
          password: z.literal(IAM_USER.password),
          domain: z.strictObject({ name: z.literal(IAM_USER.account) }),
        }),
      }),
    }),
    scope: z.strictObject({ project: z.strictObject({ name: z.literal('cn-north-4') }) }),
  }),
});

/**
 * What the emulator of Huawei Cloud does not have, as a server before it, for as long as `use` runs: IAM's token by
 * password, and the calls that start deployments, which want such a token and the content type of their documents.
 *
 * @param behind by host name, the endpoint where everything else goes on to
 */
export function withHuaweiStarts<T>(
  emulator: Emulator,
  behind: Readonly<Record<string, string>>,
  starts: Starts,
  use: (endpoint: string) => Promise<T>,
): Promise<T> {
  const tokens = new Set<string>();
  const giveToken = (body: string): Answer => {
    if (!TokenRequest.safeParse(JSON.parse(body)).success) return { status: 401 };
    const { value } = emulator.huawei.issueToken();
    tokens.add(value);
    return { status: 201, headers: { 'x-subject-token': value }, body: { token: { catalog: [] } } };
  };
  const begin = (start: Start, { headers }: IncomingMessage): Answer => {
    if (!tokens.has(String(headers['x-auth-token']))) return { status: 401 };
    if (!String(headers['content-type']).startsWith('application/json')) return { status: 415 };
    if (headers['content-length'] === undefined) return { status: 411 };
    const body = start();
    return { status: 200, ...(body === null ? {} : { body }) };
  };
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const host = headers.host ?? '';
    const start = starts[`${host}${url}`];
    const type = { 'content-type': 'application/json' };
    const give = ({ status, headers: more, body }: Answer) =>
      response.writeHead(status, { ...type, ...more }).end(body === undefined ? '' : JSON.stringify(body));
    if (method !== 'POST') goOn(behind[host], incoming, response);
    else if (host === IAM_HOST && url === '/v3/auth/tokens?nocatalog=true')
      give(giveToken(await text(incoming)));
    else give(start === undefined ? { status: 404 } : begin(start, incoming));
  });
  return listening(server, ({ url }) => use(url));
}

function goOn(endpoint: string | undefined, incoming: IncomingMessage, response: ServerResponse): void {
  if (endpoint === undefined) return void response.writeHead(404).end();
  const { method, headers, url } = incoming;
  request(new URL(url ?? '', endpoint), { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  })
    .on('error', () => response.destroy())
    .end();
}
