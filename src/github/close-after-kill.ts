/** Closes what a killed gate has left open. */

import type { CheckRun, GitHubApi, PostedStatus } from './api.ts';
import { asWritten, CHECK_CONCLUSIONS } from './check-run.ts';
import { asPosted, DEPLOYMENT_STATES } from './deployment.ts';
import { type Attempt, gateOf, isOurs, LEFT, standingOf } from './identity.ts';
import { ANOTHER, done, type Reply, refused, unavailable } from './reply.ts';
import type { Saved } from './saved.ts';

/** What GitHub may cost the job in all, and what of it the `post` phase has at the least and at the most. */
const TOGETHER_MS = 10_000;
const LEAST_MS = 2_000;
const MOST_MS = 8_000;

/** How long the `post` phase may try, in milliseconds: for what the main phase has left of 10 s, if it has tried. */
export function closingMs({ verdict, spentMs }: Saved): number {
  if (verdict === undefined) return MOST_MS;
  if (spentMs === undefined) return LEAST_MS;
  return Math.min(MOST_MS, Math.max(LEAST_MS, TOGETHER_MS - spentMs));
}

/** What GitHub takes for a summary. */
const MAX_SUMMARY_BYTES = 65_535;
const STOPPED =
  'The gate was stopped before it could tell how the deployments ended; the log of the run has the rest.';

/**
 * Closes the check run of a gate that was killed, if it is still open: by the verdict that the gate could not tell any
 * more, else as `interrupted`. It writes only to the check run that was saved, and only if that is this run's.
 *
 * @param given the name that the inputs of the step give
 * @param run the attempt of the workflow run that this phase is in
 * @returns whether there was anything to close, or why it is another run's by now
 */
export async function closeCheckRun(
  api: GitHubApi,
  saved: Saved,
  given: string,
  run: Attempt & { readonly url: string },
  signal: AbortSignal,
): Promise<Reply<boolean | string>> {
  if (saved.check === undefined || saved.check.isOver) return done(false);
  if (saved.check.name !== given) return refused('what was saved is of another check-name');
  const gate = gateOf(saved.check.externalId);
  if (gate?.id !== run.id || gate.attempt !== run.attempt) return refused('what was saved is of another run');
  const found = await findOpen(api, saved.check, signal);
  if (found.kind !== 'done') return found;
  if (found.value === undefined) return done(false);
  if (typeof found.value === 'string') return done(found.value);
  const { id, externalId, summary } = found.value;
  const verdict = saved.verdict ?? 'interrupted';
  const conclusion = CHECK_CONCLUSIONS[verdict] ?? 'cancelled';
  const said = saved.verdict === undefined ? STOPPED : `The verdict: **${verdict}**.`;
  const before = summary === '' ? '' : `\n\nWhat was known last:\n\n${summary.replace(LEFT, '').trimEnd()}`;
  const output = { title: verdict, summary: cut(`${said}${before}`) };
  const content = { detailsUrl: run.url, output, ended: { conclusion, at: api.date() } };
  const reply = await api.updateCheckRun(id, content, signal);
  if (reply.kind !== 'done') return reply;
  if (!isOurs(reply.value, { ...saved.check, externalId }, id)) return unavailable(ANOTHER);
  const written = asWritten(reply.value, content);
  return written.kind === 'done' ? done(true) : written;
}

/**
 * Posts the last status of a gate that was killed to its deployment, unless that was done or is not to be.
 *
 * @param given the id that the inputs of the step name
 * @returns whether there was anything to post, or why it is another run's by now
 */
export async function closeDeployment(
  api: GitHubApi,
  { deployment, verdict: reached }: Saved,
  given: string,
  logUrl: string,
  signal: AbortSignal,
): Promise<Reply<boolean | string>> {
  if (deployment === undefined || deployment.isOver) return done(false);
  if (String(deployment.id) !== given) return refused('what was saved is of another deployment');
  const verdict = reached ?? 'interrupted';
  const state = DEPLOYMENT_STATES[verdict];
  const last = await api.lastDeploymentStatus(deployment.id, signal);
  if (last.kind !== 'done') return last;
  if (last.value?.state === state) return done(false);
  if (last.value !== undefined && !mayReplace(last.value, logUrl, reached !== undefined))
    return done(`another run, or a person, has posted "${last.value.state}" since`);
  const status = { state, logUrl, environmentUrl: undefined, description: verdict };
  const reply = await api.postDeploymentStatus(deployment.id, status, signal);
  const written = asPosted(reply, state);
  return written.kind === 'done' ? done(true) : written;
}

/** The states of a deployment that has not ended. */
const UNFINISHED: readonly string[] = ['queued', 'pending', 'in_progress'];

/**
 * Whether a status may be replaced by one of this run: it links to this run; or it has not ended, and there is a verdict
 * or nobody says that it is another run's.
 */
function mayReplace({ state, logUrl }: PostedStatus, ownUrl: string, hasVerdict: boolean): boolean {
  if (logUrl === ownUrl || logUrl.startsWith(`${ownUrl}/`)) return true;
  return UNFINISHED.includes(state) && (hasVerdict || logUrl === '');
}

/** What has room, without half a character at its end. */
function cut(text: string): string {
  const bytes = Buffer.from(text).subarray(0, MAX_SUMMARY_BYTES);
  return new TextDecoder().decode(bytes, { stream: true });
}

async function findOpen(
  api: GitHubApi,
  check: NonNullable<Saved['check']>,
  signal: AbortSignal,
): Promise<Reply<CheckRun | string | undefined>> {
  const { id, foundAs, others } = check;
  if (id === undefined) {
    // Its creation was never sent.
    if (others === undefined) return done(undefined);
    const reply = await api.checkRuns(check.name, check.sha, signal);
    if (reply.kind !== 'done') return reply;
    return done(reply.value.find((run) => run.isOpen && isOurs(run, check) && !others.includes(run.id)));
  }
  const reply = await api.checkRun(id, signal);
  if (reply.kind !== 'done') return reply;
  const isFound = foundAs !== undefined && gateOf(foundAs)?.tasks === gateOf(check.externalId)?.tasks;
  const names = isFound ? [check.externalId, foundAs] : [check.externalId];
  const isSaved = names.some((externalId) => isOurs(reply.value, { ...check, externalId }, id));
  if (!isSaved && standingOf(reply.value, check, { id, app: reply.value.app }) === 'taken')
    return done(`another run of this gate has taken it over (${reply.value.url})`);
  if (!isSaved) return refused(ANOTHER);
  return done(reply.value.isOpen ? reply.value : undefined);
}
