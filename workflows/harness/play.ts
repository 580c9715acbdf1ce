import type { Emulator } from '../../test/emulator/index.ts';
import type { Edit, WorkflowRun } from './act.ts';
import { type Program, withPrograms } from './programs.ts';
import { inWorld, type Running, type World } from './world.ts';

/** What a deployment leaves behind: outputs of the step that starts it. */
export type Deployed = Readonly<Record<string, string>>;

/**
 * Starts the deployments, when `./deploy.sh` is called with these arguments: until then the clouds know none. Where it
 * gives nothing, the script fails.
 */
export type Deploy = (args: readonly string[]) => Deployed | undefined;

/** An example that deploys on a push. */
export interface Play {
  readonly example: string;
  readonly vars?: Readonly<Record<string, string>>;
  readonly edits?: readonly Edit[];
  readonly deploy: (emulator: Emulator, ...args: Parameters<Deploy>) => ReturnType<Deploy>;
}

/** A run, and the world after it. */
export interface Played extends WorkflowRun, Pick<World, 'emulator'> {
  /** The calls of `./deploy.sh`, by their arguments. */
  readonly deployments: readonly (readonly string[])[];
}

/** Runs an example whose `./deploy.sh` starts emulated deployments, on a push. */
export function play({ example, vars = {}, edits = [], deploy }: Play): Promise<Played> {
  return inWorld(async (world) => {
    const { emulator } = world;
    const deployments: (readonly string[])[] = [];
    const answer: Deploy = (args) => {
      deployments.push(args);
      return deploy(emulator, args);
    };
    const ran = await runDeploying(world, answer, { example, event: 'push', vars, edits });
    return { ...ran, emulator, deployments };
  });
}

/**
 * Runs an example in whose repository there is a `./deploy.sh`.
 *
 * @param programs what the runner has beside what it always has
 */
export function runDeploying(
  { run }: World,
  deploy: Deploy,
  running: Omit<Running, 'files' | 'programs'>,
  programs: Readonly<Record<string, Program>> = {},
): Promise<WorkflowRun> {
  const script: Program = ({ args }) => {
    const outputs = deploy(args);
    return outputs === undefined ? { exitCode: 1 } : { outputs };
  };
  return withPrograms({ ...programs, 'deploy.sh': script }, ({ 'deploy.sh': file = '', ...others }) =>
    run({
      ...running,
      files: { 'deploy.sh': file, 'mend.sh': MEND },
      programs: others,
      vars: { HUAWEI_PROJECT_ID: 'project', ...running.vars },
    }),
  );
}

const MEND = `#!/usr/bin/env bash
echo "mending $1, which was $2"
`;
