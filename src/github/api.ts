/** The part of GitHub's API that the gate uses, as an interface. */

import type { CheckOutput } from '../report/summary.ts';
import type { Reply } from './reply.ts';

/** A check run as GitHub has it. */
export interface CheckRun {
  readonly id: number;
  /** Its page. */
  readonly url: string;
  readonly externalId: string;
  /** The page that its details link to. */
  readonly detailsUrl: string;
  readonly isOpen: boolean;
  readonly startedAt: Date | undefined;
  /** What it shows, in Markdown. */
  readonly summary: string;
}

/** How a check run may end; `neutral` and `skipped` are left out, since a required check takes them for passed. */
export type CheckConclusion = 'success' | 'failure' | 'cancelled' | 'timed_out';

/** What is written to a check run. */
export interface CheckContent {
  /** When it began; nothing where that stays as it is. */
  readonly startedAt?: Date | undefined;
  readonly detailsUrl: string;
  /** A text that is left out stays as it was. */
  readonly output: Omit<CheckOutput, 'text'> & { readonly text?: string };
  /** Nothing while it goes on. */
  readonly ended?: { readonly conclusion: CheckConclusion; readonly at: Date } | undefined;
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

/** The part of GitHub's REST API that the gate uses, in one repository. No call throws. */
export interface GitHubApi {
  /** The open check runs of this name on a commit, newest first. */
  readonly openCheckRuns: (
    name: string,
    sha: string,
    signal: AbortSignal,
  ) => Promise<Reply<readonly CheckRun[]>>;
  readonly checkRun: (id: number, signal: AbortSignal) => Promise<Reply<CheckRun>>;
  readonly createCheckRun: (
    run: {
      readonly name: string;
      readonly sha: string;
      readonly externalId: string;
    } & CheckContent,
    signal: AbortSignal,
  ) => Promise<Reply<CheckRun>>;
  readonly updateCheckRun: (
    id: number,
    content: CheckContent,
    signal: AbortSignal,
  ) => Promise<Reply<CheckRun>>;
  /** The state that was posted last to a deployment, in GitHub's word. */
  readonly lastDeploymentState: (id: number, signal: AbortSignal) => Promise<Reply<string | undefined>>;
  readonly postDeploymentStatus: (
    id: number,
    status: DeploymentStatus,
    signal: AbortSignal,
  ) => Promise<Reply<undefined>>;
}
