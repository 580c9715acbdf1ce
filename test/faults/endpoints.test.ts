import { createServer } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseEndpoint } from '../../src/inputs/endpoint.ts';
import { runStep, type StepResult } from '../runner.ts';
import { atMost } from '../runs.ts';
import { listening } from './loopback.ts';

/** Endpoints that lead to the port if nobody looks closely, or to places where no cloud API is. */
const elsewhere = (port: number): readonly string[] => [
  ...['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '127.1', '127.0.0.1.'].map(
    (host) => `http://${host}:${port}`,
  ),
  ...['2130706433', '0x7f000001', '017700000001', '0x7f.0.0.1', '１２７.０.０.１'].map(
    (host) => `http://${host}:${port}`,
  ),
  ...['/.aliyuncs.com', '#.aliyuncs.com', '?.aliyuncs.com', '\\.aliyuncs.com', '/x/../.aliyuncs.com'].map(
    (tail) => `https://127.0.0.1:${port}${tail}`,
  ),
  'http://apigateway.cn-hangzhou.aliyuncs.com',
  'https://aliyuncs.com',
  'https://x.aliyuncs.com.',
  'https://x.aliyuncs.com.evil.example',
  'https://evilaliyuncs.com',
  'https://x.аliyuncs.com',
  'https://x.myhuaweicloud.com',
  'https://10.0.0.1',
  'https://metadata.google.internal',
  'https://100.100.100.200',
];

/** Link-local addresses, in the spellings that a URL takes. */
const LINK_LOCAL: readonly string[] = [
  ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '169.16689662'],
  ...['169.254.169.254.', '１６９.２５４.１６９.２５４', '0xa9.254.0251.254', '169。254。169。254'],
  ...['[fe80::1]', '[febf::1]', '[FE80:0:0:0:0:0:0:1]', '[::ffff:169.254.169.254]', '[::ffff:a9fe:1]'],
];

/** A step with an entry for each endpoint, each of which alone would do no harm. */
async function stepWith(endpoints: readonly string[], allowed: string): Promise<StepResult> {
  const tasks = endpoints.map((endpoint, index) => ({
    provider: 'alibaba-api-gateway',
    'operation-uid': `task-${index}`,
    endpoint,
  }));
  return runStep({
    inputs: {
      tasks: JSON.stringify(tasks),
      timeout: '5s',
      'allowed-hosts': allowed,
      'alibaba-access-key-id': 'LTAIexample',
      'alibaba-access-key-secret': 'SecretOfSomebody',
    },
  });
}

