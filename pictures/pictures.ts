import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { inputsOf, play, type Scene } from '../test/demo/scene.ts';
import { scenes } from '../test/demo/scenes.ts';
import { startEmulator, stopwatch } from '../test/emulator/index.ts';
import { runStep } from '../test/runner.ts';
import { openBrowser } from './browser.ts';

/** Draws the job summaries that the built action writes in the demo's scenes, for the README: `npm run pictures`. */

const NAMES: Readonly<Record<string, string>> = {
  success: 'succeeded',
  rollback: 'rolled-back',
  failure: 'failed',
  timeout: 'timed-out',
};

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
await mkdir(folder, { recursive: true });
const browser = await openBrowser();
try {
  await Promise.all(scenes.filter(({ word }) => NAMES[word] !== undefined).map(drawScene));
} finally {
  await browser.close();
}

async function drawScene(scene: Scene): Promise<void> {
  const page = await browser.draw(await summaryOf(scene), 'light');
  await page.locator('body').screenshot({ path: `${folder}${NAMES[scene.word]}.png` });
}

async function summaryOf(scene: Scene): Promise<string> {
  const emulator = await startEmulator();
  try {
    play(emulator, scene, stopwatch());
    const { summary } = await runStep({ inputs: inputsOf(emulator, scene) });
    return summary;
  } finally {
    await emulator.close();
  }
}
