import { randomBytes } from 'node:crypto';
import type { SeenRequest } from './call.ts';
import { type CheckRun, type CheckRunSeed, createCheckRuns } from './github/check-runs.ts';
import { createDeployments, type DeploymentStatus } from './github/deployments.ts';
import type { Permissions } from './github/permissions.ts';
import { createPlays, type Plays } from './github/plays.ts';
import { createGitHub } from './github/service.ts';
import type { Site } from './github/site.ts';
import { defaultRules } from './rules.ts';
import { type Stage, serve } from './server.ts';

export type { OperationId } from './github/description.ts';
export * as githubFaults from './github/faults.ts';

export interface GitHubOptions {
  /** A path in front of the API's own, as GitHub Enterprise Server has it: `/api/v3`. */
  readonly basePath?: string;
  /** `owner/name`; by default `octo/shop` */
  readonly repository?: string;
  /** The commits that exist; by default any that looks like one. The first is that of {@link GitHub.env}. */
  readonly commits?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** GitHub's REST API on loopback, as far as the action uses it, for one repository. */
export interface GitHub {
  readonly apiUrl: string;
  /** The variables that a runner sets for a job of this repository. */
  readonly env: Readonly<Record<string, string>>;
  /** The job's token. */
  readonly token: string;
  /** What the token may do; may be changed at any time. */
  readonly permissions: Permissions;
  /** Every request so far, in the order of arrival, refused ones included. */
  readonly requests: readonly SeenRequest[];
  /**
   * In words: what no client should have sent (unknown operations, parameters and fields, wrong values), whatever
   * it was answered. A test expects none.
   */
  readonly violations: readonly string[];
  /** All check runs as they stand, in the order of their creation. */
  readonly checkRuns: () => readonly CheckRun[];
  /** Puts one there without a request. */
  readonly addCheckRun: (seed: CheckRunSeed) => CheckRun;
  /** Gives the deployment's id. */
  readonly addDeployment: (deployment?: DeploymentSeed) => number;
  /** In the order in which they were sent. */
  readonly deploymentStatuses: (deploymentId: number) => readonly DeploymentStatus[];
  /** Lets an act play for the next requests of an operation, or of any. */
  readonly play: Plays['add'];
  /** Cuts every connection and stops listening. */
  readonly close: () => Promise<void>;
}

/** What a test says of a deployment; by default of the commit of {@link GitHub.env}, to production. */
interface DeploymentSeed {
  readonly id?: number;
  readonly sha?: string;
  readonly environment?: string;
}

/** Starts GitHub on a free port of 127.0.0.1. */
export async function startGitHub({
  basePath = '',
  repository = 'octo/shop',
  commits,
  clock = Date.now,
}: GitHubOptions = {}): Promise<GitHub> {
  const sha = commits?.[0] ?? '6dcb09b5b57875f334f61aebed695e2e4193db5e';
  const site: Site = { apiUrl: '', serverUrl: 'https://github.test', repository, commits, clock };
  const stage: Stage = { clock, rules: { ...defaultRules, basePath }, requests: [] };
  const checkRuns = createCheckRuns(site);
  const deployments = createDeployments(site);
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const permissions: Permissions = { checks: 'write', deployments: 'write' };
  const plays = createPlays();
  const violations: string[] = [];
  const service = createGitHub({ site, checkRuns, deployments }, { token, permissions, plays, violations });
  const { endpoint, close } = await serve('github', stage, service);
  site.apiUrl = `${endpoint}${basePath}`;
  return {
    apiUrl: site.apiUrl,
    env: jobVariables(site, sha),
    token,
    permissions,
    requests: stage.requests,
    violations,
    checkRuns: checkRuns.all,
    addCheckRun: (seed) => checkRuns.seed({ head_sha: sha, ...seed }),
    addDeployment: (seed = {}) => {
      const deployment = {
        id: deployments.nextId(),
        sha,
        environment: 'production',
        createdAt: clock(),
        ...seed,
      };
      deployments.add(deployment);
      return deployment.id;
    },
    deploymentStatuses: deployments.statuses,
    play: plays.add,
    close,
  };
}

function jobVariables(
  { apiUrl, serverUrl, repository }: Site,
  sha: string,
): Readonly<Record<string, string>> {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: apiUrl,
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.replace(/\/.*/, ''),
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'deploy',
    GITHUB_ACTION: '__deploy-gate',
    GITHUB_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'release',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_SHA: sha,
  };
}
