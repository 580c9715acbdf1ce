/** The kinds of fields that an entry may have: ids, digits, free text, flags. */

import { z } from 'zod';

import { nearest } from '../nearest.ts';
import { shown } from '../wording.ts';

const GAVE_NOTHING =
  'the step that should give it gave nothing; check the id of the step and the name of its output';

/** Text as the list of tasks has it: every scalar arrives as the text that was written, `null` as null. */
function text(missing = 'is missing'): z.ZodString {
  return z.string({
    error: ({ input }) =>
      input === undefined
        ? missing
        : input === null || input === ''
          ? `is empty: ${GAVE_NOTHING}`
          : 'must be text, not a list or a map; give the value alone',
  });
}

/** What `jq -r` and JavaScript write where there is nothing. */
const NOTHING = /^(null|undefined)$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/;

/**
 * An id: its shape differs from page to page, so only its length and characters are checked.
 *
 * @param what which id it is, for messages
 */
export function id(what: string): z.ZodString {
  return text(`is missing: give ${what}`)
    .min(1)
    .regex(ID, { error: ({ input }) => (input === '' ? '' : `${notAnId(input)}; give ${what}`) })
    .refine((written) => !NOTHING.test(written), { error: ({ input }) => nothing(input) });
}

function nothing(written: unknown): string {
  return `${shown(written)} stands for nothing: ${GAVE_NOTHING}`;
}

function notAnId(written: unknown): string {
  if (/^https?:/i.test(String(written))) return `${shown(written)} is a URL, not an id`;
  if (/^\$/.test(String(written)))
    return `${shown(written)} was not replaced by a value: only expressions in a workflow file are`;
  return `${shown(written)} has characters or a length that no id has`;
}

/** A number in digits, kept as text so that none is rounded. */
export function digits(): z.ZodString {
  return text().regex(/^\d{1,18}$/, {
    error: ({ input }) =>
      NOTHING.test(String(input)) ? nothing(input) : `${shown(input)} must be a whole number`,
  });
}

/** Before it (epoch ms, the year 2000) nothing was deployed that anybody waits for: such a number is not a time. */
export const EARLIEST_MS = Date.UTC(2000, 0);
/** From it on (epoch ms, the year 2100) a number is of a finer unit than milliseconds. */
const TOO_LATE_MS = Date.UTC(2100, 0);

/**
 * A time in epoch ms, or 0 for "never", in digits: kept as text. Seconds and microseconds are refused.
 *
 * @param what which time it is, for messages
 */
export function epochMs(what: string): z.ZodString {
  return text().refine(isEpochMs, {
    error: ({ input }) => {
      if (input === '') return `is empty: ${GAVE_NOTHING}`;
      if (NOTHING.test(String(input))) return nothing(input);
      return `${shown(input)} is not a time in milliseconds. Give ${what} as it is, such as 1722933924962, or 0`;
    },
  });
}

function isEpochMs(written: string): boolean {
  if (!/^(0|[1-9]\d{11,12})$/.test(written)) return false;
  const ms = Number(written);
  return ms === 0 || (ms >= EARLIEST_MS && ms < TOO_LATE_MS);
}

/** A whole number from one to another. */
export function wholeNumber(least: number, most: number): z.ZodType<number> {
  return text()
    .min(1)
    .refine((written) => /^\d{1,9}$/.test(written) && Number(written) >= least && Number(written) <= most, {
      error: ({ input }) => wrong(input, `${shown(input)} must be a whole number from ${least} to ${most}`),
    })
    .transform(Number);
}

/**
 * One of a few words, exactly as they are written.
 *
 * @param kind what each of them is, for messages
 */
export function choice(kind: string, words: readonly string[]): z.ZodType<string> {
  const all = words.join(', ').replace(/, (?=[^,]*$)/, ' or ');
  return text(`is missing: give ${all}`)
    .min(1)
    .refine((written) => words.includes(written), {
      error: ({ input }) => {
        const meant = nearest(String(input), words);
        const instead = meant === undefined ? `write ${all}` : `did you mean ${meant}? (${words.join(', ')})`;
        return wrong(input, `${shown(input)} is not a ${kind}; ${instead}`);
      },
    });
}

/** What is said of a text that is not taken; nothing of an empty one, which is told as such. */
function wrong(written: unknown, said: string): string {
  if (written === '') return '';
  return NOTHING.test(String(written)) ? nothing(written) : said;
}

/** Free text that must not be empty. */
export function freeText(): z.ZodString {
  return text().min(1, 'is empty').max(2000, 'is longer than 2,000 characters');
}

/** `true` or `false`, in any of YAML's spellings. */
export function flag(): z.ZodType<boolean> {
  return text()
    .regex(/^(true|false)$/i, { error: ({ input }) => `${shown(input)} must be true or false` })
    .transform((written) => written.toLowerCase() === 'true');
}
