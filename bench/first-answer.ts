import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { record } from '../test/dist/entries.ts';
import { startEmulator } from '../test/emulator/index.ts';
import { type Measure, median, rounded } from './section.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RUNS = 20;
/** Our packages, and what is used of each: of one that is not used the bundler leaves out what it can. */
const USES: Readonly<Record<string, string>> = {
  '@actions/core': 'setOutput',
  undici: 'request',
  zod: 'object',
  yaml: 'parseDocument',
};
const PACKAGES = Object.keys(USES);

type Variables = Readonly<Record<string, string>>;

/** A process that is started again and again, and what it is. */
interface Candidate {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Variables;
  /** The exit code that it must have. */
  readonly code?: number;
}

/** How long a whole process takes, in ms. */
function timed({ args, env, code: wanted = 0 }: Candidate): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: 'ignore',
    });
    child.on('error', reject).on('close', (code) => {
      if (code === wanted) resolve(performance.now() - begun);
      else reject(new Error(`${args.join(' ')} ended with ${code}`));
    });
  });
}

/**
 * The least that a bundle with these packages can be: it imports them, and does nothing.
 *
 * @param whole whether all of each package is kept, instead of what one function of it needs
 */
function buildFloor(folder: string, packages: readonly string[], whole = false): string {
  const name = `floor-${whole ? 'whole-' : ''}${packages.join('-').replaceAll(/\W/g, '')}`;
  const source = join(folder, `${name}.js`);
  const names = packages.map((name, index) => `import * as p${index} from '${name}';`);
  const used = packages.map((each, index) => (whole ? `p${index}` : `typeof p${index}.${USES[each]}`));
  const check = `if ([${used.join()}].includes('')) throw new Error('nothing was loaded');`;
  writeFileSync(source, `${names.join('\n')}\n${check}\n`);
  const ncc = join(ROOT, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  const out = join(folder, name);
  execFileSync(process.execPath, [ncc, 'build', source, '--out', out, '--no-cache', '--quiet'], {
    stdio: 'ignore',
  });
  return join(out, 'index.js');
}

export const measure: Measure = async (short) => {
  // Inside the repository, so that its packages are found.
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.bench-'));
  const temp = mkdtempSync(join(tmpdir(), 'deploy-gate-bench-'));
  const emulator = await startEmulator();
  try {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    const output = join(temp, 'output');
    writeFileSync(output, '');
    const gate = (more: Variables = {}): Variables => ({
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: output,
      GITHUB_STATE: output,
      RUNNER_TEMP: temp,
      'INPUT_ALLOWED-HOSTS': '127.0.0.1',
      'INPUT_HUAWEI-ACCESS-KEY-ID': emulator.huawei.keys.accessKeyId,
      'INPUT_HUAWEI-SECRET-ACCESS-KEY': emulator.huawei.keys.secretAccessKey,
      INPUT_TASKS: JSON.stringify([record(emulator, 'succeeded')]),
      ...more,
    });
    const dist = join(ROOT, 'dist', 'index.js');
    const candidates: readonly Candidate[] = [
      { name: 'node --eval 0', args: ['--eval', '0'], env: {} },
      { name: `floor: ${PACKAGES.join(', ')}`, args: [buildFloor(folder, PACKAGES)], env: {} },
      { name: 'floor, with all of each package', args: [buildFloor(folder, PACKAGES, true)], env: {} },
      ...PACKAGES.map((name) => ({ name: `only ${name}`, args: [buildFloor(folder, [name])], env: {} })),
      { name: 'the gate, refused inputs', args: [dist], env: gate({ INPUT_TASKS: '[]' }), code: 1 },
      { name: 'the gate, one finished deployment', args: [dist], env: gate() },
      {
        name: 'the gate, with a compile cache of an earlier step',
        args: [dist],
        env: gate({ NODE_COMPILE_CACHE: join(temp, 'cache') }),
      },
    ];
    const times = new Map<Candidate, number[]>(candidates.map((candidate) => [candidate, []]));
    // One round beforehand, for the files and the cache.
    for (const candidate of candidates) await timed(candidate);
    for (let run = 0; run < (short ? 2 : RUNS); run += 1) {
      for (const candidate of candidates) times.get(candidate)?.push(await timed(candidate));
    }
    const middles = candidates.map((candidate) => median(times.get(candidate) ?? []));
    const [empty = 1, floor = 1] = middles;
    return {
      name: 'first-answer',
      title: 'First answer',
      about: `Whole processes, in turns, the median of ${short ? 2 : RUNS} each.`,
      columns: ['process', 'ms', '× empty', '× floor'],
      rows: candidates.map(({ name }, index) => {
        const ms = middles[index] ?? Number.NaN;
        return [name, rounded(ms, 0), rounded(ms / empty), rounded(ms / floor)];
      }),
    };
  } finally {
    await emulator.close();
    for (const path of [folder, temp]) rmSync(path, { recursive: true, force: true });
  }
};