/** The numbers of the entries whose endpoint is refused. */
const refusedOf = ({ summary }: StepResult): readonly number[] =>
  [...summary.matchAll(/entry (\d+)&#58; endpoint&#58;/g)].map(([, number]) => Number(number));

const numbersOf = (list: readonly unknown[]): readonly number[] => list.map((_, index) => index + 1);

describe('row 62: an endpoint that is no cloud API → refused by its entry, before any request', () => {
  /** Plays with a port that counts who connects. */
  async function refusals(endpointsOf: (port: number) => readonly string[], allowed: string) {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    return listening(server, async ({ port }) => {
      const endpoints = endpointsOf(port);
      const step = await stepWith(endpoints, allowed);
      return { step, endpoints, connections };
    });
  }

  it.concurrent('other hosts, in whichever spelling', async ({ expect }) => {
    const { step, endpoints, connections } = await refusals(elsewhere, '');
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(refusedOf(step)).toEqual(numbersOf(endpoints));
    expect(connections).toBe(0);
  });

  it.concurrent('user names and passwords, which are not repeated', async ({ expect }) => {
    const { step, endpoints, connections } = await refusals(
      (port) => [
        `http://somebody@127.0.0.1:${port}`,
        `http://somebody:pa55word@127.0.0.1:${port}`,
        `http://:pa55word@127.0.0.1:${port}`,
        `https://x.aliyuncs.com@127.0.0.1:${port}`,
        `https://x.aliyuncs.com:pa55word@127.0.0.1:${port}`,
        `http://127.0.0.1:${port}@x.aliyuncs.com`,
        `http://x%40y:pa55word%40z@127.0.0.1:${port}`,
        `pa55word@127.0.0.1:${port}`,
      ],
      '127.0.0.1',
    );
    expect(refusedOf(step)).toEqual(numbersOf(endpoints));
    expect(connections).toBe(0);
    expect(JSON.stringify(step)).not.toContain('pa55word');
  });

  it.concurrent('link-local addresses, even where they are allowed', async ({ expect }) => {
    const allowed = '169.254.169.254, 169.254.0.1, fe80::1, febf::1, ::ffff:a9fe:a9fe, ::ffff:a9fe:1';
    const endpoints = LINK_LOCAL.flatMap((host) => [`https://${host}`, `http://${host}/latest/meta-data`]);
    const step = await stepWith(endpoints, allowed);
    expect(refusedOf(step)).toEqual(numbersOf(endpoints));
    expect(step.summary.match(/link-local/g)).toHaveLength(endpoints.length);
  });

  it.concurrent('plain HTTP elsewhere than on loopback, queries, and what is no URL', async ({ expect }) => {
    const endpoints = [
      ...[
        'http://gateway.internal',
        'http://10.0.0.1',
        'ftp://127.0.0.1',
        'ws://127.0.0.1',
        'file:///etc/passwd',
      ],
      ...['javascript:alert(1)', 'https://127.0.0.1/?x=y', 'https://127.0.0.1/#x', 'https://127.0.0.1/%zz'],
      ...[
        '127.0.0.1',
        '//127.0.0.1',
        'https://',
        'https://[fe80::1%25eth0]',
        'https://127.0.0.1:99999',
        'https://a b',
      ],
    ];
    const step = await stepWith(endpoints, 'gateway.internal, 10.0.0.1, 127.0.0.1');
    expect(refusedOf(step)).toEqual(numbersOf(endpoints));
  });

  it.concurrent('allowed hosts that are no exact names', async ({ expect }) => {
    const words = [
      '*',
      '*.internal',
      'https://x.internal',
      'x:443',
      '10.0.0.0/8',
      '.internal',
      'me@x',
      '[',
      '-x',
    ];
    const step = await stepWith(['https://x.aliyuncs.com'], words.join('\n'));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(step.summary.match(/allowed-hosts&#58;/g)).toHaveLength(words.length);
  });
});

describe('row 62: a link-local address in any spelling → never taken, whatever is allowed', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const spell = (number: number): fc.Arbitrary<string> =>
    fc.constantFrom(String(number), `0${number.toString(8)}`, `0x${number.toString(16)}`);

  it('of IPv4, with one to four parts, each decimal, octal or hexadecimal', () => {
    const parts = fc.tuple(byte, byte, fc.integer({ min: 1, max: 4 })).map(([c, d, count]) => {
      const bytes = [169, 254, c, d];
      const last = bytes.slice(count - 1).reduce((sum, part) => sum * 256 + part, 0);
      return [...bytes.slice(0, count - 1), last];
    });
    const host = parts.chain((numbers) => fc.tuple(...numbers.map(spell))).map((words) => words.join('.'));
    fc.assert(
      fc.property(host, fc.constantFrom('http', 'https'), (written, scheme) => {
        const { hostname } = new URL(`https://${written}`);
        const said = parseEndpoint(`${scheme}://${written}/x`, 'alibaba', new Set([hostname]));
        expect(said).toMatch(/link-local/);
      }),
      { numRuns: atMost(1000) },
    );
  });

  it('of IPv6', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16));
    const first = fc.integer({ min: 0xfe80, max: 0xfebf }).map((number) => number.toString(16));
    const host = fc
      .tuple(first, fc.array(group, { minLength: 7, maxLength: 7 }))
      .map((groups) => `[${groups.flat().join(':')}]`);
    fc.assert(
      fc.property(host, (written) => {
        const bare = new URL(`https://${written}`).hostname.replace(/^\[|\]$/g, '');
        expect(parseEndpoint(`https://${written}`, 'huawei', new Set([bare]))).toMatch(/link-local/);
      }),
      { numRuns: atMost(1000) },
    );
  });
});
