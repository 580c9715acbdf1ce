import { createRequire } from 'node:module';

import { Ajv } from 'ajv';
import formats from 'ajv-formats';

import type { About } from '../../src/trace/har.ts';

const require = createRequire(import.meta.url);
/** The published schema of HAR 1.2, by the names that its parts refer to each other with. */
const parts: Readonly<Record<string, object>> = require('har-schema');
const draft: object = require('ajv/dist/refs/json-schema-draft-06.json');

// The schema says `optional` and `min`, which mean nothing in its draft.
const ajv = new Ajv({ allErrors: true, strict: false });
formats.default(ajv);
ajv.addMetaSchema(draft);
for (const part of Object.values(parts)) ajv.addSchema(part);

/** An entry of a trace, as far as tests read it. */
export interface Entry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Named[];
    readonly queryString: readonly Named[];
    readonly postData?: { readonly mimeType: string; readonly text: string };
    readonly bodySize: number;
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly Named[];
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string };
    readonly redirectURL: string;
  };
  readonly _task?: string;
  readonly _look?: number;
  readonly _fault?: string;
  readonly _fatal?: true;
  readonly _hopelessAfterMs?: number;
}

/** A header or a parameter. */
interface Named {
  readonly name: string;
  readonly value: string;
}

/** A trace that is a HAR by its published schema. */
export interface Har {
  readonly log: {
    readonly version: string;
    readonly creator: { readonly name: string; readonly version: string };
    readonly comment?: string;
    readonly entries: readonly Entry[];
    readonly _deployGate: About;
  };
}

/**
 * Reads a trace.
 *
 * @throws if it is no HAR by the published schema, with everything that is wrong
 */
export function readHar(text: string): Har {
  const har: Har = JSON.parse(text);
  if (ajv.validate('har.json', har)) return har;
  throw new Error(`no valid HAR: ${ajv.errorsText(ajv.errors, { separator: '\n' })}`);
}
