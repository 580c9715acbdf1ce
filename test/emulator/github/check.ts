import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Answer, Call } from '../call.ts';
import { type OperationId, operations, type Parameter } from './description.ts';
import { type FieldError, prose } from './prose.ts';
import type { Route } from './route.ts';
import { compile } from './schema.ts';
import { inGitHubsWords, inPlainWords } from './words.ts';

/** Something about a request that GitHub's description does not allow. */
export interface Problem {
  /** Where and what, for the reader of a failed test. */
  readonly words: string;
  /** How GitHub refuses it; unset if it lets it pass. */
  readonly refusal?: BadBody | BadPath | BadRequest | BadField;
}

interface BadPath {
  readonly status: 404;
}
interface BadBody {
  readonly status: 400;
  readonly message: string;
}
interface BadRequest {
  readonly status: 422;
  readonly line: string;
}
interface BadField {
  readonly status: 422;
  readonly error: FieldError;
}

interface Checks {
  readonly parameters: readonly (Parameter & { readonly validate: ValidateFunction })[];
  readonly body: ValidateFunction | undefined;
  readonly answers: ReadonlyMap<number, ValidateFunction>;
}

const MAX_PER_PAGE = 100;

const checks: ReadonlyMap<OperationId, Checks> = new Map(
  operations.map(({ operationId, parameters, requestBody, responses }) => [
    operationId,
    {
      parameters: parameters.map((parameter) => ({ ...parameter, validate: compile(parameter.schema) })),
      body: requestBody && compile(requestBody.content['application/json'].schema),
      answers: new Map(
        Object.entries(responses).flatMap(([status, { content }]) =>
          content === undefined ? [] : [[Number(status), compile(content['application/json'].schema)]],
        ),
      ),
    },
  ]),
);

/** All that is wrong with a request. */
export function findProblems(call: Call, { operation, path }: Route): readonly Problem[] {
  const known = checks.get(operation.operationId);
  if (known === undefined) return [];
  const names = new Set(known.parameters.flatMap(({ in: place, name }) => (place === 'query' ? [name] : [])));
  const query: Record<string, string> = {};
  for (const [name, value] of call.query) query[name] = value;
  return [
    ...known.parameters.flatMap((parameter) => checkParameter(parameter, path, query)),
    ...call.query.flatMap(([name]) => (names.has(name) ? [] : [unknownParameter(name)])),
    ...checkHeaders(call),
    ...checkBody(call, operation.operationId, known.body),
  ];
}

/** What is wrong with an answer of the emulator itself. */
export function findFaults({ status, body }: Answer, operationId: OperationId): readonly string[] {
  const validate = checks.get(operationId)?.answers.get(status);
  if (validate === undefined) return [`status ${status} is not described`];
  return validate(body) ? [] : (validate.errors ?? []).map(inPlainWords);
}

function checkParameter(
  { name, in: place, schema, validate }: Checks['parameters'][number],
  path: Route['path'],
  query: Readonly<Record<string, string>>,
): readonly Problem[] {
  const text = (place === 'path' ? path : query)[name];
  if (text === undefined) return [];
  const value = schema['type'] === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
  if (!validate(value)) {
    return (validate.errors ?? []).map((error) => ({
      words: `${place} ${name}${inPlainWords(error)}`,
      refusal: place === 'path' ? { status: 404 } : { status: 422, line: inGitHubsWords(error) },
    }));
  }
  if (name === 'per_page' && Number(value) > MAX_PER_PAGE) {
    return [{ words: `query per_page (${text}) is above ${MAX_PER_PAGE}, which is what GitHub gives then` }];
  }
  return [];
}

function unknownParameter(name: string): Problem {
  const words = `query ${name} is not a parameter`;
  return { words, refusal: { status: 422, line: `"${name}" is not a permitted key.` } };
}

function checkHeaders({ headers, body }: Call): readonly Problem[] {
  const type = headers.get('content-type');
  return [
    ...(headers.has('user-agent') ? [] : [{ words: 'header user-agent is missing' }]),
    ...(body.length > 0 && !/^application\/json\b/.test(type ?? '')
      ? [{ words: `header content-type is ${type ?? 'missing'}, not application/json` }]
      : []),
  ];
}

function checkBody(
  { body, seen }: Call,
  operationId: OperationId,
  validate: ValidateFunction | undefined,
): readonly Problem[] {
  const value = seen.body;
  if (validate === undefined) return body.length === 0 ? [] : [{ words: 'a body where none is described' }];
  if (value === undefined || value === null) {
    const line = "For 'links/0/schema', nil is not an object.";
    return [{ words: 'body: nothing in it', refusal: { status: 422, line } }];
  }
  if (typeof value === 'string') return [badBody('Problems parsing JSON')];
  if (typeof value !== 'object' || Array.isArray(value)) return [badBody('Body should be a JSON object')];
  const errors: readonly ErrorObject[] = validate(value) ? [] : (validate.errors ?? []);
  const fields = errors.length > 0 ? [] : (prose[operationId]?.({ ...value }) ?? []);
  return [
    ...errors.map((error) => ({
      words: `body ${inPlainWords(error).trimStart()}`,
      refusal: { status: 422, line: inGitHubsWords(error) } as const,
    })),
    ...fields.map((error) => ({
      words: `body field ${error.field}: ${error.message ?? error.code}`,
      refusal: { status: 422, error } as const,
    })),
  ];
}

function badBody(message: string): Problem {
  return { words: `body: ${message}`, refusal: { status: 400, message } };
}
