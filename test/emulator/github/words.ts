import type { ErrorObject } from 'ajv';

/** Says in GitHub's words, as far as they are known, what a schema does not allow. */
export function inGitHubsWords({ keyword, instancePath, params, data, message }: ErrorObject): string {
  const value = JSON.stringify(data);
  const where = `For 'properties${instancePath}',`;
  switch (keyword) {
    case 'required':
      return `"${params['missingProperty']}" wasn't supplied.`;
    case 'additionalProperties':
      return `"${params['additionalProperty']}" is not a permitted key.`;
    case 'type':
      return `${where} ${data === null ? 'nil' : value} is not ${article(String(params['type']))}.`;
    case 'enum':
      return `${where} ${value} is not a member of ${JSON.stringify(params['allowedValues'])}.`;
    case 'maxLength':
      return `Only ${params['limit']} characters are allowed; ${[...String(data)].length} were supplied.`;
    case 'anyOf':
      return 'No subschema in "anyOf" matched.';
    default:
      return `${where} ${value} ${message}.`;
  }
}

/** Says where in a request, and what: for the reader of a failed test. */
export function inPlainWords({ keyword, instancePath, params, data, message }: ErrorObject): string {
  const shown =
    keyword === 'required' || typeof data === 'object' ? '' : ` (${shorten(JSON.stringify(data))})`;
  const key = keyword === 'additionalProperties' ? `: ${params['additionalProperty']}` : '';
  const words = keyword === 'enum' ? `: ${params['allowedValues'].join(', ')}` : '';
  return `${instancePath}${shown} ${message}${key}${words}`;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
