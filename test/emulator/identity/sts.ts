import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { type Act, isAct } from '../act.ts';
import { accept, refuse } from '../alibaba-answers.ts';
import { missing } from '../alibaba-operations.ts';
import { type Answer, type Call, parameter, type Refusal, readQuery, type Service } from '../call.ts';
import { type AlibabaSession, openAlibabaSession } from '../clouds.ts';
import type { Scene } from '../scene.ts';
import type { Vault } from '../vault.ts';
import type { Issuer } from './issuer.ts';
import { beginLife, type SessionLife } from './session-life.ts';
import { type TokenFault, type Trust, verifyIdToken } from './verify.ts';

/** A RAM role and the OIDC provider that may assume it. Each field may be changed while the emulator runs. */
export interface StsRole {
  roleArn: string;
  providerArn: string;
  trust: Trust;
  /** The role's trust policy: whether these claims may assume it. */
  admits: (claims: JWTPayload) => boolean;
  /** `MaxSessionDuration` of the role. */
  maxSessionSeconds: number;
  /** How long each session lives, in turn. */
  sessions: Scene<SessionLife>;
}

/** How far a request's time may be from the server's clock, either way. */
const TOLERANCE_MS = 15 * 60_000;

/** Emulates the one call of STS that needs no signature: AssumeRoleWithOIDC of version 2015-04-01. */
export function createSts(
  role: StsRole,
  issuer: Issuer,
  vault: Vault,
  issued: AlibabaSession[],
  clock: () => number,
): Service {
  return {
    identify: (call) => {
      call.seen.operation = parameter(call, 'Action');
      call.seen.id = formOf(call).get('RoleArn');
    },
    answer: async (call) => {
      const result = checkCall(call, clock) ?? (await assumeRole(call, role, issuer, vault, issued, clock));
      if (isAct(result)) return result;
      return 'code' in result ? refuse(call, result, 'Sts') : accept(result);
    },
  };
}

function checkCall(call: Call, clock: () => number): Refusal | undefined {
  const timestamp = parameter(call, 'Timestamp');
  if (call.route !== '/' || call.seen.operation !== 'AssumeRoleWithOIDC') {
    const message = 'Specified api is not found, please check your url and method.';
    return { status: 404, code: 'InvalidAction.NotFound', message };
  }
  if (call.method !== 'POST') {
    return { status: 403, code: 'UnsupportedHTTPMethod', message: 'This http method is not supported.' };
  }
  if (parameter(call, 'Version') !== '2015-04-01') {
    return { status: 400, code: 'InvalidVersion', message: 'Specified parameter Version is not valid.' };
  }
  if (parameter(call, 'Format') !== 'JSON') {
    return { status: 400, code: 'InvalidFormat', message: 'The emulator answers JSON alone.' };
  }
  if (timestamp === undefined) return missing('Timestamp');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)) {
    const message = 'Specified time stamp or date value is not well formatted.';
    return { status: 400, code: 'InvalidTimeStamp.Format', message };
  }
  if (Math.abs(Date.parse(timestamp) - clock()) > TOLERANCE_MS) {
    const message = 'Specified time stamp or date value is expired.';
    return { status: 400, code: 'InvalidTimeStamp.Expired', message };
  }
  return undefined;
}

async function assumeRole(
  call: Call,
  role: StsRole,
  issuer: Issuer,
  vault: Vault,
  issued: AlibabaSession[],
  clock: () => number,
): Promise<Answer | Refusal | Act> {
  const form = formOf(call);
  const [token, name] = [form.get('OIDCToken') ?? '', form.get('RoleSessionName') ?? ''];
  const asked = Number(form.get('DurationSeconds') || Math.min(3600, role.maxSessionSeconds));
  const malformed = checkForm(form, asked, role);
  if (malformed !== undefined) return malformed;
  if (form.get('OIDCProviderArn') !== role.providerArn)
    return noPermission('No such OIDC Provider registered.');
  const claims = await verifyIdToken(token, issuer, role.trust, clock());
  if (typeof claims === 'string') return refusalOf(claims);
  if (form.get('RoleArn') !== role.roleArn) {
    return { status: 404, code: 'EntityNotExist.Role', message: 'The specified Role not exists .' };
  }
  if (!role.admits(claims)) return noPermission('There is no permission');
  const life = beginLife(role.sessions, asked, clock(), 1000);
  if (isAct(life)) return life;
  const session = openAlibabaSession(vault, life);
  issued.push(session);
  return { status: 200, body: describe(session, life.expiresAt, claims, role, name) };
}

