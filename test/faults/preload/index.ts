/** The environment of a step into which a module of this folder is loaded before the action. */
export function preloaded(name: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import ${new URL(`${name}.ts`, import.meta.url).href}` };
}
