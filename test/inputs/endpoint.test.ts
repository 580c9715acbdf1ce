import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkHost, parseEndpoint } from '../../src/inputs/endpoint.ts';

const parse = (
  written: string,
  cloud: 'alibaba' | 'huawei' = 'alibaba',
  ...allowed: readonly string[]
): string => {
  const result = parseEndpoint(written, cloud, new Set(allowed));
  return typeof result === 'string' ? `refused: ${result}` : result.href;
};

describe('an endpoint under the clouds’ own domains', () => {
  it.each([
    ['https://apigateway.cn-hangzhou.aliyuncs.com', 'alibaba'],
    ['https://apigateway-vpc.cn-hangzhou.aliyuncs.com', 'alibaba'],
    ['https://feature.aliyuncs.com', 'alibaba'],
    ['https://APIGATEWAY.CN-HANGZHOU.ALIYUNCS.COM', 'alibaba'],
    ['https://codearts-deploy.cn-north-4.myhuaweicloud.com', 'huawei'],
    ['https://codearts-deploy.cn-north-4.myhuaweicloud.cn', 'huawei'],
    ['https://codearts-deploy.eu-west-101.myhuaweicloud.eu', 'huawei'],
    ['https://codearts-deploy.eu-west-101.myhuaweicloud.eu:8443', 'huawei'],
  ] as const)('is taken: %s', (written, cloud) => {
    expect(parse(written, cloud)).toBe(new URL(written).href);
  });

  it('keeps its path', () => {
    expect(parse('https://x.aliyuncs.com/gateway/v1/')).toBe('https://x.aliyuncs.com/gateway/v1/');
  });

  it.each([
    'https://aliyuncs.com.evil.com',
    'https://evilaliyuncs.com',
    'https://evil.com/.aliyuncs.com',
    'https://evil.com#.aliyuncs.com',
    'https://evil.com?.aliyuncs.com',
    'https://evil.com\\.aliyuncs.com',
    'https://evil.com:443/aliyuncs.com',
    'https://x.aliyuncs.co',
    'https://x.aliyuncs.com.',
    'https://x.aliyuncs.com%2eevil.com',
    'https://x.aliyuncs。com.evil.com',
    'https://apigateway.cn-hangzhou.myhuaweicloud.com',
  ])('is refused elsewhere: %s', (written) => {
    expect(parse(written)).toMatch(/^refused: /);
  });

  it('of one cloud is none of the other', () => {
    expect(parse('https://x.aliyuncs.com', 'huawei')).toMatch(/allowed-hosts/);
    expect(parse('https://x.myhuaweicloud.com', 'alibaba')).toMatch(/allowed-hosts/);
  });

  it('is never a host that does not end in them, whatever is written before or after', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'], withFragments: true }), (written) => {
        fc.pre(!new URL(written).hostname.endsWith('.aliyuncs.com'));
        expect(parse(written)).toMatch(/^refused: /);
      }),
    );
  });
});

describe('an endpoint in allowed-hosts', () => {
  it.each([
    ['https://gateway.internal/x', 'gateway.internal'],
    ['https://GATEWAY.internal:8443/', 'gateway.internal'],
    ['http://127.0.0.1:8080/', '127.0.0.1'],
    ['http://localhost:8080/', 'localhost'],
    ['http://[::1]:8080/', '::1'],
    ['https://10.0.0.7/', '10.0.0.7'],
    ['https://[fd00::7]/', 'fd00::7'],
    ['https://[2001:db8::fe80]/', '2001:db8::fe80'],
  ])('is taken: %s with %s', (written, host) => {
    expect(parse(written, 'alibaba', host)).toBe(new URL(written).href);
  });

  it.each([
    ['https://sub.gateway.internal', 'gateway.internal'],
    ['https://internal', 'gateway.internal'],
    ['https://gateway.internal.evil.com', 'gateway.internal'],
    ['https://xgateway.internal', 'gateway.internal'],
    ['https://127.0.0.2', '127.0.0.1'],
  ])('must be that very host: %s with %s', (written, host) => {
    expect(parse(written, 'alibaba', host)).toMatch(/allowed-hosts/);
  });

  it('names the host that is not allowed', () => {
    expect(parse('https://evil.example')).toMatch(/evil\.example.*allowed-hosts/);
  });

  it('must be allowed on loopback, too', () => {
    expect(parse('http://127.0.0.1:8080')).toMatch(/^refused: .*allowed-hosts/);
  });
});

