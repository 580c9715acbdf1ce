import { getOctokit } from '@actions/github';
import type { GitHub } from '../github.ts';

/** An answer to a plain request. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as JSON, or as text if it is none. */
  readonly body: unknown;
}

/** What a plain request says; by default it is authorized. */
export interface Plain {
  readonly method?: string;
  /** Sent as JSON, but a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks by plain fetch. @param path below the repository */
export async function ask(github: GitHub, path: string, plain: Plain = {}): Promise<PlainAnswer> {
  return askAnywhere(github, `/repos/${github.env['GITHUB_REPOSITORY']}${path}`, plain);
}

/** Asks by plain fetch. @param path below the API */
export async function askAnywhere(
  { apiUrl, token }: GitHub,
  path: string,
  { method = 'GET', body, headers }: Plain = {},
): Promise<PlainAnswer> {
  const response = await fetch(apiUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) };
}

/** The client that actions use. */
export function octokit({ apiUrl, token }: GitHub, as = token): ReturnType<typeof getOctokit>['rest'] {
  return getOctokit(as, { baseUrl: apiUrl }).rest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
