/** The statuses of the deployment that follow a gate. */

import { headline } from '../report/results.ts';
import type { Verdict } from '../task.ts';
import type { DeploymentState, GitHubApi } from './api.ts';
import type { Channel } from './channel.ts';
import { done, type Reply, unavailable } from './reply.ts';

/** The GitHub deployment that statuses are posted to. */
export interface DeploymentTarget {
  readonly id: number;
  /** Where what was deployed can be seen. */
  readonly environmentUrl: string | undefined;
}

/** The state of a deployment by the verdict. */
export const DEPLOYMENT_STATES: Readonly<Record<Verdict, DeploymentState>> = {
  succeeded: 'success',
  failed: 'failure',
  'rolled-back': 'failure',
  superseded: 'failure',
  cancelled: 'error',
  error: 'error',
  'timed-out': 'error',
  interrupted: 'error',
  running: 'in_progress',
};

const MAX_DESCRIPTION = 140;

/**
 * A deployment whose statuses follow a gate: `in_progress` at first, unless an earlier run has said so, and how the
 * gate ended.
 *
 * @param wait whether this run waits to the end
 */
export function createDeployment(
  api: GitHubApi,
  { id, environmentUrl }: DeploymentTarget,
  logUrl: string,
  wait: boolean,
): Channel {
  let posted: DeploymentState | undefined;
  return {
    what: `the status of deployment ${id}`,
    write: async (conclusion, signal) => {
      const state = DEPLOYMENT_STATES[conclusion.verdict];
      if (state === 'in_progress' && posted === undefined && !wait) {
        const last = await api.lastDeploymentStatus(id, signal);
        if (last.kind !== 'done') return last;
        if (last.value?.state === state) posted = state;
      }
      if (state === posted) return done(undefined);
      const description = headline(conclusion).slice(0, MAX_DESCRIPTION);
      const reply = await api.postDeploymentStatus(
        id,
        { state, logUrl, environmentUrl, description },
        signal,
      );
      const written = asPosted(reply, state);
      if (written.kind === 'done') posted = state;
      return written;
    },
  };
}

/** Whether GitHub's answer has the state that was posted: an answer alone is no proof of it. */
export function asPosted(reply: Reply<string>, state: DeploymentState): Reply<undefined> {
  if (reply.kind !== 'done') return reply;
  const isPosted = reply.value === '' || reply.value === state;
  return isPosted ? done(undefined) : unavailable(`GitHub answered that the status is "${reply.value}"`);
}
