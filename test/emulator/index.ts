import { createAlibaba } from './alibaba.ts';
import type { AlibabaScenes, DeployedResult } from './alibaba-operations.ts';
import { type Versions, viewVersions } from './api-history.ts';
import type { SeenRequest } from './call.ts';
import {
  type AlibabaKeys,
  type AlibabaSession,
  alibabaKeys,
  type HuaweiKeys,
  type HuaweiSession,
  huaweiKeys,
  type IamToken,
  issueIamToken,
  type Lifetime,
  openAlibabaSession,
  openHuaweiSession,
} from './clouds.ts';
import { createCodeArts, type DeployTask } from './codearts.ts';
import { createHuaweiAuth } from './huawei-auth.ts';
import { type Identity, startIdentity } from './identity/index.ts';
import { defaultRules, type Rules } from './rules.ts';
import type { Scene } from './scene.ts';
import { type Stage, serve } from './server.ts';
import { createServiceStage, type ReleasePlan } from './servicestage.ts';
import type { TokenOnRecord } from './token-scope.ts';
import { createVault } from './vault.ts';

export { type Act, act, literal } from './act.ts';
export type { DeployedResult } from './alibaba-operations.ts';
export { defaultGroupId, type HistoryItem } from './api-history.ts';
export type { SeenRequest } from './call.ts';
export type { AlibabaKeys, AlibabaSession } from './clouds.ts';

export { inOneLine, signedTexts } from './echo.ts';
export * as faults from './faults.ts';
export { GITHUB_ISSUER } from './identity/issuer.ts';
export { JOB, JOB_VARIABLES } from './identity/job.ts';
export type { Rules } from './rules.ts';
export { type Frame, inTurn, overTime, type Scene, stopwatch } from './scene.ts';
export { huaweiRegion } from './token-scope.ts';

/** The rules to start with, and the servers' idea of now (milliseconds since the epoch). */
export interface EmulatorOptions extends Partial<Rules> {
  readonly clock?: () => number;
}

/**
 * The four deployment APIs on loopback, and what gives sessions for them. Everything that a method sets up may be
 * replaced at any time.
 */
export interface Emulator extends Identity {
  readonly alibaba: {
    readonly endpoint: string;
    readonly keys: AlibabaKeys;
    readonly openSession: (lifetime?: Lifetime) => AlibabaSession;
    readonly publishTask: (operationUid: string, scene: Scene<readonly DeployedResult[]>) => void;
    readonly versions: (apiId: string, stageName: string, versions: Versions) => void;
  };
  readonly huawei: {
    readonly keys: HuaweiKeys;
    readonly openSession: (lifetime?: Lifetime) => HuaweiSession;
    readonly issueToken: (lifetime?: Lifetime) => IamToken;
  };
  readonly servicestage: {
    readonly endpoint: string;
    readonly releasePlan: (projectId: string, releasePlanId: string, plan: ReleasePlan) => void;
  };
  readonly codearts: {
    readonly endpoint: string;
    readonly task: (taskId: string, task: DeployTask) => void;
  };
  readonly rules: Rules;
  /** Every request so far, in the order of arrival, refused ones included. */
  readonly requests: readonly SeenRequest[];
  /** Cuts every connection and stops listening. */
  readonly close: () => Promise<void>;
}

/** Starts the emulator on free ports of 127.0.0.1. */
export async function startEmulator({ clock = Date.now, ...rules }: EmulatorOptions = {}): Promise<Emulator> {
  const stage: Stage = { clock, rules: { ...defaultRules, ...rules }, requests: [] };
  const alibabaVault = createVault();
  const huaweiVault = createVault();
  const tokens = new Map<string, TokenOnRecord>();
  const gateway: AlibabaScenes = { publishTasks: new Map(), versions: new Map() };
  const plans = new Map<string, ReleasePlan>();
  const tasks = new Map<string, DeployTask>();
  alibabaVault.add(alibabaKeys.accessKeyId, alibabaKeys.accessKeySecret);
  huaweiVault.add(huaweiKeys.accessKeyId, huaweiKeys.secretAccessKey);
  const huaweiAuth = createHuaweiAuth(huaweiVault, tokens, clock);
  const [alibaba, servicestage, codearts] = await Promise.all([
    serve('alibaba', stage, createAlibaba(stage, alibabaVault, gateway)),
    serve('servicestage', stage, createServiceStage(stage, huaweiAuth, plans)),
    serve('codearts', stage, createCodeArts(stage, huaweiAuth, tasks)),
  ]);
  const { identity, close } = await startIdentity(stage, alibabaVault, huaweiVault, tokens);
  return {
    alibaba: {
      endpoint: alibaba.endpoint,
      keys: alibabaKeys,
      openSession: (lifetime) => openAlibabaSession(alibabaVault, lifetime),
      publishTask: (operationUid, scene) => gateway.publishTasks.set(operationUid, scene),
      versions: (apiId, stageName, versions) =>
        gateway.versions.set(`${apiId}/${stageName}`, viewVersions(versions)),
    },
    huawei: {
      keys: huaweiKeys,
      openSession: (lifetime) => openHuaweiSession(huaweiVault, lifetime),
      issueToken: (lifetime) => issueIamToken(tokens, lifetime),
    },
    servicestage: {
      endpoint: servicestage.endpoint,
      releasePlan: (projectId, planId, plan) => plans.set(`${projectId}/${planId}`, plan),
    },
    codearts: { endpoint: codearts.endpoint, task: (taskId, task) => tasks.set(taskId, task) },
    ...identity,
    rules: stage.rules,
    requests: stage.requests,
    close: async () => {
      await Promise.all([alibaba.close(), servicestage.close(), codearts.close(), close()]);
    },
  };
}
