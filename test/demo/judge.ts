import type { Expected } from './scene.ts';

/** The part of a run that a scene has expectations of. */
interface Run {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** How many requests were answered with a 503. */
  readonly hiccups: number;
}

/** What differs from the scene's intent, a line each; nothing if it ended as it must. */
export function differences(expected: Expected, { exitCode, outputs, hiccups }: Run): readonly string[] {
  const states: unknown = JSON.parse(outputs['states'] || '{}');
  const stateOf = (name: string): unknown =>
    typeof states === 'object' && states !== null ? Reflect.get(states, name) : undefined;
  const compared: readonly (readonly [what: string, wanted: unknown, got: unknown])[] = [
    ['exit code', expected.exitCode, exitCode],
    ['503s', 1, hiccups],
    ['verdict', expected.state, outputs['state']],
    ...Object.entries(expected.states).map(
      ([name, wanted]) => [`state of ${name}`, wanted, stateOf(name)] as const,
    ),
  ];
  return compared
    .filter(([, wanted, got]) => wanted !== got)
    .map(([what, wanted, got]) => `${what}: ${got ?? 'none'} instead of ${wanted}`);
}
