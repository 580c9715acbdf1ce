/** The job that asks for tokens, by the names that GitHub's claims have. */
export const JOB = {
  repository: 'octo-org/octo-repo',
  repository_owner: 'octo-org',
  repository_id: '74',
  repository_owner_id: '65',
  run_id: '1234567890',
  run_number: '10',
  run_attempt: '2',
  actor: 'octocat',
  actor_id: '12',
  workflow: 'Deploy',
  workflow_ref: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
  job_workflow_ref: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
  head_ref: '',
  base_ref: '',
  event_name: 'push',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  sha: 'ffac537e6cbbf934b08745a378932722df287a53',
  runner_environment: 'github-hosted',
  sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
} as const;

/** What the runner tells a step about that job. */
export const JOB_VARIABLES = {
  GITHUB_REPOSITORY: JOB.repository,
  GITHUB_REPOSITORY_OWNER: JOB.repository_owner,
  GITHUB_RUN_ID: JOB.run_id,
  GITHUB_RUN_NUMBER: JOB.run_number,
  GITHUB_RUN_ATTEMPT: JOB.run_attempt,
} as const;
