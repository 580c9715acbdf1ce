import { createSecureServer } from 'node:http2';
import { createServer } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { describe, it } from 'vitest';

import { OVER, publishTask, record } from '../dist/entries.ts';
import { play, type Setting } from '../dist/scene.ts';
import { type Emulator, faults } from '../emulator/index.ts';
import { createAuthority, inDays, selfSigned } from './authority.ts';
import { type Front, playBehindTls, trusting } from './behind-tls.ts';
import { listening } from './loopback.ts';
import { reasonOf, toldOf } from './told.ts';

const ours = await createAuthority('ours');
const theirs = await createAuthority('theirs');
const good = await ours.issue(['127.0.0.1', 'localhost']);

/** A deployment that has succeeded, behind TLS, watched by a step that trusts our authority. */
const succeeded = (e: Emulator, front: Front): Setting => ({
  ...trusting(ours),
  tasks: [{ ...record(e, 'succeeded'), endpoint: front.of(e.codearts.endpoint) }],
});

/** An end at the first attempt. */
const REFUSED = { exitCode: 1, outputs: { state: 'error' } };

describe('row 15: a redirect from https to http → error that names the place, and nothing is sent there', () => {
  it.concurrent.for([301, 302, 303, 307, 308])('HTTP %i', async (status, { expect }) => {
    let reached = 0;
    const plain = createServer(() => {
      reached += 1;
    });
    const step = await listening(plain, ({ url }) =>
      playBehindTls(good, (e, front) => {
        const { accessKeyId, accessKeySecret, securityToken } = e.alibaba.openSession();
        e.rules.hook = () => faults.redirect(`${url}/`, status);
        return {
          ...trusting(ours),
          tasks: [{ ...publishTask(e, [OVER]), endpoint: front.of(e.alibaba.endpoint) }],
          inputs: {
            'alibaba-access-key-id': accessKeyId,
            'alibaba-access-key-secret': accessKeySecret,
            'alibaba-security-token': securityToken,
          },
        };
      }).then((played) => ({ ...played, place: url })),
    );
    expect(step).toMatchObject(REFUSED);
    expect(reasonOf(step)).toContain(step.place);
    expect(step.emulator.requests).toHaveLength(1);
    expect(reached).toBe(0);
  });
});

