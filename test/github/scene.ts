import { expect } from 'vitest';

import { type Played, play, type Setting } from '../dist/scene.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../emulator/github.ts';
import type { Emulator, EmulatorOptions } from '../emulator/index.ts';

/** The event that began the workflow run. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: unknown;
}

export interface GitHubSetting extends Setting {
  readonly event?: WorkflowEvent;
}

/** A step that publishes on GitHub, and what GitHub saw of it. */
export interface PlayedOnGitHub extends Played {
  readonly github: GitHub;
}

/** Plays a scene beside GitHub. Everything that was asked of GitHub must be valid by its own description. */
export async function playOnGitHub(
  setUp: (emulator: Emulator, github: GitHub) => GitHubSetting | Promise<GitHubSetting>,
  { github: options = {}, ...rest }: EmulatorOptions & { readonly github?: GitHubOptions } = {},
): Promise<PlayedOnGitHub> {
  const github = await startGitHub(options);
  try {
    const played = await playWith(github, setUp, rest);
    return { ...played, github };
  } finally {
    await github.close();
  }
}

/** Plays a scene beside a GitHub that others may have used before. */
export async function playWith(
  github: GitHub,
  setUp: (emulator: Emulator, github: GitHub) => GitHubSetting | Promise<GitHubSetting>,
  options: EmulatorOptions = {},
): Promise<Played> {
  const played = await play(async (emulator) => {
    const { event, inputs, env, files, ...setting } = await setUp(emulator, github);
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
  }, options);
  expect(github.violations).toEqual([]);
  return played;
}
