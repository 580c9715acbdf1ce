import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

/** A glob, and the setting that it stands in. */
interface Named {
  readonly setting: string;
  readonly glob: string;
}

/** Settings whose text is globs; of `thresholds` it is the names. */
const GLOBS: ReadonlySet<string> = new Set([
  'include',
  'includes',
  'exclude',
  'entry',
  'project',
  'setupFiles',
  'mutate',
  'ignorePatterns',
]);

/** The globs of a configuration, wherever they stand in it. */
function globsOf(config: unknown, setting = ''): readonly Named[] {
  const last = setting.slice(setting.lastIndexOf(' ') + 1);
  if (typeof config === 'string') return GLOBS.has(last) ? [{ setting, glob: config }] : [];
  if (Array.isArray(config)) return config.flatMap((each) => globsOf(each, setting));
  // What an optimizer includes are packages.
  if (typeof config !== 'object' || config === null || last === 'optimizer') return [];
  return Object.entries(config).flatMap(([name, value]) => [
    ...(last === 'thresholds' && name.includes('/') ? [{ setting, glob: name }] : []),
    ...globsOf(value, `${setting} ${name}`),
  ]);
}

/** The texts that a glob with braces stands for, each with the alternatives that it was made of. */
function expand(glob: string): readonly { readonly glob: string; readonly chosen: readonly string[] }[] {
  const braces = /\{([^{}]*)\}/.exec(glob);
  if (braces?.[1] === undefined) return [{ glob, chosen: [] }];
  const [before, after] = [glob.slice(0, braces.index), glob.slice(braces.index + braces[0].length)];
  return braces[1]
    .split(',')
    .flatMap((one) =>
      expand(`${before}${one}${after}`).map((rest) => ({ glob: rest.glob, chosen: [one, ...rest.chosen] })),
    );
}

/** What git leaves out is there only once a tool has made it. */
const MADE = read('.gitignore')
  .split('\n')
  .map((line) => line.replace(/\/$/, ''))
  .filter((line) => line !== '');

/** What of a glob matches no file: itself, or alternatives in its braces. */
function dead(glob: string, folder = ''): readonly string[] {
  const plain = glob.replace(/^!?\/?/, '');
  if (MADE.includes(plain)) return [];
  const cwd = `${ROOT}${folder}`;
  const texts = expand(plain).map(({ glob: text, chosen }) => ({
    chosen,
    matches: globSync(text, { cwd, exclude: (name) => name === 'node_modules' }).length > 0,
  }));
  if (texts.every(({ matches }) => !matches)) return [glob];
  const alternatives = new Set(texts.flatMap(({ chosen }) => chosen));
  return [...alternatives].filter(
    (one) => !texts.some(({ chosen, matches }) => matches && chosen.includes(one)),
  );
}

const deadIn = (globs: readonly Named[], folder?: string): readonly string[] =>
  globs.flatMap(({ setting, glob }) => dead(glob, folder).map((one) => `${setting.trim()}: ${one}`));

const loaded = async (path: string): Promise<unknown> => {
  const module: { readonly default?: unknown } = await import(new URL(`../${path}`, import.meta.url).href);
  return module.default;
};
const json = (path: string): unknown => JSON.parse(read(path).replace(/^\s*\/\/.*$/gm, ''));

describe('each glob, and each alternative in its braces, matches a file', () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform');
  afterEach(() => {
    if (platform !== undefined) Object.defineProperty(process, 'platform', platform);
  });

  it.each(['linux', 'darwin', 'win32'])('of vitest.config.ts, on %s', async (value) => {
    Object.defineProperty(process, 'platform', { ...platform, value });
    const globs = globsOf(await loaded(`vitest.config.ts?${value}`));
    const settings = globs.map(({ setting }) => setting);
    for (const part of [/ include$/, / coverage include$/, / thresholds$/])
      expect(settings.join('\n')).toMatch(new RegExp(part, 'm'));
    expect(deadIn(globs)).toEqual([]);
  });

  it('of vitest.config.ts, whose lists are not the same on all platforms', async () => {
    const lists = [];
    for (const value of ['linux', 'darwin', 'win32']) {
      Object.defineProperty(process, 'platform', { ...platform, value });
      lists.push(JSON.stringify(globsOf(await loaded(`vitest.config.ts?${value}`))));
    }
    expect(new Set(lists).size).toBe(3);
  });

  it.each([
    ['mutation/vitest.config.ts', / include$/m],
    ['mutation/stryker.config.mjs', / mutate$/m],
  ])('of %s', async (path, setting) => {
    const globs = globsOf(await loaded(path));
    expect(globs.map((each) => each.setting).join('\n')).toMatch(setting);
    expect(deadIn(globs)).toEqual([]);
  });

  it('of workflows/vitest.config.ts', async () => {
    const globs = globsOf(await loaded('workflows/vitest.config.ts'));
    expect(globs.map(({ setting }) => setting)).toContain(' test include');
    expect(deadIn(globs, 'workflows')).toEqual([]);
  });

  it.each([
    ['biome.json', ''],
    ['tsconfig.json', ''],
    ['tsconfig.build.json', ''],
    ['conformance/tsconfig.json', 'conformance'],
    ['pictures/tsconfig.json', 'pictures'],
    ['workflows/tsconfig.json', 'workflows'],
  ])('of %s', (path, folder) => {
    const globs = globsOf(json(path));
    expect(globs.length).toBeGreaterThan(0);
    expect(deadIn(globs, folder)).toEqual([]);
  });

  it('of knip.jsonc, in the folder of each workspace', () => {
    const config = json('knip.jsonc');
    const workspaces =
      typeof config === 'object' && config !== null && 'workspaces' in config
        ? (config.workspaces ?? {})
        : {};
    expect(Object.keys(workspaces)).toContain('mutation');
    for (const [folder, workspace] of Object.entries(workspaces)) {
      const globs = globsOf(workspace);
      expect(globs.length, folder).toBeGreaterThan(0);
      expect(deadIn(globs, folder), folder).toEqual([]);
    }
  });
});

describe('a glob that matches nothing is found', () => {
  it.each([
    ['src/gate/none.ts', ['src/gate/none.ts']],
    ['!nowhere', ['!nowhere']],
    ['src/gate/{step,none}.ts', ['none']],
    ['test/{gate/step,nowhere/on-*}.test.ts', ['nowhere/on-*']],
    ['{src,nowhere}/**/*.{ts,xyz}', ['xyz', 'nowhere']],
    ['{src,.ci}/**/*.{ts,mjs}', []],
    ['src/{redact,task}.ts', []],
    ['/mutation/reports', []],
  ])('%s', (glob, nothing) => {
    expect(dead(glob)).toEqual(nothing);
  });

  it('wherever it stands', () => {
    const config = {
      files: { includes: ['none-a'] },
      test: { projects: [{ test: { exclude: [['none-b'], 'src'] } }], name: 'none-c' },
      coverage: { thresholds: { lines: 97, 'none/*.ts': { branches: 100 } } },
    };
    expect(deadIn(globsOf(config))).toEqual([
      'files includes: none-a',
      'test projects test exclude: none-b',
      'coverage thresholds: none/*.ts',
    ]);
  });
});
