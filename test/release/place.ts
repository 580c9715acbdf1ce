import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPTS = fileURLToPath(new URL('../../scripts/release', import.meta.url));

/** How a script ended, and what it wrote. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A clone of a repository on this machine, with the release scripts in it and nothing installed. */
export interface Place {
  readonly path: string;
  /** Writes files, commits them, pushes the branch, and gives the commit. */
  readonly commit: (files: Readonly<Record<string, string>>, branch?: string) => string;
  /** Puts a tag on a commit, and pushes it. */
  readonly tag: (tag: string, commit: string, annotated?: 'annotated') => void;
  readonly git: (...args: readonly string[]) => string;
  /** The commit that a tag of the remote repository is on. */
  readonly remote: (tag: string) => string;
  readonly run: (script: string, ...args: readonly string[]) => Ended;
  /** What gh was called with: the arguments, and what it read. */
  readonly ghCalls: () => readonly { readonly args: readonly string[]; readonly input: string }[];
  /** How gh answers the question for a release from now on. */
  readonly setRelease: (answer: {
    readonly status: number;
    readonly stdout?: string;
    readonly stderr?: string;
  }) => void;
}

/** In the place of gh: keeps what it is called with, and answers `release view` as it is told to. */
const GH = `#!/usr/bin/env node
const fs = require('node:fs');
const [, , ...args] = process.argv;
const asks = args[1] === 'view';
const input = asks ? '' : fs.readFileSync(0, 'utf8');
fs.appendFileSync(process.env.GH_CALLS, JSON.stringify({ args, input }) + '\\n');
if (asks) {
  const { status, stdout = '', stderr = '' } = JSON.parse(fs.readFileSync(process.env.GH_ANSWER, 'utf8'));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = status;
}
`;

/** A place for as long as `use` runs. */
export function withPlace(use: (place: Place) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'deploy-gate-release-'));
  const [origin, path, bin] = [join(root, 'origin.git'), join(root, 'clone'), join(root, 'bin')];
  const [calls, answer] = [join(root, 'calls'), join(root, 'answer')];
  const env = {
    PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'gate',
    GIT_AUTHOR_EMAIL: 'gate@example.com',
    GIT_COMMITTER_NAME: 'gate',
    GIT_COMMITTER_EMAIL: 'gate@example.com',
    GH_CALLS: calls,
    GH_ANSWER: answer,
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: path, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const setRelease: Place['setRelease'] = (given) => writeFileSync(answer, JSON.stringify(given));
  try {
    for (const folder of [path, bin]) mkdirSync(folder);
    writeFileSync(join(bin, 'gh'), GH, { mode: 0o755 });
    setRelease({ status: 1, stderr: 'release not found\n' });
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin], { env });
    git('init', '--quiet', '--initial-branch=main');
    git('remote', 'add', 'origin', origin);
    cpSync(SCRIPTS, join(path, 'scripts', 'release'), { recursive: true });
    // Its scripts are modules, as in the project itself.
    writeFileSync(join(path, 'scripts', 'package.json'), '{"type":"module"}');
    use({
      path,
      git,
      commit: (files, branch = 'main') => {
        for (const [name, text] of Object.entries(files)) {
          mkdirSync(dirname(join(path, name)), { recursive: true });
          writeFileSync(join(path, name), text);
        }
        git('add', '--all');
        git('commit', '--quiet', '--allow-empty', '--message=A change');
        git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
        git('fetch', '--quiet', 'origin');
        return git('rev-parse', 'HEAD');
      },
      tag: (tag, commit, annotated) => {
        git(
          'tag',
          ...(annotated === undefined ? [] : ['--annotate', '--message=Tag']),
          '--force',
          tag,
          commit,
        );
        git('push', '--quiet', '--force', 'origin', `refs/tags/${tag}`);
      },
      remote: (tag) => git('--git-dir', origin, 'rev-parse', '--verify', `refs/tags/${tag}^{commit}`),
      run: (script, ...args) => {
        const file = join(path, 'scripts', 'release', `${script}.ts`);
        const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
          cwd: path,
          env,
          encoding: 'utf8',
        });
        return { exitCode: status, stdout, stderr };
      },
      ghCalls: () =>
        (existsSync(calls) ? readFileSync(calls, 'utf8') : '')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line)),
      setRelease,
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The files that name a version, as they are when it is released. */
export function filesOf(
  version: string,
  notes = '### Added\n\n- Something.\n',
): Readonly<Record<string, string>> {
  return {
    'package.json': JSON.stringify({ version }),
    'package-lock.json': JSON.stringify({ version, packages: { '': { version } } }),
    'CHANGELOG.md': `# Changelog\n\n## [Unreleased]\n\n## [${version}] - 2026-01-31\n\n${notes}\n## [0.0.1] - 2026-01-01\n\n- The first.\n`,
  };
}
