import { describe, expect, it } from 'vitest';

import type { HttpAnswer, HttpRequest } from '../src/clouds/http.ts';
import type { HttpFault } from '../src/clouds/http-fault.ts';
import { CLAIMS, ID_TOKEN, jwt } from './clouds/exchange-scene.ts';
import {
  type Asked,
  type VirtualOutcome,
  type VirtualStep,
  watchInVirtualTime,
} from './faults/virtual-gate.ts';

type Given = Readonly<Record<string, string>>;

/** When the virtual world begins, in ms of the server's clock. */
const START = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
const STS = 'sts.aliyuncs.com';
const IAM = 'iam.cn-north-4.myhuaweicloud.com';
const ALIBABA = 'apigateway.cn-hangzhou.aliyuncs.com';
const SERVICESTAGE = 'servicestage.cn-north-4.myhuaweicloud.com';
const CODEARTS = 'codearts-deploy.cn-north-4.myhuaweicloud.com';

const KEYLESS: Given = {
  'alibaba-access-key-id': '',
  'alibaba-access-key-secret': '',
  'huawei-access-key-id': '',
  'huawei-secret-access-key': '',
  'alibaba-role-arn': 'acs:ram::1:role/gate',
  'alibaba-oidc-provider-arn': 'acs:ram::1:oidc-provider/github',
  'huawei-identity-provider': 'github',
};
const JOB: Given = {
  ACTIONS_ID_TOKEN_REQUEST_URL: ID_TOKEN.url.href,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: ID_TOKEN.token,
};

const published = (count: number): Given[] =>
  Array.from({ length: count }, (_, index) => ({
    provider: 'alibaba-api-gateway',
    'operation-uid': `task-${index}`,
  }));
const deployed = (count: number): Given[] =>
  Array.from({ length: count }, (_, index) => ({
    provider: 'huawei-codearts-deploy',
    'task-id': `task-${index}`,
    'record-id': `record-${index}`,
  }));
const plans = (...projects: string[]): Given[] =>
  projects.map((project, index) => ({
    provider: 'huawei-servicestage',
    'release-plan-id': `plan-${index}`,
    'project-id': project,
  }));

interface Cloud {
  /** When each OIDC token was fetched, in ms. */
  readonly tokens: number[];
  /** When each session was asked for, in ms, by host. */
  readonly exchanges: (readonly [host: string, at: number])[];
  /** Every request to a deployment API whose credential was not the one of then. */
  readonly stale: string[];
}

interface Scene {
  readonly tasks: readonly Given[];
  readonly inputs?: Given;
  readonly takesMs?: number;
  /** How long sessions live; nothing: STS as asked, IAM a day. */
  readonly lifeMs?: number;
  /** When everything is deployed, in ms. */
  readonly doneAt?: number;
  /** Instead of the usual answer of a request. */
  readonly instead?: (asked: Asked, cloud: Cloud) => HttpAnswer | HttpFault | undefined;
}

const answer = (status: number, json: unknown, at: number, headers: Given = {}): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: { date: new Date(START + at).toUTCString(), ...headers },
  body: JSON.stringify(json),
});
const down: HttpFault = { kind: 'fault', reason: 'connection reset (ECONNRESET)', fatal: false };