describe('an endpoint without encryption', () => {
  it.each(['http://127.0.0.1:1', 'http://127.1.2.3/', 'http://localhost/', 'http://[::1]/'])(
    'is taken on loopback: %s',
    (written) => {
      const host = new URL(written).hostname.replace(/^\[|\]$/g, '');
      expect(parse(written, 'alibaba', host)).not.toMatch(/^refused/);
    },
  );

  it.each([
    ['http://apigateway.cn-hangzhou.aliyuncs.com', 'x'],
    ['http://gateway.internal', 'gateway.internal'],
    ['http://10.0.0.1', '10.0.0.1'],
    ['http://localhost.evil.com', 'localhost.evil.com'],
    ['http://127.0.0.1.evil.com', '127.0.0.1.evil.com'],
    ['http://[::2]', '::2'],
    ['ftp://x.aliyuncs.com', 'x'],
    ['ws://127.0.0.1', '127.0.0.1'],
    ['file:///etc/passwd', ''],
    ['javascript:alert(1)', ''],
    ['data:,x', ''],
  ])('is refused elsewhere: %s', (written, host) => {
    expect(parse(written, 'alibaba', host)).toMatch(/^refused: .*https:/);
  });
});

describe('an endpoint that is never taken', () => {
  it.each([
    'https://user@x.aliyuncs.com',
    'https://user:pa55word@x.aliyuncs.com',
    'https://:pa55word@x.aliyuncs.com',
    'https://x.aliyuncs.com@evil.com',
    'https://x.aliyuncs.com%40evil.com:pa55word@y.aliyuncs.com',
  ])('has a user name or a password, which is not repeated: %s', (written) => {
    const said = parse(written, 'alibaba', 'evil.com');
    expect(said).toMatch(/^refused: /);
    expect(said).not.toMatch(/pa55word/);
  });

  it.each([
    ['https://169.254.169.254/latest/meta-data', '169.254.169.254'],
    ['http://169.254.169.254', '169.254.169.254'],
    ['https://169.254.0.1', '169.254.0.1'],
    ['https://2852039166', '169.254.169.254'],
    ['https://0xA9FEA9FE', '169.254.169.254'],
    ['https://0xa9.0xfe.0xa9.0xfe', '169.254.169.254'],
    ['https://0251.0376.0251.0376', '169.254.169.254'],
    ['https://169.254.43518', '169.254.169.254'],
    ['https://１６９.２５４.１６９.２５４', '169.254.169.254'],
    ['https://[fe80::1]', 'fe80::1'],
    ['https://[FEBF::1]', 'febf::1'],
    ['https://[::ffff:169.254.169.254]', '::ffff:a9fe:a9fe'],
    ['https://[::ffff:a9fe:a9fe]', '::ffff:a9fe:a9fe'],
    ['https://[0:0:0:0:0:ffff:a9fe:a9fe]', '::ffff:a9fe:a9fe'],
  ])('is a link-local address, even where it is allowed: %s', (written, host) => {
    expect(parse(written, 'alibaba', host)).toMatch(/^refused: .*link-local/);
  });

  it.each([
    '',
    'x.aliyuncs.com',
    '//x.aliyuncs.com',
    'https://',
    'https://x y',
    'https://[::1',
    '/path',
    'https:',
  ])('is no URL: %j', (written) => {
    expect(parse(written)).toMatch(/^refused: /);
  });

  it.each([
    'https://user:pa55word@',
    'user:pa55word@x.aliyuncs.com',
    'http://x:pa55word@[',
    'ftp://u:pa55word@x',
  ])('is no URL, or no other thing to be shown, where a password may stand in it: %s', (written) => {
    expect(parse(written)).toMatch(/^refused: /);
    expect(parse(written)).not.toContain('pa55word');
  });

  it.each(['https://x.aliyuncs.com/%', 'https://x.aliyuncs.com/a%zz/b', 'https://x.aliyuncs.com/%ff'])(
    'has a path that nobody can sign: %s',
    (written) => {
      expect(parse(written)).toMatch(/^refused: /);
    },
  );

  it.each(['https://x.aliyuncs.com/?a=b', 'https://x.aliyuncs.com/#a'])(
    'has a query or a fragment, which would swallow the call: %s',
    (written) => {
      expect(parse(written)).toMatch(/^refused: /);
    },
  );
});

describe('a host of allowed-hosts', () => {
  it.each(['gateway.internal', 'GATEWAY', 'a-b.c', '127.0.0.1', '::1', '[::1]', 'fd00::7', 'localhost'])(
    'is one: %s',
    (written) => {
      expect(checkHost(written)).toBeUndefined();
    },
  );

  it.each([
    'https://gateway.internal',
    'gateway.internal:8080',
    '*.internal',
    '*',
    '.internal',
    'a/b',
    'user@host',
    'bücher.example',
    '',
    'a..b/',
  ])('is none: %j', (written) => {
    expect(checkHost(written)).toEqual(expect.any(String));
  });
});
