import { createServer } from 'node:net';
import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { createAuthority } from './authority.ts';
import { playBehindTls, trusting } from './behind-tls.ts';
import { withProxy } from './forward-proxy.ts';
import { listening } from './loopback.ts';
import { resolving } from './preload/index.ts';
import { proxyUrl } from './through-proxy.ts';
import { written } from './told.ts';

const authority = await createAuthority('authority');
const certificate = await authority.issue(['127.0.0.1']);

type Variables = Readonly<Record<string, string>>;

describe('row 31: the variables of proxies in all their forms → used as docs/network.md says', () => {
  const P = '<proxy>';
  /** Nobody listens there: who uses it does not succeed. */
  const DEAD = 'http://127.0.0.1:1';
  const ROWS: readonly (readonly ['https' | 'http', Variables, 'proxied' | 'direct'])[] = [
    ['https', {}, 'direct'],
    ['https', { HTTPS_PROXY: P }, 'proxied'],
    ['https', { https_proxy: P }, 'proxied'],
    ['https', { https_proxy: P, HTTPS_PROXY: DEAD }, 'proxied'],
    ['https', { https_proxy: '', HTTPS_PROXY: P }, 'proxied'],
    ['https', { https_proxy: ' ', HTTPS_PROXY: ` ${P}\n` }, 'proxied'],
    ['https', { https_proxy: '', HTTPS_PROXY: '' }, 'direct'],
    ['https', { http_proxy: DEAD, HTTP_PROXY: DEAD }, 'direct'],
    ['https', { all_proxy: DEAD, ALL_PROXY: DEAD }, 'direct'],
    ['https', { HTTPS_PROXY: DEAD, NO_PROXY: '127.0.0.1' }, 'direct'],
    ['https', { HTTPS_PROXY: DEAD, no_proxy: '*' }, 'direct'],
    ['https', { HTTPS_PROXY: DEAD, no_proxy: 'x.example, *' }, 'direct'],
    ['https', { HTTPS_PROXY: DEAD, no_proxy: '', NO_PROXY: '127.0.0.1' }, 'direct'],
    ['https', { HTTPS_PROXY: P, no_proxy: 'x.example', NO_PROXY: '127.0.0.1' }, 'proxied'],
    ['https', { HTTPS_PROXY: P, NO_PROXY: '' }, 'proxied'],
    ['http', { HTTP_PROXY: P }, 'proxied'],
    ['http', { http_proxy: P, HTTP_PROXY: DEAD }, 'proxied'],
    ['http', { http_proxy: '', HTTP_PROXY: P }, 'proxied'],
    ['http', { HTTPS_PROXY: DEAD, https_proxy: DEAD, ALL_PROXY: DEAD }, 'direct'],
    ['http', { HTTP_PROXY: DEAD, NO_PROXY: '127.0.0.1' }, 'direct'],
  ];

  it.concurrent.for(ROWS)('%s with %j: %s', async ([scheme, variables, way], { expect }) => {
    await withProxy(
      () => undefined,
      async (proxy) => {
        const named = Object.entries(variables).map(([name, value]) => [
          name,
          value.replace(P, proxyUrl(proxy)),
        ]);
        const step = await playBehindTls(certificate, (e, front) => {
          const entry = record(e, 'succeeded');
          const { env, files } = trusting(authority);
          return {
            files,
            env: { ...env, ...Object.fromEntries(named) },
            tasks: [scheme === 'http' ? entry : { ...entry, endpoint: front.of(e.codearts.endpoint) }],
          };
        });
        expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
        expect(proxy.asked).toHaveLength(way === 'proxied' ? 1 : 0);
      },
    );
  });
});

describe('row 31: NO_PROXY in all its forms → hosts are left aside as docs/network.md says', () => {
  /** A form, a host, and the way that host takes. */
  const ROWS = [
    ['exact.example', 'exact.example', 'direct'],
    ['Case.EXAMPLE', 'case.example', 'direct'],
    ['below.example', 'gate.below.example', 'direct'],
    ['below.example', 'notbelow.example', 'proxied'],
    ['.dot.example', 'gate.dot.example', 'direct'],
    ['.dot.example', 'dot.example', 'direct'],
    ['*.star.example', 'gate.star.example', 'direct'],
    ['*.star.example', 'star.example', 'proxied'],
    ['*end.example', 'gate.end.example', 'proxied'],
    ['gate.*.example', 'gate.middle.example', 'proxied'],
    ['port.example:<port>', 'port.example', 'direct'],
    ['elsewhere.example:1', 'elsewhere.example', 'proxied'],
    ['127.0.0.0/8', '127.0.0.1', 'proxied'],
    ['https://url.example', 'url.example', 'proxied'],
  ] as const;
  const hosts = ROWS.map(([, host]) => host);
  const certified = authority.issue(hosts);

  it.concurrent.for([',', ' ', ' , ', '\n'])('separated by %j', async (separator, { expect }) => {
    const forms = [...new Set(ROWS.map(([form]) => form))].join(separator);
    const reached = await withProxy(
      () => undefined,
      async (proxy) => {
        const step = await playBehindTls(await certified, (e, front) => {
          const { env, files } = trusting(authority);
          const tasks = hosts.map((host) => {
            const endpoint = front.of(e.codearts.endpoint, host);
            return { ...record(e, 'succeeded'), name: host, endpoint };
          });
          const port = new URL(tasks[0]?.endpoint ?? '').port;
          return {
            tasks,
            files,
            env: {
              ...env,
              ...resolving({ '*': [['127.0.0.1']] }),
              HTTPS_PROXY: proxyUrl(proxy),
              NO_PROXY: forms.replace('<port>', port),
            },
            inputs: { 'allowed-hosts': hosts.join() },
          };
        });
        expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
        return proxy.asked.map(({ target }) => target.replace(/:\d+$/, ''));
      },
    );
    const proxied = ROWS.filter(([, , way]) => way === 'proxied').map(([, host]) => host);
    expect(reached.toSorted()).toEqual(proxied.toSorted());
  });
});

describe('row 32: a proxy that is no URL → refused with the other inputs, without its value, nothing sent', () => {
  const VALUES = [
    'http://deployer:pa55 w0rd-1@127.0.0.1:<port>',
    'http://deployer:pa55%zzw0rd-1@127.0.0.1:<port>',
    '127.0.0.1:<port>',
    'deployer:pa55w0rd-1@127.0.0.1:<port>',
    'socks5://deployer:pa55w0rd-1@127.0.0.1:<port>',
    'http://deployer:pa55w0rd-1@127.0.0.1:<port>99999',
  ];
  const NAMES = ['https_proxy', 'HTTP_PROXY'];
  const ROWS = VALUES.map((value, index) => [NAMES[index % 2] ?? '', value] as const);

  it.concurrent.for(ROWS)('%s=%s', async ([name, value], { expect }) => {
    let reached = 0;
    const somebody = createServer(() => {
      reached += 1;
    });
    const step = await listening(somebody, ({ port }) =>
      play((e) => ({
        tasks: [record(e, 'succeeded')],
        inputs: { timeout: '0' },
        env: { [name]: value.replace('<port>', String(port)) },
      })),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(step.stdout).toContain('2 problems with the inputs, nothing was requested');
    expect(step.stdout).toContain(`- ${name}: `);
    expect(written(step)).not.toMatch(/pa55|w0rd|deployer|127\.0\.0\.1/);
    expect(step.emulator.requests).toHaveLength(0);
    expect(reached).toBe(0);
  });
});
