import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

import { tracePath, writeWhole } from '../../src/trace/trace-file.ts';

const temp = mkdtempSync(join(tmpdir(), 'deploy-gate-trace-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const folder = (name: string): string => {
  const path = join(temp, name);
  mkdirSync(path);
  return path;
};

it('counts a path from the workspace, and takes an absolute one as it is', () => {
  expect(tracePath('a/b.har', '/work')).toBe('/work/a/b.har');
  expect(tracePath('/else/b.har', '/work')).toBe('/else/b.har');
});

it('writes a file whole, with the folders that it needs, and leaves no other', () => {
  const path = join(folder('new'), 'deep', 'er', 'trace.har');
  writeWhole(path, 'one');
  writeWhole(path, 'two');
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(path, '..'))).toEqual(['trace.har']);
});

it('writes to what a symbolic link leads to', () => {
  const place = folder('link');
  writeFileSync(join(place, 'real.har'), 'old');
  symlinkSync('real.har', join(place, 'trace.har'));
  writeWhole(tracePath('trace.har', place), 'new');
  expect(readFileSync(join(place, 'real.har'), 'utf8')).toBe('new');
  expect(readdirSync(place).sort()).toEqual(['real.har', 'trace.har']);
});

it('refuses what is no file: a folder, a device', () => {
  expect(() => tracePath('.', temp)).toThrow('there is something else than a file');
  expect(() => tracePath('/dev/null', temp)).toThrow('there is something else than a file');
});

it('writes the file itself where its folder takes no draft beside it', () => {
  // A name of 250 characters leaves no room for that of a draft.
  const path = join(folder('narrow'), 'x'.repeat(250));
  writeWhole(path, 'text');
  expect(readFileSync(path, 'utf8')).toBe('text');
  expect(readdirSync(join(temp, 'narrow'))).toHaveLength(1);
});

it('throws where nothing can be written, and leaves nothing', () => {
  const file = join(folder('none'), 'file');
  writeFileSync(file, '');
  chmodSync(file, 0o400);
  expect(() => writeWhole(join(file, 'trace.har'), 'text')).toThrow(/ENOTDIR|EEXIST/);
  expect(readdirSync(join(temp, 'none'))).toEqual(['file']);
});
