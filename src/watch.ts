/** Joins each task to its host and its credential: who shares a lane, a clock and a trust. */

import { alibabaDialect, alibabaRequest } from './clouds/alibaba.ts';
import { createClocks, type HostClock } from './clouds/clock.ts';
import { type Connection, type ConnectionOptions, connect } from './clouds/connection.ts';
import type { Send } from './clouds/http.ts';
import { huaweiDialect, huaweiRequest } from './clouds/huawei.ts';
import { createTrust, type Trust } from './clouds/trust.ts';
import type { Watched } from './gate/turn.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Target } from './inputs/targets.ts';
import type { CloudName } from './providers/provider.ts';
import type { World } from './world.ts';

/** Connects each target with its host and its credential. Tasks on one host with one credential share a lane. */
export function watchTargets(inputs: Inputs, send: Send, world: World): readonly Watched[] {
  const trusts = new Map<string, Trust>();
  const clocks = new Map<string, () => HostClock>();
  const hostClocks = new Map<string, HostClock>();
  const connections = new Map<string, Connection>();
  return inputs.targets.map((target) => {
    const { baseUrl, provider, prepared, task } = target;
    const lane = `${provider.cloud} ${baseUrl.origin}`;
    // A refused key is refused on every host; an IAM token may be good for one region and not for another.
    const perHost = provider.cloud === 'huawei' && inputs.huawei?.value.kind === 'token';
    const trust = getOrMake(trusts, perHost ? lane : provider.cloud, () => createTrust(world));
    const clock = getOrMake(hostClocks, lane, getOrMake(clocks, provider.cloud, createClocks));
    const connection = getOrMake(connections, `${lane} ${baseUrl.href} ${prepared.projectId ?? ''}`, () =>
      connectTarget(inputs, target, { baseUrl, trust, clock, send, world }),
    );
    const look = prepared.watch(connection, inputs.patience.settleMs > 0);
    return { task, lane, look: (signal, sent) => look({ signal, sent }) };
  });
}

function connectTarget(
  inputs: Inputs,
  { provider, prepared }: Target,
  shared: Pick<ConnectionOptions, 'baseUrl' | 'trust' | 'clock' | 'send' | 'world'>,
): Connection {
  const own = CONNECTING[provider.cloud](inputs, prepared.projectId);
  if (own === undefined) throw new Error(`no credential for ${provider.name}`);
  return connect({ ...shared, ...own });
}

/** What a connection to a cloud has of its own; nothing without a credential. */
type Connecting = (
  inputs: Inputs,
  projectId: string | undefined,
) => Pick<ConnectionOptions, 'dialect' | 'credentialsHint' | 'sign'> | undefined;

const CONNECTING: Readonly<Record<CloudName, Connecting>> = {
  alibaba: ({ alibaba }) =>
    alibaba && {
      dialect: alibabaDialect,
      credentialsHint: `check ${alibaba.source}`,
      sign: (call, url, date) => alibabaRequest(alibaba.value, call, url, date),
    },
  huawei: ({ huawei }, projectId) =>
    huawei && {
      dialect: huaweiDialect,
      credentialsHint: `check ${huawei.source}, and the region`,
      sign: (call, url, date) => huaweiRequest(huawei.value, projectId, call, url, date),
    },
};

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
