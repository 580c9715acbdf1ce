/*
 * node scripts/release/bill.ts
 *
 * Writes the bill of materials of what dist is built of, as SPDX in JSON: every package of package-lock.json that is not
 * for development alone. Needs npm, and nothing installed.
 *
 * npm makes it, of a lock file without the other packages: `npm sbom --omit dev` leaves out what development needs, too.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Package {
  readonly version: string;
  readonly dev?: boolean;
}

const manifest: object = JSON.parse(readFileSync('package.json', 'utf8'));
const lock: { readonly packages: Readonly<Record<string, Package>> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);
const { '': root, ...locked } = lock.packages;
const packages = Object.fromEntries(Object.entries(locked).filter(([, { dev }]) => dev !== true));
const bill = npmSbom({
  'package.json': { ...manifest, devDependencies: {} },
  'package-lock.json': { ...lock, packages: { '': { ...root, devDependencies: {} }, ...packages } },
});
const missing = missingIn(bill);
if (missing.length > 0) throw new Error(`npm leaves out ${missing.join(', ')}`);
process.stdout.write(bill);

function npmSbom(files: Readonly<Record<string, object>>): string {
  const cwd = mkdtempSync(join(tmpdir(), 'deploy-gate-bill-'));
  try {
    for (const [name, value] of Object.entries(files)) writeFileSync(join(cwd, name), JSON.stringify(value));
    const args = ['sbom', '--package-lock-only', '--sbom-type', 'application', '--sbom-format', 'spdx'];
    return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function missingIn(bill: string): readonly string[] {
  const { packages: listed }: { packages: readonly { name: string; versionInfo: string }[] } =
    JSON.parse(bill);
  const known = new Set(listed.map(({ name, versionInfo }) => `${name}@${versionInfo}`));
  return Object.entries(packages)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`)
    .filter((each) => !known.has(each));
}
