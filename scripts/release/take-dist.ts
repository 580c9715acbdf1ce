/*
 * node scripts/release/take-dist.ts FOLDER
 *
 * Puts what another job has built into dist/, if it is nothing but what a build makes: plain files of known names.
 * Needs nothing installed, and runs nothing of what it takes.
 */
import { cpSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = /^(index\.js|\d+\.index\.js|post\.js|licenses\.txt|package\.json)$/;
const MOST_BYTES = 16 * 1024 * 1024;

const [folder = ''] = process.argv.slice(2);
const names = readdirSync(folder);
const files = names.map((name) => ({ name, stat: lstatSync(join(folder, name)) }));
const strange = files.filter(({ name, stat }) => !NAMES.test(name) || !stat.isFile()).map(({ name }) => name);
if (strange.length > 0) throw new Error(`not of a build: ${JSON.stringify(strange)}`);
for (const name of ['index.js', 'post.js']) {
  if (!names.includes(name)) throw new Error(`there is no ${name}`);
}
if (files.reduce((bytes, { stat }) => bytes + stat.size, 0) > MOST_BYTES)
  throw new Error(`more than ${MOST_BYTES} bytes`);
rmSync('dist', { recursive: true });
for (const { name } of files) cpSync(join(folder, name), join('dist', name));
process.stdout.write(`dist has ${files.length} files\n`);
