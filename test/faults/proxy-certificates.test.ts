import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { createAuthority, selfSigned } from './authority.ts';
import { playBehindTls, trusting } from './behind-tls.ts';
import { type Rule, withProxy } from './forward-proxy.ts';
import { HOST, proxyUrl } from './through-proxy.ts';
import { reasonOf } from './told.ts';

const SUCCEEDED = { exitCode: 0, outputs: { state: 'succeeded' } };
const REFUSED = { exitCode: 1, outputs: { state: 'error' } };

const open: Rule = () => undefined;
const ours = await createAuthority('ours');
const theirs = await createAuthority('theirs');
const both = { ...theirs, cert: `${theirs.cert}\n${ours.cert}` };

describe('row 26: a proxy whose certificate is its own → error that says so, until its authority is trusted', () => {
  it.concurrent.for([
    ['its authority is not known', ours, REFUSED, /NODE_EXTRA_CA_CERTS/],
    ['its authority is known', both, SUCCEEDED, /record ours/],
  ] as const)('it looks into https: %s', async ([, authority, end, why], { expect }) => {
    await withProxy(open, async (proxy) => {
      const step = await playBehindTls(await theirs.issue([HOST]), (e, front) => ({
        ...trusting(authority),
        env: { ...trusting(authority).env, HTTPS_PROXY: proxyUrl(proxy) },
        tasks: [{ ...record(e, 'succeeded'), endpoint: front.of(e.codearts.endpoint, HOST) }],
        inputs: { 'allowed-hosts': HOST },
      }));
      expect(step).toMatchObject(end);
      expect(reasonOf(step)).toMatch(why);
      expect(proxy.asked).toHaveLength(1);
    });
  });

  it.concurrent.for([
    ['its authority is known', async () => theirs.issue(['127.0.0.1']), SUCCEEDED, /record ours/],
    ['it is self-signed', async () => selfSigned(['127.0.0.1']), REFUSED, /NODE_EXTRA_CA_CERTS/],
    ['it is for another name', async () => theirs.issue(['proxy.example']), REFUSED, /other names/],
  ] as const)('it is spoken to by https: %s', async ([, certificate, end, why], { expect }) => {
    await withProxy(
      open,
      async ({ port, asked }) => {
        const step = await playBehindTls(await theirs.issue([HOST]), (e, front) => ({
          ...trusting(theirs),
          env: { ...trusting(theirs).env, HTTPS_PROXY: `https://127.0.0.1:${port}` },
          tasks: [{ ...record(e, 'succeeded'), endpoint: front.of(e.codearts.endpoint, HOST) }],
          inputs: { 'allowed-hosts': HOST },
        }));
        expect(step).toMatchObject(end);
        expect(reasonOf(step)).toMatch(why);
        expect(asked).toHaveLength(end === SUCCEEDED ? 1 : 0);
      },
      await certificate(),
    );
  });
});
