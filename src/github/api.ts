/** The part of GitHub's API that the gate uses, as an interface. */

import type { CheckOutput } from '../report/summary.ts';
import type { Reply } from './reply.ts';

/** A check run as GitHub has it. */
export interface CheckRun {
  /** A positive safe integer. */
  readonly id: number;
  /** Empty if the answer does not say. */
  readonly name: string;
  /** The commit that it is on; empty if the answer does not say. */
  readonly sha: string;
  /** Its page. */
  readonly url: string;
  readonly externalId: string;
  /** The id of the app that made it, which alone can write to it. */
  readonly app: number | undefined;
  /** The page that its details link to. */
  readonly detailsUrl: string;
  readonly isOpen: boolean;
  /** How it ended, in GitHub's word; empty while it is open. */
  readonly conclusion: string;
  readonly startedAt: Date | undefined;
  /** What it shows, in Markdown. */
  readonly summary: string;
  readonly text: string;
}

/** How a check run may end; `neutral` and `skipped` are left out, since a required check takes them for passed. */
export type CheckConclusion = 'success' | 'failure' | 'cancelled' | 'timed_out';

/** What is written to a check run. */
export interface CheckContent {
  readonly detailsUrl: string;
  /** A text that is left out stays as it was. */
  readonly output: Omit<CheckOutput, 'text'> & { readonly text?: string };
  /** Nothing while it goes on. */
  readonly ended?: { readonly conclusion: CheckConclusion; readonly at: Date } | undefined;
}

/** What is changed of a check run; what is left out stays as it was. */
export interface CheckChange extends Partial<CheckContent> {
  readonly externalId?: string;
  /** When it began; at its creation GitHub says so. */
  readonly startedAt?: Date | undefined;
}

/** The states of a deployment that the gate posts; GitHub knows others. */
export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'error';

/** One of a deployment's statuses. */
export interface DeploymentStatus {
  readonly state: DeploymentState;
  readonly logUrl: string;
  readonly environmentUrl: string | undefined;
  /** At most 140 characters. */
  readonly description: string;
}

/** The status that was posted last to a deployment, as GitHub has it. */
export interface PostedStatus {
  /** In GitHub's word. */
  readonly state: string;
  /** The page that it links to; empty if there is none. */
  readonly logUrl: string;
}

/** The part of GitHub's REST API that the gate uses, in one repository. No call throws. */
export interface GitHubApi {
  /** Now, by the clock of GitHub's last answer; by the machine's own until there is one. */
  readonly date: () => Date;
  /** The check runs of this name on a commit, open or not, newest first; of very many the newest. */
  readonly checkRuns: (name: string, sha: string, signal: AbortSignal) => Promise<Reply<readonly CheckRun[]>>;
  readonly checkRun: (id: number, signal: AbortSignal) => Promise<Reply<CheckRun>>;
  readonly createCheckRun: (
    run: {
      readonly name: string;
      readonly sha: string;
      readonly externalId: string;
    } & CheckContent,
    signal: AbortSignal,
  ) => Promise<Reply<CheckRun>>;
  readonly updateCheckRun: (id: number, change: CheckChange, signal: AbortSignal) => Promise<Reply<CheckRun>>;
  readonly lastDeploymentStatus: (
    id: number,
    signal: AbortSignal,
  ) => Promise<Reply<PostedStatus | undefined>>;
  /** Gives the state that GitHub answers, in its word; empty if it does not say. */
  readonly postDeploymentStatus: (
    id: number,
    status: DeploymentStatus,
    signal: AbortSignal,
  ) => Promise<Reply<string>>;
}
