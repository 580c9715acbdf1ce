/** What is told and saved before the rest of the action is loaded, or where it cannot be. */

const LEAST_NODE = 24;

/**
 * Why it could not be loaded, as far as can be told: most often the machine's own Node is an older one.
 *
 * @param version that of Node, such as `v20.20.2`
 */
export function whyNotStarted(error: unknown, version: string): string {
  const what = `it could not be started (${error instanceof Error ? error.name : 'unknown'})`;
  const isOld = Number.parseInt(version.slice(1), 10) < LEAST_NODE;
  return isOld ? `${what}: this is Node ${version.slice(1)}, and it needs Node ${LEAST_NODE}` : what;
}

/** The outputs then, as the runner reads them: what every ending has. */
export const OUTPUTS_NOT_STARTED = 'state=error\nresults=[]\nfailed=[]\nstates={}\nduration-seconds=0\n';

/** What is saved for the post phase then, as the runner reads it: nothing. */
export const STATE_NOT_SAVED = 'publication={}\n';
