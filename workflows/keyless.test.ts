import { expect, test } from 'vitest';

import { readTop } from '../scripts/tables.ts';
import { inTurn } from '../test/emulator/index.ts';
import { exchangesOf, secretsOf } from '../test/faults/keyless.ts';
import { deployBoth } from './harness/both.ts';
import { gateOf, outline } from './harness/outline.ts';
import { type Play, play } from './harness/play.ts';

const SUBJECT = 'repo:example/shop:environment:production';

test('both clouds are asked with sessions, and there is no secret', async () => {
  expect(readTop('examples/keyless.yml')).not.toContain('secrets.');
  const run = await deployKeyless(SUBJECT);
  expect(outline(run.jobs), run.log).toEqual({
    deploy: [
      'success',
      'success actions/checkout',
      'success ./deploy.sh',
      'success OWNER/deploy-gate',
      'success post OWNER/deploy-gate',
    ],
  });
  expect(gateOf(run.jobs['deploy']).outputs).toMatchObject({
    state: 'succeeded',
    states: '{"orders":"succeeded","storefront":"succeeded"}',
  });
  for (const cloud of ['alibaba', 'huawei'] as const)
    expect(exchangesOf(run.emulator, cloud)).toHaveLength(1);
  const secrets = secretsOf(run.emulator);
  expect(secrets.length).toBeGreaterThan(5);
  const written = JSON.stringify(gateOf(run.jobs['deploy']));
  for (const secret of secrets) expect(written).not.toContain(secret);
});

test('a job of another environment is refused, with what the clouds must know', async () => {
  const run = await deployKeyless('repo:example/shop:environment:staging');
  expect(run.jobs['deploy']?.result, run.log).toBe('failure');
  const { outputs, annotations } = gateOf(run.jobs['deploy']);
  expect(outputs['state']).toBe('error');
  expect(annotations.join('\n')).toContain('sub "repo:example/shop:environment:staging"');
});

test('without the permission nothing is asked, and the message names it', async () => {
  const run = await deployKeyless(SUBJECT, [
    ["      id-token: write # to ask GitHub for the job's OIDC token; it lets the job write nothing\n", ''],
  ]);
  expect(run.jobs['deploy']?.result, run.log).toBe('failure');
  expect(gateOf(run.jobs['deploy']).annotations.join('\n')).toContain('permissions: id-token: write');
  expect(run.emulator.requests).toEqual([]);
});

/** Deploys in a job of this subject; the clouds trust that of production. */
function deployKeyless(sub: string, edits: Play['edits'] = []): ReturnType<typeof play> {
  return play({
    example: 'keyless.yml',
    edits,
    vars: {
      ALIBABA_GATE_ROLE_ARN: 'acs:ram::1135115445850001:role/deploy-gate',
      ALIBABA_OIDC_PROVIDER_ARN: 'acs:ram::1135115445850001:oidc-provider/github',
    },
    deploy: (emulator) => {
      emulator.oidc.tokens = inTurn({ claims: { sub } });
      const admits: typeof emulator.sts.role.admits = (claims) => claims.sub === SUBJECT;
      emulator.sts.role.admits = admits;
      emulator.iam.provider.admits = admits;
      return deployBoth(emulator, 'succeeded', 'succeeded');
    },
  });
}
