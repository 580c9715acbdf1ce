import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes an ID token to a file, which is where the vendors' libraries want it, for as long as `use` runs. */
export async function inTokenFile<T>(idToken: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-token-'));
  try {
    const path = join(folder, 'token');
    await writeFile(path, idToken);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
