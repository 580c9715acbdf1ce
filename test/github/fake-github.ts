import type {
  CheckChange,
  CheckRun,
  DeploymentStatus,
  GitHubApi,
  PostedStatus,
} from '../../src/github/api.ts';
import { done, type Reply, refused, unavailable } from '../../src/github/reply.ts';
import type { World } from '../../src/world.ts';

/**
 * What becomes of a call: a reply without being carried out; never an answer, whatever the signal; carried out, but
 * the answer is lost, also later; something thrown; so many ms until it is carried out; or carried out, with a lie in its answer.
 */
type FakeAct =
  | Reply<never>
  | 'hang'
  | 'lost'
  | 'throw'
  | number
  | { readonly lie: Partial<CheckRun> }
  | { readonly lostAfter: Promise<unknown> };

interface FakeCall {
  readonly at: number;
  readonly operation: keyof GitHubApi;
  /** What was written, if anything was. */
  readonly sent?: unknown;
  readonly signal: AbortSignal;
}

export interface FakeRun extends CheckRun {
  /** What was written last. */
  readonly content: CheckChange | undefined;
}

/** GitHub in memory, as far as the gate uses it: answers at once unless a test says otherwise. */
export interface FakeGitHub {
  readonly api: GitHubApi;
  readonly calls: readonly FakeCall[];
  /** The operations that were called, in order. */
  readonly operations: () => readonly (keyof GitHubApi)[];
  /** In the order of their creation. */
  readonly runs: () => readonly FakeRun[];
  readonly addRun: (run: Partial<FakeRun>) => FakeRun;
  /** The statuses of the one deployment, in order. */
  readonly statuses: DeploymentStatus[];
  /** What it answers instead about the last status, and what it has made of the one that is posted. */
  readonly says: { last?: PostedStatus; posted?: string };
  /** What becomes of the next calls of an operation, one after the other. */
  readonly play: (operation: keyof GitHubApi, ...acts: readonly FakeAct[]) => void;
}

export function fakeGitHub(world: Pick<World, 'now' | 'sleep' | 'date'>): FakeGitHub {
  const calls: FakeCall[] = [];
  const runs = new Map<number, FakeRun>();
  const statuses: DeploymentStatus[] = [];
  const says: FakeGitHub['says'] = {};
  const acts: { readonly operation: keyof GitHubApi; readonly act: FakeAct }[] = [];

  const answer = async <T>(call: Omit<FakeCall, 'at'>, carryOut: () => Reply<T>): Promise<Reply<T>> => {
    const { operation, signal } = call;
    calls.push({ at: world.now(), ...call });
    const due = acts.findIndex((one) => one.operation === operation);
    const act = due === -1 ? undefined : acts.splice(due, 1)[0]?.act;
    if (act === undefined) return carryOut();
    if (act === 'throw') throw new Error('boom');
    if (act === 'hang') return new Promise(() => undefined);
    if (act === 'lost') {
      carryOut();
      return unavailable('connection reset');
    }
    if (typeof act === 'object' && 'lostAfter' in act) {
      await act.lostAfter;
      carryOut();
      return unavailable('connection reset');
    }
    if (typeof act === 'object' && 'lie' in act) {
      const reply = carryOut();
      return reply.kind === 'done' ? done({ ...reply.value, ...act.lie }) : reply;
    }
    if (typeof act !== 'number') return act;
    await world.sleep(act, signal);
    return signal.aborted ? unavailable('given up') : carryOut();
  };
  const store = (run: FakeRun): FakeRun => {
    runs.set(run.id, run);
    return run;
  };
  const addRun = (run: Partial<FakeRun>): FakeRun => {
    const id = runs.size + 1;
    return store({
      id,
      url: `https://github.test/runs/${id}`,
      externalId: '',
      detailsUrl: `https://github.test/runs/${id}`,
      isOpen: true,
      startedAt: world.date(),
      conclusion: '',
      app: 1,
      summary: '',
      text: '',
      name: 'deploy',
      sha: '',
      content: undefined,
      ...run,
    });
  };
  const find = (id: number): Reply<FakeRun> => {
    const run = runs.get(id);
    return run === undefined ? refused('Not Found') : done(run);
  };

  return {
    calls,
    operations: () => calls.map(({ operation }) => operation),
    runs: () => [...runs.values()],
    addRun,
    statuses,
    says,
    play: (operation, ...next) => acts.push(...next.map((act) => ({ operation, act }))),
    api: {
      date: world.date,
      checkRuns: (name, sha, signal) =>
        answer({ operation: 'checkRuns', signal }, () =>
          done([...runs.values()].reverse().filter((run) => run.name === name && run.sha === sha)),
        ),
      checkRun: (id, signal) => answer({ operation: 'checkRun', signal }, () => find(id)),
      createCheckRun: (run, signal) =>
        answer({ operation: 'createCheckRun', sent: run, signal }, () => {
          const { name, sha, externalId, ...content } = run;
          return done(addRun({ name, sha, externalId, content, ...shownBy(content) }));
        }),
      updateCheckRun: (id, content, signal) =>
        answer({ operation: 'updateCheckRun', sent: content, signal }, () => {
          const found = find(id);
          if (found.kind !== 'done') return found;
          const { externalId = found.value.externalId, startedAt = found.value.startedAt } = content;
          return done(store({ ...found.value, externalId, startedAt, content, ...shownBy(content) }));
        }),
      lastDeploymentStatus: (_id, signal) =>
        answer({ operation: 'lastDeploymentStatus', signal }, () => done(says.last ?? statuses.at(-1))),
      postDeploymentStatus: (id, status, signal) =>
        answer({ operation: 'postDeploymentStatus', sent: { id, ...status }, signal }, () => {
          statuses.push(status);
          return done<string>(says.posted ?? status.state);
        }),
    },
  };
}

/** What a check run is after a write; what is left out of that stays as it was. */
function shownBy({ ended, output }: CheckChange): Partial<FakeRun> {
  return {
    ...(output === undefined
      ? {}
      : { summary: output.summary, ...(output.text === undefined ? {} : { text: output.text }) }),
    ...(ended === undefined ? {} : { isOpen: false, conclusion: ended.conclusion }),
  };
}
