/** Which fields an entry may have, and which one was meant by another. */

import { nearest } from '../nearest.ts';
import type { Provider } from '../providers/provider.ts';
import type { Fields } from './task-list.ts';

/** The fields that an entry of every provider may have. */
const COMMON_FIELDS = ['provider', 'name', 'region', 'endpoint', 'optional'];

/** The inputs of the step, which are easily taken for fields of an entry. */
const STEP_INPUTS: ReadonlySet<string> = new Set([
  'tasks',
  'tasks-file',
  'timeout',
  'wait',
  'interval',
  'settle',
  'not-found-grace',
  'fail-fast',
  'fail-on',
  'trace-file',
  'alibaba-region',
  'huawei-region',
  'huawei-project-id',
  'alibaba-access-key-id',
  'alibaba-access-key-secret',
  'alibaba-security-token',
  'alibaba-role-arn',
  'alibaba-oidc-provider-arn',
  'alibaba-oidc-audience',
  'alibaba-sts-endpoint',
  'huawei-access-key-id',
  'huawei-secret-access-key',
  'huawei-security-token',
  'huawei-auth-token',
  'huawei-identity-provider',
  'huawei-oidc-audience',
  'huawei-iam-endpoint',
  'allowed-hosts',
  'github-token',
  'check-name',
  'check-sha',
  'deployment-id',
  'environment-url',
]);

/**
 * Tells of each field that the provider's entries do not have.
 *
 * @returns the others. A field whose name is plainly meant is among them by the name that was meant, so that it is not
 * told to be missing, too.
 */
export function knownFields(
  fields: Fields,
  provider: Provider,
  wrong: (field: string, message: string) => void,
): Fields {
  const known = [...provider.fields, ...COMMON_FIELDS];
  const own = Object.entries(fields).filter(([field]) => known.includes(field));
  const taken = new Map(own);
  for (const [field, value] of Object.entries(fields)) {
    if (known.includes(field)) continue;
    const meant = nearest(field, known);
    if (STEP_INPUTS.has(field)) {
      wrong(field, 'is an input of the step: write it under with:, not in an entry');
    } else if (meant === undefined) {
      wrong(field, `is not a field of ${provider.name}; it takes ${known.join(', ')}`);
    } else {
      wrong(field, `is not a field of ${provider.name}; did you mean ${meant}?`);
      if (!taken.has(meant)) taken.set(meant, value);
    }
  }
  return Object.fromEntries(taken);
}
