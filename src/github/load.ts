/** Loads GitHub's client only where something is published. */

import type { githubApi } from './octokit.ts';

/**
 * GitHub's API, which only those load who need it.
 *
 * @throws if it cannot be loaded
 */
export async function loadGitHubApi(): Promise<typeof githubApi> {
  // The client's package reads the payload of the event once more: it prints where there is none, and throws where it
  // is no JSON.
  delete process.env['GITHUB_EVENT_PATH'];
  const module = await import('./octokit.ts');
  return module.githubApi;
}
