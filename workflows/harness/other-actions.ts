import type { ActionMetadata } from '@actions/languageservice/action';

/** Of the other actions that the workflows use: the inputs and outputs that these use, by action. */
const USED = {
  'actions/attest': { inputs: ['subject-path', 'sbom-path'] },
  'actions/checkout': { inputs: ['fetch-depth', 'persist-credentials', 'ref'] },
  'actions/dependency-review-action': { inputs: ['fail-on-severity'] },
  'actions/download-artifact': { inputs: ['artifact-ids', 'path'] },
  'actions/setup-node': { inputs: ['node-version', 'package-manager-cache'] },
  'actions/upload-artifact': {
    inputs: ['name', 'path', 'if-no-files-found', 'retention-days'],
    outputs: ['artifact-id'],
  },
  'aliyun/setup-aliyun-cli-action': { inputs: ['version'] },
  'aliyun/configure-aliyun-credentials-action': {
    inputs: ['oidc-provider-arn', 'role-session-expiration', 'role-to-assume'],
  },
  'github/codeql-action/analyze': { inputs: ['category'] },
  'github/codeql-action/init': { inputs: ['build-mode', 'config', 'languages', 'queries'] },
  'github/codeql-action/upload-sarif': { inputs: ['sarif_file'] },
  'ossf/scorecard-action': { inputs: ['publish_results', 'results_file', 'results_format'] },
} as const satisfies Readonly<
  Record<string, { readonly inputs: readonly string[]; readonly outputs?: readonly string[] }>
>;

/** Another action as its action.yml would say it, by owner, name and folder. */
export const OTHER_ACTIONS: ReadonlyMap<string, ActionMetadata> = new Map(
  Object.entries(USED).map(([name, used]) => [
    name,
    {
      name,
      description: '',
      inputs: named(used.inputs),
      outputs: named('outputs' in used ? used.outputs : []),
    },
  ]),
);

function named(names: readonly string[]): Readonly<Record<string, { description: string }>> {
  return Object.fromEntries(names.map((name) => [name, { description: '' }]));
}
