import { execution, lastExecution } from './cast/invoices.ts';
import { published, publishing } from './cast/orders.ts';
import { live, switchedBack, unlisted, unpublished } from './cast/payments.ts';
import { lastTime, release } from './cast/storefront.ts';
import type { Scene } from './scene.ts';

const allSucceeded = {
  orders: 'succeeded',
  payments: 'succeeded',
  storefront: 'succeeded',
  invoices: 'succeeded',
} as const;

const success: Scene = {
  word: 'success',
  title: 'all of them succeed',
  story: 'Everything is deployed well. At first the clouds still show the last release.',
  inputs: { timeout: '1m' },
  orders: [
    [0, publishing('WAIT', 'WAIT')],
    [2_000, publishing('RUNNING', 'WAIT')],
    [6_000, publishing(published, 'RUNNING')],
    [10_000, publishing(published, published)],
  ],
  payments: [
    [0, unpublished],
    [3_000, unlisted],
    [6_500, live],
  ],
  storefront: [
    [0, lastTime],
    [1_500, release('RUNNING', ['RUNNING', 'CREATED', 'CREATED'])],
    [5_000, release('RUNNING', ['SUCCEEDED', 'RUNNING', 'CREATED'])],
    [9_500, release('RUNNING', ['SUCCEEDED', 'SUCCEEDED', 'RUNNING'])],
    [13_500, release('SUCCESS', ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'])],
  ],
  invoices: [
    [0, lastExecution],
    [2_500, execution('pending')],
    [4_000, execution('running')],
    [11_500, execution('succeeded')],
  ],
  expected: { state: 'succeeded', exitCode: 0, states: allSucceeded },
};

const rollback: Scene = {
  ...success,
  word: 'rollback',
  title: 'two of them are taken back',
  story:
    'A health check takes the storefront back. The version of payments is live, but does not stay so: ' +
    'with settle: 5s somebody is seen to switch back.',
  inputs: { timeout: '1m', settle: '5s' },
  orders: [
    [0, publishing('WAIT', 'WAIT')],
    [2_000, publishing('RUNNING', 'WAIT')],
    [5_000, publishing(published, 'RUNNING')],
    [8_500, publishing(published, published)],
  ],
  payments: [
    [0, unpublished],
    [3_000, unlisted],
    [4_500, live],
    [8_000, switchedBack],
  ],
  storefront: [
    [0, lastTime],
    [1_500, release('RUNNING', ['RUNNING', 'CREATED', 'CREATED'])],
    [5_000, release('RUNNING', ['SUCCEEDED', 'RUNNING', 'CREATED'])],
    [9_500, release('RUNNING', [['SUCCEEDED', 'RUNNING'], ['SUCCEEDED', 'RUNNING'], 'CREATED'])],
    [12_000, release('RUNNING', [['SUCCEEDED', 'SUCCEEDED'], ['SUCCEEDED', 'RUNNING'], 'CREATED'])],
    [
      13_500,
      release('ROLLBACK_SUCCEED', [['SUCCEEDED', 'SUCCEEDED'], ['SUCCEEDED', 'SUCCEEDED'], 'CREATED']),
    ],
  ],
  invoices: [
    [0, lastExecution],
    [2_500, execution('pending')],
    [4_000, execution('running')],
    [7_500, execution('succeeded')],
  ],
  expected: {
    state: 'rolled-back',
    exitCode: 1,
    states: { ...allSucceeded, payments: 'rolled-back', storefront: 'rolled-back' },
  },
};

const failure: Scene = {
  ...success,
  word: 'failure',
  title: 'two of them fail',
  story: 'One API of orders is OVER, but with an error message; the execution of invoices fails.',
  orders: [
    [0, publishing('WAIT', 'WAIT')],
    [2_000, publishing('RUNNING', 'WAIT')],
    [6_000, publishing(published, 'RUNNING')],
    [9_000, publishing(published, ['OVER', 'VPC access orders-prod is not authorized.'])],
  ],
  invoices: [
    [0, lastExecution],
    [2_500, execution('pending')],
    [4_000, execution('running')],
    [11_500, execution('failed')],
  ],
  expected: {
    state: 'failed',
    exitCode: 1,
    states: { ...allSucceeded, orders: 'failed', invoices: 'failed' },
  },
};

const timeout: Scene = {
  ...success,
  word: 'timeout',
  title: 'one of them never ends',
  story: 'The last component of the storefront hangs, and the timeout is only 15s.',
  inputs: { timeout: '15s' },
  storefront: success.storefront.slice(0, -1),
  expected: { state: 'timed-out', exitCode: 1, states: { ...allSucceeded, storefront: 'timed-out' } },
};

const cancel: Scene = {
  ...success,
  word: 'cancel',
  title: 'the run is cancelled',
  story: 'In the middle the run is cancelled: the step gets a SIGINT, as GitHub sends it, and still reports.',
  cancelAfter: /succeeded.* payments/,
  expected: {
    state: 'interrupted',
    exitCode: 1,
    states: { orders: 'running', payments: 'succeeded', storefront: 'running', invoices: 'running' },
  },
};

/** The scenes, the one that is played without a word first. */
export const scenes = [success, rollback, failure, timeout, cancel] as const;
