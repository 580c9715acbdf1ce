import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findFaults } from '../test/emulator/github/check.ts';
import { operations } from '../test/emulator/github/description.ts';
import { startGitHub } from '../test/emulator/github.ts';
import { extractDescription, extractFile, readExamples } from './github-description.ts';

const examples = readExamples();

test('the emulator is checked against GitHub’s description as it is published', () => {
  expect(JSON.parse(readFileSync(extractFile, 'utf8'))).toEqual(extractDescription());
});

test('there are examples of each operation', () => {
  expect(new Set(examples.map(({ operationId }) => operationId))).toEqual(
    new Set(operations.map(({ operationId }) => operationId)),
  );
});

test.each(examples.filter(({ of }) => of === 'request'))(
  'the emulator takes GitHub’s own example of $operationId: $name',
  async ({ method, path, value }) => {
    const github = await startGitHub({ repository: 'github/hello-world' });
    const ids: Readonly<Record<string, number>> = {
      check_run_id: github.addCheckRun({ name: 'mighty_readme' }).id,
      deployment_id: github.addDeployment(),
    };
    const route = path
      .replace('{owner}/{repo}', 'github/hello-world')
      .replace(/\{(\w+)\}/, (_, name: string) => String(ids[name]));
    const response = await fetch(github.apiUrl + route, {
      method,
      headers: { authorization: `Bearer ${github.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
    expect(response.status).toBe(method === 'POST' ? 201 : 200);
    expect(github.violations).toEqual([]);
    await github.close();
  },
);

test.each(examples.filter(({ of }) => of !== 'request'))(
  'the emulator’s check of answers takes GitHub’s own example of $operationId: $of $name',
  ({ operationId, of, value }) => {
    const operation = operations.find((one) => one.operationId === operationId);
    expect(operation && findFaults({ status: Number(of), body: value }, operation.operationId)).toEqual([]);
  },
);
