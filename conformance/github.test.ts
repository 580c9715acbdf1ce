import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { extractDescription, extractFile } from './github-description.ts';

test('the emulator is checked against GitHub’s description as it is published', () => {
  expect(JSON.parse(readFileSync(extractFile, 'utf8'))).toEqual(extractDescription());
});
