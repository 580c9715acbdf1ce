import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Issuer } from './issuer.ts';

/** Why a cloud does not take an ID token. */
export type TokenFault = 'malformed' | 'algorithm' | 'signature' | 'issuer' | 'audience' | 'expired';

/** What a cloud was told about an issuer when it was set up there. */
export interface Trust {
  /** The `iss` that a token must have. */
  readonly issuer: string;
  /** The client ids: one of them must be the token's `aud`. */
  readonly audiences: readonly string[];
}

/** Checks an ID token by the keys that its issuer has published: its claims, or why it is refused. */
export async function verifyIdToken(
  token: string,
  issuer: Issuer,
  { issuer: expected, audiences }: Trust,
  now: number,
): Promise<JWTPayload | TokenFault> {
  const keys = createLocalJWKSet(await issuer.jwks());
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: expected,
      audience: [...audiences],
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'signature';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss') return 'issuer';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'audience';
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}
