/** Scenes that end in each verdict of each provider. */

import { type Emulator, faults, inTurn } from '../emulator/index.ts';
import {
  deployed,
  execution,
  item,
  job,
  lastExecution,
  NEWER,
  OLDER,
  OURS,
  OVER,
  publishTask,
  record,
  release,
  version,
} from './entries.ts';
import { one, type Setting } from './scene.ts';

/** A scene: its name, the verdict it must end in, and how it is set up. */
export type Row = readonly [name: string, state: string, setUp: (emulator: Emulator) => Setting];

/** One deployment each. */
export const ROWS: readonly Row[] = [
  [
    'publish-succeeded',
    'succeeded',
    (e) => one(publishTask(e, [deployed('WAIT')], [deployed('RUNNING')], faults.httpError(503), [OVER])),
  ],
  ['publish-failed', 'failed', (e) => one(publishTask(e, [OVER, deployed('OVER', 'Failed: quota')]))],
  ['publish-cancelled', 'cancelled', (e) => one(publishTask(e, [deployed('RUNNING')], [deployed('CANCEL')]))],
  [
    'publish-part-failed-at-the-deadline',
    'failed',
    (e) => one(publishTask(e, [deployed('FAIL', 'quota'), deployed('RUNNING')]), { timeout: '2s' }),
  ],
  [
    'publish-timed-out-on-an-unknown-word',
    'timed-out',
    (e) => one(publishTask(e, [deployed('SUPER_OK')]), { timeout: '2s' }),
  ],
  [
    'publish-timed-out-on-faults',
    'timed-out',
    (e) => one(publishTask(e, faults.httpError(502, 'Bad Gateway')), { timeout: '6s' }),
  ],
  ['publish-unknown', 'error', (e) => one(publishTask(e, undefined), { 'not-found-grace': '1s' })],
  [
    'publish-wrong-secret',
    'error',
    (e) => one(publishTask(e, [OVER]), { 'alibaba-access-key-secret': 'NotTheRightSecret0000000000000' }),
  ],
  ['version-succeeded', 'succeeded', (e) => one(version(e, [], [item(OURS, 'ONLINE')]))],
  [
    'version-rolled-back',
    'rolled-back',
    (e) =>
      one(version(e, [item(OURS, 'ONLINE')], [item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')]), {
        settle: '10s',
      }),
  ],
  [
    'version-taken-offline',
    'rolled-back',
    (e) => one(version(e, [item(OURS, 'OFFLINE')]), { 'not-found-grace': '1s' }),
  ],
  [
    'version-superseded',
    'superseded',
    (e) => one(version(e, [item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')]), { 'not-found-grace': '1s' }),
  ],
  ['version-timed-out', 'timed-out', (e) => one(version(e, [item(OURS, 'OFFLINE')]), { timeout: '2s' })],
  ['version-unknown', 'error', (e) => one(version(e, []), { 'not-found-grace': '1s' })],
  [
    'release-succeeded',
    'succeeded',
    (e) =>
      one(
        release(
          e,
          { status: 'CREATED', jobs: [] },
          { status: 'RELEASING', jobs: [job('cart', 'RUNNING'), job('search', 'CREATED')] },
          { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED'), job('search', 'SUCCEEDED')] },
        ),
      ),
  ],
  [
    'release-failed',
    'failed',
    (e) =>
      one(
        release(e, {
          status: 'RELEASING',
          strategy: 'stop',
          jobs: [job('cart', 'FAILED', { fail_message: 'image not found' }), job('search', 'CREATED')],
        }),
      ),
  ],
  [
    'release-rolled-back',
    'rolled-back',
    (e) =>
      one(
        release(
          e,
          { status: 'x', jobs: [job('cart', 'SUCCEEDED'), job('search', 'RUNNING')] },
          {
            status: 'x',
            jobs: [job('cart', 'SUCCEEDED', { rollback_job_status: 'RUNNING' }), job('search', 'FAILED')],
          },
          { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED'), job('search', 'SUCCEEDED')] },
        ),
      ),
  ],
  [
    'release-rollback-failed',
    'failed',
    (e) =>
      one(
        release(e, {
          status: 'ROLLBACK_FAILED',
          jobs: [
            job('cart', 'SUCCEEDED', { rollback_job_status: 'FAILED', rollback_fail_message: 'no quota' }),
          ],
        }),
      ),
  ],
  [
    'release-cancelled',
    'cancelled',
    (e) => one(release(e, { status: 'ABORTED', jobs: [job('cart', 'RUNNING')] })),
  ],
  [
    'release-timed-out',
    'timed-out',
    (e) => one(release(e, { status: 'RELEASING', jobs: [job('cart', 'SUCCEEDED')] }), { timeout: '2s' }),
  ],
  [
    'release-unknown',
    'error',
    (e) =>
      one(
        { ...release(e, { status: 'x', jobs: [] }), 'release-plan-id': 'another' },
        { 'not-found-grace': '0' },
      ),
  ],
  ['record-succeeded', 'succeeded', (e) => one(record(e, 'pending', 'running', 'succeeded'))],
  ['record-failed', 'failed', (e) => one(record(e, 'running', 'timeout'))],
  ['record-cancelled', 'cancelled', (e) => one(record(e, 'running', 'abort'))],
  ['record-timed-out', 'timed-out', (e) => one(record(e, 'running'), { timeout: '2s' })],
  [
    'record-wrong-secret',
    'error',
    (e) => one(record(e, 'succeeded'), { 'huawei-secret-access-key': 'NotTheRightSecret0000000000000' }),
  ],
  [
    'record-superseded-while-settling',
    'superseded',
    (e) => {
      const entry = record(e, 'succeeded');
      e.codearts.task('task', {
        last: inTurn(execution('succeeded', 8), execution('running', 9)),
        records: { ours: () => ({ record_id: 'ours', task_id: 'task', status: 'succeeded' }) },
      });
      return one(entry, { settle: '10s' });
    },
  ],
  [
    'after-release-waits-for-ours',
    'succeeded',
    (e) => {
      const last = inTurn(execution('succeeded', 7), execution('running', 8), execution('succeeded', 8));
      return one(lastExecution(e, last, { 'after-release': '7' }));
    },
  ],
  [
    'after-release-superseded',
    'superseded',
    (e) =>
      one(
        lastExecution(e, inTurn(execution('running', 8), execution('running', 9)), { 'after-release': '7' }),
      ),
  ],
];
