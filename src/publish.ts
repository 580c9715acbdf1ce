import * as core from '@actions/core';

import type { Dispatchers } from './clouds/dispatchers.ts';
import { openPublisher, type Publisher } from './github/publisher.ts';
import { SAVED } from './github/saved.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Redact } from './redact.ts';
import type { Report } from './report/report.ts';
import { renderCheckOutput } from './report/summary.ts';
import { forMarkdown } from './report/text.ts';
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
  try {
    // Only here, since it weighs as much as the rest of the gate.
    const { githubApi } = await import('./github/octokit.ts');
    return await openPublisher({
      publishing,
      wait: patience.wait,
      connect: (purpose) => githubApi(publishing.run, publishing.token, dispatchers, purpose),
      render: (conclusion) => renderCheckOutput(conclusion, (text) => forMarkdown(redact(text))),
      world: realWorld,
      stop,
      warn: report.warn,
      checkRunUrl: report.checkRun,
      save: (saved) => core.saveState(SAVED, JSON.stringify(saved)),
    });
  } catch (error) {
    report.warn(`nothing can be published on GitHub: ${describeError(error)}; the verdict stands`);
  }
  return undefined;
}
