import { createHttp } from './clouds/http.ts';
import { gate } from './gate/gate.ts';
import { CONNECTIONS } from './gate/lane.ts';
import { passes, verdict } from './gate/verdict.ts';
import type { Env } from './inputs/credentials.ts';
import { type Inputs, readInputs, readSecrets } from './inputs/inputs.ts';
import type { GetInput } from './inputs/waiting-inputs.ts';
import { createRedactor, isTooShort } from './report/redact.ts';
import { createReport, type Report, type Runner } from './report/report.ts';
import { watchTargets } from './watch.ts';
import type { World } from './world.ts';

/** What the process has around it. */
export interface Surroundings {
  readonly env: Env;
  readonly getInput: GetInput;
  readonly runner: Runner;
  /** Registers a secret with the runner. */
  readonly setSecret: (secret: string) => void;
  readonly world: World;
  /** Aborted when the job is cancelled. */
  readonly stop: AbortSignal;
}

/**
 * The whole step: read the inputs, watch, judge, tell.
 *
 * @returns whether the step passes; outputs, summary and log are written either way
 */
export async function main({
  env,
  getInput,
  runner,
  setSecret,
  world,
  stop,
}: Surroundings): Promise<boolean> {
  const { secrets, keyIds } = readSecrets(getInput, env);
  // The runner would mask each line of a secret of several, also one that is a mere brace.
  for (const secret of secrets) if (!isTooShort(secret) && !/\s/.test(secret)) setSecret(secret);
  const redact = createRedactor(secrets, keyIds);
  const report = createReport(runner, redact, env['RUNNER_TEMP'], world.date);
  try {
    if (secrets.some(isTooShort))
      report.warn('a secret of fewer than 8 characters cannot be hidden in what is written');
    const inputs = readInputs(getInput, env);
    return await watchAndTell(inputs, report, env, world, stop);
  } catch (error) {
    await report.refuse(error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function watchAndTell(
  inputs: Inputs,
  report: Report,
  env: Env,
  world: World,
  stop: AbortSignal,
): Promise<boolean> {
  const { patience, failFast, failOn, warnings } = inputs;
  const http = createHttp(env, CONNECTIONS);
  try {
    const watched = watchTargets(inputs, http.send, world);
    report.begin(
      watched.map(({ task }) => task),
      patience.timeoutMs,
      patience.wait,
    );
    for (const warning of warnings) report.warn(warning);
    const outcome = await gate(watched, { patience, failFast, world, stop, tell: report.event });
    const judged = outcome.tasks.map(({ task, waiting }) => ({
      state: waiting.state,
      optional: task.optional,
    }));
    const result = verdict(judged, outcome.interrupted, patience.wait);
    const passed = passes(result, judged, failOn, patience.wait);
    await report.conclude(outcome, result, passed);
    return passed;
  } finally {
    await http.close();
  }
}
