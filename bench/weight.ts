import type { Measure } from './section.ts';

export const measure: Measure = async () => ({
  name: 'weight',
  title: 'weight',
  about: '',
  columns: [],
  rows: [],
});
