import { execFile } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { stopped } from './interruption.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'deploy-gate-place-')));
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** A workspace, a folder for temporary files, and one that is neither, with a file that must stay as it is. */
interface Place {
  readonly workspace: string;
  readonly temp: string;
  readonly elsewhere: string;
  readonly decoy: string;
  readonly env: Readonly<Record<string, string>>;
}

const DECOY = 'not to be written over\n';

function createPlace(): Place {
  const here = mkdtempSync(join(top, 'place-'));
  const folder = (name: string): string => {
    mkdirSync(join(here, name));
    return join(here, name);
  };
  const [workspace, temp, elsewhere] = [folder('workspace'), folder('temp'), folder('elsewhere')];
  const decoy = join(elsewhere, 'decoy.txt');
  writeFileSync(decoy, DECOY);
  const env = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp };
  return { workspace, temp, elsewhere, decoy, env };
}

const OUTSIDE = 'lies outside the workspace and RUNNER_TEMP. Give a path inside one of them';
const LINK = 'is a symbolic link. Give the path of the file itself';
const NO_FILE = 'is not a regular file. Give the path of a file';
const owned = (whose: string): string => `is ${whose}. Give the trace a file of its own`;

/** What `trace-file` is, what leads there, and what is said of it. */
type Row = readonly [what: string, traceFile: (place: Place) => string | Promise<string>, told: string];

const ELSEWHERE: readonly Row[] = [
  ['an absolute path', ({ decoy }) => decoy, OUTSIDE],
  ['a path that climbs out', () => '../elsewhere/decoy.txt', OUTSIDE],
  [
    'a linked folder',
    ({ workspace, elsewhere }) => {
      symlinkSync(elsewhere, join(workspace, 'out'));
      return 'out/decoy.txt';
    },
    OUTSIDE,
  ],
  [
    'a folder to be made in a linked one',
    ({ workspace, elsewhere }) => {
      symlinkSync(elsewhere, join(workspace, 'out'));
      return 'out/new/trace.har';
    },
    OUTSIDE,
  ],
  [
    'a linked folder that climbs back in by its name alone',
    ({ temp, elsewhere }) => {
      symlinkSync(elsewhere, join(temp, 'out'));
      return join(temp, 'out', 'decoy.txt');
    },
    OUTSIDE,
  ],
  [
    'a symbolic link to a file outside',
    ({ workspace, decoy }) => {
      symlinkSync(decoy, join(workspace, 'trace.har'));
      return 'trace.har';
    },
    LINK,
  ],
  [
    'a symbolic link to a file inside',
    ({ workspace }) => {
      writeFileSync(join(workspace, 'real.har'), DECOY);
      symlinkSync('real.har', join(workspace, 'trace.har'));
      return 'trace.har';
    },
    LINK,
  ],
  [
    'a symbolic link that leads nowhere',
    ({ workspace, elsewhere }) => {
      symlinkSync(join(elsewhere, 'new.har'), join(workspace, 'trace.har'));
      return 'trace.har';
    },
    LINK,
  ],
  [
    'a folder that is a link to nowhere',
    ({ workspace, elsewhere }) => {
      symlinkSync(join(elsewhere, 'none'), join(workspace, 'out'));
      return 'out/trace.har';
    },
    'cannot be checked (ENOENT). Give a path whose folders this job may read',
  ],
  ['the workspace itself', () => '.', NO_FILE],
  [
    'a pipe',
    async ({ workspace }) => {
      await promisify(execFile)('mkfifo', [join(workspace, 'pipe')]);
      return 'pipe';
    },
    NO_FILE,
  ],
  [
    'a results file',
    ({ temp }) => join(temp, 'deploy-gate-01234567-89ab-cdef-0123-456789abcdef.json'),
    owned('named like a results file'),
  ],
  [
    'a file in a folder of the runner',
    ({ temp }) => {
      mkdirSync(join(temp, '_runner_file_commands'));
      return join(temp, '_runner_file_commands', 'set_env_1');
    },
    owned("one of the runner's own files"),
  ],
];

/** Everything below a folder, with what each file says. */
function contentsOf(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')] as const);
}

