import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { EOL, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Har } from './trace/har.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What Node has compiled of `dist/` once serves all steps: a fifth of what a step costs. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'deploy-gate');

/** The folder that every step writes a trace into, on which it keeps silent; none without `DEPLOY_GATE_RECORD`. */
const RECORD = process.env['DEPLOY_GATE_RECORD'] ?? '';

/** What the runner puts in for `github.token`, where a step gives no `github-token`. */
export const JOB_TOKEN = 'ghs_FakeTokenOfTheJob0123456789abcdefghij';

/** What the runner sees of a step. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** With line feeds alone, also where the platform's lines end otherwise. */
  readonly stdout: string;
  readonly stderr: string;
  /** The outputs as the runner reads them from GITHUB_OUTPUT: the last value of each name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What the step has saved for its `post` phase. */
  readonly states: Readonly<Record<string, string>>;
  /** The job summary as the runner shows it. */
  readonly summary: string;
  /** The results file as it was written; nothing if there is none, or one that is longer than a text can be. */
  readonly resultsFile: string | undefined;
  /** What the input `trace-file` names; nothing if it names no `.har` file. A valid HAR, or the run of the step throws. */
  readonly trace: Har | undefined;
  readonly durationMs: number;
}

export interface StepOptions {
  /** The `with:` of the step; action.yml's defaults fill in the rest, as the runner does. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Files in the workspace, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The folder that `action.yml` and `dist/` are in, where it is not the project's own. */
  readonly action?: string;
  /** The Node that runs it, where it is not the one of the tests. */
  readonly node?: string;
  /** What the main phase has saved: with it the runner starts the file of the `post` phase. */
  readonly states?: Readonly<Record<string, string>>;
  /** Called with each piece of stdout, and ways to signal the step and to read no more of it. */
  readonly onStdout?: (text: string, kill: (signal: NodeJS.Signals) => void, stopReading: () => void) => void;
}

/** Starts the built action in a process of its own, as the runner starts it, and waits for its end. */
export async function runStep({
  inputs,
  env = {},
  files = {},
  states,
  action = ROOT,
  node = process.execPath,
  onStdout,
}: StepOptions): Promise<StepResult> {
  const temp = await mkdtemp(join(tmpdir(), 'deploy-gate-step-'));
  try {
    const place = (name: string): string => join(temp, name);
    const own = recorded(states);
    const written = { output: place('output'), summary: place('summary'), state: place('state') };
    await Promise.all(Object.values(written).map((path) => writeFile(path, '')));
    for (const [path, content] of Object.entries(files)) await writeFile(place(path), content);
    const { runs, defaults } = await actionFile();
    const child = spawn(node, [join(action, states === undefined ? runs.main : runs.post)], {
      cwd: temp,
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: COMPILED,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: temp,
        GITHUB_OUTPUT: written.output,
        GITHUB_STEP_SUMMARY: written.summary,
        GITHUB_STATE: written.state,
        RUNNER_TEMP: temp,
        ...inputVariables({ ...defaults, ...own, ...inputs }),
        ...env,
        ...Object.fromEntries(Object.entries(states ?? {}).map(([name, value]) => [`STATE_${name}`, value])),
      },
    });
    const started = performance.now();
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onStdout?.(
        text,
        (signal) => child.kill(signal),
        () => child.stdout.destroy(),
      );
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.on('error', reject).on('close', (code, by) => resolve([code, by]));
      },
    );
    const durationMs = performance.now() - started;
    if (RECORD !== '') stdout = stdout.replaceAll(/^Trace: .*\r?\n/gm, '');
    const kept = own['trace-file'] ?? '';
    if (kept !== '') await copyFile(place(kept), join(RECORD, kept)).catch(() => undefined);
    const eol = EOL === '\r\n' ? EOL : '\n';
    const outputs = parseFileCommands(await readFile(written.output, 'utf8'), eol);
    const saved = parseFileCommands(await readFile(written.state, 'utf8'), eol);
    const summary = shownSummary(await readFile(written.summary));
    const path = outputs['results-file'] ?? '';
    const resultsFile = path === '' ? undefined : await readText(path);
    const trace = await readTrace(temp, inputs['trace-file']);
    return {
      exitCode,
      signal,
      stdout: stdout.replaceAll(eol, '\n'),
      stderr,
      outputs,
      states: saved,
      summary,
      resultsFile,
      trace,
      durationMs,
    };
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** A file as text; nothing of one that is longer than a text can be. */
async function readText(path: string): Promise<string | undefined> {
  return (await stat(path)).size > LONGEST_TEXT ? undefined : readFile(path, 'utf8');
}

