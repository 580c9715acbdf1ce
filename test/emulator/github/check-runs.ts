import { type AppName, appBody, appIds } from './apps.ts';
import { inRepository, nodeId, now, type Site, sameInstant } from './site.ts';

/** A create or update of a check run, as it was sent. */
interface CheckRunWrite {
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number;
  readonly operation: 'checks/create' | 'checks/update';
  readonly body: CheckRunBody;
}

/** What a client may say of a check run; for a create, `name` and `head_sha` are there. */
export interface CheckRunBody {
  readonly name?: string;
  readonly head_sha?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: CheckRun['status'];
  readonly started_at?: string;
  readonly conclusion?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary?: string;
    readonly text?: string;
    readonly annotations?: readonly unknown[];
  };
}

/** A check run as it stands. */
export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly head_sha: string;
  readonly external_id: string;
  readonly status: 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
  readonly conclusion: string | null;
  readonly details_url: string;
  readonly html_url: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly text: string | null;
    readonly annotations_count: number;
  };
  readonly app: AppName;
  /** The check run that a job of a workflow is: only GitHub Actions itself changes its state. */
  readonly job: boolean;
  readonly check_suite: number;
  /** What clients sent for it, in order. */
  readonly writes: readonly CheckRunWrite[];
}

/** What a test says of a check run that is there already. */
export interface CheckRunSeed extends Omit<CheckRunBody, 'details_url' | 'head_sha'> {
  readonly name: string;
  /** By default the commit of {@link GitHub.env}. */
  readonly head_sha?: string;
  /** Who created it; by default GitHub Actions, whose token the action has. */
  readonly app?: AppName;
  /** It is a job of a workflow, not a check run that a step of one created. */
  readonly job?: boolean;
}

/** Which check runs of a commit are asked for. */
interface CheckRunQuery {
  readonly sha: string;
  readonly checkName: string | undefined;
  readonly status: string | undefined;
  readonly appId: number | undefined;
  /** `all`, or only the latest of each name in each check suite. */
  readonly filter: string | undefined;
}

/** The check runs of a repository. */
export interface CheckRuns {
  readonly all: () => readonly CheckRun[];
  readonly find: (id: number) => CheckRun | undefined;
  /** The newest first. */
  readonly list: (query: CheckRunQuery) => readonly CheckRun[];
  readonly seed: (seed: CheckRunSeed & { readonly head_sha: string }) => CheckRun;
  readonly create: (body: CheckRunBody) => CheckRun;
  readonly update: (run: CheckRun, body: CheckRunBody) => CheckRun;
}

const FIRST_ID = 52_000_000_001;

export function createCheckRuns(site: Site): CheckRuns {
  const runs = new Map<number, CheckRun>();
  const suites = new Map<string, number>();

  /** An app has one suite a commit; but each run of a workflow has its own. */
  const suiteOf = (app: AppName, sha: string, id: number, job: boolean): number => {
    if (job) return id + 1_000_000;
    const key = `${app} ${sha}`;
    const suite = suites.get(key) ?? id + 1_000_000;
    suites.set(key, suite);
    return suite;
  };

  const store = (run: CheckRun): CheckRun => {
    runs.set(run.id, run);
    return run;
  };

  const add = (
    { name = '', head_sha = '', ...body }: CheckRunBody,
    app: AppName,
    job: boolean,
    writes: CheckRun['writes'],
  ): CheckRun => {
    const id = FIRST_ID + runs.size;
    const repository = `${site.serverUrl}/${site.repository}`;
    const blank: CheckRun = {
      id,
      name,
      head_sha,
      external_id: '',
      status: 'queued',
      conclusion: null,
      details_url: job ? `${repository}/actions/runs/1/job/${id}` : `${repository}/runs/${id}`,
      html_url: job ? `${repository}/actions/runs/1/job/${id}` : `${repository}/runs/${id}`,
      started_at: now(site),
      completed_at: null,
      output: { title: null, summary: null, text: null, annotations_count: 0 },
      app,
      job,
      check_suite: suiteOf(app, head_sha, id, job),
      writes,
    };
    return store(merge(blank, body, site));
  };

  return {
    all: () => [...runs.values()],
    find: (id) => runs.get(id),
    list: (query) => {
      const found = [...runs.values()].reverse().filter((run) => isAskedFor(run, query));
      if (query.filter === 'all') return found;
      const seen = new Set<string>();
      return found.filter(({ name, check_suite }) => {
        const key = `${check_suite} ${name}`;
        return !seen.has(key) && seen.add(key);
      });
    },
    seed: ({ app = 'github-actions', job = false, ...body }) => add(body, app, job, []),
    create: (body) =>
      add(body, 'github-actions', false, [{ at: site.clock(), operation: 'checks/create', body }]),
    update: (run, body) => {
      const write: CheckRunWrite = { at: site.clock(), operation: 'checks/update', body };
      return store({ ...merge(run, body, site), writes: [...run.writes, write] });
    },
  };
}

function isAskedFor(run: CheckRun, { sha, checkName, status, appId }: CheckRunQuery): boolean {
  return (
    run.head_sha === sha &&
    (checkName === undefined || run.name === checkName) &&
    (status === undefined || run.status === status) &&
    (appId === undefined || appIds[run.app] === appId)
  );
}

/** What is said replaces what was; a conclusion completes, and a state that is no end takes it back. */
function merge(run: CheckRun, body: CheckRunBody, site: Site): CheckRun {
  const status = body.conclusion === undefined ? (body.status ?? run.status) : 'completed';
  const completed = status === 'completed';
  const { title, summary, text, annotations = [] } = body.output ?? {};
  return {
    ...run,
    name: body.name ?? run.name,
    external_id: body.external_id ?? run.external_id,
    status,
    conclusion: completed ? (body.conclusion ?? run.conclusion) : null,
    started_at: body.started_at === undefined ? run.started_at : sameInstant(body.started_at),
    completed_at: completed ? endOf(run, body, site) : null,
    output: {
      title: title ?? run.output.title,
      summary: summary ?? run.output.summary,
      text: text ?? run.output.text,
      annotations_count: run.output.annotations_count + annotations.length,
    },
  };
}

function endOf(run: CheckRun, { completed_at, conclusion }: CheckRunBody, site: Site): string {
  if (completed_at !== undefined) return sameInstant(completed_at);
  return conclusion === undefined ? (run.completed_at ?? now(site)) : now(site);
}

/** A check run in an answer. */
export function checkRunBody(site: Site, run: CheckRun): unknown {
  const { app, job, writes, check_suite, output, ...rest } = run;
  const url = inRepository(site, `/check-runs/${run.id}`);
  return {
    ...rest,
    node_id: nodeId('CR', run.id),
    url,
    output: { ...output, annotations_url: `${url}/annotations` },
    check_suite: { id: check_suite },
    app: appBody(site, app),
    pull_requests: [],
  };
}
