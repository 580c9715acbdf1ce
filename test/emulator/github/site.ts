import { randomUUID } from 'node:crypto';

/** One repository of one GitHub, and the time there. */
export interface Site {
  /** Base URL of the API; known once it is served. */
  apiUrl: string;
  readonly serverUrl: string;
  /** `owner/name` */
  readonly repository: string;
  /** The commits that exist; unset: any that looks like one. */
  readonly commits: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** A time as GitHub writes it: to the second. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '');
}

export function now({ clock }: Site): string {
  return instant(clock());
}

/** A time that a client gave, as GitHub gives it back. */
export function sameInstant(time: string): string {
  return instant(Date.parse(time));
}

export function hasCommit({ commits }: Site, sha: string): boolean {
  return commits === undefined ? /^[0-9a-f]{40}$/.test(sha) : commits.includes(sha);
}

export function inRepository({ apiUrl, repository }: Site, path: string): string {
  return `${apiUrl}/repos/${repository}${path}`;
}

/** An opaque id of GraphQL. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}

export function requestId(): string {
  return randomUUID().replaceAll('-', ':').toUpperCase();
}
