import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { releasesOf } from '../../scripts/release/changelog.ts';
import { readTop } from '../../scripts/tables.ts';
import { type Job, readActLog, readableLog } from './act-log.ts';
import { run } from './process.ts';
import { tool } from './tools.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A repository like this one, in which its own workflows run. */
export interface OwnRepository {
  readonly path: string;
  readonly git: (...args: readonly string[]) => Promise<string>;
  /** What a ref of the remote repository is on; nothing if there is none. */
  readonly remote: (ref: string) => Promise<string>;
  /** Runs a workflow on an event. `built` is what the build makes: file names in dist with their texts. */
  readonly run: (
    workflow: string,
    event: 'push' | 'pull_request',
    payload: object,
    built?: Readonly<Record<string, string>>,
  ) => Promise<OwnRun>;
}

/** How a run of one of them ended. */
export interface OwnRun {
  readonly jobs: Readonly<Record<string, Job>>;
  /** What gh was asked for that changes something. */
  readonly gh: readonly string[];
  readonly log: string;
}

/** In the place of the actions that need GitHub: they do on this machine what those do there. */
const ACTIONS: Readonly<Record<string, string>> = {
  // act itself does what one without a ref does.
  checkout: `inputs: { ref: {}, path: { default: . }, fetch-depth: {}, persist-credentials: {} }
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        git clone --quiet "$PLACE/origin.git" "\${{ inputs.path }}"
        git -C "\${{ inputs.path }}" checkout --quiet --detach "\${{ inputs.ref }}"`,
  'setup-node': `inputs: { node-version: {}, package-manager-cache: {} }
runs:
  using: composite
  steps:
    - shell: bash
      run: node --version`,
  'upload-artifact': `inputs: { name: {}, path: {}, if-no-files-found: {}, retention-days: {} }
outputs: { artifact-id: { value: '4711' } }
runs:
  using: composite
  steps:
    - shell: bash
      run: mkdir "$PLACE/4711" && cp -r "\${{ inputs.path }}/." "$PLACE/4711"`,
  'download-artifact': `inputs: { artifact-ids: {}, path: {} }
runs:
  using: composite
  steps:
    - shell: bash
      run: cp -r "$PLACE/\${{ inputs.artifact-ids }}" "\${{ inputs.path }}"`,
  attest: `inputs: { subject-path: {}, sbom-path: {} }
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        ls $SUBJECTS
        [ -z "$SBOM" ] || grep --count spdxVersion "$SBOM"
      env: { SUBJECTS: "\${{ inputs.subject-path }}", SBOM: "\${{ inputs.sbom-path }}" }`,
};

/** Programs in the place of those that would reach out. */
const PROGRAMS: Readonly<Record<string, string>> = {
  gh: `[ "$GH_TOKEN" = job-token ] || exit 4
case "$1 $2" in
  'release view') [ ! -e "$PLACE/released" ] && echo 'release not found' >&2 && exit 1; echo false ;;
  'release create') touch "$PLACE/released"; echo "$1 $2 $3" >> "$PLACE/gh.log" ;;
  *) echo "$*" >> "$PLACE/gh.log" ;;
esac`,
  npm: `case "$1" in
  ci) ;;
  run) rm -r dist && cp -r "$PLACE/built" dist ;;
  sbom) PATH="\${PATH//"$PLACE/bin:"/}" exec npm "$@" ;; # the real one
  *) exit 1 ;;
esac`,
};

