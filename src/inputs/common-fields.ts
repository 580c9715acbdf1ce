/** The fields that an entry of every provider may have: name, optional, region, endpoint. */

import type { Provider } from '../providers/provider.ts';
import { shown } from '../wording.ts';
import { parseEndpoint, parseUrl } from './endpoint.ts';
import type { Fields } from './task-list.ts';
import { parseFlag } from './values.ts';

/** Told of a field and what is wrong with it; the message goes on after the name of the field. */
export type TellWrong = (field: string, message: string) => void;

/** Inputs that say where the tasks are. */
export interface PlaceDefaults {
  /** The region of a cloud's tasks that name none; read only where one does. */
  readonly region: (cloud: Provider['cloud']) => string | undefined;
  /** Host names that an endpoint may name beside the clouds' own domains. */
  readonly allowedHosts: ReadonlySet<string>;
}

/** Where a task is. */
export interface Place {
  /** Empty where only an endpoint is given. */
  readonly region: string;
  readonly baseUrl: URL;
}

const REGION_EXAMPLES: Readonly<Record<Provider['cloud'], string>> = {
  alibaba: 'cn-hangzhou',
  huawei: 'cn-north-4',
};

/** The place that an entry gives, or the inputs for it; nothing if something is wrong with it, which is told. */
export function readPlace(
  provider: Provider,
  { region, endpoint }: Fields,
  defaults: PlaceDefaults,
  wrong: TellWrong,
): Place | undefined {
  const named = region === undefined ? defaults.region(provider.cloud) : region;
  const valid = isRegion(named) ? named : undefined;
  const where = `here or in the input ${provider.cloud}-region, such as ${REGION_EXAMPLES[provider.cloud]}`;
  if (valid !== named) wrong('region', `${shown(named)} is no region; write the id of one ${where}`);
  if (endpoint !== undefined) {
    const url = parseEndpoint(endpoint, provider.cloud, defaults.allowedHosts);
    if (typeof url !== 'string') return { region: valid ?? '', baseUrl: url };
    wrong('endpoint', url);
    return undefined;
  }
  if (named === undefined) wrong('region', `is missing: give it ${where}`);
  return valid === undefined
    ? undefined
    : { region: valid, baseUrl: new URL(`https://${provider.host(valid)}`) };
}

/** Tells what is wrong with the place that an entry gives, as far as can be said without knowing its cloud. */
export function checkPlace({ region, endpoint }: Fields, wrong: TellWrong): void {
  const examples = Object.values(REGION_EXAMPLES).join(' or ');
  if (region !== undefined && !isRegion(region)) {
    wrong('region', `${shown(region)} is no region; write the id of one, such as ${examples}`);
  }
  const url = endpoint === undefined ? undefined : parseUrl(endpoint);
  if (typeof url === 'string') wrong('endpoint', url);
}

function isRegion(written: unknown): written is string {
  return typeof written === 'string' && /^[a-z0-9-]{1,64}$/.test(written);
}

/** Whether the entry is optional; nothing if it does not say so in words that are known, which is told. */
export function readOptional({ optional }: Fields, wrong: TellWrong): boolean | undefined {
  if (optional === undefined) return false;
  const flag = typeof optional === 'string' ? parseFlag(optional) : undefined;
  if (flag === undefined) wrong('optional', `${shown(optional)} must be true or false`);
  return flag;
}

/** The name that the entry gives; nothing if it gives none, or one that cannot be, which is told. */
export function readName({ name }: Fields, wrong: TellWrong): string | undefined {
  if (name === undefined) return undefined;
  if (typeof name !== 'string' || name.trim() === '') wrong('name', 'must be text that is not empty');
  else if (name.length > 200) wrong('name', 'is longer than 200 characters');
  else if (/\p{Cc}/u.test(name)) wrong('name', 'must not contain line breaks or control characters');
  else return name;
  return undefined;
}
