import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { OUTPUTS_NOT_STARTED, whyNotStarted } from '../../src/not-started.ts';
import { DEFAULT_OUTPUTS } from '../../src/report/outputs.ts';
import { parseFileCommands, runStep } from '../runner.ts';

/** The machine's own Node, where it is older than the one that the action runs on: with its version. */
const OLDER = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter((path) => !path.includes('node_modules') && existsSync(path))
  .map((path) => [path, execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1)] as const)
  .filter(([, version]) => Number.parseInt(version, 10) < 24);

describe('an action that cannot be loaded', () => {
  it.each<[error: unknown, version: string, why: string]>([
    [new TypeError('x'), 'v20.20.2', '(TypeError): this is Node 20.20.2, and it needs Node 24'],
    [new SyntaxError('x'), 'v8.17.0', '(SyntaxError): this is Node 8.17.0, and it needs Node 24'],
    [new TypeError('x'), 'v24.0.0', '(TypeError)'],
    ['x', 'v100.1.0', '(unknown)'],
  ])('by %s under Node %s says why', (error, version, why) => {
    expect(whyNotStarted(error, version)).toBe(`it could not be started ${why}`);
  });

  it('has the outputs of every ending', () => {
    const outputs = parseFileCommands(OUTPUTS_NOT_STARTED);
    expect(Object.entries(outputs)).toEqual(
      Object.entries(DEFAULT_OUTPUTS).filter(([, value]) => value !== ''),
    );
  });

  it.each(OLDER)('says so under %s, Node %s', async (node, version) => {
    const step = await runStep({ inputs: { tasks: '[]' }, node });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(step.stdout).toMatch(
      new RegExp(
        `^::error title=Deploy Gate::the gate itself failed: it could not be started .*Node ${version}, and it needs Node 24`,
      ),
    );
  });
});
