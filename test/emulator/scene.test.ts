import { expect, test } from 'vitest';
import { viewVersions } from './api-history.ts';
import { inTurn, overTime, stopwatch } from './scene.ts';
import { createBucket } from './throttle.ts';

test('inTurn gives one frame a request and repeats the last', () => {
  const scene = inTurn('a', undefined, 'c');
  expect([scene(), scene(), scene(), scene()]).toEqual(['a', undefined, 'c', 'c']);
});

test('overTime counts from the first request', () => {
  let now = 5000;
  const scene = overTime(
    [
      [0, 'a'],
      [100, 'b'],
      [200, 'c'],
    ],
    stopwatch(() => now),
  );
  expect(scene()).toBe('a');
  now += 99;
  expect(scene()).toBe('a');
  now += 1;
  expect(scene()).toBe('b');
  now += 5000;
  expect(scene()).toBe('c');
});

test('overTime gives nothing before its first frame', () => {
  expect(overTime([[10, 'a']], () => 9)()).toBeUndefined();
});

test('a stopwatch shared by two scenes is started by either', () => {
  let now = 0;
  const elapsed = stopwatch(() => now);
  const one = overTime(
    [
      [0, 'a'],
      [100, 'b'],
    ],
    elapsed,
  );
  const other = overTime(
    [
      [0, 'a'],
      [100, 'b'],
    ],
    elapsed,
  );
  one();
  now = 100;
  expect(other()).toBe('b');
});

const item = (HistoryVersion: string) => [{ HistoryVersion, Status: 'ONLINE' }];

test('one versions scene is played in looks common to both calls', () => {
  const view = viewVersions(inTurn(item('1'), item('2'), item('3'), item('4')));
  expect([view.history(), view.list(1), view.list(2)]).toEqual([item('1'), item('1'), item('1')]);
  expect([view.history(), view.history(), view.list(1)]).toEqual([item('2'), item('3'), item('3')]);
  expect(view.list(1)).toEqual(item('4'));
});

test('two versions scenes count on their own', () => {
  const view = viewVersions({ history: inTurn(item('1'), item('2')), list: inTurn(item('8'), item('9')) });
  expect([view.history(), view.history(), view.list(1), view.list(2)]).toEqual([
    item('1'),
    item('2'),
    item('8'),
    item('8'),
  ]);
  expect(view.list(1)).toEqual(item('9'));
});

test('a bucket lets one second’s worth through, then says how long to wait', () => {
  let now = 0;
  const wait = createBucket(() => now);
  expect([wait(2), wait(2), wait(2)]).toEqual([0, 0, 500]);
  now = 250;
  expect(wait(2)).toBe(250);
  now = 500;
  expect([wait(2), wait(2)]).toEqual([0, 500]);
  expect(wait(undefined)).toBe(0);
});
