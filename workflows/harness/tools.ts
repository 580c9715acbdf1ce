import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../.tools/', import.meta.url);

/** The path of a tool, as `workflows/run` installs it. */
export function tool(name: 'act' | 'actionlint' | 'gojq' | 'zizmor'): string {
  return fileURLToPath(new URL(name === 'zizmor' ? 'python/bin/zizmor' : `bin/${name}`, FOLDER));
}
