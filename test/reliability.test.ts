import { expect, it } from 'vitest';

import { FAULT_ROWS, faultTests, withFaultTable } from '../scripts/fault-table.ts';
import { readTop } from '../scripts/tables.ts';

it('has a test for every row of the matrix of faults', () => {
  const tested = new Set(faultTests().map(({ row }) => row));
  expect(FAULT_ROWS.filter((row) => !tested.has(row))).toEqual([]);
});

it('lists them in docs/reliability.md, as npm run docs writes them', () => {
  const document = readTop('docs/reliability.md');
  expect(document).toContain('| row | fault | behaviour | test |');
  expect(withFaultTable(document)).toBe(document);
});
