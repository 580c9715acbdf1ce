/** Bodies of the two calls about a release task. */

/** The execution from before, and ours. */
export const BEFORE = 1_722_933_000_000;
export const NOW = 1_722_933_900_000;

interface Job {
  readonly id: string;
  readonly job_status: unknown;
  readonly rollback_job_status?: unknown;
  readonly [field: string]: unknown;
}

export const job = (id: string, status: unknown, more: Readonly<Record<string, unknown>> = {}): Job => ({
  id,
  name: `component ${id}`,
  job_id: `JOB${id}`,
  status: 'RUNNING',
  job_status: status,
  seq: 1,
  start_time: NOW + 1000,
  end_time: status === 'SUCCEEDED' ? NOW + 9000 : 0,
  rollback_job_id: null,
  rollback_job_status: null,
  rollback_start_time: 0,
  rollback_end_time: 0,
  ...more,
});

export const info = (...components: readonly unknown[]): unknown => ({ id: 'self', components });

export const plan = (status: unknown, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  id: 'self',
  status,
  fail_strategy: 'stop',
  execute_time: NOW,
  components: [
    { component_id: 'a', name: 'component a', seq: 1 },
    { component_id: 'b', name: 'component b', seq: 2 },
  ],
  ...more,
});

/** Words for a plan that goes on, and words that no page has. */
export const IN_PROGRESS = [
  'ERROR',
  'Released',
  'TERMINATED',
  'RUNNING',
  'RELEASING',
  'SUPER_OK',
  '',
  'success',
  null,
  'SUSPENDED',
];
export const OPEN_JOBS = [
  'CREATED',
  'RUNNING',
  'SUBMITTED',
  'SCHEDULED',
  'UNKNOWN',
  'succeeded',
  'SUCCESS',
  '',
  null,
  1,
  undefined,
];

/** Both components, in these states. */
export const both = (left: unknown, right: unknown = left): unknown => info(job('a', left), job('b', right));
