import type { Frame } from '../../emulator/index.ts';

/** What a cloud says, and from when on, in ms since the first request. */
export type Timeline<T> = readonly (readonly [atMs: number, frame: Frame<T>])[];

/** One of the deployments: who plays it, and how the list of tasks names it. */
export interface Part {
  readonly name: string;
  readonly provider: string;
  /** What is deployed, for the heading. */
  readonly about: string;
  /** The fields of its entry that are the provider's own. */
  readonly fields: Readonly<Record<string, string>>;
}
