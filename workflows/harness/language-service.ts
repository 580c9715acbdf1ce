import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { readTop } from '../../scripts/tables.ts';
import { OTHER_ACTIONS } from './other-actions.ts';

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
      fetchActionMetadata: async ({ owner, name, path }) =>
        name === 'deploy-gate'
          ? parse(readTop('action.yml'))
          : OTHER_ACTIONS.get([owner, name, path].filter((part) => part).join('/')),
    },
  });
  return found.map(({ message, range }) => `line ${range.start.line + 1}: ${message}`);
}
