import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { type Schema, schemas } from './description.ts';

const REFERENCE = '#/components/schemas/';

// `required` stands in branches of `anyOf` whose properties are described one level above.
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, verbose: true });
formats.default(ajv);
for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(asJsonSchema(schema), name);

/** Compiles a schema of the description. An unknown keyword or format in it throws. */
export function compile(schema: Schema): ValidateFunction {
  return ajv.compile(asJsonSchema(schema));
}

/**
 * Turns a schema of OpenAPI 3.0 into one of JSON Schema, and makes it strict:
 * - what is `nullable` may be null although its `enum` does not list it;
 * - what is empty by default may be empty although that is no URL: GitHub sends `""` there;
 * - an object has no properties but those that are described.
 */
function asJsonSchema(schema: Schema): Schema {
  const parts = mapValues(schema, convert);
  const { enum: words, format, default: otherwise, ...rest } = parts;
  return {
    ...rest,
    ...(Array.isArray(words) && { enum: rest['nullable'] === true ? [...words, null] : words }),
    ...(format !== undefined && (otherwise === '' ? { anyOf: [{ maxLength: 0 }, { format }] } : { format })),
    ...('properties' in rest && { additionalProperties: rest['additionalProperties'] ?? false }),
  };
}

function convert(value: unknown, keyword: string): unknown {
  if (keyword === '$ref' && typeof value === 'string') return value.replace(REFERENCE, '');
  if (Array.isArray(value)) return value.map((part) => (isSchema(part) ? asJsonSchema(part) : part));
  if (!isSchema(value)) return value;
  return keyword === 'properties' ? mapValues(value, convertProperty) : asJsonSchema(value);
}

function convertProperty(value: unknown): unknown {
  return isSchema(value) ? asJsonSchema(value) : value;
}

function mapValues(schema: Schema, map: (value: unknown, key: string) => unknown): Schema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, map(value, key)]));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
