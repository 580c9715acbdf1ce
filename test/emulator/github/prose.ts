import type { OperationId } from './description.ts';

/** One field that GitHub refuses, in the form of its answer. */
export interface FieldError {
  readonly resource: string;
  readonly code: 'missing_field' | 'invalid' | 'custom';
  readonly field: string;
  readonly message?: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Rule = (body: Fields) => readonly FieldError[];

const MAX_BYTES = 65_535;
const MAX_DESCRIPTION = 140;

/** What GitHub's description says of a body in prose only, and what its API is known to refuse beyond. */
export const prose: Readonly<Partial<Record<OperationId, Rule>>> = {
  'checks/create': checkRun,
  'checks/update': (body) => [...checkRun(body), ...titled(body)],
  'repos/create-deployment-status': deploymentStatus,
};

function checkRun(body: Fields): readonly FieldError[] {
  const { status, conclusion, completed_at } = body;
  const done = status === 'completed' || completed_at !== undefined;
  const output = asFields(body['output']);
  return [
    ...(done && conclusion === undefined ? [field('CheckRun', 'conclusion', 'missing_field')] : []),
    // Only GitHub itself sets it.
    ...(conclusion === 'stale' ? [field('CheckRun', 'conclusion', 'invalid')] : []),
    // Described as characters, and counted as bytes.
    ...['summary', 'text'].flatMap((name) =>
      bytes(output[name]) > MAX_BYTES
        ? [field('CheckRun', name, 'custom', `${name} exceeds a maximum bytesize of ${MAX_BYTES}`)]
        : [],
    ),
  ];
}

function titled({ output }: Fields): readonly FieldError[] {
  const missing = output !== undefined && asFields(output)['title'] === undefined;
  return missing ? [field('CheckRun', 'title', 'missing_field')] : [];
}

function deploymentStatus(body: Fields): readonly FieldError[] {
  const { description } = body;
  const long = typeof description === 'string' && [...description].length > MAX_DESCRIPTION;
  const words = `description is too long (maximum is ${MAX_DESCRIPTION} characters)`;
  return [
    ...(long ? [field('DeploymentStatus', 'description', 'custom', words)] : []),
    ...['target_url', 'log_url', 'environment_url'].flatMap((name) =>
      isWebAddress(body[name])
        ? []
        : [field('DeploymentStatus', name, 'custom', `${name} must use http(s) scheme`)],
    ),
  ];
}

function field(resource: string, name: string, code: FieldError['code'], message?: string): FieldError {
  return { resource, code, field: name, ...(message !== undefined && { message }) };
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function bytes(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : 0;
}

/** Absent and empty ones are left as they are. */
function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return true;
  return /^https?:$/.test(URL.parse(value)?.protocol ?? '');
}
