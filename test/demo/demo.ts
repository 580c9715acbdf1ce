import { existsSync } from 'node:fs';

import { startEmulator, stopwatch } from '../emulator/index.ts';
import { runStep } from '../runner.ts';
import { differences } from './judge.ts';
import { cast, inputsOf, play, type Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { paint } from './show/colours.ts';
import { showHeading } from './show/heading.ts';
import { ruled } from './show/layout.ts';
import { createLogView } from './show/log-lines.ts';
import { showMarkdown } from './show/markdown.ts';
import { showOutputs } from './show/outputs.ts';

const write = (text: string): void => void process.stdout.write(text);
const section = (title: string): void => write(`\n${paint('dim', ruled(title))}\n`);

const [first] = scenes;
const words = process.argv.slice(2);
const scene = words.length === 0 ? first : scenes.find(({ word }) => words.length === 1 && words[0] === word);
if (scene === undefined) {
  const choices = scenes.map(({ word }) => word).join(', ');
  process.stderr.write(
    `There is no scene "${words.join(' ')}". Choose one: ${choices} (${first.word} if none is given).\n` +
      'For example: npm run demo -- rollback\n',
  );
  process.exitCode = 2;
} else if (!existsSync(new URL('../../dist/index.js', import.meta.url))) {
  process.stderr.write('dist/index.js is missing. Build it first: npm run build\n');
  process.exitCode = 1;
} else {
  process.exitCode = (await show(scene)) ? 0 : 1;
}

/** Plays a scene before the built action and shows all that the action writes. */
async function show(scene: Scene): Promise<boolean> {
  // Ctrl-C reaches the action as well: it ends as a cancelled run does, and its report is still shown.
  process.once('SIGINT', () => {});
  write(`${showHeading(scene, cast)}\n`);
  section('log');
  const emulator = await startEmulator();
  play(emulator, scene, stopwatch());
  const log = createLogView(write);
  let cancelling: NodeJS.Timeout | undefined;
  const step = await runStep({
    inputs: inputsOf(emulator, scene),
    onStdout: (text, kill) => {
      log(text);
      if (cancelling !== undefined || scene.cancelAfter?.test(text) !== true) return;
      cancelling = setTimeout(() => {
        write(`${paint('bold', 'The run is cancelled.')}\n`);
        kill('SIGINT');
      }, 1_000);
    },
  }).finally(() => {
    clearTimeout(cancelling);
    return emulator.close();
  });
  log();
  if (step.stderr !== '') write(step.stderr);
  section('job summary');
  write(`${showMarkdown(step.summary)}\n`);
  section('outputs');
  write(`${showOutputs(step.outputs)}\n`);
  section('end');
  const seconds = (step.durationMs / 1000).toFixed(1);
  const hiccups = emulator.requests.filter(({ status }) => status === 503).length;
  write(`exit code ${step.exitCode ?? step.signal} after ${seconds} s; `);
  write(`${emulator.requests.length} requests to the clouds, ${hiccups} of them answered with a 503\n`);
  return judge(scene, differences(scene.expected, { ...step, hiccups }));
}

function judge(scene: Scene, wrong: readonly string[]): boolean {
  if (wrong.length === 0) {
    write(`${paint('green', '✔')} The gate ended as the scene "${scene.word}" intends.\n`);
    return true;
  }
  write(`${paint('red', '✘')} The gate did not end as the scene "${scene.word}" intends:\n`);
  for (const line of wrong) write(`  ${line}\n`);
  return false;
}
