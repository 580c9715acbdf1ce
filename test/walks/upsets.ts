import fc from 'fast-check';
import type { Reply } from './log.ts';
import { BENDS, type Scene, type Script, type Upset } from './server.ts';

type Cloud = 'alibaba' | 'huawei';

const html = '<html><body>status: success, SUCCEEDED, OVER, ONLINE</body></html>';

const answered = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

/** An error as each cloud writes it; Huawei has three forms. */
const errorBody = (cloud: Cloud, code: string, form: number): string =>
  cloud === 'alibaba'
    ? JSON.stringify({ RequestId: 'r', Code: code, Message: 'm' })
    : JSON.stringify(
        [
          { error_code: code, error_msg: 'm' },
          { error: { code, message: 'm' }, status: 'error' },
          { errorCode: code, errorMessage: 'm', detail: '' },
        ][form % 3],
      );

const fault = (reason: string): Reply => ({ kind: 'fault', reason, fatal: false });

/** Bodies that are no answer at all, in a 200. */
const strange = fc
  .constantFrom(
    html,
    '',
    '{',
    'null',
    '[]',
    '"success"',
    '{}',
    'true',
    '200',
    '{"status":"success"}',
    '\u0000',
  )
  .map((body) => answered(200, body));

/** With the server's own date beside it, since a date means nothing without. */
const DATED = { date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
const wishes = fc.constantFrom('1', '3', '8', '20', '200', '0', '-5', 'abc', 'Thu, 01 Jan 2026 00:00:20 GMT');

const form = fc.nat(2);

/** The server is overloaded or asks to be left alone. */
function busy(cloud: Cloud): fc.Arbitrary<Reply> {
  const throttled =
    cloud === 'alibaba'
      ? fc
          .tuple(fc.constantFrom(400, 403, 200, 429), fc.constantFrom('500', '4000', '15000', '0', 'x'))
          .map(([status, ms]) =>
            answered(status, errorBody(cloud, 'Throttling.User', 0), { 'x-acs-retry-after': ms }),
          )
      : fc
          .tuple(wishes, form, fc.constantFrom(429, 400, 200))
          .map(([wish, n, status]) =>
            answered(status, errorBody(cloud, 'APIGW.0308', n), { ...DATED, 'retry-after': wish }),
          );
  const failing = fc
    .tuple(fc.constantFrom(500, 502, 503, 504), fc.constantFrom(html, '', '{"error_code":"APIGW.0201"}'))
    .map(([status, body]) => answered(status, body));
  const resting = wishes.map((wish) => answered(503, html, { ...DATED, 'retry-after': wish }));
  return fc.oneof(throttled, failing, failing, resting);
}

const dropped = fc.constantFrom('connection reset', 'no complete answer', 'connection refused').map(fault);

/** Upsets that pass, and say nothing of the deployment. */
const passing = (cloud: Cloud): fc.Arbitrary<Upset> =>
  fc.oneof(
    fc.oneof(busy(cloud), strange, dropped).map((reply): Upset => ({ kind: 'reply', reply })),
    fc
      .constantFrom('cut', 'failing', 'coded', 'listed', 'quoted')
      .map((bend): Upset => ({ kind: 'bend', bend })),
  );

const unknownId = (cloud: Cloud): fc.Arbitrary<Reply> =>
  cloud === 'alibaba'
    ? fc
        .constantFrom('NotFoundOperation', 'NotFoundApiHistory', 'NotFound')
        .map((code) => answered(400, errorBody(cloud, code, 0)))
    : fc
        .tuple(fc.constantFrom('Deploy.00011020', 'Deploy.00011303', 'SVCSTG.00100433'), form, fc.boolean())
        .map(([code, n, inside]) => answered(inside ? 200 : 404, errorBody(cloud, code, n)));

/** The id is unknown, to this one answer at least. */
const absent = (cloud: Cloud): fc.Arbitrary<Upset> =>
  unknownId(cloud).map((reply) => ({ kind: 'reply', reply }));

/** Upsets that no waiting cures. */
function hopeless(cloud: Cloud): fc.Arbitrary<Upset> {
  const codes =
    cloud === 'alibaba'
      ? [
          'InvalidAccessKeyId.NotFound',
          'SignatureDoesNotMatch',
          'InvalidSecurityToken.Expired',
          'InvalidTimeStamp.Expired',
          'Forbidden.RAM',
          'NoPermission',
          'InvalidParameter',
        ]
      : ['APIGW.0301', 'APIGW.0303', 'APIGW.0307', 'APIGW.0302', 'Deploy.00011154', 'SVCSTG.1'];
  const refused = fc
    .tuple(fc.constantFrom(...codes), fc.constantFrom(400, 401, 403), form)
    .map(([code, status, n]) => answered(status, errorBody(cloud, code, n)));
  const others = fc.constantFrom<Reply>(
    answered(302, '', { location: 'https://example.com/' }),
    answered(307, '{"status":"success"}', { location: '/' }),
    { kind: 'fault', reason: 'the certificate is not trusted', fatal: true },
    { kind: 'fault', reason: 'the host does not exist', fatal: false, hopelessAfterMs: 5000 },
  );
  return fc.oneof(refused, others).map((reply) => ({ kind: 'reply', reply }));
}

/** A span of virtual time: mostly a few seconds. */
const span = fc.oneof(fc.integer({ min: 50, max: 6000 }), fc.integer({ min: 50, max: 30_000 }));

const latency = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 8000 }) },
);

/**
 * A script: some scenes on the way, one that most walks end in, and sometimes an aftermath.
 *
 * @param way states from before the end; @param end states that end it; @param after what may come later
 */
export function scripts<S>(
  cloud: Cloud,
  way: fc.Arbitrary<S>,
  end: fc.Arbitrary<S>,
  after: fc.Arbitrary<S>,
): fc.Arbitrary<Script<S>> {
  const scene = (show: fc.Arbitrary<S | Upset>): fc.Arbitrary<Scene<S>> => fc.record({ forMs: span, show });
  // Short enough for a settle window to see several.
  const short = (show: fc.Arbitrary<S | Upset>): fc.Arbitrary<Scene<S>> =>
    fc.record({ forMs: fc.integer({ min: 50, max: 6000 }), show });
  const odd: fc.Arbitrary<S | Upset> = fc.oneof(
    { weight: 20, arbitrary: way },
    { weight: 4, arbitrary: passing(cloud) },
    { weight: 2, arbitrary: absent(cloud) },
    { weight: 1, arbitrary: hopeless(cloud) },
  );
  return around(
    cloud,
    fc
      .tuple(
        fc.array(scene(odd), { maxLength: 3 }),
        scene(end),
        fc.array(short(fc.oneof(end, after)), { maxLength: 3 }),
      )
      .map(([before, main, later]) => [...before, main, ...later]),
  );
}

/** A script of these scenes, with upsets of single requests and latencies of every kind. */
export function around<S>(cloud: Cloud, scenes: fc.Arbitrary<readonly Scene<S>[]>): fc.Arbitrary<Script<S>> {
  const upset = fc.oneof(
    { weight: 8, arbitrary: passing(cloud) },
    { weight: 2, arbitrary: absent(cloud) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        hopeless(cloud),
        fc.constantFrom(...BENDS).map((bend): Upset => ({ kind: 'bend', bend })),
      ),
    },
  );
  return fc.record({
    scenes,
    upsets: fc.oneof(fc.constant([]), fc.array(fc.record({ nth: fc.nat(25), upset }), { maxLength: 5 })),
    latencies: fc.array(latency, { minLength: 1, maxLength: 4 }),
  });
}
