import { describe, expect, it } from 'vitest';

import { proxyPasswords, readProxy } from '../../src/inputs/proxy.ts';

const read = (env: Readonly<Record<string, string>>) => {
  const problems: string[] = [];
  return { proxy: readProxy(env, (text) => problems.push(text)), problems };
};

describe('the proxy', () => {
  it.each([
    [{}, '', '', ''],
    [{ HTTPS_PROXY: 'http://b:1' }, '', 'http://b:1', ''],
    [{ HTTP_PROXY: 'http://a:1', NO_PROXY: '*' }, 'http://a:1', '', '*'],
    [{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }, '', 'http://a:1', ''],
    [{ https_proxy: ' ', HTTPS_PROXY: 'http://b:1' }, '', 'http://b:1', ''],
    [{ HTTPS_PROXY: '', NO_PROXY: '', no_proxy: 'x' }, '', '', 'x'],
    [{ http_proxy: ' http://u:p%40w@[::1]:3128/\n' }, 'http://u:p%40w@[::1]:3128/', '', ''],
    [{ ALL_PROXY: 'http://a:1', all_proxy: 'http://a:1' }, '', '', ''],
  ])('of %j is %s for http, %s for https, none for %s', (env, http, https, except) => {
    const { variables, ...proxy } = read(env).proxy;
    expect({ proxy, problems: read(env).problems }).toEqual({ proxy: { http, https, except }, problems: [] });
    // A proxy is told by the name of the variable that it came from.
    const given = [https && variables?.https, http && variables?.http].filter((name) => name);
    expect(given.map((name) => Object.hasOwn(env, name ?? ''))).toEqual(given.map(() => true));
  });

  it.each([
    'http://u:p w0rd@host:1',
    'http://u:pw0rd@ host',
    'host:8080',
    'pw0rd',
    'socks5://u:pw0rd@host:1',
    'xhttp://u:pw0rd@host:1',
    'http://',
    'http://u:pw0rd%zz@host',
    'http://u:pw0rd%ff@host',
    'http://u%ff:pw0rd@host',
    'http://u:pw0rdé@host',
    'http://u:pw0rd@host:99999',
  ])('that is no URL of one is refused by the name of its variable, without its value: %s', (value) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
      const { problems } = read({ [name]: value });
      expect(problems).toEqual([
        expect.stringMatching(new RegExp(`^${name}: not the URL of a proxy; write it`)),
      ]);
      expect(problems[0]).not.toContain('w0rd');
    }
  });
});

describe('the passwords of the proxies', () => {
  it('are known as they are written and as they are meant, also in what is no URL', () => {
    const passwords = proxyPasswords({
      HTTP_PROXY: 'http://user:p%40ssw0rd@host',
      https_proxy: 'http://u:p w@rd@host:1',
      HTTPS_PROXY: 'http://host:1',
      http_proxy: 'http://u:pw0rd%zz@host:1',
    }).filter(Boolean);
    expect(passwords.toSorted()).toEqual(['p w@rd', 'p%40ssw0rd', 'p@ssw0rd', 'pw0rd%zz']);
  });
});
