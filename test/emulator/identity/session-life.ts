import { type Act, isAct } from '../act.ts';
import type { Lifetime } from '../clouds.ts';
import type { Scene } from '../scene.ts';

/** How long the next session lives, whatever length of life was asked for. Unset fields: as asked. */
export interface SessionLife {
  readonly seconds?: number;
  /** Requests that it is good for; the answer does not tell. */
  readonly requests?: number;
}

/** A session's life as it begins, with the end that the answer tells. */
export type Begun = Required<Pick<Lifetime, 'expiresAt'>> & Lifetime;

/**
 * The life of the session that a scene begins now, or the act that is to be played instead.
 * @param precisionMs the end is told in these units, and put off to the next whole one
 */
export function beginLife(
  scene: Scene<SessionLife>,
  askedSeconds: number,
  now: number,
  precisionMs: number,
): Begun | Act {
  const frame = scene();
  if (isAct(frame)) return frame;
  const { seconds = askedSeconds, requests } = frame ?? {};
  const expiresAt = Math.ceil((now + seconds * 1000) / precisionMs) * precisionMs;
  return { expiresAt, ...(requests === undefined ? {} : { requests }) };
}
