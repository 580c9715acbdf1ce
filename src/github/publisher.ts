/** Tells on GitHub how the gate goes: opens, keeps up to date, closes. */

import type { Conclusion } from '../report/results.ts';
import type { CheckOutput } from '../report/summary.ts';
import type { World } from '../world.ts';
import type { GitHubApi } from './api.ts';
import { type CheckRunKey, createCheckRun } from './check-run.ts';
import { createDeployment, type DeploymentTarget } from './deployment.ts';
import type { Saved } from './saved.ts';
import { createUpdates } from './updates.ts';
import { within } from './within.ts';
import type { WorkflowRun } from './workflow-run.ts';

/** What is to be published on GitHub, and with which token. */
export interface Publishing {
  readonly token: string;
  readonly run: WorkflowRun;
  readonly check: CheckRunKey | undefined;
  readonly deployment: DeploymentTarget | undefined;
}

/** What the publisher tells, by whom, and where else it is told of. */
export interface PublisherOptions {
  readonly publishing: Publishing;
  readonly wait: boolean;
  /** GitHub's API, by a client for this purpose alone: the writes of one client are a second apart. */
  readonly connect: (purpose: string) => GitHubApi;
  /** What a check run shows; the note stands below the verdict. */
  readonly render: (conclusion: Conclusion, note: string) => CheckOutput;
  readonly world: World;
  /** Aborted when the gate is to end at once. */
  readonly stop: AbortSignal;
  readonly warn: (message: string) => void;
  /** Told of the page of the check run. */
  readonly checkRunUrl: (url: string) => void;
  /** Keeps what a later step must know if this one is killed. */
  readonly save: (saved: Saved) => void;
}

/** Tells on GitHub how the gate goes. Nothing that GitHub does to it changes a verdict, or is thrown. */
export interface Publisher {
  /** When the earlier run of this gate began, which this one carries on. */
  readonly carriedOnFrom: Date | undefined;
  /** Something has changed; `snapshot` gives the state of when it is about to be written. */
  readonly changed: (snapshot: () => Conclusion) => void;
  /** Tells how the gate has ended, or how `wait: false` leaves it. `stop` is aborted when that is no longer wanted. */
  readonly conclude: (conclusion: Conclusion, stop: AbortSignal) => Promise<void>;
}

/** GitHub may cost the job 10 s in all: these are the longest that opening and closing take. */
const OPEN_MS = 3_000;
const CLOSE_MS = 4_000;
/** Of the 2 s that an interrupted job has. */
const INTERRUPTED_CLOSE_MS = 1_200;

/** Opens the publisher: looks for the check run that an earlier run of this gate left open. */
export async function openPublisher(options: PublisherOptions): Promise<Publisher> {
  const { wait, connect, world } = options;
  const { run, check: key, deployment: target } = options.publishing;
  let saved: Saved = {
    begunAt: world.date().toISOString(),
    ...(key === undefined ? {} : { check: { ...key, isOver: false } }),
    // Without waiting it is left in progress for the next run.
    ...(target === undefined ? {} : { deployment: { id: target.id, isOver: !wait } }),
  };
  const save = (change: Partial<Saved>): void => {
    saved = { ...saved, ...change };
    options.save(saved);
  };
  const checkWith = (change: Partial<NonNullable<Saved['check']>>): Partial<Saved> =>
    saved.check === undefined ? {} : { check: { ...saved.check, ...change } };
  const deploymentWith = (isOver: boolean): Partial<Saved> =>
    saved.deployment === undefined ? {} : { deployment: { ...saved.deployment, isOver } };
  save({});

  const check =
    key &&
    createCheckRun({
      api: connect('check run'),
      key,
      runUrl: run.url,
      wait,
      now: world.date,
      render: options.render,
      onKnown: ({ id, url }, isCarriedOn) => {
        // What was left open on purpose is not this run's to close, until this run has a verdict.
        save(checkWith(saved.verdict === undefined ? { id, isOver: isCarriedOn && !wait } : { id }));
        options.checkRunUrl(url);
      },
    });
  const deployment = target && createDeployment(connect('deployment'), target, run.url, wait);
  // What is wrong with it is told when it is written.
  const reply = check && (await within(OPEN_MS, options.stop, world, check.find));
  const found = reply?.kind === 'done' ? reply.value : undefined;
  const checkUpdates = check && createUpdates(check, world, options.warn, found?.isCarriedOn);
  const deploymentUpdates = deployment && createUpdates(deployment, world, options.warn);
  // Where it is this job's key, the inputs have been warned of already.
  if (found?.isNameOfJob && key?.name !== run.job) {
    options.warn(
      `check-name: a job on this commit has the same name as ${check?.what}, which makes a required check ambiguous; give one of them another name`,
    );
  }
  return {
    carriedOnFrom: found?.startedAt,
    changed: (snapshot) => {
      checkUpdates?.changed(snapshot);
      deploymentUpdates?.changed(snapshot);
    },
    conclude: async (conclusion, stop) => {
      const { verdict } = conclusion;
      const isLeft = verdict === 'running';
      // At once: a kill in between would leave a verdict for something that is not to be closed, or none for what is.
      save({ verdict, ...checkWith({ isOver: isLeft }), ...deploymentWith(isLeft) });
      const withinMs = verdict === 'interrupted' ? INTERRUPTED_CLOSE_MS : CLOSE_MS;
      await Promise.all([
        checkUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
          if (kind !== 'unavailable') save(checkWith({ isOver: true }));
        }),
        deploymentUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
          if (kind !== 'unavailable') save(deploymentWith(true));
        }),
      ]);
    },
  };
}
