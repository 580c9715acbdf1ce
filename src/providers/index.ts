/** The registry: every provider by its name. */

import { alibabaApiGateway } from './alibaba-api-gateway.ts';
import { alibabaApiVersion } from './alibaba-api-version.ts';
import { huaweiCodeartsDeploy } from './huawei-codearts-deploy.ts';
import { huaweiServicestage } from './huawei-servicestage.ts';
import type { Provider } from './provider.ts';

const ALL: readonly Provider[] = [
  alibabaApiGateway,
  alibabaApiVersion,
  huaweiServicestage,
  huaweiCodeartsDeploy,
];

/** Every provider, by the name that an entry of `tasks` gives. */
export const PROVIDERS: ReadonlyMap<unknown, Provider> = new Map(
  ALL.map((provider) => [provider.name, provider]),
);
