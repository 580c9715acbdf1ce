import type { DeployedResult, Emulator, HistoryItem } from '../emulator/index.ts';
import { invoices, playInvoices } from './cast/invoices.ts';
import { orders, playOrders } from './cast/orders.ts';
import type { Part, Timeline } from './cast/part.ts';
import { payments, playPayments } from './cast/payments.ts';
import { playStorefront, type Release, storefront } from './cast/storefront.ts';

/** One ending of a rollout: what the clouds say over time, and how the gate must end. */
export interface Scene {
  readonly word: string;
  readonly title: string;
  /** What happens, in a sentence or two. */
  readonly story: string;
  /** Inputs of the step beside the list of tasks. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly orders: Timeline<readonly DeployedResult[]>;
  readonly payments: Timeline<readonly HistoryItem[]>;
  readonly storefront: readonly (readonly [atMs: number, release: Release])[];
  readonly invoices: Timeline<object>;
  /** The run is cancelled a second after the action has written this. */
  readonly cancelAfter?: RegExp;
  readonly expected: Expected;
}

/** How a scene must end. */
export interface Expected {
  readonly state: string;
  readonly exitCode: number;
  /** State by name. */
  readonly states: Readonly<Record<string, string>>;
}

/** The four deployments, one of each provider. */
export const cast: readonly Part[] = [orders, payments, storefront, invoices];

const HICCUP_AT_MS = 3_500;

/** Has the emulator play a scene; its clock starts at the first request. */
export function play(emulator: Emulator, scene: Scene, elapsed: () => number): void {
  playOrders(emulator, scene.orders, elapsed, HICCUP_AT_MS);
  playPayments(emulator, scene.payments, elapsed);
  playStorefront(emulator, scene.storefront, elapsed);
  playInvoices(emulator, scene.invoices, elapsed);
}

/** The `with:` of the step: the list of tasks, and the emulator's keys. */
export function inputsOf(emulator: Emulator, scene: Scene): Readonly<Record<string, string>> {
  const { alibaba, servicestage, codearts, huawei } = emulator;
  const endpoints: Readonly<Record<string, string>> = {
    [orders.name]: alibaba.endpoint,
    [payments.name]: alibaba.endpoint,
    [storefront.name]: servicestage.endpoint,
    [invoices.name]: codearts.endpoint,
  };
  const tasks = cast.map(({ name, provider, fields }) => ({
    name,
    provider,
    ...fields,
    endpoint: endpoints[name] ?? '',
  }));
  return {
    tasks: JSON.stringify(tasks),
    'allowed-hosts': '127.0.0.1',
    'alibaba-region': 'cn-hangzhou',
    'alibaba-access-key-id': alibaba.keys.accessKeyId,
    'alibaba-access-key-secret': alibaba.keys.accessKeySecret,
    'huawei-region': 'cn-north-4',
    'huawei-access-key-id': huawei.keys.accessKeyId,
    'huawei-secret-access-key': huawei.keys.secretAccessKey,
    ...scene.inputs,
  };
}
