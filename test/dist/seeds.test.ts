import { readFileSync } from 'node:fs';

import { describe, it } from 'vitest';

import { inTurn, literal } from '../emulator/index.ts';
import { play, type Setting } from './scene.ts';

/** The vendors' own example answers, served as they stand. */
const seed = (name: string): string => readFileSync(new URL(`../seeds/${name}`, import.meta.url), 'utf8');

const PLAN = '716eda33-dbc6-47f3-953f-29119edd5e5c';
const COMPONENT = 'df49e875-000c-4d69-8f45-c4f384549e1b';
const one = (entry: Readonly<Record<string, string>>, inputs = {}): Setting => ({ tasks: [entry], inputs });

describe("the vendors' examples", () => {
  it.concurrent('publish task OVER with "Success. Request Success." succeeded', async ({ expect }) => {
    const step = await play((e) => {
      e.alibaba.publishTask('uid', inTurn(literal(seed('alibaba-deploy-task.json'))));
      return one({
        provider: 'alibaba-api-gateway',
        'operation-uid': 'uid',
        endpoint: e.alibaba.endpoint,
      });
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  });

  const release = (planned: object): ReturnType<typeof play> =>
    play((e) => {
      e.servicestage.releasePlan('project', PLAN, {
        deployInfo: inTurn(literal(seed('servicestage-deploy-info.json'))),
        plan: inTurn(planned),
      });
      return one(
        { provider: 'huawei-servicestage', 'release-plan-id': PLAN, endpoint: e.servicestage.endpoint },
        { timeout: '2s' },
      );
    });

  it.concurrent('release task with the job SUCCEEDED, the component RUNNING and the plan SUCCESS succeeded', async ({
    expect,
  }) => {
    const components = [{ component_id: COMPONENT, name: 'sch', seq: '1' }];
    const step = await release({ id: PLAN, status: 'SUCCESS', components });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  });

  it.concurrent('the same with the plan unfinished and a component missing did not', async ({ expect }) => {
    const components = [{ component_id: COMPONENT }, { component_id: 'another', name: 'web' }];
    const step = await release({ id: PLAN, status: 'RELEASING', components });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toContain('not begun: web');
  });

  it.concurrent('a CodeArts task that was never executed timed out, naming that there was no execution', async ({
    expect,
  }) => {
    const taskId = 'd2dc947ec2424d8789bb3984bb3adf45';
    const step = await play((e) => {
      e.codearts.task(taskId, { last: inTurn(literal(seed('codearts-task.json'))) });
      return one(
        {
          provider: 'huawei-codearts-deploy',
          'task-id': taskId,
          'accept-last': 'true',
          endpoint: e.codearts.endpoint,
        },
        { timeout: '2s' },
      );
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.stdout).toContain('there is no execution yet (no execution_state)');
  });

  const version = (ours: string, older: string): ReturnType<typeof play> =>
    play((e) => {
      const apiId = 'bebf996e4b3d445d83078094b72b0d91';
      e.alibaba.versions(apiId, 'RELEASE', {
        history: inTurn(literal(seed('alibaba-api-history.json'))),
        list: inTurn([
          { HistoryVersion: '20211022134156663', Status: ours },
          { HistoryVersion: '20201022134156663', Status: older },
        ]),
      });
      return one(
        {
          provider: 'alibaba-api-version',
          'api-id': apiId,
          stage: 'RELEASE',
          version: '20211022134156663',
          endpoint: e.alibaba.endpoint,
        },
        { 'not-found-grace': '1s' },
      );
    });

  it.concurrent('the version of the example succeeded where the list has it ONLINE', async ({ expect }) => {
    expect(await version('ONLINE', 'OFFLINE')).toMatchObject({
      exitCode: 0,
      outputs: { state: 'succeeded' },
    });
  });

  it.concurrent('the same was rolled back where it is OFFLINE and an older one ONLINE', async ({
    expect,
  }) => {
    expect(await version('OFFLINE', 'ONLINE')).toMatchObject({
      exitCode: 1,
      outputs: { state: 'rolled-back' },
    });
  });
});
