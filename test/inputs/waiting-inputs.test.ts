import { describe, expect, it } from 'vitest';

import type { Patience } from '../../src/gate/waiting.ts';
import { readFailOn, readFlag, readPatience } from '../../src/inputs/waiting-inputs.ts';

interface Read<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

type Given = Readonly<Record<string, string>>;

function reading<T>(
  inputs: Given,
  read: (getInput: (name: string) => string, problem: (text: string) => void) => T,
): Read<T> {
  const problems: string[] = [];
  const value = read(
    (name) => inputs[name] ?? '',
    (text) => problems.push(text),
  );
  return { value, problems };
}

const patienceOf = (inputs: Given): Read<Patience> => reading(inputs, readPatience);
const failOnOf = (written: string): Read<ReadonlySet<string>> => reading({ 'fail-on': written }, readFailOn);

const MINUTE = 60_000;
const DEFAULTS: Patience = {
  timeoutMs: 30 * MINUTE,
  wait: true,
  intervalMs: 'auto',
  settleMs: 0,
  notFoundGraceMs: MINUTE,
  earlierMs: 0,
};

describe('patience', () => {
  it('has the defaults of the contract where nothing is given', () => {
    expect(patienceOf({})).toEqual({ value: DEFAULTS, problems: [] });
  });

  const rows: readonly (readonly [Given, Partial<Patience>])[] = [
    [{ timeout: '90' }, { timeoutMs: 90_000 }],
    [{ timeout: '1h30m' }, { timeoutMs: 90 * MINUTE }],
    [{ timeout: '1s' }, { timeoutMs: 1000 }],
    [{ timeout: '120h' }, { timeoutMs: 120 * 60 * MINUTE }],
    [{ interval: 'auto' }, { intervalMs: 'auto' }],
    [{ interval: '1s' }, { intervalMs: 1000 }],
    [{ interval: '2h' }, { intervalMs: 120 * MINUTE }],
    [{ settle: '0' }, { settleMs: 0 }],
    [{ settle: '5m' }, { settleMs: 5 * MINUTE }],
    [{ settle: '29m59s' }, { settleMs: 30 * MINUTE - 1000 }],
    [{ 'not-found-grace': '0' }, { notFoundGraceMs: 0 }],
    [{ 'not-found-grace': '10m' }, { notFoundGraceMs: 10 * MINUTE }],
    [{ wait: 'false' }, { wait: false }],
    [{ wait: 'TRUE' }, { wait: true }],
  ];
  it.each(rows)('takes %j', (inputs, patience) => {
    expect(patienceOf(inputs)).toEqual({ value: { ...DEFAULTS, ...patience }, problems: [] });
  });

  const bad = ['-1', '1e9', 'abc', '10 m', '１０m', 'NaN', '1.5h', '99999999h'];
  const names = ['timeout', 'interval', 'settle', 'not-found-grace'];
  it.each(names.flatMap((name) => bad.map((written) => [name, written] as const)))(
    'refuses %s: %s, naming the input and what was written',
    (name, written) => {
      const { problems } = patienceOf({ [name]: written });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${name}:`));
      expect(problems[0]).toContain(written);
    },
  );

  it.each(['0', '0s', '0h'])('refuses timeout: %s, and names wait', (timeout) => {
    const { problems } = patienceOf({ timeout });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^timeout:.*\bwait\b/);
  });

  it.each(['120h1s', '121h', '432001'])('refuses timeout: %s, beyond 120h', (timeout) => {
    expect(patienceOf({ timeout }).problems[0]).toMatch(/^timeout:.*120h/);
  });

  it.each(['0', '0s'])('refuses interval: %s, under 1 s', (interval) => {
    expect(patienceOf({ interval }).problems[0]).toMatch(/^interval:/);
  });

  it.each([
    { settle: '30m' },
    { settle: '31m' },
    { settle: '90', timeout: '90s' },
    { settle: '2h', timeout: '1h' },
  ])('refuses a settle that is not shorter than timeout: %j', (inputs) => {
    const { problems } = patienceOf(inputs);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^settle:.*timeout/);
  });

  it('refuses settle without waiting', () => {
    expect(patienceOf({ settle: '1m', wait: 'false' }).problems[0]).toMatch(/^settle:.*wait/);
    expect(patienceOf({ settle: '0', wait: 'false' }).problems).toEqual([]);
  });

  it('tells every problem', () => {
    const inputs = { timeout: 'soon', interval: '0', settle: 'x', 'not-found-grace': '-1', wait: 'maybe' };
    const told = patienceOf(inputs).problems.map((text) => text.split(':')[0]);
    expect([...told].sort()).toEqual(['interval', 'not-found-grace', 'settle', 'timeout', 'wait']);
  });
});

describe('a flag of the inputs', () => {
  it.each([
    ['', true, true],
    ['', false, false],
    ['true', false, true],
    ['false', true, false],
  ])('written %j is, by default %j: %j', (written, standard, value) => {
    const read = reading({ x: written }, (getInput, problem) => readFlag('x', standard, getInput, problem));
    expect(read).toEqual({ value, problems: [] });
  });

  it.each(['yes', '1', 'on', 'maybe'])('is refused by name as %s', (written) => {
    const { problems } = reading({ x: written }, (getInput, problem) =>
      readFlag('x', false, getInput, problem),
    );
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^x:.*${written}.*true or false`))]);
  });
});

describe('fail-on', () => {
  const standard = ['failed', 'rolled-back', 'superseded', 'cancelled', 'error', 'timed-out'];

  it('has the default of the contract where it is empty', () => {
    expect([...failOnOf('').value].sort()).toEqual([...standard].sort());
    expect([...failOnOf(' \n').value].sort()).toEqual([...standard].sort());
  });

  it.each([
    ['failed', ['failed']],
    ['failed, running', ['failed', 'running']],
    ['failed\nrolled-back  timed-out', ['failed', 'rolled-back', 'timed-out']],
    ['running,running', ['running']],
    [standard.join(', '), standard],
  ])('takes %j', (written, states) => {
    const { value, problems } = failOnOf(written);
    expect([...value].sort()).toEqual([...states].sort());
    expect(problems).toEqual([]);
  });

  it.each(['Failed', 'succeeded', 'timeout', 'none', 'failed;error'])('refuses %s by name', (written) => {
    const { problems } = failOnOf(written);
    expect(problems).toEqual([expect.stringMatching(/^fail-on:/)]);
    expect(problems[0]).toContain(written);
  });
});
