import { expect, it } from 'vitest';
import type { HttpRequest } from '../src/clouds/http.ts';
import { faultOf } from '../src/clouds/http-fault.ts';
import { readInputs } from '../src/inputs/inputs.ts';
import { watchTargets } from '../src/watch.ts';
import { jwt } from './clouds/exchange-scene.ts';
import { virtualWorld } from './virtual-world.ts';

const OWN = 'https://apigateway-vpc.cn-x.aliyuncs.com/base';
const PUBLIC = 'https://apigateway.cn-x.aliyuncs.com';

it.each([
  ['the region', ''],
  ['the region', `, endpoint: '${PUBLIC}', region: cn-x`],
  ['the endpoint of the entry', `, endpoint: '${OWN}'`],
  ['the endpoint of the entry', `, endpoint: '${OWN}', region: cn-x`],
])('of a host that cannot be reached it tells to check %s: entry%s', async (place, more) => {
  const inputs: Readonly<Record<string, string>> = {
    tasks: `[{provider: alibaba-api-gateway, operation-uid: o1${more}}]`,
    'alibaba-region': 'cn-x',
    'alibaba-access-key-id': 'id',
    'alibaba-access-key-secret': 'secret',
  };
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  const [watched] = watchTargets(
    readInputs((name) => inputs[name] ?? '', {}),
    async (request) => faultOf(refused, request.url, request.place),
    virtualWorld(),
    { hide: () => undefined, hideKeyId: () => undefined },
  );
  const host = more.includes('vpc') ? 'apigateway-vpc' : 'apigateway';
  expect(await watched?.look(new AbortController().signal, () => undefined)).toMatchObject({
    kind: 'unreachable',
    reason: `connection refused (ECONNREFUSED) on the way to ${host}.cn-x.aliyuncs.com; check ${place}, the network, and HTTPS_PROXY`,
  });
});

it.each([
  ['cn-north-4', { project: { id: 'p1' } }, 'p1'],
  // The token is of that region's own project, of which only the name is known.
  ['cn-east-3', { project: { name: 'cn-east-3' } }, undefined],
])(
  'of a keyless task in %s, the request names the project that its token is for',
  async (region, scope, named) => {
    const inputs: Readonly<Record<string, string>> = {
      tasks: `[{provider: huawei-codearts-deploy, task-id: t, record-id: r, region: ${region}}]`,
      'huawei-region': 'cn-north-4',
      'huawei-project-id': 'p1',
      'huawei-identity-provider': 'github',
    };
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
    };
    const sent: HttpRequest[] = [];
    const [watched] = watchTargets(
      readInputs((name) => inputs[name] ?? '', env),
      async (request) => {
        sent.push(request);
        const body =
          request.url.host === 'runner.example'
            ? { value: jwt() }
            : { token: { expires_at: '2026-01-02T00:00:00.000000Z' } };
        return {
          kind: 'answer',
          status: 201,
          headers: { 'x-subject-token': 'session-token' },
          body: JSON.stringify(body),
        };
      },
      virtualWorld(),
      { hide: () => undefined, hideKeyId: () => undefined },
    );
    await watched?.look(new AbortController().signal, () => undefined);
    const [, exchange, look] = sent;
    expect(JSON.parse(String(exchange?.body))).toMatchObject({ auth: { scope } });
    expect(look?.headers['x-project-id']).toBe(named);
  },
);
