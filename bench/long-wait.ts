import type { Measure } from './section.ts';

export const measure: Measure = async () => ({
  name: 'long-wait',
  title: 'long-wait',
  about: '',
  columns: [],
  rows: [],
});
