/** What the main phase saves for the `post` phase. */

import { z } from 'zod';

import { VERDICTS } from '../task.ts';

/** The name that it is saved under. */
export const SAVED = 'publication';

/** What the `post` phase of the step must know of the main one, which may have been killed. */
const SavedSchema = z.object({
  /** When the main phase began, UTC. */
  begunAt: z.string(),
  check: z
    .object({
      name: z.string(),
      sha: z.string(),
      externalId: z.string(),
      id: z.number().optional(),
      /** It is closed, or was left open on purpose. */
      isOver: z.boolean(),
    })
    .optional(),
  deployment: z.object({ id: z.number(), isOver: z.boolean() }).optional(),
  /** How the gate has ended, if it came so far. */
  verdict: z.enum(VERDICTS).optional(),
});

/** What is saved for the `post` phase. */
export type Saved = z.infer<typeof SavedSchema>;

/** Reads what was saved; nothing if that is not whole. */
export function parseSaved(text: string): Saved | undefined {
  try {
    return SavedSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Not even JSON: nothing was saved.
  }
  return undefined;
}
