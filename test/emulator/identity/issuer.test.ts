import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, faults, GITHUB_ISSUER, inTurn, JOB, startEmulator } from '../index.ts';
import { askForToken } from './client.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const keys = () => createRemoteJWKSet(new URL(`${emulator.oidc.endpoint}/.well-known/jwks`));

test('gives a token that its published keys prove, with GitHub’s claims', async () => {
  const { status, json } = await askForToken(emulator, 'somebody');
  expect(status).toBe(200);
  const [token = ''] = emulator.oidc.issued;
  expect(json).toMatchObject({ value: token });
  const { payload, protectedHeader } = await jwtVerify(token, keys(), { audience: 'somebody' });
  expect(protectedHeader.alg).toBe('RS256');
  expect(payload).toMatchObject({ iss: GITHUB_ISSUER, sub: JOB.sub, run_id: JOB.run_id });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  expect(emulator.requests[0]).toMatchObject({ api: 'oidc', operation: 'id-token', id: 'somebody' });
});

test('gives another token each time, for the owner’s page where no audience is asked for', async () => {
  await askForToken(emulator, 'a');
  await askForToken(emulator, '');
  const [first = '', second = ''] = emulator.oidc.issued;
  expect(first).not.toBe(second);
  expect(decodeJwt(second).aud).toBe('https://github.com/octo-org');
});

test('refuses whoever has not the job’s own right', async () => {
  expect((await askForToken(emulator, 'a', 'made up')).status).toBe(401);
  expect(emulator.oidc.issued).toEqual([]);
});

test('plays a script: a fault, no permission, a token that has expired, a forged one', async () => {
  emulator.oidc.tokens = inTurn(
    faults.httpError(500, '{}'),
    undefined,
    { lifeSeconds: -1 },
    { forged: true },
    { claims: { sub: 'repo:somebody/else' } },
  );
  expect((await askForToken(emulator, 'a')).status).toBe(500);
  expect((await askForToken(emulator, 'a')).status).toBe(403);
  const next = async () => {
    await askForToken(emulator, 'a');
    return emulator.oidc.issued.at(-1) ?? '';
  };
  await expect(jwtVerify(await next(), keys())).rejects.toThrow('"exp" claim timestamp check failed');
  await expect(jwtVerify(await next(), keys())).rejects.toThrow('signature verification failed');
  expect(decodeJwt(await next()).sub).toBe('repo:somebody/else');
});

test('publishes where its keys are', async () => {
  const configuration = await fetch(`${emulator.oidc.endpoint}/.well-known/openid-configuration`);
  expect(await configuration.json()).toMatchObject({ issuer: GITHUB_ISSUER });
});
