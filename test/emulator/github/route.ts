import { type Operation, operations } from './description.ts';

/** An operation, and the parameters in the path by which it was called. */
export interface Route {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/** The operation that a method and a path mean. */
export function findRoute(method: string, path: string): Route | undefined {
  for (const operation of operations) {
    const found = operation.method === method ? operation.path.exec(path) : null;
    if (found === null) continue;
    const parameters = Object.entries(found.groups ?? {}).map(([name, text]) => [name, decode(text)]);
    return { operation, path: Object.fromEntries(parameters) };
  }
  return undefined;
}

/** A broken escape stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
