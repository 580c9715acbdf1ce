/** Joins each task to its host and its credential: who shares a lane, a clock and a trust. */

import { alibabaDialect, alibabaRequest } from './clouds/alibaba.ts';
import { createClocks, type HostClock } from './clouds/clock.ts';
import { type Connection, type ConnectionOptions, connect } from './clouds/connection.ts';
import type { Hides } from './clouds/exchange.ts';
import type { Send } from './clouds/http.ts';
import { type HuaweiCredential, huaweiDialect, huaweiRequest } from './clouds/huawei.ts';
import type { HuaweiIdentityProvider } from './clouds/huawei-iam.ts';
import { createTrust, type Trust } from './clouds/trust.ts';
import type { Watched } from './gate/turn.ts';
import type { Inputs } from './inputs/inputs.ts';
import { projectScopeOf } from './inputs/project-scope.ts';
import type { Target } from './inputs/targets.ts';
import { getOrMake } from './memo.ts';
import { createNotebook } from './providers/notes.ts';
import type { CloudName } from './providers/provider.ts';
import { createSources, type Sources } from './sources.ts';
import type { World } from './world.ts';

/**
 * Connects each target with its host and its credential. Tasks on one host with one credential share a lane.
 *
 * @param hides told of every secret that a keyless exchange brings, before it is used
 */
export function watchTargets(inputs: Inputs, send: Send, world: World, hides: Hides): readonly Watched[] {
  const trusts = new Map<string, Trust>();
  const clocks = new Map<string, () => HostClock>();
  const hostClocks = new Map<string, HostClock>();
  const connections = new Map<string, Connection>();
  const clockOf = (cloud: string, { origin }: URL): HostClock =>
    getOrMake(hostClocks, `${cloud} ${origin}`, getOrMake(clocks, cloud, createClocks));
  const sources = createSources({ send, world, hides, clockOf });
  return inputs.targets.map((target) => {
    const { baseUrl, provider, prepared, task } = target;
    const lane = `${provider.cloud} ${baseUrl.origin}`;
    const trust = getOrMake(trusts, trustKey(target, inputs, lane), () => createTrust(world));
    const clock = clockOf(provider.cloud, baseUrl);
    const key = `${lane} ${baseUrl.href} ${prepared.projectId ?? ''} ${task.region}`;
    const connection = getOrMake(connections, key, () =>
      connectTarget(inputs, target, sources, {
        baseUrl,
        place: baseUrl.host === provider.host(task.region) ? 'the region' : 'the endpoint of the entry',
        trust,
        clock,
        send,
        world,
      }),
    );
    const notes = createNotebook();
    const look = prepared.watch(connection, inputs.patience.settleMs > 0, notes);
    let awaited = '';
    const waitsFor = (what: string): void => {
      awaited = what;
    };
    return {
      task,
      lane,
      look: (signal, sent) => {
        awaited = '';
        return look({ signal, sent, waitsFor });
      },
      waitsFor: () => awaited,
      handOver: notes.handOver,
      kept: notes.kept,
    };
  });
}

/**
 * Huawei Cloud locks a key that is refused, whichever host it was sent to; an IAM token may be good for one region, or
 * one project, and not for another. Alibaba Cloud locks none: each host speaks for itself.
 */
function trustKey({ provider, prepared, task }: Target, { huawei }: Inputs, lane: string): string {
  if (provider.cloud !== 'huawei') return lane;
  if (huawei?.value.kind === 'keys') return provider.cloud;
  return huawei?.value.kind === 'token' ? lane : `${lane} ${prepared.projectId ?? ''} ${task.region}`;
}

function connectTarget(inputs: Inputs, target: Target, sources: Sources, shared: Shared): Connection {
  const connection = CONNECTING[target.provider.cloud](inputs, target, sources, shared);
  if (connection === undefined) throw new Error(`no credential for ${target.provider.name}`);
  return connection;
}

/** What the connections of all clouds are made of. */
type Shared = Pick<ConnectionOptions<unknown>, 'baseUrl' | 'place' | 'trust' | 'clock' | 'send' | 'world'>;

/** Connects a target with its cloud; nothing without a credential. */
type Connecting = (
  inputs: Inputs,
  target: Target,
  sources: Sources,
  shared: Shared,
) => Connection | undefined;

const CONNECTING: Readonly<Record<CloudName, Connecting>> = {
  alibaba: ({ alibaba }, _target, sources, shared) =>
    alibaba &&
    connect({
      ...shared,
      dialect: alibabaDialect,
      credentialsHint: `check ${alibaba.source}`,
      credentials: sources.alibaba(alibaba.value),
      sign: alibabaRequest,
    }),
  huawei: ({ huawei }, target, sources, shared) =>
    huawei &&
    connect({
      ...shared,
      dialect: huaweiDialect,
      credentialsHint: `check ${huawei.source}, and the region`,
      credentials: sources.huawei(huawei.value, target),
      sign: (credential, call, url, date) =>
        huaweiRequest(credential, projectOf(huawei.value, target), call, url, date),
    }),
};

/** The project that a request names: with a token of the gate's own the one that this is for, if it has an id. */
function projectOf(value: HuaweiCredential | HuaweiIdentityProvider, target: Target): string | undefined {
  if (value.kind !== 'identity-provider') return target.prepared.projectId;
  const scope = projectScopeOf(target, value);
  return scope !== undefined && 'id' in scope ? scope.id : undefined;
}
