import { appBody, userBody } from './apps.ts';
import { inRepository, instant, nodeId, type Site } from './site.ts';

/** A deployment, which something before the action created. */
export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What a client says of a status of a deployment. */
export interface DeploymentStatusBody {
  readonly state: 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';
  readonly target_url?: string;
  readonly log_url?: string;
  readonly description?: string;
  readonly environment?: string;
  readonly environment_url?: string;
  readonly auto_inactive?: boolean;
}

/** A status of a deployment, as it was sent. */
export interface DeploymentStatus extends DeploymentStatusBody {
  readonly id: number;
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number;
}

/** The deployments of a repository. */
export interface Deployments {
  readonly add: (deployment: Deployment) => void;
  readonly nextId: () => number;
  readonly find: (id: number) => Deployment | undefined;
  /** In the order in which they were sent. */
  readonly statuses: (id: number) => readonly DeploymentStatus[];
  readonly addStatus: (id: number, body: DeploymentStatusBody) => DeploymentStatus;
}

const FIRST_ID = 3_100_000_001;
const FIRST_STATUS_ID = 7_200_000_001;

export function createDeployments({ clock }: Site): Deployments {
  const deployments = new Map<number, Deployment>();
  const statuses = new Map<number, DeploymentStatus[]>();
  let nextStatusId = FIRST_STATUS_ID;
  return {
    add: (deployment) => {
      deployments.set(deployment.id, deployment);
      statuses.set(deployment.id, []);
    },
    nextId: () => FIRST_ID + deployments.size,
    find: (id) => deployments.get(id),
    statuses: (id) => statuses.get(id) ?? [],
    addStatus: (id, body) => {
      const status = { ...body, id: nextStatusId, at: clock() };
      nextStatusId += 1;
      statuses.get(id)?.push(status);
      return status;
    },
  };
}

/** A deployment in an answer. */
export function deploymentBody(site: Site, { id, sha, environment, createdAt }: Deployment): unknown {
  const url = inRepository(site, `/deployments/${id}`);
  return {
    url,
    id,
    node_id: nodeId('DE', id),
    sha,
    ref: sha,
    task: 'deploy',
    payload: {},
    original_environment: environment,
    environment,
    description: null,
    creator: userBody(site, 'github-actions[bot]', 'Bot'),
    created_at: instant(createdAt),
    updated_at: instant(createdAt),
    statuses_url: `${url}/statuses`,
    repository_url: inRepository(site, ''),
    transient_environment: false,
    production_environment: false,
    performed_via_github_app: appBody(site, 'github-actions'),
  };
}

/** A status of a deployment in an answer. */
export function deploymentStatusBody(site: Site, deployment: Deployment, status: DeploymentStatus): unknown {
  const deploymentUrl = inRepository(site, `/deployments/${deployment.id}`);
  const logUrl = status.log_url ?? status.target_url ?? '';
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', status.id),
    state: status.state,
    creator: userBody(site, 'github-actions[bot]', 'Bot'),
    description: status.description ?? '',
    environment: status.environment ?? deployment.environment,
    target_url: logUrl,
    created_at: instant(status.at),
    updated_at: instant(status.at),
    deployment_url: deploymentUrl,
    repository_url: inRepository(site, ''),
    environment_url: status.environment_url ?? '',
    log_url: logUrl,
    performed_via_github_app: appBody(site, 'github-actions'),
  };
}
