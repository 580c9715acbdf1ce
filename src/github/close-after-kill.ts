/** Closes what a killed gate has left open. */

import type { CheckRun, GitHubApi } from './api.ts';
import { asWritten, CHECK_CONCLUSIONS } from './check-run.ts';
import { DEPLOYMENT_STATES } from './deployment.ts';
import { type Attempt, gateOf, isOurs } from './identity.ts';
import { ANOTHER, done, type Reply, refused, unavailable } from './reply.ts';
import type { Saved } from './saved.ts';

/** What GitHub takes for a summary. */
const MAX_SUMMARY_BYTES = 65_535;
const STOPPED =
  'The gate was stopped before it could tell how the deployments ended; the log of the run has the rest.';

/**
 * Closes the check run of a gate that was killed, if it is still open: by the verdict that the gate could not tell any
 * more, else as `interrupted`. It writes only to the check run that was saved, and only if that is this run's.
 *
 * @param run the attempt of the workflow run that this phase is in
 * @returns whether there was anything to close
 */
export async function closeCheckRun(
  api: GitHubApi,
  saved: Saved,
  run: Attempt & { readonly url: string },
  signal: AbortSignal,
): Promise<Reply<boolean>> {
  if (saved.check === undefined || saved.check.isOver) return done(false);
  const gate = gateOf(saved.check.externalId);
  if (gate?.id !== run.id || gate.attempt !== run.attempt) return refused('what was saved is of another run');
  const found = await findOpen(api, saved.check, signal);
  if (found.kind !== 'done') return found;
  if (found.value === undefined) return done(false);
  const { id, externalId, summary } = found.value;
  const verdict = saved.verdict ?? 'interrupted';
  const conclusion = CHECK_CONCLUSIONS[verdict] ?? 'cancelled';
  const said = saved.verdict === undefined ? STOPPED : `The verdict: **${verdict}**.`;
  const before = summary === '' ? '' : `\n\nWhat was known last:\n\n${summary}`;
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
 */
export async function closeDeployment(
  api: GitHubApi,
  { deployment, verdict = 'interrupted' }: Saved,
  given: string,
  logUrl: string,
  signal: AbortSignal,
): Promise<Reply<boolean>> {
  if (deployment === undefined || deployment.isOver) return done(false);
  if (String(deployment.id) !== given) return refused('what was saved is of another deployment');
  const state = DEPLOYMENT_STATES[verdict];
  const last = await api.lastDeploymentState(deployment.id, signal);
  if (last.kind !== 'done') return last;
  if (last.value === state) return done(false);
  const status = { state, logUrl, environmentUrl: undefined, description: verdict };
  const reply = await api.postDeploymentStatus(deployment.id, status, signal);
  return reply.kind === 'done' ? done(true) : reply;
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
): Promise<Reply<CheckRun | undefined>> {
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
  if (!isSaved) return refused(ANOTHER);
  return done(reply.value.isOpen ? reply.value : undefined);
}