/** The clouds, their token services and GitHub, which check what they are given. Tasks run until `doneAt`. */
async function play(
  scene: Scene,
): Promise<VirtualOutcome & { readonly cloud: Cloud; readonly hidden: string[] }> {
  const cloud: Cloud = { tokens: [], exchanges: [], stale: [] };
  const hidden: string[] = [];
  const ends = new Map<string, number>();
  const open = (kind: string, at: number, lifeMs: number): string => {
    const name = `${kind}-session-${cloud.exchanges.length}`;
    ends.set(name, at + (scene.lifeMs ?? lifeMs));
    return name;
  };
  const given = new Set<string>();
  const used = new Set<string>();
  /** Whether the token of an exchange was given out, and never used. */
  const isFresh = ({ body = '' }: HttpRequest): boolean => {
    const token = /eyJ[\w.-]+/.exec(body)?.[0] ?? '';
    const isNew = given.has(token) && !used.has(token);
    used.add(token);
    return isNew;
  };

  const usual = ({ at, request: { url, headers, body } }: Asked): HttpAnswer => {
    if (url.host === ID_TOKEN.url.host) {
      const token = jwt(CLAIMS, cloud.tokens.length);
      given.add(token);
      return answer(200, { value: token }, at);
    }
    if (url.host === STS) {
      const seconds = Number(new URLSearchParams(body).get('DurationSeconds'));
      const name = open('sts', at, seconds * 1000);
      const Expiration = new Date(START + (ends.get(name) ?? 0)).toISOString();
      const keys = { AccessKeyId: `STS.${name}`, AccessKeySecret: `secret-of-${name}`, SecurityToken: name };
      return answer(200, { Credentials: { ...keys, Expiration } }, at);
    }
    if (url.host === IAM) {
      const name = open(`iam-${JSON.parse(body ?? '').auth.scope.project.id}`, at, 24 * HOUR_MS);
      const times = { issued_at: new Date(START + at), expires_at: new Date(START + (ends.get(name) ?? 0)) };
      return answer(201, { token: times }, at, { 'x-subject-token': name });
    }
    const credential = headers['x-acs-security-token'] ?? headers['x-auth-token'] ?? '';
    const done = at >= (scene.doneAt ?? 0);
    if (at >= (ends.get(credential) ?? 0)) {
      cloud.stale.push(`${url.host} at ${at}: ${credential}`);
      return url.host === ALIBABA
        ? answer(400, { Code: 'InvalidSecurityToken.Expired', Message: 'expired' }, at)
        : answer(401, { error_code: 'APIGW.0307', error_msg: 'token expires' }, at);
    }
    if (url.host === ALIBABA) {
      const result = { ApiUid: 'api', DeployedStatus: done ? 'OVER' : 'RUNNING' };
      return answer(200, { DeployedResults: { DeployedResult: [result] } }, at);
    }
    if (url.host === CODEARTS) {
      const record = url.searchParams.get('record_id');
      return answer(
        200,
        { status: 'success', result: { status: done ? 'succeeded' : 'running', record_id: record } },
        at,
      );
    }
    const [, , project, , , plan] = url.pathname.split('/');
    if (!credential.startsWith(`iam-${project}-`)) return answer(403, { error_code: 'APIGW.0302' }, at);
    return url.pathname.endsWith('/deploy-info')
      ? answer(200, { id: plan, components: [{ id: 'c', job_status: done ? 'SUCCEEDED' : 'RUNNING' }] }, at)
      : answer(
          200,
          { id: plan, status: done ? 'SUCCESS' : 'RELEASING', components: [{ component_id: 'c' }] },
          at,
        );
  };

  const step: VirtualStep = {
    tasks: scene.tasks,
    inputs: { ...KEYLESS, ...scene.inputs },
    env: JOB,
    hides: { hide: (secret) => void hidden.push(secret), hideKeyId: () => undefined },
    takesMs: scene.takesMs ?? 30,
    answer: (asked) => {
      const { host } = asked.request.url;
      if (host === ID_TOKEN.url.host) cloud.tokens.push(asked.at);
      if (host === STS || host === IAM) {
        expect(isFresh(asked.request), 'a fresh token for each exchange').toBe(true);
        cloud.exchanges.push([host, asked.at]);
      }
      return scene.instead?.(asked, cloud) ?? usual(asked);
    },
  };
  return { ...(await watchInVirtualTime(step)), cloud, hidden };
}

const statesOf = ({ tasks }: VirtualOutcome): readonly string[] => [
  ...new Set(tasks.map(({ waiting }) => waiting.state)),
];
const reasonsOf = ({ tasks }: VirtualOutcome): readonly string[] => [
  ...new Set(tasks.map(({ waiting }) => waiting.reason)),
];
const exchangesOf = ({ cloud }: { readonly cloud: Cloud }, host: string): readonly number[] =>
  cloud.exchanges.filter(([to]) => to === host).map(([, at]) => at);

