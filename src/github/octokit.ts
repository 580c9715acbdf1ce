/** The interface of api.ts by GitHub's own client. */

import { z } from 'zod';

import type { Dispatchers } from '../clouds/dispatchers.ts';
import { hideExactly } from '../redact.ts';
import { joined } from '../wording.ts';
import type { CheckChange, CheckRun, GitHubApi } from './api.ts';
import { createClient } from './client.ts';
import { done, type Reply, refused, replyOf, unavailable } from './reply.ts';
import type { WorkflowRun } from './workflow-run.ts';

const CHECKS = 'the permission "checks: write"';
const DEPLOYMENTS = 'the permission "deployments: write"';
/** Of an address only what is one: it becomes an output, and outputs end up in scripts. */
const Page = z
  .string()
  .regex(/^https?:\/\/[\w.~:/?#@&=%+[\]-]+$/)
  .catch('');
const Text = z.string().catch('');
/** What is not there is not needed, but for the id: an answer without it is none of GitHub's. */
const Shape = z.object({
  id: z.int().positive(),
  name: Text,
  head_sha: Text,
  html_url: Page,
  external_id: Text,
  details_url: Text,
  status: Text,
  conclusion: Text,
  started_at: z.iso.datetime({ offset: true }).nullable().catch(null),
  app: z.object({ id: z.int().optional() }).catch({}),
  output: z.object({ summary: Text, text: Text }).catch({ summary: '', text: '' }),
});
const Run = Shape.transform(checkRunOf);
const Runs = z.object({ check_runs: z.array(Run) }).transform(({ check_runs }) => check_runs);
const Statuses = z
  .array(z.object({ state: z.string(), log_url: Text, target_url: Text }))
  .transform(([last]) => last && { state: last.state, logUrl: last.log_url || last.target_url });
const Status = z
  .union([z.object({ state: z.string() }), z.object({ id: z.number(), state: Text })])
  .transform(({ state }) => state);
/** Of a list; the greatest that GitHub gives. */
const PAGE_SIZE = 100;
/** A list that is longer is not read to its end. */
const MAX_PAGES = 10;

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
  const { octokit, lastFault, date } = createClient(url, token, dispatchers, purpose);
  const { owner, repo } = run;
  const likely = run.isFork
    ? ', as does that of every pull request from a fork'
    : ', which the permissions of the job must give';
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
        if (status >= 300) return refused(redirected(status));
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
    date,
    checkRuns: async (name, ref, signal) => {
      // What is new between two pages moves the rest: by id each is there once.
      const runs = new Map<number, CheckRun>();
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const query = { owner, repo, ref, check_name: name, filter: 'all' as const, per_page: PAGE_SIZE };
        const reply = await ask(CHECKS, Runs, signal, (request) =>
          octokit.rest.checks.listForRef({ ...query, ...(page === 1 ? {} : { page }), request }),
        );
        if (reply.kind !== 'done') return reply;
        for (const run of reply.value) runs.set(run.id, run);
        if (reply.value.length < PAGE_SIZE) break;
      }
      return done([...runs.values()]);
    },
    checkRun: (id, signal) =>
      ask(CHECKS, Run, signal, (request) =>
        octokit.rest.checks.get({ owner, repo, check_run_id: id, request }),
      ),
    createCheckRun: ({ name, sha, externalId, ...content }, signal) =>
      ask(CHECKS, Run, signal, (request) =>
        octokit.rest.checks.create({
          owner,
          repo,
          name,
          head_sha: sha,
          external_id: externalId,
          ...(content.ended === undefined ? { status: 'in_progress' } : {}),
          ...written(content),
          request: { ...request, retries: 0 },
        }),
      ),
    updateCheckRun: (id, change, signal) =>
      ask(CHECKS, Run, signal, (request) =>
        octokit.rest.checks.update({
          owner,
          repo,
          check_run_id: id,
          ...written(change),
          request,
        }),
      ),
    lastDeploymentStatus: (id, signal) =>
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
function written({ externalId, detailsUrl, output, startedAt, ended }: CheckChange) {
  return {
    ...(externalId === undefined ? {} : { external_id: externalId }),
    ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }),
    ...(output === undefined ? {} : { output }),
    ...(startedAt === undefined ? {} : { started_at: startedAt.toISOString() }),
    ...(ended === undefined
      ? {}
      : { status: 'completed' as const, conclusion: ended.conclusion, completed_at: ended.at.toISOString() }),
  };
}

/** GitHub moves a repository that was renamed or transferred, and answers no other request so. */
function redirected(status: number): string {
  return status === 301 || status === 308
    ? `the repository was renamed or moved (HTTP ${status}); start a new run, which has its new name`
    : `GitHub answered HTTP ${status}, a redirect; check GITHUB_API_URL`;
}

function checkRunOf(run: z.infer<typeof Shape>): CheckRun {
  return {
    id: run.id,
    name: run.name,
    sha: run.head_sha,
    url: run.html_url,
    externalId: run.external_id,
    app: run.app.id,
    detailsUrl: run.details_url,
    isOpen: run.status !== 'completed',
    conclusion: run.conclusion,
    startedAt: run.started_at === null ? undefined : new Date(run.started_at),
    summary: run.output.summary,
    text: run.output.text,
  };
}
