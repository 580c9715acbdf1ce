import type { Claim } from './acs3.ts';
import type { Call, Refusal } from './call.ts';
import { sha256 } from './canonical.ts';
import { inOneLine } from './echo.ts';
import { readSdkHmac, signSdkHmac } from './sdk-hmac.ts';
import { checkScope, type TokenOnRecord } from './token-scope.ts';
import type { Vault } from './vault.ts';

/** How far a request's date may be from the server's clock, either way (the vendor's signing guide). */
const tolerance = 15 * 60_000;

/** A key is locked for five minutes after five refusals in a row (the vendor's list of IAM errors). */
const lockAfter = 5;
const lockedFor = 5 * 60_000;

/** IAM tokens by value. */
export type Tokens = ReadonlyMap<string, TokenOnRecord>;

/** Checks who calls, by `X-Auth-Token` or by signature. Share one between the APIs: so are the locks. */
export function createHuaweiAuth(
  vault: Vault,
  tokens: Tokens,
  clock: () => number,
): (call: Call) => Refusal | undefined {
  const locks = createLocks(clock);
  return (call) => {
    const token = call.headers.get('x-auth-token');
    if (token !== undefined)
      return checkToken(tokens.get(token), clock) ?? checkPlace(tokens.get(token), call);
    const claim = readSdkHmac(call.headers.get('authorization') ?? '');
    if (claim === undefined) return refusal('x-auth-token not found');
    if (vault.find(claim.accessKeyId) === undefined) return refusal(`ak ${claim.accessKeyId} not exist`);
    if (locks.isLocked(claim.accessKeyId)) return refusal('AK access failed to reach the limit,forbidden.');
    const problem =
      checkSession(claim, call, vault, clock) ?? checkDate(call, clock) ?? checkSignature(claim, call, vault);
    locks.note(claim.accessKeyId, problem === undefined);
    return problem;
  };
}

function createLocks(clock: () => number) {
  const refusals = new Map<string, number>();
  const lockedSince = new Map<string, number>();
  return {
    isLocked: (key: string): boolean =>
      clock() < (lockedSince.get(key) ?? Number.NEGATIVE_INFINITY) + lockedFor,
    note: (key: string, accepted: boolean): void => {
      const inARow = accepted ? 0 : (refusals.get(key) ?? 0) + 1;
      refusals.set(key, inARow % lockAfter);
      if (inARow === lockAfter) lockedSince.set(key, clock());
    },
  };
}

/** Why a token is refused wherever it is shown. */
export function checkToken(token: TokenOnRecord | undefined, clock: () => number): Refusal | undefined {
  if (token === undefined) return refusal('decrypt token fail');
  const end = token.expiresAt();
  if (clock() >= end) return refusal(`token expires, expires_at: ${new Date(end).toISOString()}`);
  return undefined;
}

/** The code for another region is API Gateway's list's; that another project is a 403 is inferred. */
function checkPlace(token: TokenOnRecord | undefined, call: Call): Refusal | undefined {
  const place = token === undefined ? 'fits' : checkScope(token.scope, call);
  if (place === 'fits') return undefined;
  return place === 'other-region'
    ? { status: 401, code: 'APIGW.0307', message: 'The token must be updated.' }
    : { status: 403, code: 'APIGW.0302', message: 'The IAM user is not authorized to access the API.' };
}

/** The wordings of the refusals for a session's token are open; that they are `APIGW.0301` is inferred. */
function checkSession(
  claim: Claim,
  { headers }: Call,
  vault: Vault,
  clock: () => number,
): Refusal | undefined {
  const entry = vault.find(claim.accessKeyId);
  const token = headers.get('x-security-token');
  if (token !== entry?.token) {
    return refusal(token === undefined ? 'x-security-token not found' : 'verify security token fail');
  }
  if (entry !== undefined && clock() >= entry.expiresAt()) return refusal('security token expires');
  return undefined;
}

function checkDate({ headers }: Call, clock: () => number): Refusal | undefined {
  const date = headers.get('x-sdk-date') ?? '';
  const [, year, month, day, hours, minutes, seconds] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  if (Math.abs(time - clock()) <= tolerance) return undefined;
  const now = new Date(clock()).toISOString().replace(/[-:]|\.\d+/g, '');
  return refusal(`calc aksk signature fail:signature expired, signature time:${date},server time:${now}`);
}

function checkSignature(
  { accessKeyId, signedHeaders, signature }: Claim,
  call: Call,
  vault: Vault,
): Refusal | undefined {
  const unsigned = ['host', 'x-sdk-date', 'x-security-token'].some(
    (name) => call.headers.has(name) && !signedHeaders.includes(name),
  );
  const bodyHash = sha256(call.body);
  const payloadHash = call.headers.get('x-sdk-content-sha256') ?? bodyHash;
  const secret = vault.find(accessKeyId)?.secret ?? '';
  const expected = signSdkHmac({ ...call, signedHeaders, payloadHash }, secret);
  const bodyIsSigned = payloadHash === bodyHash || payloadHash === 'UNSIGNED-PAYLOAD';
  if (signature === expected.signature && bodyIsSigned && !unsigned) return undefined;
  return refusal(`verify aksk signature fail, canonicalRequest:${inOneLine(expected.canonicalRequest)}`);
}

function refusal(why: string): Refusal {
  return { status: 401, code: 'APIGW.0301', message: `Incorrect IAM authentication information: ${why}` };
}
