/** Closes what a killed gate has left open. */

import type { CheckRun, GitHubApi } from './api.ts';
import { CHECK_CONCLUSIONS, ours } from './check-run.ts';
import { DEPLOYMENT_STATES } from './deployment.ts';
import { done, type Reply } from './reply.ts';
import type { Saved } from './saved.ts';

/** What GitHub takes for a summary. */
const MAX_SUMMARY_BYTES = 65_535;
const STOPPED =
  'The gate was stopped before it could tell how the deployments ended; the log of the run has the rest.';

/**
 * Closes the check run of a gate that was killed, if it is still open: by the verdict that the gate could not tell any
 * more, else as `interrupted`.
 *
 * @returns whether there was anything to close
 */
export async function closeCheckRun(
  api: GitHubApi,
  saved: Saved,
  detailsUrl: string,
  at: Date,
  signal: AbortSignal,
): Promise<Reply<boolean>> {
  if (saved.check === undefined || saved.check.isOver) return done(false);
  const found = await findOpen(api, saved, saved.check, signal);
  if (found.kind !== 'done') return found;
  if (found.value === undefined) return done(false);
  const { id, summary } = found.value;
  const verdict = saved.verdict ?? 'interrupted';
  const conclusion = CHECK_CONCLUSIONS[verdict] ?? 'cancelled';
  const said = saved.verdict === undefined ? STOPPED : `The verdict: **${verdict}**.`;
  const before = summary === '' ? '' : `\n\nWhat was known last:\n\n${summary}`;
  const output = { title: verdict, summary: cut(`${said}${before}`) };
  const content = { detailsUrl, output, ended: { conclusion, at } };
  const reply = await api.updateCheckRun(id, content, signal);
  return reply.kind === 'done' ? done(true) : reply;
}

/** Posts the last status of a gate that was killed to its deployment, unless that was done or is not to be. */
export async function closeDeployment(
  api: GitHubApi,
  { deployment, verdict = 'interrupted' }: Saved,
  logUrl: string,
  signal: AbortSignal,
): Promise<Reply<boolean>> {
  if (deployment === undefined || deployment.isOver) return done(false);
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
  { begunAt }: Saved,
  check: NonNullable<Saved['check']>,
  signal: AbortSignal,
): Promise<Reply<CheckRun | undefined>> {
  if (check.id !== undefined) {
    const reply = await api.checkRun(check.id, signal);
    return reply.kind === 'done' ? done(reply.value.isOpen ? reply.value : undefined) : reply;
  }
  // Its creation was not answered. One that is older was left open by an earlier run, on purpose.
  const reply = await api.openCheckRuns(check.name, check.sha, signal);
  const since = Math.floor(Date.parse(begunAt) / 1000) * 1000;
  const isNew = ({ startedAt }: CheckRun): boolean => startedAt !== undefined && startedAt.getTime() >= since;
  return reply.kind === 'done' ? done(ours(reply.value.filter(isNew), check)) : reply;
}