describe('a wait of three session lives', () => {
  it.each<[what: string, tasks: readonly Given[], host: string]>([
    ['Alibaba Cloud, one task', published(1), STS],
    ['Alibaba Cloud, 200 tasks', published(200), STS],
    ['CodeArts Deploy, one task', deployed(1), IAM],
    ['CodeArts Deploy, 200 tasks', deployed(200), IAM],
    ['ServiceStage, one task', plans('p1'), IAM],
    ['ServiceStage, 20 tasks', plans(...Array.from({ length: 20 }, () => 'p1')), IAM],
  ])('ends well, with one exchange per life and no look lost: %s', async (_what, tasks, host) => {
    const lifeMs = HOUR_MS / 6;
    const outcome = await play({ tasks, lifeMs, doneAt: 3 * lifeMs, inputs: { timeout: '3h' } });
    expect(statesOf(outcome)).toEqual(['succeeded']);
    // Three lives, of each of which 80 % are used.
    const exchanges = exchangesOf(outcome, host);
    expect(exchanges).toHaveLength(4);
    for (const [index, at] of exchanges.entries()) {
      const since = at - (exchanges[index - 1] ?? at - lifeMs * 0.8);
      expect(since).toBeGreaterThanOrEqual(0.79 * lifeMs);
      expect(since).toBeLessThan(0.9 * lifeMs);
    }
    expect(outcome.cloud.stale).toEqual([]);
    expect(outcome.cloud.tokens).toHaveLength(exchanges.length);
    for (const { waiting } of outcome.tasks) expect(waiting.faults).toBeUndefined();
  });

  it('hides everything that it is given', async () => {
    const { hidden } = await play({
      tasks: [...published(1), ...deployed(1)],
      lifeMs: HOUR_MS,
      doneAt: 2.5 * HOUR_MS,
      inputs: { timeout: '4h' },
    });
    for (const kind of [/^eyJ/, /^secret-of-sts/, /^sts-session/, /^iam-/]) {
      expect(hidden.filter((secret) => kind.test(secret)).length).toBeGreaterThanOrEqual(3);
    }
  });

  it('asks for one exchange where the session is as long as the wait', async () => {
    const outcome = await play({ tasks: published(50), doneAt: 29 * 60_000, inputs: { timeout: '30m' } });
    expect(statesOf(outcome)).toEqual(['succeeded']);
    expect(outcome.cloud.exchanges).toHaveLength(1);
  });
});

describe('sessions and tasks', () => {
  it('share one session of Alibaba Cloud on all hosts', async () => {
    const tasks = [...published(3), { ...published(1)[0], 'operation-uid': 'x', region: 'cn-beijing' }];
    const outcome = await play({
      tasks,
      instead: ({ at, request: { url } }) =>
        url.host.includes('cn-beijing')
          ? answer(
              200,
              { DeployedResults: { DeployedResult: [{ ApiUid: 'api', DeployedStatus: 'OVER' }] } },
              at,
            )
          : undefined,
    });
    expect(statesOf(outcome)).toEqual(['succeeded']);
    expect(outcome.cloud.exchanges).toHaveLength(1);
  });

  it('have a token for each project of Huawei Cloud, on all hosts of it', async () => {
    const outcome = await play({ tasks: [...plans('p1', 'p2', 'project', 'p2'), ...deployed(2)] });
    expect(statesOf(outcome)).toEqual(['succeeded']);
    const scopes = outcome.requests.flatMap(({ request }) =>
      request.url.host === IAM ? [JSON.parse(request.body ?? '').auth.scope] : [],
    );
    expect(scopes).toHaveLength(3);
    expect(scopes).toEqual(
      expect.arrayContaining(['p1', 'p2', 'project'].map((id) => ({ project: { id } }))),
    );
  });

  it('of one cloud go on where the other refuses', async () => {
    const outcome = await play({
      tasks: [...published(2), ...deployed(2)],
      instead: ({ at, request }) =>
        request.url.host === STS
          ? answer(401, { Code: 'AuthenticationFail.OIDCToken.AudienceNotMatch' }, at)
          : undefined,
    });
    expect(outcome.tasks.map(({ waiting }) => waiting.state)).toEqual([
      'error',
      'error',
      'succeeded',
      'succeeded',
    ]);
  });
});

