import { createServer } from 'node:http';

import type { Emulator } from '../../test/emulator/index.ts';
import { listening } from '../../test/faults/loopback.ts';
import type { WorkflowRun } from './act.ts';
import { inWorld, type World } from './world.ts';

/** What a deployment leaves behind: outputs of the step that starts it. */
export type Deployed = Readonly<Record<string, string>>;

/** An example that deploys on a push. */
export interface Play {
  readonly example: string;
  readonly vars?: Readonly<Record<string, string>>;
  /**
   * Starts the deployments, when `./deploy.sh` is called with these arguments: until then the clouds know none.
   * Where it gives nothing, the script fails.
   */
  readonly deploy: (emulator: Emulator, args: readonly string[]) => Deployed | undefined;
}

/** A run, and the world after it. */
export interface Played extends WorkflowRun, Pick<World, 'emulator'> {
  /** The calls of `./deploy.sh`, by their arguments. */
  readonly deployments: readonly (readonly string[])[];
}

/** Runs an example whose `./deploy.sh` starts emulated deployments. */
export function play({ example, vars = {}, deploy }: Play): Promise<Played> {
  return inWorld(async ({ emulator, run }) => {
    const deployments: (readonly string[])[] = [];
    const answer = (args: readonly string[]) => {
      deployments.push(args);
      return deploy(emulator, args);
    };
    return withConsole(answer, async (deployFile) => {
      const files = { 'deploy.sh': deployFile, 'mend.sh': MEND };
      const ran = await run({
        example,
        event: 'push',
        files,
        vars: { HUAWEI_PROJECT_ID: 'project', ...vars },
      });
      return { ...ran, emulator, deployments };
    });
  });
}

/** A server that a stand-in for `./deploy.sh` tells its arguments, and that answers what becomes its outputs. */
function withConsole<T>(
  deploy: (args: readonly string[]) => Deployed | undefined,
  use: (deployFile: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    const args = new URL(request.url ?? '', 'http://localhost').searchParams.getAll('arg');
    const outputs = deploy(args);
    if (outputs === undefined) return void response.writeHead(500).end();
    const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
    response.end(lines.join(''));
  });
  return listening(server, ({ url }) => use(deployScript(url)));
}

function deployScript(url: string): string {
  return `#!/usr/bin/env node
const query = new URLSearchParams(process.argv.slice(2).map((arg) => ['arg', arg]));
fetch(\`${url}/?\${query}\`)
  .then((response) => (response.ok ? response.text() : process.exit(1)))
  .then((outputs) => require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, outputs));
`;
}

const MEND = `#!/usr/bin/env bash
echo "mending $1, which was $2"
`;
