import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Job, readActLog, readableLog } from './act-log.ts';
import { run } from './process.ts';
import { tool } from './tools.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The action, as the examples name it. */
const ACTION = 'OWNER/deploy-gate@0123456789abcdef0123456789abcdef01234567';

/** How a workflow is run. */
export interface WorkflowOptions {
  /** The file in `examples/`. */
  readonly example: string;
  readonly event: 'push' | 'workflow_dispatch';
  /** The event's payload. */
  readonly payload?: object;
  /** Files of the repository beside the workflow, by path; they are executable. */
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** Environment of every step. */
  readonly env: Readonly<Record<string, string>>;
}

/** How a workflow ended. */
export interface WorkflowRun {
  readonly exitCode: number | null;
  readonly jobs: Readonly<Record<string, Job>>;
  /** What is worth reading of what was written, for a message. */
  readonly log: string;
}

/**
 * Runs an example as it stands, by act, without containers: in a fresh repository that has it as its workflow, with
 * the action as it is built here in the place of the one that the example names.
 */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const place = await mkdtemp(join(tmpdir(), 'deploy-gate-workflow-'));
  try {
    const [repository, action, home] = [join(place, 'shop'), join(place, 'action'), join(place, 'home')];
    const env = {
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: home,
      XDG_CACHE_HOME: join(home, '.cache'),
      ACT_DISABLE_VERSION_CHECK: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      ...options.env,
    };
    await mkdir(home);
    await layAction(action);
    await layRepository(repository, options, env);
    const event = join(place, 'event.json');
    await writeFile(event, JSON.stringify(options.payload ?? {}));
    const { exitCode, stdout, stderr } = await run(
      tool('act'),
      [
        options.event,
        ...['--json', '--verbose', '--no-cache-server', '--eventpath', event],
        // On this machine, in no container.
        ...['--platform', 'ubuntu-latest=-self-hosted', '--container-daemon-socket', '-'],
        ...['--action-cache-path', join(home, 'actions'), '--local-repository', `${ACTION}=${action}`],
        ...pairs('--secret', options.secrets),
        ...pairs('--var', options.vars),
      ],
      { cwd: repository, env },
    );
    return { exitCode, jobs: readActLog(stdout), log: readableLog(`${stdout}\n${stderr}`) };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function layAction(path: string): Promise<void> {
  for (const part of ['action.yml', 'dist'])
    await cp(join(ROOT, part), join(path, part), { recursive: true });
}

async function layRepository(
  path: string,
  { example, files }: WorkflowOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const workflows = join(path, '.github', 'workflows');
  await mkdir(workflows, { recursive: true });
  await cp(join(ROOT, 'examples', example), join(workflows, example));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text, { mode: 0o755 });
  const author = ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com'];
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['remote', 'add', 'origin', 'https://github.com/example/shop.git'],
    ['add', '--all'],
    [...author, 'commit', '--quiet', '--message=Shop'],
  ]) {
    const { exitCode, stderr } = await run('git', args, { cwd: path, env });
    if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }
}

function pairs(flag: string, values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}
