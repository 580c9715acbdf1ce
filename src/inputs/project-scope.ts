/** The project that a keyless IAM token is for, and the IAM that gives it. */

import type { HuaweiIdentityProvider, ProjectScope } from '../clouds/huawei-iam.ts';
import { hostOf } from './endpoint.ts';
import type { Target } from './targets.ts';

/**
 * The project that a keyless IAM token for this task is for; nothing where it cannot be told. ServiceStage's is the
 * entry's own. CodeArts Deploy wants a token of a project of its region: the one that the input gives, if it is of
 * that region, else the region's own, which is named like it.
 */
export function projectScopeOf(
  { task, prepared }: Target,
  { projectId, region }: Pick<HuaweiIdentityProvider, 'projectId' | 'region'>,
): ProjectScope | undefined {
  // Where the task is one of a project, the token must be of that; elsewhere it is only the input, repeated.
  const own = prepared.projectId;
  if (own !== undefined && prepared.identity.includes(own)) return { id: own };
  const elsewhere = task.region !== '' && region !== undefined && task.region !== region;
  if (projectId !== undefined && !elsewhere) return { id: projectId };
  return task.region === '' ? undefined : { name: task.region };
}

/**
 * Where a keyless IAM token for this task is had: the given endpoint, else that of the task's region, else IAM's
 * global one. Europe has an IAM of its own.
 *
 * Source: IAM, API reference, endpoints.
 */
export function iamEndpointOf({ task, baseUrl }: Target, given: URL | undefined): URL {
  if (given !== undefined) return given;
  const isEurope = task.region === 'eu-west-101' || hostOf(baseUrl).endsWith('.myhuaweicloud.eu');
  const host = ['iam', task.region, 'myhuaweicloud', isEurope ? 'eu' : 'com'].filter((part) => part !== '');
  return new URL(`https://${host.join('.')}`);
}
