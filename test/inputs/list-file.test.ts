import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readListFile } from '../../src/inputs/list-file.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'deploy-gate-list-')));
const workspace = join(root, 'workspace');

beforeAll(() => {
  mkdirSync(join(workspace, 'deploy'), { recursive: true });
  mkdirSync(join(root, 'workspace-twin'));
  writeFileSync(join(workspace, 'tasks.yml'), '- provider: x\n');
  writeFileSync(join(workspace, 'deploy', 'tasks.yml'), '- provider: deep 订单\n');
  writeFileSync(join(workspace, '..tasks.yml'), '- provider: dots\n');
  writeFileSync(join(root, 'outside.yml'), '- secret: x\n');
  writeFileSync(join(root, 'workspace-twin', 'tasks.yml'), '- secret: x\n');
  symlinkSync(join(workspace, 'tasks.yml'), join(workspace, 'inside-link.yml'));
  symlinkSync(join(root, 'outside.yml'), join(workspace, 'outside-link.yml'));
  symlinkSync(root, join(workspace, 'folder-link'));
  symlinkSync(workspace, join(root, 'workspace-link'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function read(
  path: string,
  place = workspace,
): { readonly text: string | undefined; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const text = readListFile(path, { GITHUB_WORKSPACE: place }, (problem) => problems.push(problem));
  return { text, problems };
}

describe('a list in a file', () => {
  it.each([
    ['tasks.yml', '- provider: x\n'],
    ['./tasks.yml', '- provider: x\n'],
    ['deploy/tasks.yml', '- provider: deep 订单\n'],
    ['deploy/../tasks.yml', '- provider: x\n'],
    ['..tasks.yml', '- provider: dots\n'],
    ['inside-link.yml', '- provider: x\n'],
    [join(workspace, 'tasks.yml'), '- provider: x\n'],
  ])('inside the workspace is read: %s', (path, text) => {
    expect(read(path)).toEqual({ text, problems: [] });
  });

  it('is read where the workspace itself is reached by a link', () => {
    expect(read('tasks.yml', join(root, 'workspace-link')).text).toBe('- provider: x\n');
  });

  it.each([
    '../outside.yml',
    'deploy/../../outside.yml',
    'outside-link.yml',
    'folder-link/outside.yml',
    '../workspace-twin/tasks.yml',
    join(root, 'outside.yml'),
    process.execPath,
  ])('outside the workspace is refused, also after symbolic links: %s', (path) => {
    const { text, problems } = read(path);
    expect(text).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^tasks-file:.*outside the workspace/)]);
  });

  it('of 16 MiB is read, and one that is larger is refused', () => {
    const most = 16 * 1024 * 1024;
    writeFileSync(join(workspace, 'large.yml'), '#'.repeat(most));
    expect(read('large.yml').text).toHaveLength(most);
    writeFileSync(join(workspace, 'large.yml'), '#'.repeat(most + 1));
    expect(read('large.yml')).toEqual({
      text: undefined,
      problems: ['tasks-file: "large.yml" is larger than 16 MiB; split it'],
    });
  });

  it.each(['none.yml', 'deploy', 'tasks.yml/x', 'nul\0l.yml', 'x'.repeat(5000)])(
    'that cannot be read is refused: %j',
    (path) => {
      const { text, problems } = read(path);
      expect(text).toBeUndefined();
      expect(problems).toEqual([expect.stringMatching(/^tasks-file:/)]);
      expect(problems[0]?.length).toBeLessThan(400);
    },
  );
});
