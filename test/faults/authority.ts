import { isIP } from 'node:net';
import { type GenerateResult, generate } from 'selfsigned';

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of a test's own. */
export interface Authority {
  readonly cert: string;
  /** Issues a certificate for host names and addresses. */
  readonly issue: (names: readonly string[], traits?: Traits) => Promise<Certificate>;
}

/** What is odd about a certificate. By default its key is strong, and today is within its time. */
interface Traits {
  readonly notBeforeDate?: Date;
  readonly notAfterDate?: Date;
  readonly keySize?: number;
}

const DAY_MS = 24 * 3_600_000;

/** A date by days from now. */
export const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

/** Makes an authority, which nobody knows yet. */
export async function createAuthority(name: string): Promise<Authority> {
  const own = await generate(nameOf(name), {
    ...traitsOf({}),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: own.private, cert: own.cert };
  return {
    cert: own.cert,
    issue: async (names, traits) => pair(await generate(nameOf('server'), { ...server(names, traits), ca })),
  };
}

/** A server's certificate that no authority has signed. */
export async function selfSigned(names: readonly string[]): Promise<Certificate> {
  return pair(await generate(nameOf('server'), server(names, {})));
}

function server(names: readonly string[], traits: Traits = {}) {
  const altNames = names.map((name) =>
    isIP(name) === 0 ? ({ type: 2, value: name } as const) : ({ type: 7, ip: name } as const),
  );
  const extensions = [{ name: 'subjectAltName', altNames } as const];
  return { ...traitsOf(traits), extensions };
}

function traitsOf(traits: Traits) {
  return { algorithm: 'sha256', notBeforeDate: inDays(-1), notAfterDate: inDays(1), ...traits };
}

function nameOf(value: string) {
  return [{ name: 'commonName', value }];
}

function pair({ cert, private: key }: GenerateResult): Certificate {
  return { cert, key };
}