/** A repository for as long as `use` runs: on main, as it is when this version is to be released. */
export async function inOwnRepository<T>(use: (repository: OwnRepository) => Promise<T>): Promise<T> {
  const place = mkdtempSync(join(tmpdir(), 'deploy-gate-own-'));
  const [path, origin, home, bin] = ['clone', 'origin.git', 'home', 'bin'].map((name) => join(place, name));
  if (path === undefined || origin === undefined || home === undefined || bin === undefined)
    throw new Error('there is no place');
  const env = {
    PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    ACT_DISABLE_VERSION_CHECK: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    // What nothing stands in for must not be fetched.
    https_proxy: 'http://127.0.0.1:1',
    PLACE: place,
  };
  const git: OwnRepository['git'] = async (...args) => {
    const author = ['-c', 'user.name=gate', '-c', 'user.email=gate@example.com'];
    const { exitCode, stdout, stderr } = await run('git', [...author, ...args], { cwd: path, env });
    if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  try {
    for (const folder of [path, home, bin]) mkdirSync(folder);
    for (const [name, script] of Object.entries(PROGRAMS))
      writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
    for (const [name, text] of Object.entries(ACTIONS)) {
      mkdirSync(join(place, 'actions', name), { recursive: true });
      writeFileSync(join(place, 'actions', name, 'action.yml'), `name: ${name}\n${text}\n`);
    }
    layRepository(path);
    await git('init', '--quiet', '--bare', '--initial-branch=main', origin);
    await git('init', '--quiet', '--initial-branch=main');
    await git('remote', 'add', 'origin', origin);
    await git('add', '--all');
    await git('commit', '--quiet', '--message=Release');
    await git('push', '--quiet', '--set-upstream', 'origin', 'main');
    return await use({
      path,
      git,
      remote: async (ref) => (await git('ls-remote', 'origin', ref)).split('\t', 1)[0] ?? '',
      run: async (workflow, event, payload, built = {}) => {
        for (const left of ['4711', 'built', 'gh.log'])
          rmSync(join(place, left), { recursive: true, force: true });
        mkdirSync(join(place, 'built'));
        for (const [name, text] of Object.entries(built)) writeFileSync(join(place, 'built', name), text);
        writeFileSync(join(place, 'event.json'), JSON.stringify(payload));
        const file = `.github/workflows/${workflow}`;
        const used = readTop(file).matchAll(/uses: (actions\/([\w-]+)@\w+)/g);
        const ours = [...used].filter(([, , name = '']) => name in ACTIONS);
        const { stdout, stderr } = await run(
          tool('act'),
          [
            event,
            ...['--json', '--verbose', '--no-cache-server', '--workflows', file],
            ...['--eventpath', join(place, 'event.json'), '--secret', 'GITHUB_TOKEN=job-token'],
            ...['--platform', 'ubuntu-latest=-self-hosted', '--container-daemon-socket', '-'],
            ...['--action-cache-path', join(home, 'actions')],
            ...ours.flatMap(([, action, name]) => [
              '--local-repository',
              `${action}=${join(place, 'actions', String(name))}`,
            ]),
          ],
          { cwd: path, env },
        );
        const gh = existsSync(join(place, 'gh.log')) ? readFileSync(join(place, 'gh.log'), 'utf8') : '';
        return {
          jobs: readActLog(stdout),
          gh: gh.split('\n').filter((line) => line !== ''),
          log: readableLog(`${stdout}\n${stderr}`),
        };
      },
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function layRepository(path: string): void {
  for (const name of ['.github/workflows', 'scripts/release', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, name), join(path, name), { recursive: true });
  const { version }: { version: string } = JSON.parse(readTop('package.json'));
  const changelog = readTop('CHANGELOG.md');
  const released = releasesOf(changelog).length > 0;
  const heading = `## [Unreleased]\n\n## [${version}] - 2026-01-31\n`;
  writeFileSync(
    join(path, 'CHANGELOG.md'),
    released ? changelog : changelog.replace('## [Unreleased]\n', heading),
  );
  for (const folder of ['dist', '.ci']) mkdirSync(join(path, folder));
  for (const name of ['index.js', 'post.js', 'licenses.txt'])
    writeFileSync(join(path, 'dist', name), 'committed\n');
  writeFileSync(join(path, '.ci/run'), '#!/usr/bin/env bash\nnpm ci && npm run build\n', { mode: 0o755 });
}
