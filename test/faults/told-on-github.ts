import { deployed, publishTask, record } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import type { GitHub } from '../emulator/github.ts';
import { type PlayedOnGitHub, playOnGitHub } from '../github/scene.ts';

export const NAME = { 'check-name': 'deployed' };
export const ALWAYS = { times: 1000 };

/** The warnings that a step annotates the job with. */
export const warningsOf = ({ stdout }: { readonly stdout: string }): readonly string[] =>
  stdout.match(/^::warning.*$/gm) ?? [];

/** A deployment that succeeds at the second look, and one that fails, beside a GitHub that is set up. */
export function played(
  ends: 'succeeded' | 'failed',
  setUp: (github: GitHub) => void,
): Promise<PlayedOnGitHub> {
  return playOnGitHub((e, github) => {
    setUp(github);
    const inputs = { ...NAME, 'deployment-id': String(github.addDeployment()) };
    return one(
      ends === 'succeeded'
        ? record(e, 'running', 'succeeded')
        : publishTask(e, [deployed('FAIL', 'no quota')]),
      inputs,
    );
  });
}
