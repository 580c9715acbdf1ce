import { describe, it } from 'vitest';

import { OVER, publishTask, record } from '../dist/entries.ts';
import type { Setting } from '../dist/scene.ts';
import { type Emulator, faults } from '../emulator/index.ts';
import { type Rule, withProxy } from './forward-proxy.ts';
import { HOST, playThrough, proxyUrl } from './through-proxy.ts';
import { reasonOf, toldOf, written } from './told.ts';

const SCHEMES = ['https', 'http'] as const;
const SUCCEEDED = { exitCode: 0, outputs: { state: 'succeeded' } };
const REFUSED = { exitCode: 1, outputs: { state: 'error' } };

const one = (e: Emulator): Setting => ({ tasks: [record(e, 'succeeded')] });

const USER = 'deployer';
const PASSWORD = 'pä55/wörd:%';
const USERINFO = `${USER}:${encodeURIComponent(PASSWORD)}@`;
const BASIC = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
/** The password in every form in which it could be told. */
const FORMS = [PASSWORD, encodeURIComponent(PASSWORD), BASIC, Buffer.from(PASSWORD).toString('base64')];

const open: Rule = () => undefined;
const closed: Rule = () => 407;
/** Only those credentials are good. */
const guarded: Rule = ({ headers }) =>
  headers['proxy-authorization'] === `Basic ${BASIC}` ? undefined : 407;

describe('row 29: a proxy that answers 407 → error after one attempt, and the password nowhere', () => {
  const CASES = SCHEMES.flatMap((scheme) => [USERINFO, ''].map((userinfo) => [scheme, userinfo] as const));

  it.concurrent.for(CASES)('%s, as %j', async ([scheme, userinfo], { expect }) => {
    await withProxy(closed, async (proxy) => {
      const step = await playThrough(scheme, proxyUrl(proxy, userinfo), one);
      expect(step).toMatchObject(REFUSED);
      expect(reasonOf(step)).toMatch(
        /^the proxy 127\.0\.0\.1:\d+ wants other credentials \(407\); check HTTPS?_PROXY$/,
      );
      expect(toldOf(step)).toMatchObject([{ requests: 1 }]);
      expect(proxy.asked).toHaveLength(1);
      expect(step.emulator.requests).toHaveLength(0);
      for (const form of FORMS) expect(written(step)).not.toContain(form);
    });
  });

  it.concurrent('of 20 tasks each makes one attempt at most', async ({ expect }) => {
    await withProxy(closed, async (proxy) => {
      const step = await playThrough('https', proxyUrl(proxy, USERINFO), (e) => {
        const names = Array.from({ length: 20 }, (_, index) => `web-${index}`);
        return { tasks: names.map((name) => ({ ...record(e, 'succeeded'), name, 'record-id': name })) };
      });
      expect(step).toMatchObject(REFUSED);
      expect(toldOf(step).map(({ state, requests }) => [state, requests])).toEqual(
        Array.from({ length: 20 }, () => ['error', 1]),
      );
      expect(proxy.asked.length).toBeLessThanOrEqual(20);
    });
  });

  it.concurrent('also where what we sent to the proxy is echoed', async ({ expect }) => {
    await withProxy(open, async (proxy) => {
      const step = await playThrough('http', proxyUrl(proxy, USERINFO), (e) => {
        // The proxy of this test hands everything on, so that the server echoes it.
        e.rules.hook = () => faults.echoCredentials(400);
        return { ...one(e), inputs: { 'not-found-grace': '1s' } };
      });
      expect(step).toMatchObject(REFUSED);
      expect(step.emulator.requests[0]?.headers.get('proxy-authorization')).toBe(`Basic ${BASIC}`);
      expect(reasonOf(step)).toContain('proxy-authorization');
      for (const form of FORMS) expect(written(step)).not.toContain(form);
    });
  });
});

describe('row 29: a proxy that takes our credentials → the step succeeds', () => {
  it.concurrent.for(SCHEMES)('%s', async (scheme, { expect }) => {
    await withProxy(guarded, async (proxy) => {
      const step = await playThrough(scheme, proxyUrl(proxy, USERINFO), one);
      expect(step).toMatchObject({ ...SUCCEEDED, stderr: '' });
      expect(proxy.asked).toHaveLength(1);
      for (const form of FORMS) expect(written(step)).not.toContain(form);
    });
  });

  it.concurrent('a CONNECT tells it the host, and nothing of the request', async ({ expect }) => {
    await withProxy(guarded, async (proxy) => {
      const step = await playThrough('https', proxyUrl(proxy, USERINFO), (e) => ({
        tasks: [publishTask(e, [OVER])],
      }));
      expect(step).toMatchObject(SUCCEEDED);
      expect(proxy.asked).toHaveLength(1);
      const [asked] = proxy.asked;
      expect(asked).toMatchObject({ method: 'CONNECT', target: expect.stringContaining(`${HOST}:`) });
      expect(Object.keys(asked?.headers ?? {}).toSorted()).toEqual([
        'connection',
        'host',
        'proxy-authorization',
        'proxy-connection',
      ]);
    });
  });
});

describe('row 30: a proxy that dies while we wait and comes back → waited out, the step succeeds', () => {
  it.concurrent.for(SCHEMES)('%s', async (scheme, { expect }) => {
    await withProxy(open, async (proxy) => {
      const step = await playThrough(scheme, proxyUrl(proxy), (e) => {
        e.rules.hook = () => {
          if (e.requests.length === 2) proxy.die();
          return undefined;
        };
        return {
          tasks: [record(e, 'running', 'running', 'succeeded')],
          // The log tells of faults when there have been three in a row.
          onStdout: (text) => {
            if (text.includes('looks failed')) proxy.revive();
          },
        };
      });
      expect(step).toMatchObject(SUCCEEDED);
      expect(step.stdout).toMatch(/the last 3 looks failed.*ECONNREFUSED/);
      expect(step.emulator.requests).toHaveLength(3);
    });
  });
});

describe('row 30: a proxy in trouble → tried again until it works', () => {
  const CASES = SCHEMES.flatMap((scheme) => [502, 503].map((status) => [scheme, status] as const));

  it.concurrent.for(CASES)('%s, HTTP %i', async ([scheme, status], { expect }) => {
    await withProxy(
      (_asked, count) => (count <= 2 ? status : undefined),
      async (proxy) => {
        const step = await playThrough(scheme, proxyUrl(proxy), one);
        expect(step).toMatchObject(SUCCEEDED);
        expect(proxy.asked).toHaveLength(3);
        expect(step.emulator.requests).toHaveLength(1);
      },
    );
  });

  it.concurrent('it never works again: timed-out, with what it said', async ({ expect }) => {
    await withProxy(
      () => 502,
      async (proxy) => {
        const step = await playThrough('https', proxyUrl(proxy), (e) => ({
          ...one(e),
          inputs: { timeout: '2s' },
        }));
        expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
        expect(reasonOf(step)).toMatch(/looks failed.*proxy.*502/);
      },
    );
  });

  it.concurrent('it takes a CONNECT and never answers: given up after 10 s', { timeout: 60_000 }, async ({
    expect,
  }) => {
    await withProxy(
      (_asked, count) => (count === 1 ? 'silence' : undefined),
      async (proxy) => {
        const step = await playThrough('https', proxyUrl(proxy), (e) => ({
          ...one(e),
          inputs: { timeout: '1m' },
        }));
        expect(step).toMatchObject(SUCCEEDED);
        expect(proxy.asked).toHaveLength(2);
        expect(Number(step.outputs['duration-seconds'])).toBeLessThan(18);
      },
    );
  });
});
