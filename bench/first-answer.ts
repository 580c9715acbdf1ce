import type { Measure } from './section.ts';

export const measure: Measure = async () => ({
  name: 'first-answer',
  title: 'first-answer',
  about: '',
  columns: [],
  rows: [],
});
