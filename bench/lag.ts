import type { Measure } from './section.ts';

export const measure: Measure = async () => ({ name: 'lag', title: 'lag', about: '', columns: [], rows: [] });
