import { describe, expect, it } from 'vitest';

import type { Provider } from '../../src/providers/provider.ts';
import { type Given, http, json, type Server, watchOne } from './ask.ts';

/** What the contract suite must know of a provider. */
export interface ContractSubject {
  readonly provider: Provider;
  readonly fields: Readonly<Record<string, unknown>>;
  /** A server on which the deployment has succeeded. */
  readonly succeeded: Server;
  /** The same, but about somebody else's deployment. */
  readonly foreign: Server;
  /** The same, with a state that no table names. */
  readonly unknownWord: (word: string) => Server;
  /** An unknown id, in the vendor's words. */
  readonly unknownId: Given;
  readonly refusedCredentials: Given;
  readonly noPermission: Given;
  /** The operation that is refused then, and what the user must grant. */
  readonly permission: string;
  readonly throttled: Given;
}

const BAD_BODIES: readonly (readonly [name: string, given: Given])[] = [
  ['an HTML page with the word success', http(200, '<html>"status":"success" SUCCEEDED OVER ONLINE</html>')],
  ['an empty body', http(200, '')],
  ['half a body', http(200, '{"DeployedResults":{"DeployedResult":[{"DeployedStatus":"OVER"')],
  ['null', json(null)],
  ['an empty list', json([])],
  ['the text success', json('success')],
  ['a number', json(200)],
  ['an error of the server', http(502, 'Bad Gateway')],
  ['a fault of the network', { kind: 'fault', reason: 'connection reset (ECONNRESET)', fatal: false }],
];

/** What every provider must do, whatever its API says and however it says it. */
export function testProvider(subject: ContractSubject): void {
  const { provider, fields } = subject;
  const lookAt = (server: Server): ReturnType<ReturnType<typeof watchOne>> =>
    watchOne(provider, fields, server)();

  describe(`${provider.name} as every provider`, () => {
    it('succeeds on its own evidence', async () => {
      expect(await lookAt(subject.succeeded)).toMatchObject({ kind: 'seen', state: 'succeeded' });
    });

    it.each(BAD_BODIES)('takes %s for a fault that passes', async (_name, given) => {
      expect(await lookAt(() => given)).toMatchObject({ kind: 'unreachable', throttled: false });
    });

    it('never takes an empty object for success', async () => {
      const seen = await lookAt(() => json({}));
      expect(seen.kind === 'seen' ? seen.state : seen.kind).not.toBe('succeeded');
    });

    it("never takes somebody else's record for success", async () => {
      const seen = await lookAt(subject.foreign);
      expect(seen.kind === 'seen' ? seen.state : seen.kind).not.toBe('succeeded');
    });

    it.each(['SUPER_OK', 'over', 'success', 'Online', ' '])(
      'waits on the unknown word "%s"',
      async (word) => {
        const seen = await lookAt(subject.unknownWord(word));
        expect(seen).toMatchObject({ kind: 'seen', state: 'running' });
        expect(JSON.stringify(seen)).toContain(word);
      },
    );

    it('tells that an id is unknown, and what must be true of those that were given', async () => {
      const [field = ''] = Object.keys(fields);
      expect(await lookAt(() => subject.unknownId)).toMatchObject({
        kind: 'absent',
        ids: expect.stringContaining(field),
      });
    });

    it('gives up on refused credentials, and does not send them again', async () => {
      let requests = 0;
      const look = watchOne(provider, fields, () => {
        requests += 1;
        return subject.refusedCredentials;
      });
      expect(await look()).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('check the keys'),
      });
      expect(await look()).toMatchObject({ kind: 'refused' });
      expect(requests).toBe(1);
    });

    it('names the permission that is missing', async () => {
      expect(await lookAt(() => subject.noPermission)).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining(`does not permit ${subject.permission} (`),
      });
    });

    it('slows down when it is throttled', async () => {
      expect(await lookAt(() => subject.throttled)).toMatchObject({ kind: 'unreachable', throttled: true });
    });

    it.each<[string, Server]>([
      ['its deployment has succeeded', subject.succeeded],
      ['a state that nobody knows', subject.unknownWord('SUPER_OK')],
      ["somebody else's record", subject.foreign],
      ['the id is unknown', () => subject.unknownId],
      ['it is throttled', () => subject.throttled],
      ['an answer of another shape', () => json([])],
      ['an error of the server', () => http(502, 'Bad Gateway')],
    ])(
      'is left alone for as long as the server wishes, whatever its answer says: %s',
      async (_what, server) => {
        expect(await lookAt((...asked) => wishing(server(...asked)))).toMatchObject({ retryAfterMs: 7000 });
      },
    );

    it('does not follow a redirect', async () => {
      expect(await lookAt(() => http(302, '', { location: 'https://evil.example' }))).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('https://evil.example'),
      });
    });

    it.each([
      ['missing', undefined],
      ['empty', ''],
      ['null', null],
      ['with a path in it', '../admin'],
      ['with an encoded line break', 'a%0d%0ab'],
      ['with a query', 'a?x=y'],
      ['with a space', 'a b'],
      ['too long', 'a'.repeat(129)],
      ['a list', ['a']],
    ])('refuses ids that are %s, each by name', (_what, value) => {
      const idFields = Object.keys(fields).filter((field) => /-id$|-uid$|^version$|^stage$/.test(field));
      const required = idFields.filter((field) => field !== 'group-id' && field !== 'record-id');
      for (const field of required) {
        const problems: string[] = [];
        const broken = { ...fields, [field]: value };
        const given = value === undefined ? without(broken, field) : broken;
        provider.read(given, { projectId: () => undefined }, (named) => problems.push(named));
        expect(problems).toContain(field);
      }
      expect(required).not.toEqual([]);
    });
  });
}

/** The same answer, after which the server wishes to be left alone for 7 s. */
function wishing(given: Given): Given {
  if ('json' in given) return http(200, given.json, { 'retry-after': '7' });
  return given.kind === 'fault' ? given : { ...given, headers: { ...given.headers, 'retry-after': '7' } };
}

function without(fields: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
}
