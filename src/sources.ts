/** Joins each credential with its exchange: which tasks share a session. */

import type { AlibabaKeys } from './clouds/alibaba.ts';
import type { AlibabaRole } from './clouds/alibaba-sts.ts';
import type { HostClock } from './clouds/clock.ts';
import { type CredentialSource, fixed } from './clouds/credential-source.ts';
import type { ExchangeTools, Hides } from './clouds/exchange.ts';
import type { Send } from './clouds/http.ts';
import type { HuaweiCredential } from './clouds/huawei.ts';
import type { HuaweiIdentityProvider } from './clouds/huawei-iam.ts';
import { createSession } from './clouds/session.ts';
import { iamEndpointOf, projectScopeOf } from './inputs/project-scope.ts';
import type { Target } from './inputs/targets.ts';
import { getOrMake } from './memo.ts';
import type { CloudName } from './providers/provider.ts';
import type { World } from './world.ts';

/** What sources need of the rest. */
export interface SourceTools {
  readonly send: Send;
  readonly world: World;
  readonly hides: Hides;
  readonly clockOf: (cloud: CloudName, url: URL) => HostClock;
}

/** Where connections have their credentials from. Tasks that can share a session do. */
export interface Sources {
  /** Keys as they are, or one session of a role for all hosts. */
  readonly alibaba: (value: AlibabaKeys | AlibabaRole) => CredentialSource<AlibabaKeys>;
  /** Keys or a token as they are, or one IAM token for each project. */
  readonly huawei: (
    value: HuaweiCredential | HuaweiIdentityProvider,
    target: Target,
  ) => CredentialSource<HuaweiCredential>;
}

/** Sources that have given nothing yet. */
export function createSources({ send, world, hides, clockOf }: SourceTools): Sources {
  const sessions = {
    alibaba: new Map<string, CredentialSource<AlibabaKeys>>(),
    huawei: new Map<string, CredentialSource<HuaweiCredential>>(),
  };
  const toolsFor = (cloud: CloudName, endpoint: URL): ExchangeTools => ({
    send,
    world,
    clock: clockOf(cloud, endpoint),
    ...hides,
  });
  return {
    alibaba: (value) => {
      if (!('roleArn' in value)) return fixed(value);
      return getOrMake(sessions.alibaba, value.roleArn, () =>
        createSession(
          whenNeeded(async () => {
            const { alibabaExchange } = await import('./clouds/alibaba-sts.ts');
            return alibabaExchange(value, toolsFor('alibaba', value.endpoint));
          }),
          world,
        ),
      );
    },
    huawei: (value, target) => {
      if (value.kind !== 'identity-provider') return fixed(value);
      const endpoint = iamEndpointOf(target, value.endpoint);
      const project = projectScopeOf(target, value);
      if (project === undefined) throw new Error(`no project for an IAM token of ${target.task.name}`);
      return getOrMake(sessions.huawei, `${endpoint.href} ${JSON.stringify(project)}`, () =>
        createSession(
          whenNeeded(async () => {
            const { huaweiExchange } = await import('./clouds/huawei-iam.ts');
            return huaweiExchange(value, endpoint, project, toolsFor('huawei', endpoint));
          }),
          world,
        ),
      );
    },
  };
}

/** An exchange whose code is loaded with its first use: most steps have keys, and start sooner without it. */
function whenNeeded<T>(load: () => Promise<() => Promise<T>>): () => Promise<T> {
  let loaded: Promise<() => Promise<T>> | undefined;
  return async () => {
    loaded ??= load();
    return (await loaded)();
  };
}
