import { type Answer, type Call, parameter } from '../call.ts';
import { appIds } from './apps.ts';
import { type CheckRunBody, type CheckRuns, checkRunBody } from './check-runs.ts';
import {
  type Deployment,
  type DeploymentStatusBody,
  type Deployments,
  deploymentBody,
  deploymentStatusBody,
} from './deployments.ts';
import type { OperationId } from './description.ts';
import { paginate } from './pages.ts';
import { refusal } from './refusals.ts';
import type { Route } from './route.ts';
import { hasCommit, type Site } from './site.ts';

/** What the operations work on. */
export interface Repository {
  readonly site: Site;
  readonly checkRuns: CheckRuns;
  readonly deployments: Deployments;
}

/** Carries out a request that is valid, authenticated and permitted. */
type Carry = (repository: Repository, call: Call, route: Route) => Answer;

export const carryOut: Readonly<Record<OperationId, Carry>> = {
  'checks/list-for-ref': ({ site, checkRuns }, call, { operation, path }) => {
    const { ref = '' } = path;
    if (!hasCommit(site, ref)) return noCommit(ref, operation.externalDocs.url);
    const appId = parameter(call, 'app_id');
    const found = checkRuns.list({
      sha: ref,
      checkName: parameter(call, 'check_name'),
      status: parameter(call, 'status'),
      appId: appId === undefined ? undefined : Number(appId),
      filter: parameter(call, 'filter'),
    });
    const { items, headers } = paginate(site, call, `/commits/${ref}/check-runs`, found);
    const check_runs = items.map((run) => checkRunBody(site, run));
    return { status: 200, body: { total_count: found.length, check_runs }, headers };
  },

  'checks/create': ({ site, checkRuns }, call, { operation }) => {
    const body: CheckRunBody = JSON.parse(call.body.toString('utf8'));
    const { head_sha = '' } = body;
    if (!hasCommit(site, head_sha)) return noCommit(head_sha, operation.externalDocs.url);
    return { status: 201, body: checkRunBody(site, checkRuns.create(body)) };
  },

  'checks/get': ({ site, checkRuns }, _, { operation, path }) => {
    const run = checkRuns.find(Number(path['check_run_id']));
    return run === undefined ? notFound(operation) : { status: 200, body: checkRunBody(site, run) };
  },

  'checks/update': ({ site, checkRuns }, call, { operation, path }) => {
    const run = checkRuns.find(Number(path['check_run_id']));
    if (run === undefined) return notFound(operation);
    const body: CheckRunBody = JSON.parse(call.body.toString('utf8'));
    const { url } = operation.externalDocs;
    if (run.app !== 'github-actions') {
      const words = `Invalid app_id \`${appIds[run.app]}\` - check run can only be modified by the GitHub App that created it.`;
      return refusal(403, words, url);
    }
    if (run.job && (body.status !== undefined || body.conclusion !== undefined)) {
      const words = 'Check run status and conclusions can only be updated internally by GitHub Actions';
      return refusal(403, words, url);
    }
    return { status: 200, body: checkRunBody(site, checkRuns.update(run, body)) };
  },

  'repos/get-deployment': (repository, _, route) =>
    withDeployment(repository, route, (deployment) => ({
      status: 200,
      body: deploymentBody(repository.site, deployment),
    })),

  'repos/list-deployment-statuses': (repository, call, route) =>
    withDeployment(repository, route, (deployment) => {
      const { site, deployments } = repository;
      const statuses = deployments.statuses(deployment.id).toReversed();
      const path = `/deployments/${deployment.id}/statuses`;
      const { items, headers } = paginate(site, call, path, statuses);
      const body = items.map((status) => deploymentStatusBody(site, deployment, status));
      return { status: 200, body, headers };
    }),

  'repos/create-deployment-status': (repository, call, route) =>
    withDeployment(repository, route, (deployment) => {
      const { site, deployments } = repository;
      const sent: DeploymentStatusBody = JSON.parse(call.body.toString('utf8'));
      const status = deployments.addStatus(deployment.id, sent);
      const body = deploymentStatusBody(site, deployment, status);
      const location = `${site.apiUrl}/repos/${site.repository}/deployments/${deployment.id}/statuses/${status.id}`;
      return { status: 201, body, headers: { location } };
    }),
};

function withDeployment(
  { deployments }: Repository,
  { operation, path }: Route,
  use: (deployment: Deployment) => Answer,
): Answer {
  const deployment = deployments.find(Number(path['deployment_id']));
  return deployment === undefined ? notFound(operation) : use(deployment);
}

function notFound({ externalDocs }: Route['operation']): Answer {
  return refusal(404, 'Not Found', externalDocs.url);
}

function noCommit(sha: string, documentation: string): Answer {
  return refusal(422, `No commit found for SHA: ${sha}`, documentation);
}
