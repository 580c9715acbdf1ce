import { type Emulator, overTime } from '../../emulator/index.ts';
import { before, begun } from './dates.ts';
import type { Part, Timeline } from './part.ts';

const PROJECT_ID = '0a6f2c81b3d74e5f9c40e8d1725ba396';
const PLAN_ID = '3d9b1f64-7c02-4a8e-b5d1-90e6f27ac843';
const COMPONENTS = [
  { id: 'a0c4e812-5f3b-4d69-8b7a-1e2d93f6c058', name: 'cart' },
  { id: '7be19d30-c2a4-4f85-9e6d-5a08b1c47f23', name: 'search' },
  { id: 'd25f8a67-04be-4c13-a9f2-c86e3071b5d4', name: 'checkout' },
] as const;

/** A release task of Huawei Cloud ServiceStage that has run before. */
export const storefront: Part = {
  name: 'storefront',
  provider: 'huawei-servicestage',
  about: 'release of 3 components',
  fields: { 'project-id': PROJECT_ID, 'release-plan-id': PLAN_ID, 'after-execution': String(before) },
};

/** Both answers about a release task at one moment. */
export interface Release {
  readonly plan: object;
  readonly deployInfo: object;
}

/** A component's job, or its job and the job that takes it back. */
type Job = string | readonly [job: string, rollback: string];

/** What the cloud says of the release: the plan's word, and one job for each of cart, search and checkout. */
export function release(planWord: string, jobs: readonly [Job, Job, Job], executedAt = begun): Release {
  return {
    plan: {
      id: PLAN_ID,
      name: 'storefront-release',
      status: planWord,
      fail_strategy: 'stop',
      execute_time: executedAt,
      components: COMPONENTS.map(({ id, name }) => ({ component_id: id, name })),
    },
    deployInfo: {
      id: PLAN_ID,
      components: COMPONENTS.map(({ id, name }, index) => {
        const said = jobs[index] ?? 'CREATED';
        const [job, rollback] = typeof said === 'string' ? [said, null] : said;
        const started = job === 'CREATED' ? null : executedAt + 1_000 + 3_500 * index;
        const rolledBackAt = rollback === null ? null : executedAt + 9_000;
        return {
          id,
          name,
          seq: index + 1,
          job_status: job,
          start_time: started,
          end_time: job === 'SUCCEEDED' && started !== null ? started + 3_500 : null,
          rollback_job_status: rollback,
          rollback_start_time: rolledBackAt,
        };
      }),
    },
  };
}

/** What the cloud still says of the release before ours. */
export const lastTime = release('SUCCESS', ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'], before);

/** Plays the release task. */
export function playStorefront(
  emulator: Emulator,
  timeline: readonly (readonly [atMs: number, release: Release])[],
  elapsed: () => number,
): void {
  const side = (read: (release: Release) => object): Timeline<object> =>
    timeline.map(([atMs, frame]) => [atMs, read(frame)]);
  emulator.servicestage.releasePlan(PROJECT_ID, PLAN_ID, {
    plan: overTime(
      side(({ plan }) => plan),
      elapsed,
    ),
    deployInfo: overTime(
      side(({ deployInfo }) => deployInfo),
      elapsed,
    ),
  });
}
