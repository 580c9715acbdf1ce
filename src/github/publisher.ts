/** Tells on GitHub how the gate goes: opens, keeps up to date, closes. */

import { remember } from '../gate/carried-on.ts';
import type { Outcome } from '../gate/gate.ts';
import type { Conclusion } from '../report/results.ts';
import type { CheckOutput } from '../report/summary.ts';
import type { World } from '../world.ts';
import type { GitHubApi } from './api.ts';
import { createCheckRun, type Earlier } from './check-run.ts';
import { createDeployment, type DeploymentTarget } from './deployment.ts';
import type { CheckRunKey } from './identity.ts';
import type { Saved } from './saved.ts';
import { takeoverTold, tellEarlier, tellFound } from './told.ts';
import { createUpdates } from './updates.ts';
import { within } from './within.ts';
import type { WorkflowRun } from './workflow-run.ts';

/** What is to be published on GitHub, and with which token. */
export interface Publishing {
  readonly token: string;
  readonly run: WorkflowRun;
  readonly check: CheckRunKey | undefined;
  readonly deployment: DeploymentTarget | undefined;
  /** What the tasks are, in the order given. */
  readonly identities: readonly string[];
}

/** What the publisher tells, by whom, and where else it is told of. */
export interface PublisherOptions {
  readonly publishing: Publishing;
  readonly wait: boolean;
  readonly timeoutMs: number;
  /** GitHub's API, by a client for this purpose alone: the writes of one client are a second apart. */
  readonly connect: (purpose: string) => GitHubApi;
  /** What a check run shows: the note stands below the verdict, and the hidden text before the rest. */
  readonly render: (conclusion: Conclusion, note: string, hidden: string) => CheckOutput;
  readonly world: World;
  /** Aborted when the gate is to end at once. */
  readonly stop: AbortSignal;
  readonly warn: (message: string) => void;
  /** Told what only the log says. */
  readonly note: (message: string) => void;
  /** Told of the page of the check run. */
  readonly checkRunUrl: (url: string) => void;
  /** Keeps what a later step must know if this one is killed. */
  readonly save: (saved: Saved) => void;
}

/** Tells on GitHub how the gate goes. Nothing that GitHub does to it changes a verdict, or is thrown. */
export interface Publisher {
  /** The earlier run of this gate that this one carries on, as far as that is known. */
  readonly earlier: () => Earlier | undefined;
  /** Has this called if such a run shows only later. */
  readonly onEarlier: (listener: () => void) => void;
  /** Looks for it once more, if GitHub has not told yet. */
  readonly search: () => Promise<void>;
  /** Now, by GitHub's clock, as far as that is known. */
  readonly date: () => Date;
  /** Something has changed; `snapshot` gives the state of when it is about to be written. */
  readonly changed: (snapshot: () => Conclusion) => void;
  /**
   * Tells how the gate has ended, or how `wait: false` leaves it.
   *
   * @param stop aborted when that is no longer wanted
   * @param outcome what the next run must know of, if this one leaves something to it
   */
  readonly conclude: (conclusion: Conclusion, stop: AbortSignal, outcome?: Outcome) => Promise<void>;
}

/** GitHub may cost the job 10 s in all, of which `post` has the rest: the longest that each of these takes. */
const OPEN_MS = 3_000;
const CLOSE_MS = 4_000;
const SEARCH_MS = 1_000;
/** Of the 2 s that an interrupted job has. */
const INTERRUPTED_CLOSE_MS = 1_200;

