/** Tells the end: outputs, results file and summary, which can be told anew, then table and annotation, which cannot. */

import { realWorld, WOKEN } from '../world.ts';
import type { Clean } from './columns.ts';
import { firstMade } from './forms.ts';
import { annotation, finalTable } from './log.ts';
import type { Outputs } from './outputs.ts';
import { type Conclusion, headline } from './results.ts';
import type { Runner } from './runner.ts';
import { IN_FILE, NOT_SHOWN, renderHeading, renderSummary } from './summary.ts';
import type { Writer } from './writer.ts';

/** So long table and annotation wait for the summary, which may never be written. */
const PATIENCE_WITH_SUMMARY_MS = 500;

/** What the ending needs of the report. */
interface EndingTools {
  readonly runner: Runner;
  readonly write: Writer;
  /** Makes a text fit for the log. */
  readonly logged: Clean;
  /** Makes a text fit for Markdown. */
  readonly marked: Clean;
  /** The outputs of a conclusion whose results file has this path, and whether something had to be left out. */
  readonly outputsOf: (
    conclusion: Conclusion,
    path: string,
  ) => { readonly outputs: Outputs; readonly shortened: boolean };
  /** What stands between the tasks and their parts in the summary. */
  readonly more: () => string;
}

/**
 * Tells how it ended.
 *
 * @param meanwhile what else is done at the end
 * @param isStillSo whether the conclusion holds: the job may be cancelled while it is being told
 * @returns whether it does; if not, it is to be told anew, in the place of what was written
 */
export type Conclude = (
  conclusion: Conclusion,
  passed: boolean,
  meanwhile?: Promise<unknown>,
  isStillSo?: () => boolean,
) => Promise<boolean>;

/** The end of one step. */
export function createEnding({ runner, write, logged, marked, outputsOf, more }: EndingTools): Conclude {
  let isTold = false;
  /** Table and annotation, which are told once. */
  const tell = (conclusion: Conclusion, passed: boolean, shortened: boolean, path: string): void => {
    if (isTold) return;
    isTold = true;
    const heading = (): string => headline(conclusion);
    const lines = firstMade(
      () => finalTable(conclusion, logged),
      () => [`Verdict: ${heading()}`],
    );
    for (const line of lines ?? []) runner.info(line);
    if (shortened) runner.warning(logged(shortenedWarning(path)));
    const fault = write.outputsFault();
    const text = firstMade(() => annotation(conclusion, logged, fault), heading) ?? conclusion.verdict;
    if (!passed) runner.error(text);
    else if (conclusion.results.some((result) => result.state !== 'succeeded')) runner.warning(text);
    else if (fault !== '') runner.warning(fault);
  };
  return async (conclusion, passed, meanwhile = Promise.resolve(), isStillSo = () => true) => {
    const path = await write.resultsFile(conclusion);
    const { outputs, shortened } = outputsOf(conclusion, path);
    write.outputs(outputs);
    const rest = path === '' ? NOT_SHOWN : IN_FILE;
    const summary = write.summary(
      () => renderSummary(conclusion, marked, more(), rest),
      () => renderSummary({ ...conclusion, changes: [] }, marked, '', rest),
      () => renderHeading(conclusion, marked),
    );
    const written = new AbortController();
    void summary.then(() => written.abort(WOKEN));
    await Promise.all([meanwhile, realWorld.sleep(PATIENCE_WITH_SUMMARY_MS, written.signal)]);
    if (!isStillSo()) return false;
    tell(conclusion, passed, shortened, path);
    await summary;
    return isStillSo();
  };
}

function shortenedWarning(path: string): string {
  const what = 'the outputs were shortened to what a job can pass on';
  return path === ''
    ? `${what}, and there is no results file. Split the list over several steps`
    : `${what}. Everything is in ${path}`;
}
