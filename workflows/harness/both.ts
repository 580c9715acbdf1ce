import { deployed, job, OVER, publishTask, type Release, release, UID } from '../../test/dist/entries.ts';
import type { Emulator } from '../../test/emulator/index.ts';
import type { Deployed } from './play.ts';

/** How the publish task of orders ends. */
export const ORDERS = {
  succeeded: OVER,
  failed: deployed('OVER', 'Failed. The backend service does not exist.'),
} as const;

/** How the release of storefront ends. */
export const STOREFRONT = {
  succeeded: { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED'), job('search', 'SUCCEEDED')] },
  rolledBack: {
    status: 'FAILED',
    jobs: [job('cart', 'SUCCEEDED', { rollback_job_status: 'SUCCEEDED' }), job('search', 'FAILED')],
  },
} as const satisfies Readonly<Record<string, Release>>;

/** What it is at first. */
export const UNDER_WAY: Release = {
  status: 'RUNNING',
  jobs: [job('cart', 'RUNNING'), job('search', 'CREATED')],
};

/** Starts orders and storefront, which end in this way after a first look; gives the outputs that name them. */
export function deployBoth(
  emulator: Emulator,
  orders: keyof typeof ORDERS,
  storefront: keyof typeof STOREFRONT,
): Deployed {
  publishTask(emulator, [deployed('RUNNING')], [ORDERS[orders]]);
  release(emulator, UNDER_WAY, STOREFRONT[storefront]);
  return { 'operation-id': UID, 'plan-id': 'plan', 'last-execution': '0' };
}