describe('row 26: a private authority that NODE_EXTRA_CA_CERTS names → the step succeeds', () => {
  it.concurrent.for(['127.0.0.1', 'localhost'])('at %s', async (host, { expect }) => {
    const step = await playBehindTls(good, (e, front) => ({
      ...trusting(ours),
      tasks: [{ ...record(e, 'running', 'succeeded'), endpoint: front.of(e.codearts.endpoint, host) }],
      inputs: { 'allowed-hosts': host },
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' }, stderr: '' });
    expect(step.emulator.requests).toHaveLength(2);
    expect(step.connections).toBe(1);
  });
});

describe('row 26: certificate checks that the environment switches off → made all the same', () => {
  it.concurrent('NODE_TLS_REJECT_UNAUTHORIZED=0', async ({ expect }) => {
    const step = await playBehindTls(await selfSigned(['127.0.0.1']), (e, front) => ({
      ...succeeded(e, front),
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    }));
    expect(step).toMatchObject(REFUSED);
    expect(step.emulator.requests).toEqual([]);
  });
});

describe('row 26: a self-signed certificate → error that names NODE_EXTRA_CA_CERTS, one attempt a task', () => {
  it.concurrent.for([1, 20])('%i tasks on that host', async (count, { expect }) => {
    const step = await playBehindTls(await selfSigned(['127.0.0.1']), (e, front) => {
      const { tasks, ...rest } = succeeded(e, front);
      const names = Array.from({ length: count }, (_, index) => `web-${index}`);
      return { ...rest, tasks: names.map((name) => ({ ...tasks[0], name, 'record-id': name })) };
    });
    expect(step).toMatchObject(REFUSED);
    expect(toldOf(step)).toHaveLength(count);
    for (const { state, reason, requests } of toldOf(step)) {
      expect({ state, requests }).toEqual({ state: 'error', requests: 1 });
      expect(reason).toContain('127.0.0.1');
      expect(reason).toContain('NODE_EXTRA_CA_CERTS');
    }
    expect(step.connections).toBe(count);
    expect(step.emulator.requests).toHaveLength(0);
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(10);
  });
});

describe('row 27: a certificate that is not good for the host → error at once that says why', () => {
  const host = ['127.0.0.1'];
  const weak = { ciphers: 'DEFAULT:@SECLEVEL=0' };
  const ROWS: readonly (readonly [string, RegExp, () => Promise<TlsOptions>])[] = [
    ['is for another name', /other names/, () => ours.issue(['gate.example'])],
    ['is for another address', /other names/, () => ours.issue(['127.0.0.9'])],
    ['has expired', /time is over/, () => ours.issue(host, { notAfterDate: inDays(-0.5) })],
    ['does not hold yet', /not begun/, () => ours.issue(host, { notBeforeDate: inDays(0.5) })],
    ['is from another authority', /NODE_EXTRA_CA_CERTS/, () => theirs.issue(host)],
    [
      'comes with its authority',
      /NODE_EXTRA_CA_CERTS/,
      async () => {
        const { cert, key } = await theirs.issue(host);
        return { cert: `${cert}\n${theirs.cert}`, key };
      },
    ],
    ['has a weak key', /too weak/, async () => ({ ...weak, ...(await ours.issue(host, { keySize: 1024 })) })],
  ];
  it.concurrent.for(ROWS)('it %s', async ([, why, certificate], { expect }) => {
    const step = await playBehindTls(await certificate(), succeeded);
    expect(step).toMatchObject(REFUSED);
    expect(reasonOf(step)).toMatch(why);
    expect(reasonOf(step)).toContain('127.0.0.1');
    expect(step.connections).toBe(1);
    expect(step.emulator.requests).toHaveLength(0);
  });

  it.concurrent('the task on another host goes on to its end', async ({ expect }) => {
    const step = await playBehindTls(await theirs.issue(host), (e, front) => {
      const { tasks, ...rest } = succeeded(e, front);
      return { ...rest, tasks: [...tasks, publishTask(e, [OVER])] };
    });
    expect(step).toMatchObject({
      exitCode: 1,
      outputs: { states: '{"web":"error","publish":"succeeded"}' },
    });
  });
});

describe('row 27: a server with which no TLS is possible → error at once that names it', () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  const ROWS: readonly (readonly [string, TlsOptions])[] = [
    ['it speaks only TLS 1.0 and 1.1', { ...good, ...old }],
    [
      'it has no cipher in common with us',
      { ...good, maxVersion: 'TLSv1.2', ciphers: 'CAMELLIA128-SHA:@SECLEVEL=0' },
    ],
    [
      'it wants a certificate of ours',
      { ...good, maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: true },
    ],
  ];
  it.concurrent.for(ROWS)('%s', async ([, tls], { expect }) => {
    const step = await playBehindTls(tls, succeeded);
    expect(step).toMatchObject(REFUSED);
    expect(reasonOf(step)).toMatch(/no TLS with 127\.0\.0\.1:\d+/);
    expect(step.connections).toBe(1);
  });

  it.concurrent('it speaks plain HTTP', async ({ expect }) => {
    const step = await play((e) => ({
      ...trusting(ours),
      tasks: [{ ...record(e, 'succeeded'), endpoint: e.codearts.endpoint.replace('http:', 'https:') }],
    }));
    expect(step).toMatchObject(REFUSED);
    expect(reasonOf(step)).toMatch(/no TLS with 127\.0\.0\.1:\d+/);
    expect(toldOf(step)).toMatchObject([{ requests: 1 }]);
    expect(step.emulator.requests).toHaveLength(0);
  });

  it.concurrent('it speaks something else, and first', async ({ expect }) => {
    let accepted = 0;
    const ssh = createServer((socket) => {
      accepted += 1;
      socket.write('SSH-2.0-OpenSSH_9.6\r\n');
    });
    const step = await listening(ssh, ({ port }) =>
      play((e) => ({ tasks: [{ ...record(e, 'succeeded'), endpoint: `https://127.0.0.1:${port}` }] })),
    );
    expect(step).toMatchObject(REFUSED);
    expect(reasonOf(step)).toMatch(/no TLS with 127\.0\.0\.1:\d+/);
    expect(accepted).toBe(1);
  });
});

describe('row 27: a handshake that is cut off → tried again until one is whole', () => {
  it.concurrent.for(['reset', 'closed'] as const)('%s', async (how, { expect }) => {
    const step = await playBehindTls(good, succeeded, (socket, count) => {
      if (count > 2) return;
      if (how === 'reset') socket.resetAndDestroy();
      else socket.destroy();
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(toldOf(step)).toMatchObject([{ requests: 3 }]);
    expect(step.emulator.requests).toHaveLength(1);
  });
});

it.concurrent('row 4: a server that offers HTTP/2 → HTTP/1.1 all the same, since a dead session would be used again', async ({
  expect,
}) => {
  const versions: string[] = [];
  const body = '{"status":"success","result":{"record_id":"ours","task_id":"task","status":"succeeded"}}';
  const modern = createSecureServer({ ...good, allowHTTP1: true }, ({ httpVersion }, response) => {
    versions.push(httpVersion);
    response.end(body);
  });
  const step = await listening(modern, ({ port }) =>
    play((e) => ({ ...succeeded(e, { of: () => `https://127.0.0.1:${port}` }) })),
  );
  expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  expect(versions).toEqual(['1.1']);
});
