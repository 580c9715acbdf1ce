import { alibabaDialect } from '../../src/clouds/alibaba.ts';
import { createClocks } from '../../src/clouds/clock.ts';
import { connect } from '../../src/clouds/connection.ts';
import { fixed } from '../../src/clouds/credential-source.ts';
import type { Dialect } from '../../src/clouds/error-order.ts';
import type { HttpAnswer, Send } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import { huaweiDialect } from '../../src/clouds/huawei.ts';
import { createTrust } from '../../src/clouds/trust.ts';
import { createNotebook, type Notes } from '../../src/providers/notes.ts';
import type { CloudName, Provider } from '../../src/providers/provider.ts';
import type { Observation } from '../../src/task.ts';
import { virtualWorld } from '../virtual-world.ts';

/** What the fake server gives for a request: a body (sent as JSON with 200), a whole answer, or a fault. */
export type Given = HttpAnswer | HttpFault | { readonly json: unknown };

/** Answers by operation: the path and query for Huawei Cloud, the action for Alibaba Cloud. */
export type Server = (operation: string, query: URLSearchParams) => Given;

const DIALECTS: Readonly<Record<CloudName, Dialect>> = { alibaba: alibabaDialect, huawei: huaweiDialect };

/** Below a path, as an endpoint of an entry may be. */
const BASE = new URL('https://api.example.com/base/');

export const json = (body: unknown): Given => ({ json: body });
export const http = (
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({
  kind: 'answer',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** One task of a provider, looked at as often as `look` is called, without a network. */
export function watchOne(
  provider: Provider,
  fields: Readonly<Record<string, unknown>>,
  server: Server,
  settles = false,
  notes: Notes = createNotebook(),
): () => Promise<Observation> {
  const problems: string[] = [];
  const prepared = provider.read(fields, { projectId: () => 'project' }, (field, message) =>
    problems.push(`${field}: ${message}`),
  );
  if (prepared === undefined) throw new Error(problems.join('\n'));
  const send: Send = async ({ url, headers }) => {
    const path = url.pathname.slice(BASE.pathname.length - 1);
    if (!url.href.startsWith(BASE.href)) throw new Error(`a request beside the base URL: ${url.href}`);
    const given = server(headers['x-acs-action'] || path, url.searchParams);
    return 'json' in given ? http(200, given.json) : given;
  };
  const world = virtualWorld();
  const look = prepared.watch(
    connect({
      baseUrl: BASE,
      place: 'the endpoint of the entry',
      dialect: DIALECTS[provider.cloud],
      credentials: fixed(undefined),
      sign: (_credential, call, url) => ({
        method: 'GET',
        url,
        headers: { 'x-acs-action': actionOf(provider, call.operation) },
        confidential: [],
      }),
      credentialsHint: 'check the keys',
      trust: createTrust(world),
      clock: createClocks()(),
      send,
      world,
    }),
    settles,
    notes,
  );
  return () => look({ signal: new AbortController().signal, sent: () => undefined });
}

/** Huawei Cloud's operations are told apart by their paths. */
function actionOf(provider: Provider, operation: string): string {
  return provider.cloud === 'alibaba' ? operation : '';
}