const LONGEST_TEXT = 2 ** 28;

/** The input that makes a step of the main phase write a trace of its own. */
function recorded(states: StepOptions['states']): Readonly<Record<string, string>> {
  if (RECORD === '' || states !== undefined) return {};
  // Where the step comes from, as far as it can be seen.
  const [, from = 'step', line = ''] = /(\w[\w.-]*)\.test\.ts:(\d+)/.exec(new Error().stack ?? '') ?? [];
  return { 'trace-file': `${from}-${line}-${randomUUID()}.har` };
}

async function readTrace(workspace: string, path = ''): Promise<Har | undefined> {
  if (!path.endsWith('.har')) return undefined;
  const text = await readFile(resolve(workspace, path), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { readHar } = await import('./trace/har.ts');
  return readHar(text);
}

/** What action.yml says: the files of both phases, and the defaults that the runner sets for inputs that a step does not give. */
async function actionFile(): Promise<{
  readonly runs: { readonly main: string; readonly post: string };
  readonly defaults: Readonly<Record<string, string>>;
}> {
  const { parse } = await import('yaml');
  const action: {
    inputs: Record<string, { default?: string }>;
    runs: { main: string; post: string };
  } = parse(await readFile(join(ROOT, 'action.yml'), 'utf8'));
  const defaults = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [
      name,
      (input.default ?? '').replace(/^\$\{\{ github\.token \}\}$/, JOB_TOKEN),
    ]),
  );
  return { runs: action.runs, defaults };
}

/** Inputs reach an action as `INPUT_<NAME>`, in upper case with underscores for spaces. */
function inputVariables(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

/**
 * Reads a file of outputs as the runner does: `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`; of `=` and
 * `<<` the first in a line decides. The last value of a name counts.
 *
 * @param eol what ends a line on the runner beside a line feed: `\r\n` on Windows
 * @throws on anything else, as the runner does
 */
export function parseFileCommands(
  content: string,
  eol: '\n' | '\r\n' = '\n',
): Readonly<Record<string, string>> {
  const text = content.replace(/^\uFEFF/, '');
  const values: Record<string, string> = {};
  let at = 0;
  /** The next line, where it ends and where the one after it begins; nothing at the end of the file. */
  const next = (): { readonly line: string; readonly end: number; readonly ended: boolean } | undefined => {
    if (at >= text.length) return undefined;
    const [begin, feed] = [at, text.indexOf('\n', at)];
    const cut = feed > begin && eol === '\r\n' && text[feed - 1] === '\r' ? 1 : 0;
    const end = feed === -1 ? text.length : feed - cut;
    at = feed === -1 ? text.length : feed + 1;
    return { line: text.slice(begin, end), end, ended: feed !== -1 };
  };
  for (let read = next(); read !== undefined; read = next()) {
    const { line } = read;
    if (line === '') continue;
    const [mark] = /=|<</.exec(line) ?? [];
    if (mark === undefined) throw new Error(`neither = nor << in an output: ${line}`);
    const name = line.slice(0, line.indexOf(mark));
    const rest = line.slice(name.length + mark.length);
    if (mark === '=') {
      values[name] = rest;
      continue;
    }
    if (name === '' || rest === '') throw new Error(`an output without a name or a delimiter: ${line}`);
    const begin = at;
    let last = begin;
    for (let value = next(); value?.line !== rest; value = next()) {
      if (value?.ended !== true) throw new Error(`the delimiter of ${name} never comes`);
      last = value.end;
    }
    values[name] = text.slice(begin, last);
  }
  return values;
}

const MAX_SUMMARY_BYTES = 1024 * 1024;

/** What the runner uploads of a step's summary: nothing at all of one that is too large. */
export function shownSummary(file: Buffer): string {
  return file.length > MAX_SUMMARY_BYTES ? '' : file.toString('utf8');
}
