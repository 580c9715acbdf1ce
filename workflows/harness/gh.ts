import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { z } from 'zod';

import type { GitHub } from '../../test/emulator/github.ts';
import type { Program } from './programs.ts';
import { tool } from './tools.ts';

/** What makes a deployment, with what GitHub takes for what is left out; strict, so that a wrong name is found. */
const NewDeployment = z.strictObject({
  ref: z.string().regex(/^[0-9a-f]{40}$/),
  task: z.string().default('deploy'),
  auto_merge: z.boolean().default(true),
  required_contexts: z.array(z.string()).optional(),
  payload: z.record(z.string(), z.unknown()).default({}),
  environment: z.string().default('production'),
});

/** A deployment that a step has made. */
export interface MadeDeployment extends z.infer<typeof NewDeployment> {
  readonly id: number;
}

/** Stands in for GitHub's command line, as far as it makes, lists and shows deployments of this repository. */
export function gh(github: GitHub, made: MadeDeployment[]): Program {
  return ({ args, env, stdin }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        method: { type: 'string', default: 'GET' },
        field: { type: 'string', multiple: true, default: [] },
        'raw-field': { type: 'string', multiple: true, default: [] },
        input: { type: 'string' },
        jq: { type: 'string' },
        silent: { type: 'boolean', default: false },
      },
    });
    const [command, path = '', ...more] = positionals;
    if (command !== 'api' || more.length > 0) throw new Error(`unknown command: ${positionals.join(' ')}`);
    if (env['GH_TOKEN'] !== github.token) throw new Error('HTTP 401: Bad credentials');
    const body: unknown =
      values.input === '-'
        ? JSON.parse(stdin)
        : Object.fromEntries([
            ...values.field.map((field) => fieldOf(field, true)),
            ...values['raw-field'].map((field) => fieldOf(field, false)),
          ]);
    const answer = JSON.stringify(request(github, made, values.method, path, body));
    if (values.silent) return {};
    if (values.jq === undefined) return { stdout: answer };
    return { stdout: execFileSync(tool('gojq'), ['--raw-output', values.jq], { input: answer }).toString() };
  };
}

function request(github: GitHub, made: MadeDeployment[], method: string, path: string, body: unknown) {
  const { pathname, searchParams } = new URL(path, 'https://api.github.com/');
  const found = /^\/repos\/example\/shop\/deployments(?:\/(\d+)(\/statuses)?)?$/.exec(pathname);
  const [matched, id, statuses] = found ?? [];
  const access = github.permissions.deployments;
  if (access === 'none' || (method === 'POST' && access !== 'write'))
    throw new Error('HTTP 403: Resource not accessible by integration');
  if (method === 'POST' && matched !== undefined && id === undefined) return make(github, made, body);
  if (method !== 'GET' || matched === undefined) throw new Error(`HTTP 404: ${method} ${pathname}`);
  const count = Number(searchParams.get('per_page') ?? 30);
  if (statuses !== undefined) return github.deploymentStatuses(Number(id)).toReversed().slice(0, count);
  const all = made.toReversed().map(({ ref, ...deployment }) => ({ ...deployment, ref, sha: ref }));
  if (id !== undefined) return all.find((deployment) => deployment.id === Number(id));
  const task = searchParams.get('task');
  return all.filter((deployment) => task === null || deployment.task === task).slice(0, count);
}

/** Without these two GitHub may merge, or refuse for checks that have not ended, such as that of the very job. */
function make(github: GitHub, made: MadeDeployment[], body: unknown): MadeDeployment {
  const deployment = NewDeployment.parse(body);
  if (deployment.auto_merge || deployment.required_contexts?.length !== 0)
    throw new Error('HTTP 409: Conflict: Commit status checks failed for main.');
  const id = github.addDeployment({ sha: deployment.ref, environment: deployment.environment });
  made.push({ ...deployment, id });
  return { ...deployment, id };
}

/** A field as `gh api --help` tells of it: `key[]` is an empty list, and some values are no text, unless it is raw. */
function fieldOf(field: string, typed: boolean): readonly [key: string, value: unknown] {
  const [, key = '', value = ''] = /^([^=]*)=(.*)$/.exec(field) ?? [];
  if (typed && /^\w+\[\]$/.test(field)) return [field.slice(0, -2), []];
  return [key, typed && /^(?:true|false|null|\d+)$/.test(value) ? JSON.parse(value) : value];
}
