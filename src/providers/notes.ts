/** What a provider keeps of its polls for a run that carries this one on. */

import type { z } from 'zod';

import { sha256 } from '../clouds/digest.ts';

/** What the provider of one task keeps for a later run, and has from an earlier one. */
export interface Notes {
  /**
   * What earlier runs have kept: once it is known, and then never again. Nothing if there is nothing, or nothing that
   * can be read.
   */
  readonly recall: <T>(schema: z.ZodType<T>) => T | undefined;
  /** Keeps what a later run must know: asked for at the end, for JSON of at most a few thousand characters. */
  readonly keep: (kept: () => unknown) => void;
}

/** The notes of one task, from both sides. */
export interface Notebook extends Notes {
  /** Hands over what earlier runs have kept. */
  readonly handOver: (earlier: unknown) => void;
  /** What a later run must know; nothing if nothing was kept. */
  readonly kept: () => unknown;
}

/** The notes of a task that nobody has polled yet. */
export function createNotebook(): Notebook {
  let earlier: unknown;
  let kept: (() => unknown) | undefined;
  return {
    recall: (schema) => {
      const parsed = schema.safeParse(earlier);
      earlier = undefined;
      return parsed.data;
    },
    keep: (value) => {
      kept = value;
    },
    handOver: (value) => {
      earlier = value;
    },
    // What no poll has asked for since is still to be kept.
    kept: () => earlier ?? kept?.(),
  };
}

/** Hex digits of a mark: of thousands of texts hardly two have the same. */
const MARK_LENGTH = 8;

/** Stands for an ID in notes, which have no room for all of it. */
export function markOf(id: string): string {
  return sha256(id).slice(0, MARK_LENGTH);
}
