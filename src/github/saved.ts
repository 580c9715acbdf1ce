/** What the main phase saves for the `post` phase. */

import { z } from 'zod';

import { VERDICTS } from '../task.ts';
import { gateOf } from './identity.ts';

/** The name that it is saved under. */
export const SAVED = 'publication';

/** What GitHub numbers its things with. */
const Id = z.int().positive();
const ExternalId = z.string().refine((text) => gateOf(text) !== undefined);

/** What the `post` phase of the step must know of the main one, which may have been killed. */
const SavedSchema = z.object({
  check: z
    .object({
      name: z.string(),
      sha: z.string(),
      externalId: ExternalId,
      id: Id.optional(),
      /** The external id under which it was found, until this run's is written to it. */
      foundAs: ExternalId.optional(),
      /** Once its creation was sent: what had the same external id before. */
      others: z.array(Id).optional(),
      /** GitHub has answered that it is closed, or it was left open on purpose. */
      isOver: z.boolean(),
      /** A warning has said that it cannot be written. */
      isTold: z.boolean().optional(),
    })
    .optional(),
  deployment: z.object({ id: Id, isOver: z.boolean(), isTold: z.boolean().optional() }).optional(),
  /** How the gate has ended, if it came so far. */
  verdict: z.enum(VERDICTS).optional(),
  /** What GitHub has cost the job, where something could not be closed; in milliseconds. */
  spentMs: z.int().nonnegative().optional(),
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
