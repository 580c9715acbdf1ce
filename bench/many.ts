import type { Measure } from './section.ts';

export const measure: Measure = async () => ({
  name: 'many',
  title: 'many',
  about: '',
  columns: [],
  rows: [],
});
