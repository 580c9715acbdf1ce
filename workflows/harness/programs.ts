import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

import { listening } from '../../test/faults/loopback.ts';

const Call = z.object({
  name: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  stdin: z.string(),
});

/** How a step called a program. */
type ProgramCall = z.infer<typeof Call>;

/** What a program does: what it writes, and how it ends. */
interface Ending {
  readonly stdout?: string;
  readonly stderr?: string;
  /** By default 0. */
  readonly exitCode?: number;
  /** Outputs of the step. */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** A program that steps call, played by the test. */
export type Program = (call: ProgramCall) => Ending | Promise<Ending>;

/**
 * Files that play programs for as long as `use` runs, by name: each tells the test how it was called, and does what
 * the test says. What a program throws is what it writes to stderr, and it fails.
 */
export function withPrograms<T>(
  programs: Readonly<Record<string, Program>>,
  use: (files: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const server = createServer(async (request, response) => {
    const call = Call.parse(JSON.parse(await text(request)));
    response.end(JSON.stringify(await play(programs[call.name], call)));
  });
  return listening(server, ({ url }) =>
    use(Object.fromEntries(Object.keys(programs).map((name) => [name, script(name, url)]))),
  );
}

async function play(program: Program | undefined, call: ProgramCall): Promise<Ending> {
  try {
    return (await program?.(call)) ?? { stderr: 'no such program', exitCode: 127 };
  } catch (error) {
    return { stderr: `${call.name}: ${error}\n`, exitCode: 1 };
  }
}

/** It reads what is piped to it only where an argument says so, since a step may have its stdin open for ever. */
function script(name: string, url: string): string {
  return `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const stdin = args.includes('-') ? readFileSync(0, 'utf8') : '';
fetch('${url}', { method: 'POST', body: JSON.stringify({ name: '${name}', args, env: process.env, stdin }) })
  .then((response) => response.json())
  .then(({ stdout = '', stderr = '', exitCode = 0, outputs = {} }) => {
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    for (const [key, value] of Object.entries(outputs))
      appendFileSync(process.env.GITHUB_OUTPUT, key + '=' + value + '\\n');
    process.exitCode = exitCode;
  });
`;
}
