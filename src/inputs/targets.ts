/** Makes a task and its base URL of each entry of the list. */

import { nearest } from '../nearest.ts';
import { PROVIDERS } from '../providers/index.ts';
import type { Defaults, Prepared, Provider } from '../providers/provider.ts';
import type { Task } from '../task.ts';
import { shown } from '../wording.ts';
import { parseEndpoint } from './endpoint.ts';
import type { Fields } from './task-list.ts';
import { parseFlag } from './values.ts';

/** A task with all that is needed to look at it, but for the credential. */
export interface Target {
  readonly task: Task;
  readonly provider: Provider;
  readonly prepared: Prepared;
  readonly baseUrl: URL;
}

/** Inputs that complete an entry. */
export interface EntryDefaults extends Defaults {
  /** The region of a cloud's tasks that name none; read only where one does. */
  readonly region: (cloud: Provider['cloud']) => string | undefined;
  /** Host names that an endpoint may name beside the clouds' own domains. */
  readonly allowedHosts: ReadonlySet<string>;
}

/**
 * Makes targets of the entries. Every problem of every entry goes to `problem`, with the entry's number and name.
 */
export function readTargets(
  entries: readonly Fields[],
  input: string,
  defaults: EntryDefaults,
  problem: (text: string) => void,
): readonly Target[] {
  const targets = entries.flatMap((fields, index) => {
    const { name } = fields;
    const called = typeof name === 'string' ? name : '';
    const label = `${input}, entry ${index + 1}${called === '' ? '' : ` ${shown(called)}`}`;
    const target = readTarget(fields, defaults, (text) => problem(`${label}: ${text}`));
    return target === undefined ? [] : [{ ...target, label }];
  });
  refuseTwins(
    targets,
    (target) => target.task.name,
    problem,
    (target, twin) => {
      return `${target.label}: the name ${shown(target.task.name)} is that of ${twin.label} too; give each a name of its own`;
    },
  );
  refuseTwins(targets, identityOf, problem, (target, twin) => {
    return `${target.label}: the same task as ${twin.label}; leave one of them out`;
  });
  if (entries.length > 0 && targets.length === entries.length && targets.every(({ task }) => task.optional)) {
    problem(
      `${input}: every entry is optional, so that the verdict would depend on none; leave optional out of one`,
    );
  }
  return targets;
}

const REGION_EXAMPLES: Readonly<Record<Provider['cloud'], string>> = {
  alibaba: 'cn-hangzhou',
  huawei: 'cn-north-4',
};

function readTarget(
  fields: Fields,
  defaults: EntryDefaults,
  problem: (text: string) => void,
): Target | undefined {
  const { provider: providerName, name, region, endpoint, optional, ...own } = fields;
  const provider = PROVIDERS.get(providerName);
  if (provider === undefined) {
    problem(`provider: ${wrongProvider(providerName, Object.keys(fields))}`);
    return undefined;
  }
  let sound = true;
  const wrong = (field: string, message: string): void => {
    sound = false;
    problem(`${field}: ${message}`);
  };
  const prepared = provider.read(own, defaults, wrong);
  const place = readPlace(provider, region, endpoint, defaults, wrong);
  const isOptional = readOptional(optional, wrong);
  const ownName = readName(name, wrong);
  if (!sound || prepared === undefined || place === undefined) return undefined;
  const task: Task = {
    name: ownName ?? prepared.defaultName,
    provider: provider.name,
    id: prepared.id,
    region: place.region,
    optional: isOptional,
  };
  return { task, provider, prepared, baseUrl: place.baseUrl };
}

function wrongProvider(written: unknown, fields: readonly string[]): string {
  const names = [...PROVIDERS.values()].map(({ name }) => name);
  const choice = `write one of ${names.join(', ')}`;
  if (typeof written !== 'string') {
    const instead = fields.find(
      (field) => field !== 'provider' && nearest(field, ['provider']) !== undefined,
    );
    const misspelt = instead === undefined ? '' : `, and ${shown(instead)} is no field`;
    return `is missing${misspelt}; ${choice}`;
  }
  const meant = nearest(written, names);
  return `${shown(written)} is not a provider; ${meant === undefined ? '' : `did you mean ${meant}? If not, `}${choice}`;
}

function readPlace(
  provider: Provider,
  region: unknown,
  endpoint: unknown,
  defaults: EntryDefaults,
  wrong: (field: string, message: string) => void,
): { readonly region: string; readonly baseUrl: URL } | undefined {
  const named = region === undefined ? defaults.region(provider.cloud) : region;
  const valid = typeof named === 'string' && /^[a-z0-9-]{1,64}$/.test(named) ? named : undefined;
  const where = `here or in the input ${provider.cloud}-region, such as ${REGION_EXAMPLES[provider.cloud]}`;
  if (valid !== named) wrong('region', `${shown(named)} is no region; write the id of one ${where}`);
  if (endpoint !== undefined) {
    if (typeof endpoint !== 'string' || endpoint === '') {
      wrong('endpoint', 'is empty; leave it out, or write https://host');
      return undefined;
    }
    const url = parseEndpoint(endpoint, provider.cloud, defaults.allowedHosts);
    if (typeof url === 'string') {
      wrong('endpoint', url);
      return undefined;
    }
    return { region: valid ?? '', baseUrl: url };
  }
  if (named === undefined) wrong('region', `is missing: give it ${where}`);
  return valid === undefined
    ? undefined
    : { region: valid, baseUrl: new URL(`https://${provider.host(valid)}`) };
}

/** The clouds that the entries name, also those whose entries are not whole. */
export function cloudsOf(entries: readonly Fields[]): ReadonlySet<Provider['cloud']> {
  const providers = entries.map(({ provider }) => PROVIDERS.get(provider));
  return new Set(providers.flatMap((provider) => (provider === undefined ? [] : [provider.cloud])));
}

function readOptional(written: unknown, wrong: (field: string, message: string) => void): boolean {
  if (written === undefined) return false;
  const flag = typeof written === 'string' ? parseFlag(written) : undefined;
  if (flag === undefined) wrong('optional', `${shown(written)} must be true or false`);
  return flag === true;
}

function readName(written: unknown, wrong: (field: string, message: string) => void): string | undefined {
  if (written === undefined) return undefined;
  if (typeof written !== 'string' || written.trim() === '') wrong('name', 'must be text that is not empty');
  else if (written.length > 200) wrong('name', 'is longer than 200 characters');
  else if (/\p{Cc}/u.test(written)) wrong('name', 'must not contain line breaks or control characters');
  else return written;
  return undefined;
}

function refuseTwins<T>(
  items: readonly T[],
  key: (item: T) => string,
  problem: (text: string) => void,
  say: (item: T, twin: T) => string,
): void {
  const first = new Map<string, T>();
  for (const item of items) {
    const twin = first.get(key(item));
    if (twin === undefined) first.set(key(item), item);
    else problem(say(item, twin));
  }
}

/** What a task is, whatever it is called: two of one identity are the same task. */
export function identityOf({ provider, baseUrl, prepared }: Target): string {
  return JSON.stringify([provider.name, baseUrl.host, ...prepared.identity]);
}
