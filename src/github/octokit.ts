import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { fetch, type RequestInit } from 'undici';
import { z } from 'zod';

import type { Dispatchers } from '../clouds/dispatchers.ts';
import { hideExactly } from '../redact.ts';
import type { CheckContent, CheckRun, GitHubApi } from './api.ts';
import { done, type Reply, refused, replyOf, unavailable } from './reply.ts';
import type { WorkflowRun } from './workflow-run.ts';

const CHECKS = 'the permission "checks: write"';
const DEPLOYMENTS = 'the permission "deployments: write"';
/** A server that asks for more patience than this, in seconds, is asked again later or not at all. */
const MAX_PATIENCE_S = 2;
const RETRY_BASE_MS = 500;
/** What the retries leave alone: refusals, as by default, and limits, whose wish the throttling heeds. */
const FINAL = [400, 401, 403, 404, 410, 422, 429, 451];

const Run = z
  .object({
    id: z.number(),
    html_url: z.string().nullable(),
    external_id: z.string().nullable(),
    details_url: z.string().nullable(),
    status: z.string(),
    started_at: z.iso.datetime({ offset: true }).nullable().catch(null),
    output: z.object({ summary: z.string().nullable() }),
  })
  .transform(
    (run): CheckRun => ({
      id: run.id,
      url: run.html_url ?? '',
      externalId: run.external_id ?? '',
      detailsUrl: run.details_url ?? '',
      isOpen: run.status !== 'completed',
      startedAt: run.started_at === null ? undefined : new Date(run.started_at),
      summary: run.output.summary ?? '',
    }),
  );
const Runs = z.object({ check_runs: z.array(Run) }).transform(({ check_runs }) => check_runs);
const Status = z.object({ state: z.string() });
const Statuses = z.array(Status).transform(([last]) => last?.state);
const Posted = Status.transform(() => undefined);

/**
 * GitHub's API by its own client, with the ecosystem's plugins for faults and limits: what only reads is tried again,
 * what writes is not, since nobody knows whether it came through. Redirects are not followed.
 *
 * @param dispatchers the connections to send through
 * @param purpose clients of one purpose together keep their writes a second apart
 */
export function githubApi(
  run: WorkflowRun,
  token: string,
  dispatchers: Dispatchers,
  purpose: string,
): GitHubApi {
  const url = new URL(run.apiUrl);
  const dispatcher = dispatchers.to(url);
  const octokit = getOctokit(
    token,
    {
      baseUrl: run.apiUrl,
      userAgent: 'deploy-gate',
      log: SILENT,
      request: {
        log: SILENT,
        fetch: (target: string, init: RequestInit) =>
          fetch(target, { ...init, dispatcher, redirect: 'manual' }),
      },
      retry: { retryAfterBaseValue: RETRY_BASE_MS, doNotRetry: FINAL },
      throttle: { id: purpose, onRateLimit: isSoon, onSecondaryRateLimit: isSoon },
    },
    retry,
    throttling,
  );
  const { owner, repo } = run;
  const hide = hideExactly([token]);
  const ask = async <T>(
    needs: string,
    schema: z.ZodType<T>,
    request: () => Promise<{ readonly status: number; readonly data: unknown }>,
  ): Promise<Reply<T>> => {
    try {
      const { status, data } = await request();
      if (status >= 300) return refused(`GitHub answered HTTP ${status}, a redirect; check GITHUB_API_URL`);
      const answer = schema.safeParse(data);
      return answer.success
        ? done(answer.data)
        : unavailable(`GitHub answered HTTP ${status} without the data`);
    } catch (error) {
      return replyOf(error, needs, url, hide);
    }
  };
  const once = (signal: AbortSignal) => ({ signal, retries: 0 });
  return {
    openCheckRuns: (name, ref, signal) =>
      ask(CHECKS, Runs, () =>
        octokit.rest.checks.listForRef({
          owner,
          repo,
          ref,
          check_name: name,
          status: 'in_progress',
          filter: 'all',
          per_page: 100,
          request: { signal },
        }),
      ),
    checkRun: (id, signal) =>
      ask(CHECKS, Run, () => octokit.rest.checks.get({ owner, repo, check_run_id: id, request: { signal } })),
    createCheckRun: ({ name, sha, externalId, startedAt, ...content }, signal) =>
      ask(CHECKS, Run, () =>
        octokit.rest.checks.create({
          owner,
          repo,
          name,
          head_sha: sha,
          external_id: externalId,
          started_at: startedAt.toISOString(),
          ...(content.ended === undefined ? { status: 'in_progress' } : {}),
          ...written(content),
          request: once(signal),
        }),
      ),
    updateCheckRun: (id, content, signal) =>
      ask(CHECKS, Run, () =>
        octokit.rest.checks.update({
          owner,
          repo,
          check_run_id: id,
          ...written(content),
          // The same again changes nothing.
          request: { signal },
        }),
      ),
    lastDeploymentState: (id, signal) =>
      ask(DEPLOYMENTS, Statuses, () =>
        octokit.rest.repos.listDeploymentStatuses({
          owner,
          repo,
          deployment_id: id,
          per_page: 1,
          request: { signal },
        }),
      ),
    postDeploymentStatus: (id, { state, logUrl, environmentUrl, description }, signal) =>
      ask(DEPLOYMENTS, Posted, () =>
        octokit.rest.repos.createDeploymentStatus({
          owner,
          repo,
          deployment_id: id,
          state,
          log_url: logUrl,
          description,
          ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
          request: once(signal),
        }),
      ),
  };
}

/** The warnings of the client would go to the log past everything that cleans it. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

function isSoon(afterS: number): boolean {
  return afterS <= MAX_PATIENCE_S;
}

/**
 * A check run that goes on is never told its status again: an update that comes in late must not open it anew.
 */
function written({ detailsUrl, output, ended }: CheckContent) {
  return {
    details_url: detailsUrl,
    output,
    ...(ended === undefined
      ? {}
      : { status: 'completed' as const, conclusion: ended.conclusion, completed_at: ended.at.toISOString() }),
  };
}
