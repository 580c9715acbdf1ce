import { type Claim, readAcs3, signAcs3 } from './acs3.ts';
import type { Call, Refusal } from './call.ts';
import { sha256 } from './canonical.ts';
import type { Vault } from './vault.ts';

/** How far a request's date may be from the server's clock, either way (the vendor's signature page). */
const tolerance = 15 * 60_000;

const required = ['x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'] as const;

/** Checks who calls, in the order key, token, date, signature, nonce. Nothing means: let in. */
export function createAlibabaAuth(vault: Vault, clock: () => number): (call: Call) => Refusal | undefined {
  const nonces = new Set<string>();
  return (call) => {
    const claim = readAcs3(call.headers.get('authorization') ?? '');
    if (claim === undefined) {
      return refusal('IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
    }
    return (
      checkKey(claim, call, vault, clock) ??
      checkHeaders(claim, call) ??
      checkDate(call, clock) ??
      checkSignature(claim, call, vault) ??
      checkNonce(call, nonces)
    );
  };
}

function checkKey(claim: Claim, { headers }: Call, vault: Vault, clock: () => number): Refusal | undefined {
  const entry = vault.find(claim.accessKeyId);
  if (entry === undefined) {
    return refusal('InvalidAccessKeyId.NotFound', 'Specified access key is not found.', 404);
  }
  const token = headers.get('x-acs-security-token');
  if (token !== entry.token) {
    if (token === undefined) {
      return refusal('MissingSecurityToken', 'SecurityToken is mandatory for this action.');
    }
    return entry.token === undefined || vault.ownerOf(token) !== undefined
      ? refusal(
          'InvalidSecurityToken.MismatchWithAccessKey',
          'Specified SecurityToken mismatch with the AccessKey.',
        )
      : refusal('InvalidSecurityToken.Malformed', 'Specified SecurityToken is malformed.');
  }
  const repeated = headers.get('x-acs-accesskey-id');
  if (repeated !== undefined && repeated !== claim.accessKeyId) {
    return refusal(
      'InvalidSecurityToken.MismatchWithAccessKey',
      'Specified SecurityToken mismatch with the AccessKey.',
    );
  }
  if (clock() >= entry.expiresAt()) {
    return refusal('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
  }
  return undefined;
}

function checkHeaders({ signedHeaders }: Claim, { headers }: Call): Refusal | undefined {
  const missing = required.find((name) => !headers.has(name));
  if (missing !== undefined) return refusal('IncompleteSignature', `The header ${missing} is mandatory.`);
  const mustBeSigned = [...headers.keys()].find(
    (name) =>
      (name === 'host' || name === 'content-type' || name.startsWith('x-acs-')) &&
      !signedHeaders.includes(name),
  );
  if (mustBeSigned !== undefined) {
    return refusal('IncompleteSignature', `The header ${mustBeSigned} is not among the signed headers.`);
  }
  return undefined;
}

function checkDate({ headers }: Call, clock: () => number): Refusal | undefined {
  const date = headers.get('x-acs-date') ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date)) {
    return refusal('IllegalTimestamp', 'Specified time stamp or date value is not well formatted.');
  }
  if (Math.abs(Date.parse(date) - clock()) > tolerance) {
    return refusal('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  }
  return undefined;
}

function checkSignature(claim: Claim, call: Call, vault: Vault): Refusal | undefined {
  const payloadHash = sha256(call.body);
  const secret = vault.find(claim.accessKeyId)?.secret ?? '';
  const { stringToSign, signature } = signAcs3(
    // Calls of RPC style sign the path "/", wherever a reverse proxy has them.
    { ...call, path: call.route, signedHeaders: claim.signedHeaders, payloadHash },
    secret,
  );
  if (signature === claim.signature && call.headers.get('x-acs-content-sha256') === payloadHash)
    return undefined;
  return refusal(
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );
}

function checkNonce({ headers }: Call, nonces: Set<string>): Refusal | undefined {
  const nonce = headers.get('x-acs-signature-nonce') ?? '';
  if (nonces.has(nonce)) {
    return refusal('SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
  nonces.add(nonce);
  return undefined;
}

function refusal(code: string, message: string, status = 400): Refusal {
  return { status, code, message };
}
