import { expect } from 'vitest';

import { type Played, playOn, type Setting } from '../dist/scene.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../emulator/github.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/index.ts';
import type { StepResult } from '../runner.ts';

/** The event that began the workflow run. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: unknown;
}

export interface GitHubSetting extends Setting {
  readonly event?: WorkflowEvent;
}

/** Clouds and GitHub, for as long as a test needs them. */
export interface Site {
  readonly emulator: Emulator;
  readonly github: GitHub;
  /** Runs a step that has GitHub's token. */
  readonly run: (setting: GitHubSetting) => Promise<StepResult>;
}

/** Everything that was asked of GitHub meanwhile must be valid by its own description. */
export async function onGitHub<T>(
  use: (site: Site) => Promise<T>,
  { github: gitHubOptions = {}, ...options }: EmulatorOptions & { readonly github?: GitHubOptions } = {},
): Promise<T> {
  const github = await startGitHub(gitHubOptions);
  const emulator = await startEmulator(options);
  try {
    const result = await use({
      emulator,
      github,
      run: (setting) => playOn(emulator, withGitHub(github, setting)),
    });
    expect(github.violations).toEqual([]);
    return result;
  } finally {
    await Promise.all([emulator.close(), github.close()]);
  }
}

/** A step that publishes on GitHub, and what GitHub saw of it. */
export interface PlayedOnGitHub extends Played {
  readonly github: GitHub;
}

/** Plays a scene beside GitHub. */
export function playOnGitHub(
  setUp: (emulator: Emulator, github: GitHub) => GitHubSetting | Promise<GitHubSetting>,
  options: Parameters<typeof onGitHub>[1] = {},
): Promise<PlayedOnGitHub> {
  return onGitHub(
    async ({ emulator, github, run }) => ({
      ...(await run(await setUp(emulator, github))),
      emulator,
      github,
    }),
    options,
  );
}

/** A setting in a job of GitHub's. */
function withGitHub(github: GitHub, { event, inputs, env, files, ...setting }: GitHubSetting): Setting {
  return {
    ...setting,
    inputs: { 'github-token': github.token, ...inputs },
    env: {
      ...github.env,
      ...(event === undefined ? {} : { GITHUB_EVENT_NAME: event.name, GITHUB_EVENT_PATH: 'event.json' }),
      ...env,
    },
    files: { ...(event === undefined ? {} : { 'event.json': JSON.stringify(event.payload) }), ...files },
  };
}
