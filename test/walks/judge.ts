/** How one walk of one task is judged: by what its looks say, in any reading that the pages allow. */

import { mayBeError } from './laws.ts';
import type { Look } from './log.ts';
import { publishSays } from './oracle-alibaba-api-gateway.ts';
import { type OurVersion, versionMayBeError, versionReadings } from './oracle-alibaba-api-version.ts';
import {
  executionMayBeError,
  executionReadings,
  type OurExecution,
} from './oracle-huawei-codearts-deploy.ts';
import { type OurPlan, releaseMayBeError, releaseSays } from './oracle-huawei-servicestage.ts';
import { type Said, wrongInAll } from './said.ts';
import type { Walked } from './walk.ts';

/** What a task of any provider waits for. */
export type Ours =
  | { readonly kind: 'publish'; readonly apis: number | undefined }
  | { readonly kind: 'version'; readonly version: OurVersion }
  | { readonly kind: 'release'; readonly plan: OurPlan }
  | { readonly kind: 'execution'; readonly execution: OurExecution };

/** What is wrong with how the gate ended a task of the walk, if anything is. */
export function wrongWithTask(ours: Ours, walked: Walked, task = 0): string | undefined {
  const { inputs, tasks, elapsedMs } = walked;
  const { patience, failFast } = inputs;
  const looks = walked.looks.filter((look) => look.task === task);
  const readings = readingsOf(ours, looks, walked);
  const ended = tasks[task];
  if (ended === undefined) return 'the task is missing';
  return wrongInAll(readings, {
    state: ended.state,
    settleMs: patience.settleMs,
    failFast,
    isLate: elapsedMs >= patience.timeoutMs,
    mayBeError: mayBeError(looks) || mayBeErrorHere(ours, looks, graceOf(walked)),
  });
}

/** How long what may only be late is waited for; nothing is waited for without waiting. */
function graceOf({ inputs }: Walked): number | undefined {
  return inputs.patience.wait ? inputs.patience.notFoundGraceMs : undefined;
}

function readingsOf(ours: Ours, looks: readonly Look[], walked: Walked): Iterable<readonly Said[]> {
  switch (ours.kind) {
    case 'publish':
      return [publishSays(ours, looks)];
    case 'version':
      return versionReadings(ours.version, looks, graceOf(walked));
    case 'release':
      return [releaseSays(ours.plan, looks)];
    case 'execution':
      return executionReadings(ours.execution, looks, walked.inputs.patience.settleMs);
  }
}

function mayBeErrorHere(ours: Ours, looks: readonly Look[], grace: number | undefined): boolean {
  switch (ours.kind) {
    case 'publish':
      return false;
    case 'version':
      return versionMayBeError(ours.version, looks, grace);
    case 'release':
      return releaseMayBeError(ours.plan, looks);
    case 'execution':
      return executionMayBeError(ours.execution, looks);
  }
}
