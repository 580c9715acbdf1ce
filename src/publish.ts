/** Joins the report to the publisher on GitHub, so that no fault there can end the gate. */

import * as core from '@actions/core';

import type { Dispatchers } from './clouds/dispatchers.ts';
import { loadGitHubApi } from './github/load.ts';
import { openPublisher, type Publisher } from './github/publisher.ts';
import { SAVED, type Saved } from './github/saved.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Redact } from './redact.ts';
import type { Report } from './report/report.ts';
import { renderCheckOutput } from './report/summary.ts';
import { forMarkdown } from './report/text.ts';
import { aside } from './side-task.ts';
import { describeError } from './wording.ts';
import { realWorld } from './world.ts';

/** What publishing needs of the rest. */
export interface PublishOptions {
  readonly dispatchers: Dispatchers;
  readonly report: Report;
  readonly redact: Redact;
  /** Aborted when the gate is to end at once. */
  readonly stop: AbortSignal;
}

/** Opens what is to be published on GitHub; nothing where there is nothing, or where it cannot be. Never throws. */
export async function publish(
  { publishing, patience }: Inputs,
  { dispatchers, report, redact, stop }: PublishOptions,
): Promise<Publisher | undefined> {
  if (publishing === undefined) return undefined;
  const besides = <T>(work: () => T): T =>
    aside(
      (error) => report.warn(`publishing on GitHub went wrong: ${describeError(error)}; the verdict stands`),
      work,
    );
  let isSaved = true;
  const save = (saved: Saved): void => {
    // Without the file there is no post phase, and @actions/core falls back to a command that is no longer taken.
    if ((process.env['GITHUB_STATE'] ?? '') === '') return;
    try {
      core.saveState(SAVED, JSON.stringify(saved));
    } catch (error) {
      if (isSaved) {
        report.warn(
          `the state of the step could not be saved, so that nothing is closed on GitHub if it is killed: ${describeError(error)}`,
        );
      }
      isSaved = false;
    }
  };
  try {
    const githubApi = await loadGitHubApi();
    const open = () =>
      openPublisher({
        publishing,
        wait: patience.wait,
        timeoutMs: patience.timeoutMs,
        connect: (purpose) => githubApi(publishing.run, publishing.token, dispatchers, purpose),
        render: (conclusion, note, hidden) =>
          renderCheckOutput(conclusion, (text) => forMarkdown(redact(text)), note, hidden),
        world: realWorld,
        stop,
        warn: report.warn,
        note: report.note,
        checkRunUrl: report.checkRun,
        save,
      });
    const { changed, conclude, search, ...rest } = await besides(open);
    return {
      ...rest,
      search: () => besides(search),
      changed: (snapshot) => besides(() => changed(snapshot)),
      conclude: (conclusion, giveUp, outcome) => besides(() => conclude(conclusion, giveUp, outcome)),
    };
  } catch (error) {
    report.warn(`nothing can be published on GitHub: ${describeError(error)}; the verdict stands`);
  }
  return undefined;
}
