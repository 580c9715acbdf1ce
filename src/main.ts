/** The main phase: read the inputs, watch, judge, tell. */

import * as core from '@actions/core';

import { boundedLooks } from './bounded.ts';
import { createDispatchers } from './clouds/dispatchers.ts';
import type { Hides } from './clouds/exchange.ts';
import { createSend } from './clouds/http.ts';
import { CONNECTIONS } from './gate/lane.ts';
import { passes, type Stopped, verdict } from './gate/verdict.ts';
import type { Publisher } from './github/publisher.ts';
import { InputError, type Inputs, readInputs } from './inputs/inputs.ts';
import { readSecrets } from './inputs/secrets.ts';
import { carriedOnFrom, gateAfter, patienceLeft } from './late.ts';
import { publish } from './publish.ts';
import { isTooShort, learningRedactor, type Redact } from './redact.ts';
import { createReport, type Report } from './report/report.ts';
import type { Conclusion } from './report/results.ts';
import { actionsRunner } from './report/runner.ts';
import { forLog } from './report/text.ts';
import { issuePage } from './report/unknown-words.ts';
import { openTracing, type Tracing } from './tracing.ts';
import { watchTargets } from './watch.ts';
import { describeError } from './wording.ts';
import { realWorld } from './world.ts';

/** What may end the gate before the tasks have ended. */
interface Stops {
  /** Aborted when the job is cancelled. */
  readonly cancelled: AbortSignal;
  /** Aborted when something is thrown where nobody catches it, which is then the reason. */
  readonly broken: AbortSignal;
}

/** Where the gate tells what happens. */
interface Sinks {
  readonly redact: Redact;
  readonly report: Report;
  /** Told of what becomes known as a secret on the way. */
  readonly hides: Hides;
  readonly tracing: Tracing;
}

/**
 * The whole step: read the inputs, watch, judge, tell.
 *
 * @param cancelled aborted when the job is cancelled
 * @param broken aborted when something is thrown where nobody catches it, which is then the reason
 * @returns whether the step passes; outputs, summary and log are written either way
 */
export async function main(cancelled: AbortSignal, broken: AbortSignal): Promise<boolean> {
  const { env } = process;
  const getInput = (name: string): string => core.getInput(name, { trimWhitespace: false });
  const { secrets, keyIds, tooShort } = readSecrets(getInput, env);
  const { redact, redactEscaped, hide, hideKeyId } = learningRedactor(secrets, keyIds);
  // The runner would mask each line of a secret of several, also one that is a mere brace.
  const mask = (secret: string): void => {
    if (!isTooShort(secret) && !/\s/.test(secret)) core.setSecret(secret);
  };
  for (const secret of secrets) mask(secret);
  const hides: Hides = {
    hide: (secret) => {
      mask(secret);
      hide(secret);
    },
    hideKeyId,
  };
  const report = createReport(actionsRunner(env), redact, env['RUNNER_TEMP'], realWorld.date, issuePage(env));
  broken.addEventListener('abort', () => report.broke(describeError(broken.reason)));
  try {
    if (tooShort.length > 0) {
      report.warn(
        `${tooShort.join(', ')}: a secret of fewer than 8 characters cannot be hidden in what is written. Use a longer one`,
      );
    }
    const tracing = await openTracing(getInput, env, redactEscaped, report);
    const inputs = readInputs(getInput, env, redact);
    tracing.accepted();
    for (const choice of inputs.choices) core.debug(forLog(redact(choice)));
    return await watchAndTell(inputs, { redact, report, hides, tracing }, { cancelled, broken });
  } catch (error) {
    await report.refuse(
      error instanceof InputError ? error.message : `the gate itself failed: ${describeError(error)}`,
    );
    return false;
  }
}

async function watchAndTell(inputs: Inputs, sinks: Sinks, stops: Stops): Promise<boolean> {
  const { report, tracing } = sinks;
  const stop = AbortSignal.any([stops.cancelled, stops.broken]);
  const dispatchers = createDispatchers(inputs.proxy, CONNECTIONS);
  let publisher: Publisher | undefined;
  let isWatching = false;
  try {
    const send = tracing.through(createSend(dispatchers));
    const watched = tracing.follow(
      boundedLooks(watchTargets(inputs, send, realWorld, sinks.hides), sinks.redact),
    );
    publisher = await publish(inputs, { ...sinks, dispatchers, stop });
    tracing.carriesOn(carriedOnFrom(publisher));
    report.begin(
      watched.map(({ task }) => task),
      patienceLeft(inputs.patience, publisher),
    );
    isWatching = true;
    for (const warning of inputs.warnings) report.warn(warning);
    publisher?.changed(report.soFar);
    const { outcome, patience } = await gateAfter(watched, publisher, inputs.patience, {
      failFast: inputs.failFast,
      failOn: inputs.failOn,
      world: realWorld,
      stop,
      tell: (event) => {
        report.event(event);
        if (event.kind === 'changed') publisher?.changed(report.soFar);
      },
    });
    // It may have shown only while the gate ran.
    tracing.carriesOn(carriedOnFrom(publisher));
    const judged = outcome.tasks.map(({ task, waiting }) => ({
      state: waiting.state,
      optional: task.optional,
    }));
    // While the end is being told the job may still be cancelled: then that is told instead.
    for (;;) {
      const stopped = howStopped(stops);
      const result = verdict(judged, stopped, patience.wait);
      const passed = stopped === undefined && passes(result, judged, inputs.failOn, patience.wait);
      const conclusion = report.conclusion(outcome, result);
      const giveUp = stopped === 'interrupted' ? NEVER : stops.cancelled;
      const published = publisher?.conclude(conclusion, giveUp, outcome);
      if (!(await report.conclude(conclusion, passed, published, () => howStopped(stops) === stopped)))
        continue;
      report.traced(conclusion);
      return passed;
    }
  } catch (error) {
    if (!isWatching) throw error;
    // What was learned is told: only before the watching begins are there no results.
    report.broke(describeError(error));
    const conclusion: Conclusion = { ...report.soFar(), verdict: 'error' };
    await report.conclude(conclusion, false, publisher?.conclude(conclusion, NEVER));
    report.traced(conclusion);
    return false;
  } finally {
    // What is told is told: an end of connections that fails or lingers does not change it.
    void dispatchers.close().catch(() => undefined);
  }
}

const NEVER = new AbortController().signal;

function howStopped({ cancelled, broken }: Stops): Stopped | undefined {
  if (cancelled.aborted) return 'interrupted';
  return broken.aborted ? 'broken' : undefined;
}
