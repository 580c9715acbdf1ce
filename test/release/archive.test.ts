import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { onGitHub } from '../github/scene.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** A runner downloads as much at each job that uses the action. */
const MOST_BYTES = 850_000;

/** What a runner downloads of the newest commit: GitHub makes it with `git archive`. */
let archive: Buffer;
/** Where it is unpacked. */
let action: string;

beforeAll(() => {
  archive = execFileSync('git', ['archive', '--worktree-attributes', '--format=tar.gz', 'HEAD'], {
    cwd: PROJECT,
    maxBuffer: 2 ** 26,
  });
  action = mkdtempSync(join(tmpdir(), 'deploy-gate-archive-'));
  execFileSync('tar', ['xz'], { cwd: action, input: archive });
});
afterAll(() => rmSync(action, { recursive: true }));

it('has what the action runs, what says what it is, and nothing else', () => {
  expect(readdirSync(action).sort()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'action.yml', 'dist'].sort(),
  );
  expect(readdirSync(join(action, 'dist')).sort()).toEqual(readdirSync(join(PROJECT, 'dist')).sort());
});

it('is small', () => {
  expect(archive.length).toBeLessThanOrEqual(MOST_BYTES);
});

it('runs the main phase', async () => {
  const step = await play((emulator) => ({ ...one(record(emulator, 'succeeded')), action }));
  expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
});

it('closes in the post phase what a killed main phase has left open', async () => {
  await onGitHub(async ({ emulator, github, run }) => {
    const setting = { ...one(record(emulator, 'running'), { 'check-name': 'deployed' }), action };
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    emulator.rules.hook = () => {
      if (github.checkRuns().length > 0) kill?.('SIGKILL');
      return undefined;
    };
    const step = await run({ ...setting, onStdout: (_text, send) => (kill = send) });
    expect(step.signal).toBe('SIGKILL');
    expect(github.checkRuns()).toMatchObject([{ status: 'in_progress' }]);
    const post = await run({ ...setting, states: step.states });
    expect(post).toMatchObject({ exitCode: 0, stderr: '' });
    expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
  });
});
