import { readFileSync } from 'node:fs';

/** A schema of OpenAPI 3.0, as far as one is looked into here. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** A parameter of a path or of a query. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly 'x-multi-segment'?: boolean;
}

interface Content {
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
}

/** The operations of GitHub's REST API that are emulated, by GitHub's own names. */
export type OperationId =
  | 'checks/list-for-ref'
  | 'checks/create'
  | 'checks/get'
  | 'checks/update'
  | 'repos/get-deployment'
  | 'repos/list-deployment-statuses'
  | 'repos/create-deployment-status';

interface Described {
  readonly operationId: OperationId;
  readonly externalDocs: { readonly url: string };
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Required<Content>;
  readonly responses: Readonly<Record<string, Content>>;
}

/** One operation, as GitHub describes it. */
export interface Operation extends Described {
  /** In upper case. */
  readonly method: string;
  /** Matches its path; the groups are named after the path's parameters. */
  readonly path: RegExp;
}

/** Cut out of GitHub's OpenAPI description; `conformance/` proves that it still says the same. */
const description: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
} = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'));

/** The schemas that others refer to. */
export const schemas = description.components.schemas;

export const operations: readonly Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase(),
    path: matcher(path, operation.parameters),
  })),
);

function matcher(path: string, parameters: readonly Parameter[]): RegExp {
  const pattern = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const many = parameters.some((parameter) => parameter.name === name && parameter['x-multi-segment']);
    return `(?<${name}>${many ? '.+' : '[^/]+'})`;
  });
  return new RegExp(`^${pattern}$`);
}
