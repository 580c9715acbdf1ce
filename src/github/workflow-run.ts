/** The workflow run that the gate is a step of, and the commit that it is about. */

import { z } from 'zod';

import type { Env } from '../world.ts';

/** The workflow run that the gate is a step of. */
export interface WorkflowRun {
  /** Base URL of GitHub's REST API, without a slash at its end; on GitHub Enterprise Server with `/api/v3`. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** The page of the run. */
  readonly url: string;
  /** Its number, which stays the same when it is run again; `0` if the runner does not give it. */
  readonly id: string;
  /** From 1; each time that it is run again, one more. */
  readonly attempt: number;
  /** Name of the event that began the run. */
  readonly event: string;
  /** Key of the job in the workflow file. */
  readonly job: string;
  /** The commit that the run is about; nothing if the event's payload does not tell. */
  readonly headSha: string | undefined;
  /** Whether it is for a pull request from another repository, whose token may only read. */
  readonly isFork: boolean;
}

/** A commit's full id, in lower case: of SHA-1, or of SHA-256. */
const COMMIT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const Sha = z.string().regex(COMMIT_ID);

/** Whether a text is the full id of a commit. */
export function isCommitId(text: string): boolean {
  return COMMIT_ID.test(text);
}

const PullRequest = z.object({ pull_request: z.object({ head: z.object({ sha: Sha }) }) });
const MergeGroup = z.object({ merge_group: z.object({ head_sha: Sha }) });
const Run = z.object({ workflow_run: z.object({ head_sha: Sha }) });
const Deployment = z.object({ deployment: z.object({ sha: Sha }) });

/** Where the payload of an event has its head commit; with any other event it is the pushed commit. */
const HEADS: readonly (readonly [event: RegExp, head: (payload: unknown) => string | undefined])[] = [
  // Also its reviews and comments, and pull_request_target.
  [/^pull_request/, (payload) => PullRequest.safeParse(payload).data?.pull_request.head.sha],
  [/^merge_group$/, (payload) => MergeGroup.safeParse(payload).data?.merge_group.head_sha],
  [/^workflow_run$/, (payload) => Run.safeParse(payload).data?.workflow_run.head_sha],
  [/^deployment(_status)?$/, (payload) => Deployment.safeParse(payload).data?.deployment.sha],
];

/** Events whose `GITHUB_SHA` is a commit of their own. */
const OF_A_COMMIT: ReadonlySet<string> = new Set(['push', 'create', 'registry_package']);

/**
 * Whether an event is about a commit. With all others `GITHUB_SHA` is the head of a branch, mostly of the default one.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function isAboutCommit(event: string): boolean {
  return OF_A_COMMIT.has(event) || HEADS.some(([name]) => name.test(event));
}

/** A repository that was deleted is none any more. */
const Origin = z.object({
  pull_request: z.object({ head: z.object({ repo: z.object({ full_name: z.string() }).nullish() }) }),
});

/**
 * Reads the run from the variables that GitHub's runner sets.
 *
 * @param readPayload the JSON of the event, or nothing if it cannot be read
 * @returns the run, or the name of the variable that is missing or malformed
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function readWorkflowRun(
  env: Env,
  readPayload: (path: string) => unknown,
): WorkflowRun | 'GITHUB_REPOSITORY' | 'GITHUB_API_URL' {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (owner === undefined || repo === undefined || [owner, repo].some((part) => /^\.+$/.test(part))) {
    return 'GITHUB_REPOSITORY';
  }
  const apiUrl = (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
  if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl)) return 'GITHUB_API_URL';
  const server = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  const payload = readPayload(env['GITHUB_EVENT_PATH'] ?? '');
  const attempt = env['GITHUB_RUN_ATTEMPT'] ?? '';
  const runId = env['GITHUB_RUN_ID'] ?? '';
  const origin = Origin.safeParse(payload).data?.pull_request.head;
  return {
    apiUrl,
    owner,
    repo,
    url: `${server}/${repository}/actions/runs/${runId}`,
    id: /^\d{1,20}$/.test(runId) ? runId : '0',
    attempt: /^[1-9]\d{0,9}$/.test(attempt) ? Number(attempt) : 1,
    event,
    job: env['GITHUB_JOB'] ?? '',
    headSha: headOf(event, payload, env['GITHUB_SHA']),
    // With pull_request_target the token is that of the base repository, and may write.
    isFork: event !== 'pull_request_target' && origin !== undefined && origin.repo?.full_name !== repository,
  };
}

function headOf(event: string, payload: unknown, pushed: string | undefined): string | undefined {
  const head = HEADS.find(([name]) => name.test(event))?.[1];
  return head === undefined ? Sha.safeParse(pushed).data : head(payload);
}
