/** One component of a ServiceStage release in the vocabulary: its job, and its rollback. */

import type { Part, TaskState } from '../task.ts';
import { timesOf, translate } from './provider.ts';
import { belonging, rollbackStatus } from './servicestage-execution.ts';
import { type Component, JOB_STATUS, PLAN_STATUS, ROLLBACK_JOB_STATUS, text } from './servicestage-jobs.ts';

/** A component of deploy-info in the vocabulary. */
export interface Job {
  /** Empty if it has none: then nothing tells it from another. */
  readonly id: string;
  readonly part: Part;
  readonly unknown: readonly string[];
  readonly rollback: 'rolling-back' | 'rolled-back' | 'failed' | undefined;
  /** There was a rollback, by its times alone: how it stands is not told. */
  readonly untold: boolean;
  /** The component's own status, if it is a documented bad end; else empty. */
  readonly unwell: string;
  /** Its job, or its rollback, is of this execution. */
  readonly isOurs: boolean;
  /** So are both. */
  readonly isWhollyOurs: boolean;
}

/**
 * Puts a component into the vocabulary. What is of another execution than that at `executedAt` (epoch ms; 0: the
 * plan gives no time) says nothing of its state.
 */
export function readJob(component: Component, executedAt: number): Job {
  const word = text(component.job_status);
  const forward = translate(JOB_STATUS, word);
  const rollbackWord = rollbackStatus(component);
  const ours = belonging(component, executedAt);
  const isRolledBack = ours.rollback === true;
  const rollback = isRolledBack ? rollbackState(rollbackWord) : byForwardJob(forward.state);
  const status = text(component.status);
  const id = text(component.id);
  return {
    id,
    part: {
      name: nameOf(component),
      state: rollback ?? forward.state,
      providerState: isRolledBack ? `rollback ${rollbackWord || 'begun'}` : word,
      reason: [isRolledBack ? text(component.rollback_fail_message) : '', text(component.fail_message)]
        .filter(Boolean)
        .join('; '),
      times: timesOf({
        start_time: component.start_time,
        end_time: component.end_time,
        rollback_start_time: component.rollback_start_time,
        rollback_end_time: component.rollback_end_time,
      }),
    },
    unknown: [
      ...(forward.unknown ? [`job ${word}`] : []),
      ...(rollbackWord !== '' && translate(ROLLBACK_JOB_STATUS, rollbackWord).unknown
        ? [`rollback ${rollbackWord}`]
        : []),
    ],
    rollback,
    untold: isRolledBack && rollbackWord === '',
    unwell: isBadEnd(translate(PLAN_STATUS, status).state) ? status : '',
    isOurs: ours.forward || isRolledBack,
    isWhollyOurs: ours.forward && ours.rollback !== false,
  };
}

/** What a component is called: by its name, but it is known by its id. */
export function nameOf(component: Pick<Component, 'name' | 'id'>): string {
  return text(component.name) || text(component.id);
}

/** Whether a state is one that nothing good comes of. */
export function isBadEnd(state: TaskState): state is 'failed' | 'rolled-back' | 'cancelled' {
  return state === 'failed' || state === 'rolled-back' || state === 'cancelled';
}

function rollbackState(word: string): 'rolling-back' | 'rolled-back' | 'failed' {
  const { state } = translate(ROLLBACK_JOB_STATUS, word);
  return state === 'running' ? 'rolling-back' : state;
}

function byForwardJob(state: Part['state']): 'rolling-back' | 'rolled-back' | undefined {
  return state === 'rolling-back' || state === 'rolled-back' ? state : undefined;
}
