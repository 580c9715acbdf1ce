import type { Part } from '../cast/part.ts';
import type { Scene } from '../scene.ts';
import { paint } from './colours.ts';
import { WIDTH, wrap } from './layout.ts';

/** What is about to be shown: the scene, the four deployments, the settings of the gate. */
export function showHeading(scene: Scene, cast: readonly Part[]): string {
  const width = (read: (part: Part) => string): number => Math.max(...cast.map((part) => read(part).length));
  const names = width(({ name }) => name) + 3;
  const providers = width(({ provider }) => provider) + 3;
  const settings = Object.entries(scene.inputs).map(([name, value]) => `${name}: ${value}`);
  return [
    paint('bold', `Deploy Gate, four deployments on two clouds: ${scene.title}`),
    ...wrap(`${scene.story} And once, a cloud answers with a 503.`, WIDTH),
    '',
    ...cast.map(
      ({ name, provider, about }) =>
        `  ${paint('cyan', name.padEnd(names))}${provider.padEnd(providers)}${paint('dim', about)}`,
    ),
    '',
    paint('dim', `The clouds are emulated on loopback; the built action waits with ${settings.join(', ')}.`),
  ].join('\n');
}
