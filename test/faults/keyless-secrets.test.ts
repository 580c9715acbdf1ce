import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { type Act, type Emulator, faults, inTurn, type SeenRequest } from '../emulator/index.ts';
import { playOnGitHub } from '../github/scene.ts';
import { allSucceeded } from './deployments.ts';
import { echoingTasks, leaksOf } from './echoes.ts';
import { ENCODINGS } from './encodings.ts';
import { EXCHANGE, idTokenOf, keyless, secretsOf } from './keyless.ts';
import { NAME } from './told-on-github.ts';

/** A text in every encoding. */
const inAllForms = (texts: readonly string[]): string =>
  texts.flatMap((text) => Object.values(ENCODINGS).map((encode) => encode(text))).join(' ; ');

/** What the three services can repeat of a request: the job's right to ask, or the ID token. */
function givenIn(request: SeenRequest): readonly string[] {
  const bearer = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
  return [bearer, idTokenOf(request)].filter((text) => text !== '');
}

/** An error, in the forms of all three, that repeats them. */
const errorWith = (echo: string, status: number): Act =>
  faults.httpError(status, {
    Code: `Echo${echo}`,
    Message: echo,
    error_code: echo,
    error_msg: echo,
    typeKey: echo,
    message: echo,
  });

/** Answers of the three services that repeat what they were given. */
const ANSWERS: Readonly<Record<string, (echo: string) => Act>> = {
  'a refusal': (echo) => errorWith(echo, 400),
  'a server fault': (echo) => errorWith(echo, 503),
  'an error inside a success': (echo) => errorWith(echo, 200),
  'a page of HTML': (echo) =>
    faults.httpError(200, `<title>${echo}</title>`, { 'content-type': 'text/html' }),
};

const SERVICES = ['oidc', 'sts', 'iam'] as const;
const TRACE = { 'trace-file': 'trace.har' };
const DEBUG = { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' };

/** Nothing secret in any sink; and what had to be hidden was there, and was. */
function expectHidden(
  step: Played,
  secrets: readonly string[],
  expect: typeof import('vitest').expect,
  masked: readonly string[] = secrets.filter((secret) => !secret.startsWith('STS.')),
): void {
  expect(leaksOf(step, secrets)).toEqual([]);
  if (step.trace !== undefined) expect(JSON.stringify(step.trace)).toContain('***');
  for (const secret of masked) expect(step.stdout).toContain(`::add-mask::${secret}\n`);
}

describe('row 40: the ID token and the right to ask for it, repeated by the services of the exchange → appear in no sink', () => {
  const rows = SERVICES.flatMap((service) =>
    Object.entries(ANSWERS).map(([what, answer]) => [`${what}, ${service}`, service, answer] as const),
  );
  it.concurrent.for(rows)('%s', { timeout: 60_000 }, async ([, service, answer], { expect }) => {
    const step = await play((emulator) => {
      emulator.rules.hook = (request) =>
        request.api === service ? answer(inAllForms(givenIn(request))) : undefined;
      return keyless(emulator, allSucceeded(emulator), { inputs: { timeout: '6s', ...TRACE }, env: DEBUG });
    });
    expect(step.exitCode).toBe(1);
    expect(step.stderr).toBe('');
    expect(step.emulator.requests.filter(({ api, act }) => api === service && act !== undefined)).not.toEqual(
      [],
    );
    expectHidden(step, secretsOf(step.emulator), expect);
  });

  it.concurrent.for(SERVICES)('a redirect, %s', async (service, { expect }) => {
    const step = await play((emulator) => {
      emulator.rules.hook = (request) => {
        if (request.api !== service) return undefined;
        const forms = ['plain', 'URL', 'base64 for URLs', 'hex'].flatMap((name) =>
          givenIn(request).map((text) => ENCODINGS[name]?.(text) ?? ''),
        );
        return faults.redirect(`https://elsewhere.invalid/?${forms.join('&')}`);
      };
      return keyless(emulator, allSucceeded(emulator), { inputs: TRACE, env: DEBUG });
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    expect(step.outputs['results']).toContain('redirect');
    expectHidden(step, secretsOf(step.emulator), expect);
  });
});

describe('row 40: sessions and IAM tokens of the exchange, repeated in every answer → appear in no sink', () => {
  it.concurrent('from the first session to a later one', { timeout: 90_000 }, async ({ expect }) => {
    const step = await play((emulator) => {
      emulator.sts.role.sessions = inTurn({ requests: 3 });
      emulator.iam.provider.tokens = inTurn({ requests: 3 });
      return keyless(emulator, echoingTasks(emulator, []), {
        inputs: { timeout: '8s', ...TRACE },
        env: DEBUG,
      });
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '' });
    expect(step.emulator.sts.issued.length).toBeGreaterThan(1);
    expect(step.emulator.iam.issued.length).toBeGreaterThan(1);
    expect(step.outputs['results']).toContain('***');
    expectHidden(step, secretsOf(step.emulator), expect);
  });
});

describe('row 40: a keyless step that publishes on GitHub → nothing secret in the check run', () => {
  it.concurrent('an exchange that is refused, and one that is not', { timeout: 60_000 }, async ({
    expect,
  }) => {
    let echoed: readonly string[] = [];
    const step = await playOnGitHub((emulator: Emulator) => {
      emulator.rules.hook = (request) => {
        if (request.api !== EXCHANGE.alibaba.api) return undefined;
        echoed = givenIn(request);
        return errorWith(inAllForms(echoed), 401);
      };
      const setting = keyless(emulator, [
        ...allSucceeded(emulator).slice(0, 3),
        record(emulator, 'running', 'succeeded'),
      ]);
      return {
        ...setting,
        inputs: { ...setting.inputs, ...NAME },
        env: { ...emulator.oidc.variables, ...DEBUG },
      };
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    const secrets = secretsOf(step.emulator);
    expect(echoed.length).toBeGreaterThan(0);
    expectHidden(step, secrets, expect);
    const told = step.github.requests.map(({ body }) => JSON.stringify(body) ?? '').join('\n');
    expect(told).toContain('could not be obtained');
    expect(leaksOf({ ...step, stdout: told }, secrets)).toEqual([]);
  });
});
