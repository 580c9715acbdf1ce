import { describe, expect, it } from 'vitest';

import { alibabaDialect } from '../../src/clouds/alibaba.ts';
import { errorOf, readErrors } from '../../src/clouds/api-error.ts';
import { type ErrorClass, meaningOf } from '../../src/clouds/error-order.ts';
import { huaweiDialect } from '../../src/clouds/huawei.ts';

/** "In this order" of the vendors' page, of an error that no list names: HTTP status, code, message, what it means. */
const ROWS: readonly (readonly [status: number, code: string, message: string, meaning: ErrorClass])[] = [
  [401, 'SystemBusy', '', 'credentials'],
  [403, 'OperationConflict', '', 'permission'],
  [407, 'Lock', '', 'proxy'],
  [429, 'InvalidParameter', '', 'throttled'],
  [500, 'InvalidParameter', '', 'server'],
  [599, 'NewCode', '', 'server'],
  [400, 'ConcurrencyLockTimeout', '', 'server'],
  [400, 'SystemBusy', '', 'server'],
  [400, 'lock_timeout', '', 'server'],
  [400, 'SYSTEM_BUSY', '', 'server'],
  [400, 'Resource.Locked', '', 'server'],
  [400, 'InvalidParameter.Conflict', '', 'server'],
  [409, 'OperationConflict', '', 'server'],
  [409, 'TaskInProgress', '', 'server'],
  [409, 'TASK_IN_PROGRESS', '', 'server'],
  [400, 'System.Upgrading', '', 'server'],
  [404, 'ConcurrentUpdate', '', 'server'],
  [400, 'TooMuchConcurrency', '', 'server'],
  [400, 'Blocked', '', 'unlisted'],
  [400, 'TimeoutsAreFine', '', 'unlisted'],
  [400, 'ProgressIn', '', 'unlisted'],
  [400, 'NewCode', 'the system is busy: a conflict', 'unlisted'],
  [400, 'MissingParameter.RegionId', '', 'parameter'],
  [400, 'InvalidParameter', '', 'parameter'],
  [422, 'X.InvalidParameter', '', 'parameter'],
  [400, 'IllegalParam', '', 'parameter'],
  [400, 'Parameter.Malformed', '', 'parameter'],
  [400, 'X.1', 'The parameter OperationUid is invalid.', 'parameter'],
  [400, 'X.1', 'Missing required parameter', 'parameter'],
  [400, 'X.1', 'Invalid state. Wait, or check the parameter', 'unlisted'],
  [400, 'InvalidState', '', 'unlisted'],
  [400, 'NewCode', '', 'unlisted'],
  [408, 'NewCode', '', 'unlisted'],
  [410, '', '', 'unlisted'],
  [499, '', '', 'unlisted'],
];

describe.each([
  ['Alibaba Cloud', alibabaDialect],
  ['Huawei Cloud', huaweiDialect],
])('an error of %s', (_vendor, dialect) => {
  it.each(ROWS)('HTTP %i %j %j: %s', (status, code, message, meaning) => {
    const error = code === '' ? undefined : { code, message };
    expect(meaningOf({ error, status, dialect })).toBe(meaning);
  });

  it.each([
    ['a listed code', { code: 'NewCode', message: '' }],
    ['no code', undefined],
  ])('is judged by nobody in a 2xx: %s', (_what, error) => {
    expect(meaningOf({ error, status: 200, dialect })).toBeUndefined();
  });
});

describe('HTTP 404', () => {
  it.each([
    ['Alibaba Cloud, whose codes say it', alibabaDialect, 'unlisted'],
    ['Huawei Cloud', huaweiDialect, 'absent'],
  ])('of %s', (_vendor, dialect, meaning) => {
    expect(meaningOf({ error: { code: 'X', message: '' }, status: 404, dialect })).toBe(meaning);
  });
});

describe('the errors that a body names', () => {
  it.each<[unknown, string, string]>([
    [{ Code: 'X', Message: 'm' }, 'X', 'm'],
    [{ code: 'X', message: 'm' }, 'X', 'm'],
    [{ CODE: 'X', MESSAGE: 'm' }, 'X', 'm'],
    [{ error_code: 'X', error_msg: 'm' }, 'X', 'm'],
    [{ ERROR_CODE: 'X', Error_Msg: 'm' }, 'X', 'm'],
    [{ errorCode: 'X', errorMessage: 'm' }, 'X', 'm'],
    [{ ErrorCode: 'X', ErrorMessage: 'm' }, 'X', 'm'],
    [{ error: { code: 'X', message: 'm' } }, 'X', 'm'],
    [{ Error: { Code: 'X', Message: 'm' } }, 'X', 'm'],
    [{ error: { error_code: 'X', error_msg: 'm' } }, 'X', 'm'],
    [{ Code: 500, Message: 7 }, '500', '7'],
    [{ error: { code: 401, message: 'm' } }, '401', 'm'],
    [{ Code: '', code: 'X' }, 'X', ''],
    [{ Code: '200', ErrorCode: 'X' }, 'X', ''],
    [{ Code: 200, error: { code: 'X' } }, 'X', ''],
    // No code that anybody knows, and not nothing either.
    [{ Code: true }, 'true', ''],
    [{ error_code: { value: 'X' }, error_msg: 'm' }, '(object)', 'm'],
    [{ CODE: ['Forbidden'] }, '(list)', ''],
    [{ Success: false, Message: 'm' }, 'Success: false', 'm'],
    [{ success: 'False' }, 'Success: false', ''],
    [{ Success: false, Code: 200 }, 'Success: false', ''],
    [{ Success: false, Code: 'X' }, 'X', ''],
  ])('%j: %s %s', (body, code, message) => {
    expect(errorOf(readErrors(body, ''), 200)).toEqual({ code, message });
  });

  it.each<unknown>([
    null,
    'Code',
    [{ Code: 'X' }],
    {},
    { Code: null, error_code: '', errorCode: {}, error: null },
    { Code: false, error_code: [] },
    { error: 'X' },
    { Data: { Code: 'X' } },
    ...['200', 200, 0, '0', 'OK', 'ok', 'Success', 'SUCCESS', ' success '].map((Code) => ({ Code })),
    { error_code: 'SUCCESS' },
    { error: { code: 0 } },
    ...[true, 'true', null, '', 0].map((Success) => ({ Success })),
    { Data: { Success: false } },
  ])('are none in a 2xx: %j', (body) => {
    expect(errorOf(readErrors(body, ''), 200)).toBeUndefined();
  });

  it('that repeat another 2xx are none either', () => {
    expect(errorOf(readErrors({ Code: 201 }, ''), 201)).toBeUndefined();
    expect(errorOf(readErrors({ Code: 201 }, ''), 200)).toEqual({ code: '201', message: '' });
  });

  it('may repeat the status of a failure, where the body names no other', () => {
    expect(errorOf(readErrors({ Code: 400, Message: 'm' }, ''), 400)).toEqual({ code: '400', message: 'm' });
    expect(errorOf(readErrors({ Code: 400, error: { code: 'X' } }, ''), 400)?.code).toBe('X');
    expect(errorOf(readErrors({ Code: 400, Success: false }, ''), 400)?.code).toBe('400');
    expect(errorOf(readErrors({ Success: false }, ''), 400)).toBeUndefined();
  });
});
