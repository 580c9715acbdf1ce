import { expect, test } from 'vitest';

import { record } from '../test/dist/entries.ts';
import { gateOf } from './harness/outline.ts';
import { runDeploying } from './harness/play.ts';
import { inWorld } from './harness/world.ts';

const SERVER = 'github.corp.example.com';

test('the check run is on the server, below the path of its API', () =>
  inWorld(
    async (world) => {
      const { emulator, github, authorityFile } = world;
      const { jobs, log } = await runDeploying(
        world,
        () => {
          record(emulator, 'running', 'succeeded');
          return { 'record-id': 'ours' };
        },
        {
          example: 'github-enterprise-server.yml',
          event: 'push',
          server: SERVER,
          env: { NODE_EXTRA_CA_CERTS: '' },
          vars: { INVOICES_TASK_ID: 'task', CA_FILE: authorityFile },
        },
      );
      expect(jobs['deploy']?.result, log).toBe('success');
      expect(gateOf(jobs['deploy']).outputs).toMatchObject({ state: 'succeeded' });
      expect(gateOf(jobs['deploy']).annotations).toEqual([]);
      expect(github.checkRuns()).toMatchObject([{ name: 'invoices is out', conclusion: 'success' }]);
      expect(github.requests.map(({ url }) => url)).toEqual(
        github.requests.map(() => expect.stringMatching(/^\/api\/v3\/repos\/example\/shop\//)),
      );
    },
    { githubHost: SERVER, github: { repository: 'example/shop', basePath: '/api/v3' } },
  ));
