import { readdirSync } from 'node:fs';

import { marked } from 'marked';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

import { readTop } from '../../scripts/tables.ts';

const DOCUMENTS = [
  'README.md',
  ...readdirSync(new URL('../../docs', import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Every YAML block of README.md and docs/, by where it stands. */
export const documentBlocks: readonly (readonly [name: string, block: string])[] = DOCUMENTS.flatMap((path) =>
  yamlBlocks(readTop(path)).map((block, index) => [`block ${index + 1} of ${path}`, block] as const),
);

const Entries = z.array(z.looseObject({ provider: z.string() })).min(1);
const Steps = z
  .array(z.union([z.looseObject({ uses: z.string() }), z.looseObject({ run: z.string() })]))
  .min(1);
const Workflow = z.looseObject({ on: z.unknown(), jobs: z.record(z.string(), z.unknown()) });
const Jobs = z.record(z.string(), z.looseObject({ 'runs-on': z.string() }));
const PartOfStep = z.strictObject({ env: z.unknown().optional(), with: z.unknown().optional() });

/**
 * The whole workflow that a block stands for: it may be one, or jobs, or steps, or entries of the list of tasks, or
 * what belongs to the gate's step (`env`, `with`). Steps and jobs whose outputs a part uses are put before it.
 *
 * @throws if it is none of them
 */
export function wholeWorkflow(block: string): string {
  const value: unknown = parse(block);
  if (Workflow.safeParse(value).success) return block;
  const jobs = Jobs.safeParse(value);
  if (jobs.success) return workflowOf(jobs.data);
  const steps = stepsOf(value, block);
  const defined = steps.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const before = namesAfter('steps', block)
    .filter((id) => !defined.includes(id))
    .map((id) => ({ id, run: 'true' }));
  const needs = namesAfter('needs', block);
  const outputs = Object.fromEntries(
    [...block.matchAll(/\bneeds\.[\w-]+\.outputs\.([\w-]+)/g)].map(([, name = '']) => [name, 'any']),
  );
  const earlier = { 'runs-on': 'ubuntu-latest', outputs, steps: [{ run: 'true' }] };
  return workflowOf({
    ...Object.fromEntries(needs.map((id) => [id, earlier])),
    'this-one': {
      ...(needs.length === 0 ? {} : { needs }),
      'runs-on': 'ubuntu-latest',
      steps: [...before, ...steps],
    },
  });
}

function stepsOf(value: unknown, block: string): readonly Readonly<Record<string, unknown>>[] {
  const uses = 'OWNER/deploy-gate@0123456789abcdef0123456789abcdef01234567';
  if (Entries.safeParse(value).success) return [{ uses, with: { tasks: block } }];
  const part = PartOfStep.safeParse(value);
  if (part.success) return [{ uses, ...part.data }];
  return Steps.parse(value);
}

function workflowOf(jobs: Readonly<Record<string, unknown>>): string {
  return stringify({ on: 'push', jobs });
}

function namesAfter(context: string, text: string): readonly string[] {
  return [
    ...new Set(
      [...text.matchAll(new RegExp(`\\b${context}\\.([\\w-]+)\\.`, 'g'))].map(([, name = '']) => name),
    ),
  ];
}

/** In their order. */
function yamlBlocks(markdown: string): readonly string[] {
  const blocks: string[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'code' && /^ya?ml\b/.test(token.lang ?? '')) blocks.push(token.text);
  });
  return blocks;
}
