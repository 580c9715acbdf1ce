import type { Call } from './call.ts';

/** The region of the emulated Huawei Cloud services. A project bears the name of its region. */
export const huaweiRegion = 'cn-north-4';

/** A project of IAM. */
export interface Project {
  readonly id: string;
  /** The region's, for its main project; `<region>_<name>` for the others of the region. */
  readonly name: string;
}

/** What an IAM token is good for: one project; nothing but IAM itself; or, for tests, everything. */
export type TokenScope = Project | 'iam' | 'everything';

/** An IAM token, with the time of its end in milliseconds since the epoch. */
export interface TokenOnRecord {
  readonly expiresAt: () => number;
  readonly scope: TokenScope;
}

/** Whether a token's scope has the region and, where the path names one, the project that a call is for. */
export function checkScope(scope: TokenScope, { route }: Call): 'fits' | 'other-region' | 'other-project' {
  if (scope === 'everything') return 'fits';
  if (scope === 'iam' || scope.name.split('_')[0] !== huaweiRegion) return 'other-region';
  const named = /^\/v3\/([^/]+)\/cas\//.exec(route)?.[1];
  return named === undefined || named === scope.id ? 'fits' : 'other-project';
}
