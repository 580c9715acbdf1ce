import type { Act } from '../act.ts';
import type { Answer, Call, Service } from '../call.ts';
import { findFaults, findProblems, type Problem } from './check.ts';
import { carryOut, type Repository } from './operations.ts';
import { acceptedPermission, mayCall, type Permissions } from './permissions.ts';
import type { Plays } from './plays.ts';
import { rateLimit } from './rate-limit.ts';
import { refusal, refuseFor } from './refusals.ts';
import { findRoute, type Route } from './route.ts';
import { requestId } from './site.ts';

/** What GitHub knows beside the repository itself. */
export interface Rulebook {
  readonly token: string;
  readonly permissions: Permissions;
  readonly plays: Plays;
  /** In words, what no request and no answer should be. */
  readonly violations: string[];
}

/** Emulates the part of GitHub's REST API that {@link carryOut} has. */
export function createGitHub(repository: Repository, rules: Rulebook): Service {
  const limit = rateLimit(repository.site.clock);
  const known = new WeakMap<Call, { readonly route: Route; readonly problems: readonly Problem[] }>();
  return {
    identify: (call) => {
      const route = findRoute(call.method, call.route);
      const request = `${call.method} ${call.seen.url}`;
      if (route === undefined) {
        rules.violations.push(`${request}: not an operation that is expected`);
        return;
      }
      const problems = findProblems(call, route);
      known.set(call, { route, problems });
      call.seen.operation = route.operation.operationId;
      call.seen.id = route.path['check_run_id'] ?? route.path['deployment_id'] ?? route.path['ref'];
      if (problems.length > 0) {
        const words = problems.map((problem) => problem.words).join('; ');
        rules.violations.push(`${request} (${route.operation.operationId}): ${words}`);
      }
    },
    answer: (call) => {
      const play = rules.plays.take(call.seen.operation);
      if (play !== undefined && !play.carriedOut) return play.act;
      const { route, problems = [] } = known.get(call) ?? {};
      const result = answer(repository, rules, call, route, problems);
      return play?.act ?? complete(call, result, route, limit());
    },
  };
}

function answer(
  repository: Repository,
  rules: Rulebook,
  call: Call,
  route: Route | undefined,
  problems: readonly Problem[],
): Answer {
  if (!call.headers.has('user-agent')) {
    const words =
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header';
    return refusal(403, words);
  }
  const authorization = /^(?:bearer|token) +(.+)$/i.exec(call.headers.get('authorization') ?? '');
  if (authorization === null) return refusal(401, 'Requires authentication');
  if (authorization[1] !== rules.token) return refusal(401, 'Bad credentials');
  if (route === undefined) return refusal(404, 'Not Found');
  const { operation, path } = route;
  const { url } = operation.externalDocs;
  const name = `${path['owner']}/${path['repo']}`;
  if (name.toLowerCase() !== repository.site.repository.toLowerCase()) return refusal(404, 'Not Found', url);
  if (!mayCall(rules.permissions, operation.operationId)) {
    return refusal(403, 'Resource not accessible by integration', url);
  }
  const refused = refuseFor(problems, url);
  if (refused !== undefined) return refused;
  const result = carryOut[operation.operationId](repository, call, route);
  const faults = result.status < 300 ? findFaults(result, operation.operationId) : [];
  if (faults.length === 0) return result;
  const words = `the emulator's own answer to ${operation.operationId}: ${faults.join('; ')}`;
  rules.violations.push(words);
  return refusal(500, words);
}

function complete(
  { seen }: Call,
  { status, body, headers }: Answer,
  route: Route | undefined,
  limits: Readonly<Record<string, string>>,
): Answer | Act {
  if (typeof body === 'object' && body !== null && 'message' in body && status >= 400) {
    seen.code = String(body.message);
  }
  const id = route?.operation.operationId;
  return {
    status,
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      server: 'github.com',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': requestId(),
      ...(id !== undefined && { 'x-accepted-github-permissions': acceptedPermission(id) }),
      ...limits,
      ...headers,
    },
  };
}
