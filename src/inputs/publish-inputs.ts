/** The inputs of the check run and the deployment status. */

import { readFileSync } from 'node:fs';

import type { Patience } from '../gate/waiting.ts';
import type { DeploymentTarget } from '../github/deployment.ts';
import { externalIdOf } from '../github/identity.ts';
import type { Publishing } from '../github/publisher.ts';
import { isAboutCommit, isCommitId, readWorkflowRun, type WorkflowRun } from '../github/workflow-run.ts';
import { shown } from '../wording.ts';
import type { Env } from '../world.ts';
import { isWhole, TOKEN_INPUT } from './credentials.ts';
import type { GetInput, TellProblem } from './waiting-inputs.ts';

/** What is to be published on GitHub, and what keeps it from being published. */
export interface PublishInputs {
  readonly publishing: Publishing | undefined;
  readonly warnings: readonly string[];
}

const MAX_NAME = 200;
/** How long GitHub accepts the token of a job. */
const TOKEN_LIVES_MS = 24 * 3_600_000;
/** A token of an app's installation, as that of a job is: one of a person's own lives longer. */
const INSTALLATION_TOKEN = /^ghs_/;

/**
 * Reads the inputs of the check run and the deployment status.
 *
 * @param identities what the tasks are, which tells gates of one name apart
 */
export function readPublishing(
  getInput: GetInput,
  env: Env,
  { wait, timeoutMs }: Pick<Patience, 'wait' | 'timeoutMs'>,
  identities: readonly string[],
  problem: TellProblem,
): PublishInputs {
  const name = readCheckName(getInput, problem);
  const givenSha = readCheckSha(getInput, problem);
  const { deployment, environmentUrl } = readDeployment(getInput, problem);
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  if (name !== '' && givenSha === '' && !wait && ['schedule', 'workflow_dispatch'].includes(event)) {
    problem(
      `check-sha: is missing; with wait: false on ${event} give the deployed commit, since the head of the branch may be another by now`,
    );
  }
  const warnings: string[] = [];
  if (environmentUrl !== undefined && deployment === undefined) {
    warnings.push('environment-url: is shown with a deployment status only; give deployment-id, too');
  }
  if (name === '' && deployment === undefined) return { publishing: undefined, warnings };

  const what = [name === '' ? [] : 'the check run', deployment === undefined ? [] : 'the deployment status'];
  const unpublished = (why: string): PublishInputs => ({
    publishing: undefined,
    warnings: [...warnings, `${what.flat().join(' and ')} will not be published: ${why}`],
  });
  const token = getInput(TOKEN_INPUT);
  if (token === '') {
    return unpublished(`${TOKEN_INPUT} is empty; leave it out, or give it a token`);
  }
  isWhole(TOKEN_INPUT, token, problem);
  const run = readWorkflowRun(env, readPayload);
  if (typeof run === 'string') return unpublished(`${run} is not set as GitHub's runners set it`);
  const sha = givenSha === '' ? run.headSha : givenSha;
  if (name !== '' && sha === undefined) {
    warnings.push(`the check run will not be published: ${noSha(run)}; give check-sha`);
  }
  if (name !== '' && givenSha === '' && sha !== undefined && !isAboutCommit(run.event)) {
    warnings.push(
      `check-sha: is missing, and the event ${shown(run.event)} is not about a commit: the check run is put on the head of the branch, which may not be what was deployed. Give check-sha the deployed commit`,
    );
  }
  if (wait && timeoutMs > TOKEN_LIVES_MS && INSTALLATION_TOKEN.test(token)) {
    warnings.push(
      `timeout: is longer than the 24 hours that the job's token lives, after which ${what.flat().join(' and ')} cannot be written. Give a timeout of at most 24h, or poll with wait: false from a schedule`,
    );
  }
  if (name !== '' && name === run.job) {
    warnings.push(
      `check-name: ${shown(name)} is also the name of this job, which makes a required check ambiguous; give one of them another name`,
    );
  }
  const check =
    name === '' || sha === undefined ? undefined : { name, sha, externalId: externalIdOf(identities, run) };
  const publishing = { token, run, check, deployment, identities };
  return { publishing: check === undefined && deployment === undefined ? undefined : publishing, warnings };
}

function noSha({ event }: WorkflowRun): string {
  return `no head commit is known for the event ${shown(event)}`;
}

function readCheckName(getInput: GetInput, problem: TellProblem): string {
  const name = getInput('check-name');
  if (name.length > MAX_NAME) problem(`check-name: is longer than ${MAX_NAME} characters`);
  if (/\p{Cc}/u.test(name)) problem('check-name: must not contain line breaks or control characters');
  return name;
}

function readCheckSha(getInput: GetInput, problem: TellProblem): string {
  const written = getInput('check-sha');
  const sha = written.toLowerCase();
  if (sha !== '' && !isCommitId(sha)) {
    problem(
      `check-sha: ${shown(written)} is not a commit's full id of 40 hexadecimal digits; a branch or a short id will not do`,
    );
  }
  return sha;
}

function readDeployment(
  getInput: GetInput,
  problem: TellProblem,
): { readonly deployment: DeploymentTarget | undefined; readonly environmentUrl: string | undefined } {
  const written = getInput('deployment-id');
  const id = /^[1-9]\d*$/.test(written) ? Number(written) : Number.NaN;
  if (written !== '' && !Number.isSafeInteger(id)) {
    problem(
      `deployment-id: ${shown(written)} is not the number of a GitHub deployment; give the id that creating it answered`,
    );
  }
  const page = getInput('environment-url');
  if (page !== '' && !(/^https?:\/\//i.test(page) && URL.canParse(page))) {
    problem(`environment-url: ${shown(page)} is not a URL; write it as https://host/path`);
  }
  const environmentUrl = page === '' ? undefined : page;
  return { deployment: written === '' ? undefined : { id, environmentUrl }, environmentUrl };
}

/** The JSON of the event; nothing if it cannot be read. */
function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Only one who needs something of it misses it.
  }
  return undefined;
}
