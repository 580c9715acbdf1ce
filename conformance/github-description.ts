import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What the emulator of GitHub's API answers, by path and method. */
const OPERATIONS = [
  ['/repos/{owner}/{repo}/commits/{ref}/check-runs', 'get'],
  ['/repos/{owner}/{repo}/check-runs', 'post'],
  ['/repos/{owner}/{repo}/check-runs/{check_run_id}', 'get'],
  ['/repos/{owner}/{repo}/check-runs/{check_run_id}', 'patch'],
  ['/repos/{owner}/{repo}/deployments/{deployment_id}', 'get'],
  ['/repos/{owner}/{repo}/deployments/{deployment_id}/statuses', 'get'],
  ['/repos/{owner}/{repo}/deployments/{deployment_id}/statuses', 'post'],
] as const;

const SCHEMAS = '#/components/schemas/';

/** Prose and examples, and what only generators of documentation and clients read. */
const PROSE = new Set([
  'description',
  'summary',
  'title',
  'tags',
  'example',
  'examples',
  'x-github',
  'x-octokit',
]);

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The part of GitHub's OpenAPI description that the emulator is checked against. */
export interface Extract {
  readonly package: string;
  readonly version: string;
  readonly openapi: Json;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/** Where the extract is committed. */
export const extractFile = new URL('../test/emulator/github/openapi.json', import.meta.url);

const root = pathToFileURL(createRequire(import.meta.url).resolve('@octokit/openapi/package.json'));
const source: Json = JSON.parse(readFileSync(new URL('generated/api.github.com.json', root), 'utf8'));

/** An example of GitHub's own: what is sent (`request`) or answered (a status) in an operation. */
export interface Example {
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly of: string;
  readonly name: string;
  readonly value: Json;
}

/** All examples that the description has of the operations. */
export function readExamples(): readonly Example[] {
  return OPERATIONS.flatMap(([path, method]) => {
    const operation = child(child(child(source, 'paths'), path), method);
    const operationId = String(child(operation, 'operationId'));
    const contents: readonly (readonly [of: string, content: Json])[] = [
      ['request', optional(operation, 'requestBody')],
      ...entries(child(operation, 'responses')),
    ];
    return contents.flatMap(([of, content]) =>
      entries(optional(content, 'content', 'application/json', 'examples')).map(([name, example]) => ({
        method: method.toUpperCase(),
        path,
        operationId,
        of,
        name,
        value: child(resolve(example), 'value'),
      })),
    );
  });
}

/**
 * Cuts the operations out of `@octokit/openapi`: parameters, bodies, answers and headers stand in place of their
 * references; schemas keep theirs, and every schema that is referred to is carried along.
 */
export function extractDescription(): Extract {
  const { name, version }: { name: string; version: string } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  );
  const schemas: Record<string, Json> = {};

  const copy = (value: Json, within = ''): Json => {
    if (Array.isArray(value)) return value.map((part) => copy(part));
    if (!isObject(value)) return value;
    const reference = value['$ref'];
    if (typeof reference !== 'string') {
      // A property may be called `description`, too.
      const kept = Object.entries(value).filter(([key]) => within === 'properties' || !PROSE.has(key));
      return Object.fromEntries(kept.map(([key, part]) => [key, copy(part, key)]));
    }
    if (!reference.startsWith(SCHEMAS)) return copy(at(reference));
    const schema = reference.slice(SCHEMAS.length);
    if (!(schema in schemas)) {
      schemas[schema] = null; // It may refer to itself.
      schemas[schema] = copy(at(reference));
    }
    return value;
  };

  const paths: Record<string, Record<string, Json>> = {};
  for (const [path, method] of OPERATIONS) {
    const operations = child(child(source, 'paths'), path);
    paths[path] = { ...paths[path], [method]: copy(child(operations, method)) };
  }
  return { package: name, version, openapi: child(source, 'openapi'), paths, components: { schemas } };
}

function resolve(value: Json): Json {
  const reference = isObject(value) ? value['$ref'] : undefined;
  return typeof reference === 'string' ? at(reference) : value;
}

function entries(value: Json): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** What is there by these keys, or nothing. */
function optional(value: Json, ...keys: readonly string[]): Json {
  return keys.reduce((found, key) => {
    const inside = resolve(found);
    return isObject(inside) ? (inside[key] ?? null) : null;
  }, value);
}

function at(reference: string): Json {
  return reference.replace('#/', '').split('/').reduce(child, source);
}

function child(value: Json, key: string): Json {
  const found = isObject(value) ? value[key] : undefined;
  if (found === undefined) throw new Error(`GitHub's description has no ${key} where it had one.`);
  return found;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(extractFile, `${JSON.stringify(extractDescription(), undefined, 2)}\n`);
}
