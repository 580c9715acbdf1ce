import { Ajv } from 'ajv';
import { type Call, readBody } from '../call.ts';

/** Names one thing by its id, its name, or both. */
export interface Named {
  readonly id?: string;
  readonly name?: string;
}

/** Body of the exchange of an ID token: without a scope it asks for an unscoped token. */
export interface IdTokenBody {
  readonly auth: {
    readonly id_token: { readonly id: string };
    readonly scope?: { readonly project?: Named; readonly domain?: Named };
  };
}

/** Body of the exchange of a token for temporary keys. */
export interface SecurityTokenBody {
  readonly auth: {
    readonly identity: { readonly token?: { readonly duration_seconds?: number } };
  };
}

const text = { type: 'string', minLength: 1 } as const;
const named = { type: 'object', properties: { id: text, name: text }, minProperties: 1 } as const;
const ajv = new Ajv({ strict: true, strictRequired: false });

const isIdTokenBody = ajv.compile<IdTokenBody>({
  type: 'object',
  required: ['auth'],
  properties: {
    auth: {
      type: 'object',
      required: ['id_token'],
      properties: {
        id_token: { type: 'object', required: ['id'], properties: { id: text } },
        scope: {
          type: 'object',
          properties: { project: named, domain: named },
          minProperties: 1,
          maxProperties: 1,
        },
      },
    },
  },
});

const isSecurityTokenBody = ajv.compile<SecurityTokenBody>({
  type: 'object',
  required: ['auth'],
  properties: {
    auth: {
      type: 'object',
      required: ['identity'],
      properties: {
        identity: {
          type: 'object',
          required: ['methods'],
          properties: {
            methods: { const: ['token'] },
            token: {
              type: 'object',
              properties: { duration_seconds: { type: 'integer', minimum: 900, maximum: 86_400 } },
            },
          },
        },
      },
    },
  },
});

/** A body as the exchange of an ID token needs it; nothing if it has another form. */
export function readIdTokenBody(call: Call): IdTokenBody | undefined {
  const body = jsonOf(call);
  return isIdTokenBody(body) ? body : undefined;
}

/** A body as the exchange for temporary keys needs it; nothing if it has another form. */
export function readSecurityTokenBody(call: Call): SecurityTokenBody | undefined {
  const body = jsonOf(call);
  return isSecurityTokenBody(body) ? body : undefined;
}

function jsonOf({ headers, body }: Call): unknown {
  return /^application\/json\b/i.test(headers.get('content-type') ?? '') ? readBody(body) : undefined;
}
