import type { Setting } from '../dist/scene.ts';
import { type Emulator, JOB_VARIABLES, type SeenRequest } from '../emulator/index.ts';

/** The clouds, and what differs between their exchanges. */
export type Cloud = 'alibaba' | 'huawei';

/** The service of a cloud that exchanges tokens, and what the emulator calls the exchange. */
export const EXCHANGE = {
  alibaba: { api: 'sts', operation: 'AssumeRoleWithOIDC', audience: 'sts.aliyuncs.com' },
  huawei: { api: 'iam', operation: 'id-token/tokens', audience: 'iam.myhuaweicloud.com' },
} as const;

/** Inputs for the keyless exchange on one cloud, or both; the usual keys are not given. */
export function keylessInputs(
  { sts, iam }: Emulator,
  clouds: readonly Cloud[] = ['alibaba', 'huawei'],
): Readonly<Record<string, string>> {
  const alibaba = {
    'alibaba-role-arn': sts.role.roleArn,
    'alibaba-oidc-provider-arn': sts.role.providerArn,
    'alibaba-sts-endpoint': sts.endpoint,
  };
  const huawei = {
    'huawei-identity-provider': iam.provider.id,
    'huawei-iam-endpoint': iam.endpoint,
    'huawei-region': 'cn-north-4',
  };
  return { ...noKeys, ...(clouds.includes('alibaba') && alibaba), ...(clouds.includes('huawei') && huawei) };
}

const noKeys = {
  'alibaba-access-key-id': '',
  'alibaba-access-key-secret': '',
  'huawei-access-key-id': '',
  'huawei-secret-access-key': '',
};

/** A setting without keys, in a job that may ask for ID tokens. */
export function keyless(
  emulator: Emulator,
  tasks: Setting['tasks'],
  { inputs = {}, env = {}, ...more }: Partial<Omit<Setting, 'tasks'>> = {},
): Setting {
  return {
    ...more,
    tasks,
    inputs: { ...keylessInputs(emulator), ...inputs },
    env: { ...JOB_VARIABLES, ...emulator.oidc.variables, ...env },
  };
}

/** The exchanges of a cloud, in the order of arrival. */
export function exchangesOf(emulator: Emulator, cloud: Cloud): readonly SeenRequest[] {
  return emulator.requests.filter(({ api }) => api === EXCHANGE[cloud].api);
}

/** The requests that looked at deployments. */
export function looksOf({ requests }: Emulator): readonly SeenRequest[] {
  return requests.filter(({ api }) => api === 'alibaba' || api === 'servicestage' || api === 'codearts');
}

/** The ID token that an exchange brought. */
export function idTokenOf({ api, body }: SeenRequest): string {
  if (api === 'sts') return new URLSearchParams(String(body)).get('OIDCToken') ?? '';
  const { auth }: { readonly auth?: { readonly id_token?: { readonly id?: string } } } = Object(body);
  return auth?.id_token?.id ?? '';
}

/** All that the keyless exchange has brought into being, and nobody may read. */
export function secretsOf({ oidc, sts, iam }: Emulator): readonly string[] {
  return [
    oidc.variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
    ...oidc.issued,
    ...sts.issued.flatMap(({ accessKeyId, accessKeySecret, securityToken }) => [
      accessKeyId,
      accessKeySecret,
      securityToken,
    ]),
    ...iam.issued.map(({ value }) => value),
  ];
}
