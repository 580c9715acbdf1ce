/** The base URL that an entry may give, and the hosts that it may name. */

import { isIP } from 'node:net';
import type { CloudName } from '../providers/provider.ts';
import { shown } from '../wording.ts';
import { decoded } from './values.ts';

/** The clouds' own domains: an endpoint elsewhere must be allowed by name. */
const DOMAINS: Readonly<Record<CloudName, readonly string[]>> = {
  alibaba: ['aliyuncs.com'],
  huawei: ['myhuaweicloud.com', 'myhuaweicloud.cn', 'myhuaweicloud.eu'],
};

/**
 * Reads an endpoint of an entry.
 *
 * @param allowedHosts exact host names, in lower case, beside the clouds' own domains
 * @returns the base URL, or what is wrong with it
 */
export function parseEndpoint(
  written: unknown,
  cloud: CloudName,
  allowedHosts: ReadonlySet<string>,
): URL | string {
  const url = parseUrl(written);
  if (typeof url === 'string') return url;
  const host = hostOf(url);
  if (allowedHosts.has(host)) return url;
  const domains = DOMAINS[cloud];
  return domains.some((domain) => host.endsWith(`.${domain}`))
    ? url
    : `the host ${shown(host)} is not under ${domains.join(', ')}; if it is right, name it in allowed-hosts`;
}

/** The URL of an endpoint, whichever cloud's; or what is wrong with it wherever it is. */
export function parseUrl(written: unknown): URL | string {
  if (typeof written !== 'string' || written === '') return 'is empty; leave it out, or write https://host';
  // What stands before an @ may be a password.
  const quoted = written.includes('@') ? 'it' : shown(written);
  if (!URL.canParse(written)) return `${quoted} is not a URL; write it as https://host`;
  const url = new URL(written);
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or a password';
  const host = hostOf(url);
  if (isLinkLocal(host)) return `${quoted} is a link-local address, where no cloud API is`;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(host))) {
    return `${quoted} must begin with https:// (http:// only on loopback)`;
  }
  if (decoded(url.pathname) === undefined) return `${quoted} has a path with a broken %-escape`;
  if (url.search !== '' || url.hash !== '') return `${quoted} must not have a query or a fragment`;
  return url;
}

/** What is wrong with a host name of `allowed-hosts`; nothing if it is one. */
export function checkHost(written: string): string | undefined {
  const quoted = shown(written);
  const bare = withoutBrackets(written);
  const valid = isIP(bare) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(bare);
  return valid ? undefined : `${quoted} is not a host name; write exact names, without https://, port or *`;
}

/** The host of a URL without a port and without the brackets of IPv6, in lower case. */
export function hostOf(url: URL): string {
  return withoutBrackets(url.hostname).toLowerCase();
}

/** A host as it is without the brackets that an IPv6 address has in a URL. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** Whether a host, without brackets, is this machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isLinkLocal(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('169.254.');
  return isIP(host) === 6 && (/^fe[89ab]/.test(host) || host.startsWith('::ffff:a9fe:'));
}
