import type { Emulator } from '../index.ts';
import { JOB } from './job.ts';

/** What came back of one of the three services. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, unknown>>;
}

/** An exchange at the emulated STS; fields given here win over the regular ones, and empty ones are left out. */
export interface AssumeRole {
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly contentType?: string;
}

/** Asks for a token as the runner's toolkit does. */
export async function askForToken(
  emulator: Emulator,
  audience: string,
  bearer = emulator.oidc.variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
): Promise<Told> {
  const url = `${emulator.oidc.variables['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${audience}`;
  return read(await fetch(url, { headers: { authorization: `Bearer ${bearer}` } }));
}

/** Exchanges a token as the vendor's library does. */
export async function assumeRole(
  { sts }: Emulator,
  token: string,
  {
    query = {},
    form = {},
    method = 'POST',
    contentType = 'application/x-www-form-urlencoded',
  }: AssumeRole = {},
): Promise<Told> {
  const asked = whole({
    Action: 'AssumeRoleWithOIDC',
    Version: '2015-04-01',
    Format: 'JSON',
    Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
    ...query,
  });
  const body = whole({
    OIDCProviderArn: sts.role.providerArn,
    RoleArn: sts.role.roleArn,
    OIDCToken: token,
    RoleSessionName: `deploy-gate-${JOB.run_id}`,
    DurationSeconds: '900',
    ...form,
  });
  const headers = { 'content-type': contentType };
  return read(await fetch(`${sts.endpoint}/?${asked}`, { method, headers, body: String(body) }));
}

/** Exchanges a token at the emulated IAM. */
export async function exchangeToken(
  { iam }: Emulator,
  body: unknown,
  headers: Readonly<Record<string, string>> = { 'x-idp-id': iam.provider.id },
): Promise<Told> {
  return read(
    await fetch(`${iam.endpoint}/v3.0/OS-AUTH/id-token/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );
}

/** The body that asks for a token of one project. */
export function ofProject(idToken: string, project: object = { id: 'project' }): object {
  return { auth: { id_token: { id: idToken }, scope: { project } } };
}

async function read(response: Response): Promise<Told> {
  const json: Told['json'] = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, json };
}

function whole(fields: Readonly<Record<string, string>>): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''));
}
