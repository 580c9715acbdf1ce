import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

import { readTop } from '../../scripts/tables.ts';
import { type Ended, run } from './process.ts';
import { tool } from './tools.ts';

/** A project to be linted: its workflow, and the action.yml beside it. */
export interface Linted {
  readonly workflow: string;
  readonly action?: string;
}

/**
 * What actionlint finds. To know this action's inputs and outputs, and to look into its action.yml, it is shown the
 * workflow a second time with the action of the project in place of the one by owner and commit.
 */
export function actionlint(linted: Linted): Promise<readonly string[]> {
  const { workflow } = linted;
  const local = workflow.replaceAll(/\bOWNER\/deploy-gate@\w+/g, './');
  return inProject({ ...linted, workflows: [workflow, local] }, async (cwd) => {
    const flags = ['-oneline', '-no-color', '-shellcheck=', '-pyflakes='];
    const ended = await run(tool('actionlint'), flags, { cwd, env: { HOME: cwd } });
    if (ended.exitCode !== 0 && ended.exitCode !== 1) throw told('actionlint', ended);
    return ended.stdout.split('\n').filter((line) => line !== '');
  });
}

const Findings = z.array(z.looseObject({ ident: z.string(), desc: z.string() }));

/** What zizmor finds, when it looks as strictly as it can without a network, and whatever comments tell it. */
export function zizmor(linted: Linted): Promise<readonly string[]> {
  return inProject({ ...linted, workflows: [linted.workflow] }, async (cwd) => {
    const flags = ['--offline', '--persona=auditor', '--strict-collection', '--no-ignores', '--no-config'];
    const ended = await run(tool('zizmor'), [...flags, '--no-exit-codes', '--format=json-v1', '.'], {
      cwd,
      env: { HOME: cwd },
    });
    if (ended.exitCode !== 0) throw told('zizmor', ended);
    if (!ended.stderr.includes('1.yml') || !ended.stderr.includes('action.yml')) throw told('zizmor', ended);
    return Findings.parse(JSON.parse(ended.stdout)).map(({ ident, desc }) => `${ident}: ${desc}`);
  });
}

async function inProject<T>(
  { workflows, action = readTop('action.yml') }: { workflows: readonly string[]; action?: string },
  use: (cwd: string) => Promise<T>,
): Promise<T> {
  const cwd = await mkdtemp(join(tmpdir(), 'deploy-gate-lint-'));
  try {
    const folder = join(cwd, '.github', 'workflows');
    await mkdir(folder, { recursive: true });
    await mkdir(join(cwd, '.git'));
    await cp(fileURLToPath(new URL('../../dist', import.meta.url)), join(cwd, 'dist'), { recursive: true });
    await writeFile(join(cwd, 'action.yml'), action);
    for (const [index, text] of workflows.entries()) await writeFile(join(folder, `${index + 1}.yml`), text);
    return await use(cwd);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function told(name: string, { exitCode, stdout, stderr }: Ended): Error {
  return new Error(`${name} ended with ${exitCode}:\n${stdout}\n${stderr}`);
}