function checkForm(form: ReadonlyMap<string, string>, asked: number, role: StsRole): Refusal | undefined {
  const required = ['OIDCProviderArn', 'RoleArn', 'OIDCToken', 'RoleSessionName'];
  const absent = required.find((name) => (form.get(name) ?? '') === '');
  if (absent === 'OIDCToken') return invalidToken('The OIDCToken can not empty.');
  if (absent !== undefined) return missing(absent);
  if ((form.get('OIDCToken') ?? '').length > 20_000) return invalidToken('The OIDCToken is too long.');
  if (!/^[\w.@-]{2,64}$/.test(form.get('RoleSessionName') ?? '')) {
    return parameterRefused('RoleSessionName', 'The parameter RoleSessionName is wrongly formed.');
  }
  if (!Number.isInteger(asked) || asked < 900 || asked > role.maxSessionSeconds) {
    const most = role.maxSessionSeconds / 3600;
    return parameterRefused('DurationSeconds', `The Min/Max value of DurationSeconds is 15min/${most}hr.`);
  }
  return undefined;
}

/** STS reads its parameters from a form; what else the body is, it has none. */
function formOf(call: Call): ReadonlyMap<string, string> {
  const isForm = (call.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  return new Map(isForm ? readQuery(call.body.toString('utf8')) : []);
}

function refusalOf(fault: TokenFault): Refusal {
  switch (fault) {
    case 'malformed':
      return invalidToken('The Jwt content is invalid that cannot be recognized.');
    case 'algorithm':
      return invalidToken('The algorithm that be specified in Jwt header is unknown.');
    case 'signature':
      return tokenRefused('InvalidSignature', 'OIDC token validate failed: invalid signature.');
    case 'issuer':
      return tokenRefused(
        'IssuerNotMatch',
        "The issuer in the OIDC Token doesn't match the OIDC Provider registered.",
      );
    case 'audience':
      return tokenRefused('AudienceNotMatch', 'Invalid audience.');
    case 'expired':
      return tokenRefused('Expired', 'This JsonWebToken is expired.');
  }
}

function tokenRefused(why: string, message: string): Refusal {
  return { status: 401, code: `AuthenticationFail.OIDCToken.${why}`, message };
}

const invalidToken = (message: string): Refusal => tokenRefused('Invalid', message);

function noPermission(message: string): Refusal {
  return { status: 401, code: 'AuthenticationFail.NoPermission', message };
}

function parameterRefused(name: string, message: string): Refusal {
  return { status: 400, code: `InvalidParameter.${name}`, message };
}

function describe(
  { accessKeyId, accessKeySecret, securityToken }: AlibabaSession,
  expiresAt: number,
  claims: JWTPayload,
  { roleArn }: StsRole,
  sessionName: string,
): object {
  return {
    OIDCTokenInfo: {
      Subject: claims.sub,
      Issuer: claims.iss,
      ClientIds: [claims.aud].flat().join(','),
      IssuanceTime: toSecond((claims.iat ?? 0) * 1000),
      ExpirationTime: toSecond((claims.exp ?? 0) * 1000),
      VerificationInfo: 'Success',
    },
    AssumedRoleUser: {
      Arn: `${roleArn}/${sessionName}`,
      AssumedRoleId: `3${randomBytes(6).readUIntBE(0, 6)}:${sessionName}`,
    },
    Credentials: {
      AccessKeyId: accessKeyId,
      AccessKeySecret: accessKeySecret,
      SecurityToken: securityToken,
      Expiration: toSecond(expiresAt),
    },
  };
}

function toSecond(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '');
}
