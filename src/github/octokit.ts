import { z } from 'zod';

import type { Dispatchers } from '../clouds/dispatchers.ts';
import { hideExactly } from '../redact.ts';
import { joined } from '../wording.ts';
import type { CheckContent, CheckRun, GitHubApi } from './api.ts';
import { createClient } from './client.ts';
import { done, type Reply, refused, replyOf, unavailable } from './reply.ts';
import type { WorkflowRun } from './workflow-run.ts';

const CHECKS = 'the permission "checks: write"';
const DEPLOYMENTS = 'the permission "deployments: write"';
/** Only what is needed must be there: servers of other versions may leave out the rest. */
const Run = z
  .object({
    id: z.number(),
    html_url: z.string().nullish(),
    external_id: z.string().nullish(),
    details_url: z.string().nullish(),
    status: z.string().nullish(),
    started_at: z.iso.datetime({ offset: true }).nullish().catch(null),
    output: z.object({ summary: z.string().nullish() }).nullish(),
  })
  .transform(
    (run): CheckRun => ({
      id: run.id,
      url: pageOf(run.html_url ?? ''),
      externalId: run.external_id ?? '',
      detailsUrl: run.details_url ?? '',
      isOpen: typeof run.status === 'string' && run.status !== 'completed',
      startedAt: typeof run.started_at === 'string' ? new Date(run.started_at) : undefined,
      summary: run.output?.summary ?? '',
    }),
  );

/** Of an address only what is one: it becomes an output, and outputs end up in scripts. */
function pageOf(url: string): string {
  return /^https?:\/\/[\w.~:/?#@&=%+[\]-]+$/.test(url) ? url : '';
}

const Runs = z.object({ check_runs: z.array(Run) }).transform(({ check_runs }) => check_runs);
const Statuses = z.array(z.object({ state: z.string() })).transform(([last]) => last?.state);
const Status = z
  .union([z.object({ id: z.number() }), z.object({ state: z.string() })])
  .transform(() => undefined);

/**
 * GitHub's API by its own client. What only reads, and what may be sent twice, is tried again by it; what may not is
 * not, since nobody knows whether it came through.
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
  const { octokit, lastFault } = createClient(url, token, dispatchers, purpose);
  const { owner, repo } = run;
  const likely = run.isFork ? ', as does that of every pull request from a fork' : '';
  const hide = hideExactly([token]);
  const ask = async <T>(
    needs: string,
    schema: z.ZodType<T>,
    stop: AbortSignal,
    send: (request: { readonly signal: AbortSignal }) => Promise<{ status: number; data: unknown }>,
  ): Promise<Reply<T>> => {
    // One of its own: by it the faults of this request are told from those of others.
    const signal = AbortSignal.any([stop]);
    const answer = async (): Promise<Reply<T>> => {
      try {
        const { status, data } = await send({ signal });
        if (status >= 300) return refused(`GitHub answered HTTP ${status}, a redirect; check GITHUB_API_URL`);
        const parsed = schema.safeParse(data);
        return parsed.success
          ? done(parsed.data)
          : unavailable(`GitHub answered HTTP ${status} without the data`);
      } catch (error) {
        return replyOf(error, `${needs}${likely}`, url, hide);
      }
    };
    const stopped = new Promise<Reply<T>>((resolve) => {
      signal.addEventListener('abort', () =>
        resolve(unavailable(joined('no answer in time', lastFault(signal)))),
      );
    });
    return Promise.race([answer(), stopped]);
  };
  return {
    openCheckRuns: (name, ref, signal) =>
      ask(CHECKS, Runs, signal, (request) =>
        octokit.rest.checks.listForRef({
          owner,
          repo,
          ref,
          check_name: name,
          status: 'in_progress',
          filter: 'all',
          per_page: 100,
          request,
        }),
      ),
    checkRun: (id, signal) =>
      ask(CHECKS, Run, signal, (request) =>
        octokit.rest.checks.get({ owner, repo, check_run_id: id, request }),
      ),
    createCheckRun: ({ name, sha, externalId, startedAt, ...content }, signal) =>
      ask(CHECKS, Run, signal, (request) =>
        octokit.rest.checks.create({
          owner,
          repo,
          name,
          head_sha: sha,
          external_id: externalId,
          started_at: startedAt.toISOString(),
          ...(content.ended === undefined ? { status: 'in_progress' } : {}),
          ...written(content),
          request: { ...request, retries: 0 },
        }),
      ),
    updateCheckRun: (id, content, signal) =>
      ask(CHECKS, Run, signal, (request) =>
        octokit.rest.checks.update({
          owner,
          repo,
          check_run_id: id,
          ...written(content),
          request,
        }),
      ),
    lastDeploymentState: (id, signal) =>
      ask(DEPLOYMENTS, Statuses, signal, (request) =>
        octokit.rest.repos.listDeploymentStatuses({
          owner,
          repo,
          deployment_id: id,
          per_page: 1,
          request,
        }),
      ),
    postDeploymentStatus: (id, { state, logUrl, environmentUrl, description }, signal) =>
      ask(DEPLOYMENTS, Status, signal, (request) =>
        octokit.rest.repos.createDeploymentStatus({
          owner,
          repo,
          deployment_id: id,
          state,
          log_url: logUrl,
          description,
          ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
          request: { ...request, retries: 0 },
        }),
      ),
  };
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
