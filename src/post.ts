/** The `post` phase: closes what a killed main phase has left open on GitHub. */

import * as core from '@actions/core';

import { createDispatchers } from './clouds/dispatchers.ts';
import { closeCheckRun, closeDeployment, closingMs } from './github/close-after-kill.ts';
import { loadGitHubApi } from './github/load.ts';
import type { Reply } from './github/reply.ts';
import { parseSaved, SAVED } from './github/saved.ts';
import { within } from './github/within.ts';
import { readWorkflowRun } from './github/workflow-run.ts';
import { TOKEN_INPUT, trimmed } from './inputs/credentials.ts';
import { readProxy } from './inputs/proxy.ts';
import { readSecrets } from './inputs/secrets.ts';
import { createRedactor } from './redact.ts';
import { forLog } from './report/text.ts';
import { describeError } from './wording.ts';
import { realWorld } from './world.ts';

/**
 * The `post` phase of the step: closes what the main phase has left open on GitHub because it was killed. Where nothing
 * is left open, and the second time, it does nothing. What fails here changes nothing but the log.
 *
 * @param stop aborted when the job is not to wait any longer
 */
export async function post(stop: AbortSignal): Promise<void> {
  const saved = parseSaved(core.getState(SAVED));
  const isOpen = [saved?.check, saved?.deployment].some((each) => each?.isOver === false);
  if (saved === undefined || !isOpen) return;
  const { env } = process;
  const getInput = (name: string): string => core.getInput(name, { trimWhitespace: false });
  const { secrets, keyIds } = readSecrets(getInput, env);
  const redact = createRedactor(secrets, keyIds);
  const warn = (message: string): void => core.warning(forLog(redact(message)), { title: 'Deploy Gate' });
  try {
    const run = readWorkflowRun(env, () => undefined);
    if (typeof run === 'string') return warn(`what was left open on GitHub stays so: ${run} is not set`);
    const token = trimmed(getInput(TOKEN_INPUT));
    if (token === '')
      return warn(
        `what was left open on GitHub stays so: ${TOKEN_INPUT} is empty; leave it out, or give it a token`,
      );
    // One that gets no answer must not hold the other.
    const dispatchers = createDispatchers(readProxy(env, warn), 2);
    const githubApi = await loadGitHubApi();
    const closeMs = closingMs(saved);
    const close = async (
      what: string,
      isTold: boolean | undefined,
      work: (api: ReturnType<typeof githubApi>, signal: AbortSignal) => Promise<Reply<boolean | string>>,
    ): Promise<void> => {
      const api = githubApi(run, token, dispatchers, what);
      const reply = await within(closeMs, stop, realWorld, (signal) => work(api, signal));
      if (reply.kind === 'refused' && isTold)
        core.info(`${what} is still refused: ${forLog(redact(reply.reason))}`);
      else if (reply.kind !== 'done') warn(`${what} was left open, and could not be closed: ${reply.reason}`);
      else if (typeof reply.value === 'string')
        core.info(`${what} is left as it is: ${forLog(redact(reply.value))}`);
      else if (reply.value) core.info(`${what} was left open, and is closed now`);
    };
    await Promise.all([
      close('the check run', saved.check?.isTold, (api, signal) =>
        closeCheckRun(api, saved, trimmed(getInput('check-name')), run, signal),
      ),
      close('the deployment status', saved.deployment?.isTold, (api, signal) =>
        closeDeployment(api, saved, trimmed(getInput('deployment-id')), run.url, signal),
      ),
    ]);
  } catch (error) {
    warn(`what was left open on GitHub stays so: ${describeError(error)}`);
  }
}