describe('credentials that are bad from the start', () => {
  it.each<[what: string, tasks: readonly Given[], host: string, refusal: HttpAnswer, reason: RegExp]>([
    [
      'STS',
      published(200),
      STS,
      answer(404, { Code: 'EntityNotExist.Role', Message: 'no role' }, 0),
      /^the credentials could not be obtained: Alibaba Cloud STS refused .*check alibaba-role-arn/,
    ],
    [
      'IAM',
      deployed(200),
      IAM,
      answer(404, { error: { code: 404, message: 'no' } }, 0),
      /^the credentials could not be obtained: Huawei Cloud IAM refused .*identity provider github/,
    ],
    [
      'GitHub',
      [...published(200)],
      ID_TOKEN.url.host,
      answer(403, { message: 'no' }, 0),
      /^the credentials could not be obtained: GitHub gave no OIDC token .*id-token: write/,
    ],
  ])(
    'end all 200 tasks in the first second, after one request: %s',
    async (_what, tasks, host, refusal, reason) => {
      const outcome = await play({
        tasks,
        instead: ({ request }) => (request.url.host === host ? refusal : undefined),
      });
      expect(statesOf(outcome)).toEqual(['error']);
      expect(reasonsOf(outcome)).toEqual([expect.stringMatching(reason)]);
      expect(outcome.elapsedMs).toBeLessThan(1000);
      expect(outcome.requests.filter(({ request }) => request.url.host === host)).toHaveLength(1);
      expect(
        outcome.requests.filter(({ request }) => [ALIBABA, CODEARTS].includes(request.url.host)),
      ).toEqual([]);
    },
  );

  it('end all 200 tasks after three exchanges, where IAM says 401', async () => {
    const outcome = await play({
      tasks: deployed(200),
      instead: ({ request }) =>
        request.url.host === IAM ? answer(401, { error: { code: 401, message: 'no' } }, 0) : undefined,
    });
    expect(statesOf(outcome)).toEqual(['error']);
    expect(outcome.elapsedMs).toBeLessThan(10_000);
    expect(outcome.requests.filter(({ request }) => request.url.host === IAM)).toHaveLength(3);
  });

  it('end all tasks after two sessions, where the API takes neither', async () => {
    const outcome = await play({
      tasks: deployed(50),
      instead: ({ at, request }) =>
        request.url.host === CODEARTS
          ? answer(401, { error_code: 'APIGW.0307', error_msg: 'token expires' }, at)
          : undefined,
    });
    expect(reasonsOf(outcome)).toEqual([
      'Huawei Cloud refused the credentials (APIGW.0307), also right after they were renewed: check huawei-identity-provider, and the region',
    ]);
    expect(outcome.cloud.exchanges).toHaveLength(2);
    expect(outcome.elapsedMs).toBeLessThan(1000);
  });
});

