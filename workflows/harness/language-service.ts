import { validate } from '@actions/languageservice';
import type { ActionMetadata } from '@actions/languageservice/action';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { readTop } from '../../scripts/tables.ts';

/** Of the other actions that the workflows use, what they give to them. */
const OTHERS: Readonly<Record<string, ActionMetadata>> = {
  checkout: {
    name: 'Checkout',
    description: '',
    inputs: { 'persist-credentials': { description: '', default: 'true' } },
  },
  'configure-aliyun-credentials-action': {
    name: 'Configure Alibaba Cloud credentials',
    description: '',
    inputs: {
      'role-to-assume': { description: '' },
      'oidc-provider-arn': { description: '' },
      'role-session-expiration': { description: '', default: '1800' },
    },
  },
};

let count = 0;

/**
 * What GitHub's own language service finds in a workflow, or in an action.yml; nothing, if all is well. It knows the
 * inputs of this action.
 */
export async function findings(text: string, kind: 'workflow' | 'action'): Promise<readonly string[]> {
  // It remembers what it has read by the address.
  count += 1;
  const path = kind === 'action' ? `${count}/action.yml` : `${count}/.github/workflows/workflow.yml`;
  const document = TextDocument.create(`file:///${path}`, 'yaml', 1, text);
  const found = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ name }) =>
        name === 'deploy-gate' ? parse(readTop('action.yml')) : OTHERS[name],
    },
  });
  return found.map(({ message, range }) => `line ${range.start.line + 1}: ${message}`);
}
