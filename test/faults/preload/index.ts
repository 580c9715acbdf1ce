type Variables = Readonly<Record<string, string>>;

/** The environment of a step into which a module of this folder is loaded before the action. */
export function preloaded(name: string): Variables {
  return { NODE_OPTIONS: `--import ${new URL(`${name}.ts`, import.meta.url).href}` };
}

/** What looking up a name gives: addresses, or the code of an error. */
export type Answer = readonly string[] | 'ENOTFOUND' | 'EAI_AGAIN';

/** The environment of a step in which names have these addresses and errors, in turn, and no other name exists. */
export function resolving(names: Readonly<Record<string, readonly [Answer, ...Answer[]]>>): Variables {
  return { ...preloaded('names'), NAMES: JSON.stringify(names) };
}