describe('row 108: a trace-file that leads elsewhere → refused with all other problems, and written nowhere', () => {
  it.concurrent.for(ELSEWHERE)('%s', async ([, traceFile, told], { expect }) => {
    const place = createPlace();
    const path = await traceFile(place);
    const step = await play((e) => ({
      ...one(record(e, 'succeeded'), { 'trace-file': path, timeout: '0' }),
      env: place.env,
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error', results: '[]' } });
    expect(step.emulator.requests).toEqual([]);
    const lines = step.stdout.replaceAll('%0A', '\n');
    expect(lines).toContain('2 problems with the inputs');
    expect(lines).toMatch(/^- timeout: "0" is not a duration/m);
    expect(lines).toContain(` ${told}\n`.trimStart());
    expect(lines).toMatch(/^- trace-file: /m);
    expect(step.stdout).not.toContain('Trace: ');
    const written = [place.workspace, place.temp, place.elsewhere].flatMap(contentsOf);
    expect(written.filter(([, text]) => text.includes('"log"'))).toEqual([]);
    expect(readFileSync(place.decoy, 'utf8')).toBe(DECOY);
  });

  it.concurrent.for([
    ['GITHUB_OUTPUT', 'output'],
    ['GITHUB_STEP_SUMMARY', 'summary'],
    ['GITHUB_STATE', 'state'],
  ] as const)('the file of %s', async ([name, file], { expect }) => {
    const step = await play((e) => one(record(e, 'succeeded'), { 'trace-file': `./${file}` }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.stdout).toContain(`trace-file: "./${file}" ${owned(`the file of ${name}`)}`);
    expect(step.summary).toContain('Deploy Gate: error');
    expect(step.stdout).not.toContain('Trace: ');
  });

  it.concurrent.for(['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_EVENT_PATH'])(
    'the file of %s, also by a hard link, and before there is one',
    async (name, { expect }) => {
      const place = createPlace();
      const file = join(place.workspace, 'own');
      const read = async (traceFile: string) =>
        play((e) => ({
          ...one(record(e, 'succeeded'), { 'trace-file': traceFile }),
          env: { ...place.env, [name]: file },
        }));
      const before = await read('own');
      expect(before.stdout).toContain(`trace-file: "own" ${owned(`the file of ${name}`)}`);
      expect(existsSync(file)).toBe(false);
      writeFileSync(file, DECOY);
      linkSync(file, join(place.workspace, 'other'));
      const linked = await read('other');
      expect(linked.stdout).toContain(`trace-file: "other" ${owned(`the file of ${name}`)}`);
      expect(readFileSync(file, 'utf8')).toBe(DECOY);
    },
  );

  it.concurrent('the file of tasks-file', async ({ expect }) => {
    const step = await play((e) => ({
      ...one(record(e, 'succeeded'), { tasks: '', 'tasks-file': 'tasks.yml', 'trace-file': './tasks.yml' }),
      files: { 'tasks.yml': JSON.stringify([record(e, 'succeeded')]) },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.stdout).toContain(`trace-file: "./tasks.yml" ${owned('the file of tasks-file')}`);
  });

  it.concurrent('control: a new file in new folders of the workspace, and one in RUNNER_TEMP', async ({
    expect,
  }) => {
    const place = createPlace();
    symlinkSync(place.temp, join(place.workspace, 'to-temp'));
    for (const path of ['out/deep/trace.har', join(place.temp, 'trace.har'), 'to-temp/other.har']) {
      const step = await play((e) => ({
        ...one(record(e, 'succeeded'), { 'trace-file': path }),
        env: place.env,
      }));
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    }
    const traces = [join(place.workspace, 'out/deep/trace.har')];
    traces.push(join(place.temp, 'trace.har'), join(place.temp, 'other.har'));
    for (const path of traces) expect(readFileSync(path, 'utf8')).toContain('"log"');
  });
});

describe('row 108: a link that is made while the gate waits → not followed, the verdict is not affected', () => {
  it.concurrent.for<readonly [what: string, make: (place: Place) => void]>([
    [
      'in place of the file',
      ({ workspace, decoy }) => {
        rmSync(join(workspace, 'out', 'decoy.txt'));
        symlinkSync(decoy, join(workspace, 'out', 'decoy.txt'));
      },
    ],
    [
      'in place of its folder',
      ({ workspace, elsewhere }) => {
        renameSync(join(workspace, 'out'), join(workspace, 'before'));
        symlinkSync(elsewhere, join(workspace, 'out'));
      },
    ],
  ])('%s', async ([, make], { expect }) => {
    const place = createPlace();
    let isMade = false;
    const step = await stopped(['SIGINT'], ({ emulator: e, stopIn }) => ({
      ...one(record(e, 'running'), { 'trace-file': 'out/decoy.txt' }),
      env: place.env,
      onStdout: (text) => {
        // The table at the end names it, too.
        if (isMade || !text.includes(' web ')) return;
        isMade = true;
        make(place);
        stopIn(0);
      },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'interrupted' } });
    expect(step.stdout).toMatch(/::warning .*the trace could not be written to .*decoy\.txt: /);
    expect(readFileSync(place.decoy, 'utf8')).toBe(DECOY);
    expect(contentsOf(place.elsewhere)).toHaveLength(1);
  });
});
