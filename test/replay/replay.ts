import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { forLog } from '../../src/report/text.ts';
import { VERDICTS } from '../../src/task.ts';
import { describeError, shown } from '../../src/wording.ts';
import { paint } from '../demo/show/colours.ts';
import { ruled } from '../demo/show/layout.ts';
import { createLogView } from '../demo/show/log-lines.ts';
import { showMarkdown } from '../demo/show/markdown.ts';
import { differences } from './compare.ts';
import { readTrace, type Trace, TraceError } from './har-file.ts';
import { replay } from './play.ts';

const USAGE = 'npm run replay -- FILE.har [--expect STATE]';

/** Of a summary as of a log, a runner must read no command. */
const write = (text: string): void =>
  void process.stdout.write(text.replaceAll('::', ': :').replaceAll('##[', '# #['));
const section = (title: string): void => write(`\n${paint('dim', ruled(title))}\n`);

/** What is wrong with the command or the file. */
function refuse(what: string): void {
  process.stderr.write(`${what}\n`);
  process.exitCode = 1;
}

/** Replays a trace and shows what its user saw; whether the verdict is the expected one, where one is. */
async function show(trace: Trace, expected: string | undefined): Promise<boolean> {
  section('log');
  const log = createLogView(write);
  const { step, told, notPlayed } = await replay(trace, { onStdout: log });
  log();
  if (step.stderr !== '') write(step.stderr);
  section('job summary');
  write(`${showMarkdown(step.summary)}\n`);
  section('end');
  for (const what of notPlayed) write(`Cannot be played: ${forLog(what)}\n`);
  for (const line of differences(trace.about, told)) write(`Not as recorded: ${forLog(line)}\n`);
  write(`recorded: ${trace.about.verdict}\nreplayed: ${told.verdict}\n`);
  if (expected === undefined) return true;
  const right = told.verdict === expected;
  write(right ? `${paint('green', '✔')} as expected\n` : `${paint('red', '✘')} expected: ${expected}\n`);
  return right;
}

function readCommand(): { readonly file: string; readonly expected: string | undefined } | undefined {
  try {
    const { positionals, values } = parseArgs({
      options: { expect: { type: 'string' } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) refuse(`Give one file: ${USAGE}`);
    else if (values.expect !== undefined && !VERDICTS.some((verdict) => verdict === values.expect)) {
      refuse(`--expect ${shown(values.expect)} is no verdict; write one of ${VERDICTS.join(', ')}`);
    } else return { file, expected: values.expect };
  } catch (error) {
    refuse(`${describeError(error)}\n${USAGE}`);
  }
  return undefined;
}

function readFile(file: string): Trace | undefined {
  try {
    return readTrace(readFileSync(file, 'utf8'));
  } catch (error) {
    const what = error instanceof TraceError ? error.message : `it cannot be read (${describeError(error)})`;
    refuse(forLog(`${shown(file)} cannot be replayed: ${what}`));
  }
  return undefined;
}

const command = readCommand();
const trace = command === undefined ? undefined : readFile(command.file);
if (command !== undefined && trace !== undefined) {
  if (!existsSync(new URL('../../dist/index.js', import.meta.url))) {
    refuse('dist/index.js is missing. Build it first: npm run build');
  } else {
    // Ctrl-C reaches the action as well, which still reports.
    process.once('SIGINT', () => undefined);
    process.exitCode = (await show(trace, command.expected)) ? 0 : 1;
  }
}