/** Opens the publisher: looks for the check run that an earlier run of this gate left open. */
export async function openPublisher(options: PublisherOptions): Promise<Publisher> {
  const { wait, timeoutMs, connect, world } = options;
  const { run, check: key, deployment: target, identities } = options.publishing;
  let saved: Saved = {
    ...(key === undefined ? {} : { check: { ...key, isOver: false } }),
    // Without waiting it is left in progress for the next run.
    ...(target === undefined ? {} : { deployment: { id: target.id, isOver: !wait } }),
  };
  let spentMs = 0;
  /** Counts what GitHub costs the job. */
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const from = world.now();
    const result = await work();
    spentMs += world.now() - from;
    return result;
  };
  const save = (change: Partial<Saved>): void => {
    saved = { ...saved, ...change };
    options.save(saved);
  };
  const checkWith = (change: Partial<NonNullable<Saved['check']>>): Partial<Saved> =>
    saved.check === undefined ? {} : { check: { ...saved.check, ...change } };
  const deploymentWith = (change: Partial<NonNullable<Saved['deployment']>>): Partial<Saved> =>
    saved.deployment === undefined ? {} : { deployment: { ...saved.deployment, ...change } };
  save({});

  let earlier: Earlier | undefined;
  let listener: (() => void) | undefined;
  const api = key && connect('check run');
  const check =
    key &&
    api &&
    createCheckRun({
      api,
      key,
      identities,
      runUrl: run.url,
      wait,
      timeoutMs,
      render: options.render,
      onOpen: ({ id, foundAs, others, isCarriedOn = false }) => {
        // What was left open on purpose is not this run's to close, until this run has a verdict.
        const isOver = saved.verdict === undefined ? { isOver: isCarriedOn && !wait } : {};
        save(checkWith({ id, foundAs, others: others && [...others], ...isOver }));
      },
      onEarlier: (run, isLate) => {
        earlier = run;
        tellEarlier(run, isLate, options);
        listener?.();
      },
      tell: takeoverTold(key.name, api.date, options),
      onPage: options.checkRunUrl,
    });
  const deployment = target && createDeployment(connect('deployment'), target, run.url, wait);
  // What is wrong with it is told when it is written.
  const reply = check && (await timed(() => within(OPEN_MS, options.stop, world, check.find)));
  const found = reply?.kind === 'done' ? reply.value : undefined;
  // One that was left may have been written just now.
  const isUpToDate = earlier !== undefined;
  const checkUpdates =
    check &&
    createUpdates(
      check,
      world,
      telling(options, () => checkWith({ isTold: true }), save),
      isUpToDate,
    );
  const deploymentUpdates =
    deployment &&
    createUpdates(
      deployment,
      world,
      telling(options, () => deploymentWith({ isTold: true }), save),
    );
  if (found !== undefined && key !== undefined) tellFound(found, key, options.publishing.run.job, options);
  return {
    earlier: () => earlier,
    onEarlier: (told) => {
      listener = told;
    },
    search: async () => {
      if (check?.isFound() === false) await timed(() => within(SEARCH_MS, options.stop, world, check.find));
    },
    date: api?.date ?? world.date,
    changed: (snapshot) => {
      checkUpdates?.changed(snapshot);
      deploymentUpdates?.changed(snapshot);
    },
    conclude: async (conclusion, stop, outcome) => {
      const { verdict } = conclusion;
      const isLeft = verdict === 'running';
      if (isLeft && api !== undefined && outcome !== undefined) {
        const { tasks, elapsedMs } = outcome;
        const seen = tasks.map(({ waiting, kept }) => remember(waiting, elapsedMs, api.date(), kept?.()));
        const cut = check?.remember(seen) ?? 0;
        if (cut > 0) options.warn(noRoom(cut));
      }
      // At once: a kill in between would leave a verdict for something that is not to be closed, or none for what is.
      save({ verdict, ...checkWith({ isOver: isLeft }), ...deploymentWith({ isOver: isLeft }) });
      const withinMs = verdict === 'interrupted' ? INTERRUPTED_CLOSE_MS : CLOSE_MS;
      const closing = [
        checkUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
          if (kind === 'done') save(checkWith({ isOver: true }));
        }),
        deploymentUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
          if (kind === 'done') save(deploymentWith({ isOver: true }));
        }),
      ];
      await timed(() => Promise.all(closing));
      // The rest of the time is for post, if it has anything to do.
      const isOver = saved.check?.isOver !== false && saved.deployment?.isOver !== false;
      if (!isOver) save({ spentMs: Math.ceil(spentMs) });
    },
  };
}

/** What the next run of `wait: false` will not know. */
function noRoom(cut: number): string {
  return `the check run has no room for all that this run has seen of ${cut} task${cut === 1 ? '' : 's'}: a later run may not notice a part that is no longer listed. Split the list into several steps, each with its own check-name`;
}

/** Warns that something could not be written, and keeps that it was told: the post phase does not tell it again. */
function telling(
  { warn }: PublisherOptions,
  told: () => Partial<Saved>,
  save: (change: Partial<Saved>) => void,
): (message: string) => void {
  return (message) => {
    save(told());
    warn(message);
  };
}
