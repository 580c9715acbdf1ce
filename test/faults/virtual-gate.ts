// Loaded before virtual time begins, which does not wait for a file.
import '../../src/clouds/alibaba-sts.ts';
import '../../src/clouds/huawei-iam.ts';

import type { Hides } from '../../src/clouds/exchange.ts';
import type { HttpAnswer, HttpRequest, Send } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import { gate, type Outcome } from '../../src/gate/gate.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { watchTargets } from '../../src/watch.ts';
import { NOTHING_TO_HIDE } from '../no-hides.ts';
import { virtualWorld } from '../virtual-world.ts';

/** One request as the network saw it. */
export interface Asked {
  /** Milliseconds since the gate began. */
  readonly at: number;
  readonly request: HttpRequest;
}

export interface VirtualStep {
  readonly tasks: readonly Readonly<Record<string, string>>[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Told of secrets; by default there must be none to tell of. */
  readonly hides?: Hides;
  /** What the network answers to a request, which is its `count`th, from 1. */
  readonly answer: (asked: Asked, count: number) => HttpAnswer | HttpFault;
  /** How long each answer takes, in ms. */
  readonly takesMs?: number;
  readonly random?: () => number;
}

export interface VirtualOutcome extends Outcome {
  readonly requests: readonly Asked[];
}

/** Everything between the inputs and the report, in a world in which time passes only where somebody waits. */
export async function watchInVirtualTime(step: VirtualStep): Promise<VirtualOutcome> {
  const given: Readonly<Record<string, string>> = {
    'alibaba-access-key-id': 'LTAI-example',
    'alibaba-access-key-secret': 'example-of-a-secret',
    'alibaba-region': 'cn-hangzhou',
    'huawei-access-key-id': 'AK-example',
    'huawei-secret-access-key': 'example-of-a-secret',
    'huawei-region': 'cn-north-4',
    'huawei-project-id': 'project',
    tasks: JSON.stringify(step.tasks),
    ...step.inputs,
  };
  const inputs = readInputs((name) => given[name] ?? '', step.env ?? {});
  const world = virtualWorld(step.random);
  const requests: Asked[] = [];
  const send: Send = async (request, signal) => {
    const asked = { at: world.now(), request };
    const count = requests.push(asked);
    if (step.takesMs !== undefined) await world.sleep(step.takesMs, signal);
    return step.answer(asked, count);
  };
  const outcome = await world.run(() =>
    gate(watchTargets(inputs, send, world, step.hides ?? NOTHING_TO_HIDE), {
      patience: inputs.patience,
      failFast: inputs.failFast,
      world,
      stop: new AbortController().signal,
      tell: () => undefined,
    }),
  );
  return { ...outcome, requests };
}
