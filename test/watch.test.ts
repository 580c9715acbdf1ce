import { expect, it } from 'vitest';

import { faultOf } from '../src/clouds/http-fault.ts';
import { readInputs } from '../src/inputs/inputs.ts';
import { watchTargets } from '../src/watch.ts';
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
