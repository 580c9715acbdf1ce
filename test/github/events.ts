import type { WorkflowEvent } from './scene.ts';

/** The commit that the runner calls `GITHUB_SHA`: on a pull request the merge commit. */
export const PUSHED = '1111111111111111111111111111111111111111';
const HEAD = '2222222222222222222222222222222222222222';

/** An event, and the commit that a check run lands on. */
export interface EventRow {
  readonly event: WorkflowEvent;
  /** As docs/github.md has it. */
  readonly commit: string;
  readonly sha: string;
}

const pullRequest = {
  action: 'synchronize',
  number: 7,
  pull_request: {
    number: 7,
    merge_commit_sha: PUSHED,
    head: { ref: 'topic', sha: HEAD, repo: { full_name: 'octo/shop' } },
    base: { ref: 'main', sha: PUSHED, repo: { full_name: 'octo/shop' } },
  },
};

/** The same, from a repository that is not ours. */
export const FROM_FORK: WorkflowEvent = {
  name: 'pull_request',
  payload: {
    ...pullRequest,
    pull_request: {
      ...pullRequest.pull_request,
      head: { ref: 'main', sha: HEAD, repo: { full_name: 'stranger/shop' } },
    },
  },
};

const deployment = { id: 42, sha: HEAD, ref: 'main', environment: 'production' };

/** Every event that docs/github.md names. */
export const EVENTS: readonly EventRow[] = [
  { name: 'pull_request', commit: 'head of the pull request', sha: HEAD, payload: pullRequest },
  { name: 'pull_request_target', commit: 'head of the pull request', sha: HEAD, payload: pullRequest },
  { name: 'pull_request_review', commit: 'head of the pull request', sha: HEAD, payload: pullRequest },
  {
    name: 'merge_group',
    commit: 'head of the merge group',
    sha: HEAD,
    payload: { action: 'checks_requested', merge_group: { head_sha: HEAD, base_sha: PUSHED } },
  },
  {
    name: 'workflow_run',
    commit: 'head of the run that has ended',
    sha: HEAD,
    payload: { action: 'completed', workflow_run: { id: 1, head_sha: HEAD } },
  },
  { name: 'deployment', commit: 'commit of the deployment', sha: HEAD, payload: { deployment } },
  {
    name: 'deployment_status',
    commit: 'commit of the deployment',
    sha: HEAD,
    payload: { deployment, deployment_status: { state: 'success' }, workflow_run: { head_sha: PUSHED } },
  },
  { name: 'push', commit: 'pushed commit', sha: PUSHED, payload: { after: PUSHED } },
  { name: 'workflow_dispatch', commit: 'head of the branch', sha: PUSHED, payload: { inputs: {} } },
  { name: 'schedule', commit: 'head of the default branch', sha: PUSHED, payload: { schedule: '0 * * * *' } },
].map(({ name, commit, sha, payload }) => ({ event: { name, payload }, commit, sha }));
