/** Makes a task and its base URL of each entry of the list. */

import { nearest } from '../nearest.ts';
import { PROVIDERS } from '../providers/index.ts';
import type { Defaults, Prepared, Provider } from '../providers/provider.ts';
import type { Task } from '../task.ts';
import { shown } from '../wording.ts';
import {
  checkPlace,
  type PlaceDefaults,
  readName,
  readOptional,
  readPlace,
  type TellWrong,
} from './common-fields.ts';
import { knownFields } from './entry-fields.ts';
import { type Named, refuseSameNames } from './names.ts';
import type { Fields } from './task-list.ts';
import { refuseTwins } from './twins.ts';

/** A task with all that is needed to look at it, but for the credential. */
export interface Target {
  readonly task: Task;
  readonly provider: Provider;
  readonly prepared: Prepared;
  readonly baseUrl: URL;
}

/** Inputs that complete an entry. */
export type EntryDefaults = Defaults & PlaceDefaults;

/** What an entry says of itself, as far as it can be read. */
interface Entry extends Named {
  readonly optional: boolean | undefined;
  /** Nothing if something is wrong with the entry. */
  readonly target: Target | undefined;
}

/**
 * Makes targets of the entries that there are. Every problem of every entry goes to `problem`, with the entry's number
 * and name.
 */
export function readTargets(
  written: readonly (Fields | undefined)[],
  input: string,
  defaults: EntryDefaults,
  problem: (text: string) => void,
): readonly Target[] {
  const entries = written.flatMap((fields, index) => {
    if (fields === undefined) return [];
    const { name } = fields;
    const called = typeof name === 'string' ? name : '';
    const label = `${input}, entry ${index + 1}${called === '' ? '' : ` ${shown(called)}`}`;
    return [readEntry(fields, label, defaults, (text) => problem(`${label}: ${text}`))];
  });
  refuseSameNames(entries, problem);
  refuseTwins(
    entries,
    ({ target }) => (target === undefined ? undefined : identityOf(target)),
    ({ label }, twin) => problem(`${label}: the same task as ${twin.label}; leave one of them out`),
  );
  const isWhole = entries.length > 0 && entries.length === written.length;
  if (isWhole && entries.every(({ optional }) => optional === true)) {
    problem(
      `${input}: every entry is optional, so that the verdict would depend on none; leave optional out of one`,
    );
  }
  return entries.flatMap(({ target }) => (target === undefined ? [] : [target]));
}

function readEntry(
  written: Fields,
  label: string,
  defaults: EntryDefaults,
  problem: (text: string) => void,
): Entry {
  let sound = true;
  const wrong: TellWrong = (field, message) => {
    sound = false;
    problem(`${field}: ${message}`);
  };
  const { provider: providerName } = written;
  const provider = PROVIDERS.get(providerName);
  if (provider === undefined) {
    wrong('provider', wrongProvider(providerName, Object.keys(written)));
    checkPlace(written, wrong);
    const optional = readOptional(written, wrong);
    return { label, name: readName(written, wrong), byDefault: false, optional, target: undefined };
  }
  const fields = knownFields(written, provider, wrong);
  const prepared = provider.read(fields, defaults, wrong);
  const place = readPlace(provider, fields, defaults, wrong);
  const optional = readOptional(fields, wrong);
  const ownName = readName(fields, wrong);
  const byDefault = fields['name'] === undefined;
  const name = byDefault ? prepared?.defaultName : ownName;
  if (!sound || prepared === undefined || place === undefined || name === undefined) {
    return { label, name, byDefault, optional, target: undefined };
  }
  const task: Task = {
    name,
    provider: provider.name,
    id: prepared.id,
    region: place.region,
    optional: optional === true,
  };
  return { label, name, byDefault, optional, target: { task, provider, prepared, baseUrl: place.baseUrl } };
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

/** The clouds that the entries name, also those whose entries are not whole. */
export function cloudsOf(entries: readonly (Fields | undefined)[]): ReadonlySet<Provider['cloud']> {
  const providers = entries.map((entry) => PROVIDERS.get(entry?.['provider']));
  return new Set(providers.flatMap((provider) => (provider === undefined ? [] : [provider.cloud])));
}

/** What a task is, whatever it is called: two of one identity are the same task. */
function identityOf({ provider, baseUrl, prepared }: Target): string {
  return JSON.stringify([provider.name, baseUrl.host, ...prepared.identity]);
}

/** What a task is to its gate: one that becomes optional, or no longer is, makes another gate of it. */
export function gateIdentityOf(target: Target): string {
  return JSON.stringify([identityOf(target), target.task.optional]);
}