describe('a renewal', () => {
  it.each<[what: string, tasks: readonly Given[], host: string]>([
    ['Alibaba Cloud', published(40), STS],
    ['Huawei Cloud', deployed(40), IAM],
  ])(
    'happens once, and no look is lost, where sessions are revoked in the middle: %s',
    async (_what, tasks, host) => {
      let revoked: string | undefined;
      const outcome = await play({
        tasks,
        doneAt: 600_000,
        instead: ({ at, request: { url, headers } }) => {
          const credential = headers['x-acs-security-token'] ?? headers['x-auth-token'];
          if (at > 300_000 && at < 300_500) revoked ??= credential;
          if (credential === undefined || credential !== revoked) return undefined;
          return url.host === ALIBABA
            ? answer(404, { Code: 'InvalidAccessKeyId.NotFound', Message: 'gone' }, at)
            : answer(
                401,
                { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information' },
                at,
              );
        },
      });
      expect(statesOf(outcome)).toEqual(['succeeded']);
      expect(exchangesOf(outcome, host)).toHaveLength(2);
      for (const { waiting } of outcome.tasks) expect(waiting.faults).toBeUndefined();
    },
  );

  it('that meets faults is tried again, while the old session goes on', async () => {
    const outcome = await play({
      tasks: published(20),
      lifeMs: HOUR_MS / 2,
      doneAt: HOUR_MS,
      inputs: { timeout: '2h' },
      instead: ({ at, request }, { exchanges }) => {
        if (at < 60_000) return undefined;
        if (request.url.host === STS && exchanges.length < 6) return down;
        return request.url.host === ID_TOKEN.url.host && exchanges.length === 1 && at < 1_500_000
          ? down
          : undefined;
      },
    });
    expect(statesOf(outcome)).toEqual(['succeeded']);
    expect(outcome.cloud.stale).toEqual([]);
    for (const { waiting } of outcome.tasks) expect(waiting.faults).toBeUndefined();
    // Nor does it storm: what fails is tried again every few seconds.
    expect(outcome.cloud.tokens.length).toBeLessThan(40);
  });

  it('that is refused for good ends the tasks when the session ends, and does not say that they failed', async () => {
    const outcome = await play({
      tasks: published(20),
      lifeMs: HOUR_MS / 2,
      doneAt: HOUR_MS,
      inputs: { timeout: '2h' },
      instead: ({ at, request }) =>
        request.url.host === STS && at > 60_000
          ? answer(401, { Code: 'AuthenticationFail.NoPermission', Message: 'no' }, at)
          : undefined,
    });
    expect(statesOf(outcome)).toEqual(['error']);
    expect(reasonsOf(outcome)).toEqual([
      expect.stringMatching(/^the credentials could not be renewed: Alibaba Cloud STS refused/),
    ]);
    // Again each 30 s for the last fifth of the session, and at its end.
    expect(exchangesOf(outcome, STS)).toHaveLength(14);
    expect(outcome.elapsedMs).toBeGreaterThanOrEqual(HOUR_MS / 2 - 2000);
    expect(outcome.elapsedMs).toBeLessThan(HOUR_MS / 2 + 15_000);
    expect(outcome.cloud.stale).toEqual([]);
  });

  it('that never comes is a time-out, with the last fault as its reason', async () => {
    const outcome = await play({
      tasks: published(20),
      lifeMs: HOUR_MS / 4,
      inputs: { timeout: '1h' },
      doneAt: 2 * HOUR_MS,
      instead: ({ at, request }) => (request.url.host === STS && at > 60_000 ? down : undefined),
    });
    expect(statesOf(outcome)).toEqual(['timed-out']);
    for (const reason of reasonsOf(outcome)) {
      expect(reason).toMatch(
        /the credentials could not be renewed: Alibaba Cloud STS: connection reset \(ECONNRESET\)$/,
      );
    }
  });
});

describe('without waiting', () => {
  it('one exchange serves one look at each task', async () => {
    const outcome = await play({ tasks: published(30), doneAt: HOUR_MS, inputs: { wait: 'false' } });
    expect(statesOf(outcome)).toEqual(['running']);
    expect(outcome.cloud.exchanges).toHaveLength(1);
    const [form] = outcome.requests.flatMap(({ request }) =>
      request.url.host === STS ? [request.body] : [],
    );
    expect(new URLSearchParams(form).get('DurationSeconds')).toBe('900');
  });

  it('a fault is tried again within the 30 s, and a refusal ends at once', async () => {
    const shaky = await play({
      tasks: published(3),
      inputs: { wait: 'false' },
      instead: ({ request }, { exchanges }) =>
        request.url.host === STS && exchanges.length < 3 ? down : undefined,
    });
    expect(statesOf(shaky)).toEqual(['succeeded']);
    const refused = await play({
      tasks: published(3),
      inputs: { wait: 'false' },
      instead: ({ at, request }) =>
        request.url.host === STS ? answer(403, { Code: 'NoPermission' }, at) : undefined,
    });
    expect(statesOf(refused)).toEqual(['error']);
    expect(refused.cloud.exchanges).toHaveLength(1);
  });
});

describe('a service that is throttled', () => {
  it('is left alone for as long as it wishes, and the lane keeps its rate', async () => {
    const outcome = await play({
      tasks: published(40),
      instead: ({ at, request }, { exchanges }) =>
        request.url.host === STS && exchanges.length === 1
          ? answer(400, { Code: 'Throttling.User' }, at, { 'x-acs-retry-after': '5000' })
          : undefined,
    });
    expect(statesOf(outcome)).toEqual(['succeeded']);
    expect(exchangesOf(outcome, STS)).toHaveLength(2);
    expect((exchangesOf(outcome, STS)[1] ?? 0) - (exchangesOf(outcome, STS)[0] ?? 0)).toBeGreaterThanOrEqual(
      5000,
    );
    expect(outcome.elapsedMs).toBeLessThan(11_000);
  });
});

describe('the hosts that are asked', () => {
  it('are those of the inputs, and nobody but GitHub gets the request token', async () => {
    const outcome = await play({ tasks: [...published(1), ...deployed(1), ...plans('p1')] });
    const hosts = new Set(outcome.requests.map(({ request }) => request.url.host));
    expect([...hosts].sort()).toEqual([ALIBABA, CODEARTS, IAM, ID_TOKEN.url.host, SERVICESTAGE, STS].sort());
    for (const { request } of outcome.requests) {
      const text = JSON.stringify([request.headers, request.body, request.url.href]);
      expect(text.includes(ID_TOKEN.token)).toBe(request.url.host === ID_TOKEN.url.host);
      expect(text.includes('eyJ')).toBe([STS, IAM].includes(request.url.host));
    }
  });
});
