import { describe, it } from 'vitest';

import { OVER, publishTask, record } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { githubFaults, type OperationId } from '../emulator/github.ts';
import { type Act, faults } from '../emulator/index.ts';
import { onGitHub, type PlayedOnGitHub, playOnGitHub } from '../github/scene.ts';
import { createAuthority } from './authority.ts';
import { playBehindTls, trusting } from './behind-tls.ts';
import { withProxy } from './forward-proxy.ts';
import { preloaded, resolving } from './preload/index.ts';
import { written } from './told.ts';
import { ALWAYS, NAME, played, warningsOf } from './told-on-github.ts';

describe('row 68: a GitHub that refuses → one warning for each thing, the verdict stands', () => {
  const refusals: readonly (readonly [what: string, refusal: () => Act])[] = [
    ['401', () => githubFaults.gitHubError(401, 'Bad credentials')],
    ['403', githubFaults.notAccessible],
    ['404', githubFaults.notFound],
    [
      '422',
      () => githubFaults.validationFailed({ resource: 'CheckRun', field: 'head_sha', code: 'invalid' }),
    ],
    ['a redirect', () => faults.redirect('http://127.0.0.1:9/')],
  ];
  it.concurrent.for(refusals)('%s', async ([, refusal], { expect }) => {
    const succeeded = await played('succeeded', (github) => github.play('any', refusal(), ALWAYS));
    expect(succeeded).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(warningsOf(succeeded)).toHaveLength(2);
    const failed = await played('failed', (github) => github.play('any', refusal(), ALWAYS));
    expect(failed).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
    expect(warningsOf(failed)).toHaveLength(2);
    expect(written(failed)).not.toContain(failed.github.token);
  });
});

const passing: readonly (readonly [what: string, trouble: () => Act])[] = [
  ['502', () => githubFaults.serverError(502)],
  ['a reset', faults.reset],
  ['half an answer', faults.truncated],
  ['a page of HTML', faults.htmlPage],
];

describe('row 68: a GitHub in trouble for a moment → told in the end, without a warning', () => {
  const operations: readonly OperationId[] = ['checks/list-for-ref', 'checks/create', 'checks/update'];
  const moments = passing.flatMap(([what, trouble]) =>
    operations.map((operation) => [what, operation, trouble] as const),
  );
  it.concurrent.for(moments)('%s at %s', async ([, operation, trouble], { expect }) => {
    const step = await played('succeeded', (github) => github.play(operation, trouble()));
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(warningsOf(step)).toEqual([]);
    expect(step.github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
    expect(step.outputs['check-run-url']).toBe(step.github.checkRuns()[0]?.html_url);
  });
});

describe('row 68: a check run whose creation is not answered → there is one of them, and it is closed', () => {
  it.concurrent.for<[what: string, act: () => Act]>([
    ['a reset', faults.reset],
    ['502', () => githubFaults.serverError(502)],
    ['silence', faults.silence],
  ])('%s', async ([, act], { expect }) => {
    const step = await played('succeeded', (github) =>
      github.play('checks/create', act(), { carriedOut: true }),
    );
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
  });
});

const ours = await createAuthority('ours');
const certificate = await ours.issue(['127.0.0.1', 'ghes.example']);

/** A GitHub Enterprise Server: TLS by a private authority, and the API below a path. */
function onEnterpriseServer(
  host: string,
  setUp: (apiUrl: string) => Readonly<Record<string, string>>,
): Promise<PlayedOnGitHub> {
  return onGitHub(
    async ({ github }) => {
      const played = await playBehindTls(certificate, (e, front) => {
        const trusted = trusting(ours);
        const apiUrl = `${front.of(github.apiUrl, host)}/api/v3`;
        return {
          ...one(publishTask(e, [OVER]), { ...NAME, 'github-token': github.token }),
          files: trusted.files,
          env: { ...github.env, GITHUB_API_URL: apiUrl, ...setUp(apiUrl) },
        };
      });
      return { ...played, github };
    },
    { github: { basePath: '/api/v3' } },
  );
}

describe('row 69: a GitHub Enterprise Server with a base path and a private authority → works', () => {
  const env = { NODE_EXTRA_CA_CERTS: 'authority.pem' };
  it.concurrent('by its address', async ({ expect }) => {
    const step = await onEnterpriseServer('127.0.0.1', () => env);
    expect(step).toMatchObject({ exitCode: 0, stderr: '' });
    expect(step.github.checkRuns()).toMatchObject([{ conclusion: 'success' }]);
    expect(warningsOf(step)).toEqual([]);
    for (const { url } of step.github.requests) expect(url).toMatch(/^\/api\/v3\/repos\//);
  });

  it.concurrent('through a proxy that alone knows its name', async ({ expect }) => {
    await withProxy(
      () => undefined,
      async ({ port, asked }) => {
        const proxy = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
        const step = await onEnterpriseServer('ghes.example', () => ({ ...env, ...proxy, ...resolving({}) }));
        expect(step.github.checkRuns()).toMatchObject([{ conclusion: 'success' }]);
        expect(asked.map(({ target }) => target)).toContainEqual(
          expect.stringMatching(/^ghes\.example:\d+$/),
        );
      },
    );
  });

  it.concurrent('unless nobody trusts it: one warning that says what to do, the verdict stands', async ({
    expect,
  }) => {
    for (const off of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
      const step = await onEnterpriseServer('127.0.0.1', () => off);
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(warningsOf(step)).toEqual([expect.stringContaining('NODE_EXTRA_CA_CERTS')]);
      expect(step.github.requests).toEqual([]);
    }
  });
});

describe('row 67: an error that nobody catches, beside the waiting → told without its secrets, the verdict stands', () => {
  it.concurrent.for(['succeeded', 'failed'] as const)('%s', async (ends, { expect }) => {
    const step = await playOnGitHub((e) => ({
      ...one(record(e, 'running', ends), NAME),
      env: preloaded('throws-at-github'),
    }));
    expect(step).toMatchObject({
      exitCode: ends === 'succeeded' ? 0 : 1,
      stderr: '',
      outputs: { state: ends },
    });
    expect(step.stdout).toMatch(
      /::warning.*publishing on GitHub went wrong: TypeError: side task failed: \*\*\*/,
    );
    expect(step.stdout).not.toMatch(/^ +at /m);
    expect(written(step)).not.toContain(step.github.token);
    expect(step.github.checkRuns()).toMatchObject([
      { conclusion: ends === 'succeeded' ? 'success' : 'failure' },
    ]);
  });
});
