/** No property is tried more often, and nothing is made more of: `DEPLOY_GATE_RUNS`, for mutation testing. */
const MOST = Number(process.env['DEPLOY_GATE_RUNS'] || Number.POSITIVE_INFINITY);

/** The usual number, where the environment does not want less. */
export function atMost(usual: number): number {
  return Math.min(usual, MOST);
}
