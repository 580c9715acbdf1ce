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

import { writeWhole } from '../../src/trace/trace-file.ts';

const temp = mkdtempSync(join(tmpdir(), 'deploy-gate-trace-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const folder = (name: string): string => {
  const path = join(temp, name);
  mkdirSync(path);
  return path;
};

it('writes a file whole, with the folders that it needs, and leaves no other', () => {
  const path = join(folder('new'), 'deep', 'er', 'trace.har');
  writeWhole(path, 'one');
  writeWhole(path, 'two');
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(path, '..'))).toEqual(['trace.har']);
});

it('replaces a symbolic link, and leaves what it leads to', () => {
  const place = folder('link');
  writeFileSync(join(place, 'real.har'), 'old');
  symlinkSync('real.har', join(place, 'trace.har'));
  writeWhole(join(place, 'trace.har'), 'new');
  expect(readFileSync(join(place, 'real.har'), 'utf8')).toBe('old');
  expect(readFileSync(join(place, 'trace.har'), 'utf8')).toBe('new');
});

it('writes into no folder that has become a symbolic link', () => {
  const place = folder('linked');
  const elsewhere = folder('elsewhere');
  symlinkSync(elsewhere, join(place, 'out'));
  expect(() => writeWhole(join(place, 'out', 'trace.har'), 'text')).toThrow('has become a symbolic link');
  expect(readdirSync(elsewhere)).toEqual([]);
});

it('writes a file whose name leaves no room for a longer one beside it', () => {
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
