import type { OperationId } from './description.ts';

/** What a job's token may do, as `permissions:` of a workflow gives it. */
export interface Permissions {
  checks: Access;
  deployments: Access;
}

type Access = 'none' | 'read' | 'write';

const needed = {
  'checks/list-for-ref': ['checks', 'read'],
  'checks/get': ['checks', 'read'],
  'checks/create': ['checks', 'write'],
  'checks/update': ['checks', 'write'],
  'repos/get-deployment': ['deployments', 'read'],
  'repos/list-deployment-statuses': ['deployments', 'read'],
  'repos/create-deployment-status': ['deployments', 'write'],
} as const satisfies Record<OperationId, readonly [keyof Permissions, Access]>;

const levels: readonly Access[] = ['none', 'read', 'write'];

/** The permission that an operation takes, as the header of an answer names it. */
export function acceptedPermission(operationId: OperationId): string {
  return needed[operationId].join('=');
}

export function mayCall(permissions: Permissions, operationId: OperationId): boolean {
  const [scope, access] = needed[operationId];
  return levels.indexOf(permissions[scope]) >= levels.indexOf(access);
}
