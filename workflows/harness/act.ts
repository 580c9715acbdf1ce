import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Job, readActLog, readableLog } from './act-log.ts';
import { run } from './process.ts';
import { tool } from './tools.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The action, as the examples name it. */
const ACTION = 'OWNER/deploy-gate@0123456789abcdef0123456789abcdef01234567';

/** The action that installs Alibaba Cloud's command line, as the examples name it. */
const SETUP_ALIYUN = 'aliyun/setup-aliyun-cli-action@0123456789abcdef0123456789abcdef01234567';

/** A job of act's makes no deployment of GitHub's in any case, and act refuses what says so. */
const UNKNOWN_TO_ACT = /^ +deployment: false\b.*\n/gm;

/** What stands in a workflow, and what a test has instead. */
export type Edit = readonly [text: string, instead: string];

/** How a workflow is run. */
export interface WorkflowOptions {
  /** The file in `examples/`. */
  readonly example: string;
  readonly event: 'push' | 'pull_request' | 'merge_group' | 'schedule';
  /** The event's payload. */
  readonly payload?: object;
  /** Files of the repository beside the workflow, by path; they are executable. */
  readonly files: Readonly<Record<string, string>>;
  /** Programs that the runner has. `jq` it always has; `aliyun` only after the action that installs it. */
  readonly programs?: Readonly<Record<string, string>>;
  /** The host of the GitHub that it runs on; by default github.com. */
  readonly server?: string;
  /** What is run instead of what stands in it, such as a shorter time to wait. */
  readonly edits?: readonly Edit[];
  readonly secrets: Readonly<Record<string, string>>;
  /** Environment of the steps, where the workflow has `id-token: write`. */
  readonly idToken: Readonly<Record<string, string>>;
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
 * Runs an example as it stands, but for what act does not know and for the edits, by act, without containers: in a
 * fresh repository that has it as its workflow, with the action as it is built here in the place of the one that the
 * example names.
 */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const place = await mkdtemp(join(tmpdir(), 'deploy-gate-workflow-'));
  try {
    const at = (name: string): string => join(place, name);
    const [repository, action, home] = [at('shop'), at('action'), at('home')];
    const { aliyun, ...programs } = options.programs ?? {};
    const workflow = await readExample(options);
    const env = {
      PATH: [at('programs'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: home,
      XDG_CACHE_HOME: join(home, '.cache'),
      ACT_DISABLE_VERSION_CHECK: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      ...(/^ +id-token: write\b/m.test(workflow) ? options.idToken : {}),
      ...options.env,
    };
    await mkdir(home);
    await layAction(action);
    await layPrograms(at('programs'), programs);
    await symlink(tool('gojq'), join(at('programs'), 'jq'));
    await layPrograms(at('aliyun'), aliyun === undefined ? {} : { aliyun });
    await layActionThatAdds(at('aliyun'), at('setup-aliyun'));
    await layRepository(repository, workflow, options, env);
    const event = at('event.json');
    await writeFile(event, JSON.stringify(options.payload ?? {}));
    const { exitCode, stdout, stderr } = await run(
      tool('act'),
      [
        options.event,
        ...['--json', '--verbose', '--no-cache-server', '--eventpath', event],
        // On this machine, in no container.
        ...['--platform', 'ubuntu-latest=-self-hosted', '--platform', 'self-hosted=-self-hosted'],
        ...['--container-daemon-socket', '-', '--action-cache-path', join(home, 'actions')],
        ...['--local-repository', `${ACTION}=${action}`],
        ...['--local-repository', `${SETUP_ALIYUN}=${at('setup-aliyun')}`],
        ...(options.server === undefined ? [] : ['--github-instance', options.server]),
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

async function layPrograms(path: string, programs: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(path);
  for (const [name, text] of Object.entries(programs))
    await writeFile(join(path, name), text, { mode: 0o755 });
}

/** An action after which the programs of a folder are found. */
async function layActionThatAdds(programs: string, path: string): Promise<void> {
  await mkdir(path);
  await writeFile(join(path, 'action.yml'), 'name: Add programs\nruns: { using: node24, main: add.js }\n');
  const line = JSON.stringify(`${programs}\n`);
  await writeFile(
    join(path, 'add.js'),
    `require('node:fs').appendFileSync(process.env.GITHUB_PATH, ${line});\n`,
  );
}

/** @throws if what is to be edited does not stand in it */
async function readExample({ example, edits = [] }: WorkflowOptions): Promise<string> {
  const text = await readFile(join(ROOT, 'examples', example), 'utf8');
  return [...edits].reduce(
    (edited, [from, to]) => {
      if (!edited.includes(from)) throw new Error(`${example} has no ${from}`);
      return edited.replace(from, to);
    },
    text.replaceAll(UNKNOWN_TO_ACT, ''),
  );
}

async function layRepository(
  path: string,
  workflow: string,
  { example, files, server = 'github.com' }: WorkflowOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const workflows = join(path, '.github', 'workflows');
  await mkdir(workflows, { recursive: true });
  await writeFile(join(workflows, example), workflow);
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text, { mode: 0o755 });
  const author = ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com'];
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['remote', 'add', 'origin', `https://${server}/example/shop.git`],
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
