import { deploymentTables } from './verdicts/deployment.ts';
import { errorTables } from './verdicts/errors.ts';
import { publishTaskTables } from './verdicts/publish-task.ts';
import { releaseTables } from './verdicts/release.ts';
import { versionTable } from './verdicts/version.ts';

/**
 * The tables of docs/verdicts.md, by name. A state in them is what the provider's own code makes of an answer: the
 * tables of the code only give the words.
 */
export async function verdictTables(): Promise<Readonly<Record<string, string>>> {
  return {
    ...(await publishTaskTables()),
    'published version': await versionTable(),
    ...(await releaseTables()),
    ...(await deploymentTables()),
    ...(await errorTables()),
  };
}

/** The document with the tables between its markers made anew. */
export async function withVerdictTables(document: string): Promise<string> {
  return Object.entries(await verdictTables()).reduce(
    (text, [name, content]) =>
      text.replace(
        new RegExp(`(<!-- ${name}: made by npm run docs -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`),
        (_all, before: string, after: string) => `${before}\n${content}\n\n${after}`,
      ),
    document,
  );
}
