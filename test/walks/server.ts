import type { Reply } from './log.ts';

/** Something that a server does now and then instead of a plain answer, or to it. */
export type Upset =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'bend'; readonly bend: Bend };

/** A plain answer, made worthless. */
export const BENDS = ['cut', 'not found', 'failing', 'moved', 'coded', 'listed', 'quoted'] as const;
type Bend = (typeof BENDS)[number];

/** What the server shows for a while: a state of the deployment, or an upset. */
export interface Scene<S> {
  readonly forMs: number;
  readonly show: S | Upset;
}

/** A server's whole behaviour as plain data. The last scene never ends. */
export interface Script<S> {
  readonly scenes: readonly Scene<S>[];
  /** Upsets of single requests, by the request's number. */
  readonly upsets: readonly { readonly nth: number; readonly upset: Upset }[];
  /** How long each request takes, in turn. */
  readonly latencies: readonly number[];
}

/** What is shown at a time. */
function shownAt<S>(scenes: readonly Scene<S>[], now: number): S | Upset | undefined {
  let end = 0;
  for (const scene of scenes) {
    end += scene.forMs;
    if (now < end) return scene.show;
  }
  return scenes.at(-1)?.show;
}

function isUpset(show: unknown): show is Upset {
  return typeof show === 'object' && show !== null && 'kind' in show;
}

/** The same script of other states. */
export function mapStates<S, T>(script: Script<S>, map: (state: S) => T): Script<T> {
  return {
    ...script,
    scenes: script.scenes.map(({ forMs, show }) => ({ forMs, show: isUpset(show) ? show : map(show) })),
  };
}

/** Answers a request as the script says. `show` gives a body, or an upset of its own (such as not found). */
export function answer<S>(script: Script<S>, nth: number, now: number, show: (state: S) => unknown): Reply {
  const shown = shownAt(script.scenes, now);
  const single = script.upsets.find((each) => each.nth === nth)?.upset;
  if (single?.kind === 'reply') return single.reply;
  if (shown === undefined) return { kind: 'answer', status: 200, headers: JSON_TYPE, body: '' };
  if (isUpset(shown)) return shown.kind === 'reply' ? shown.reply : bent('{"status":"success"}', shown.bend);
  const body = show(shown);
  if (isUpset(body)) return body.kind === 'reply' ? body.reply : bent('{}', body.bend);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return single === undefined ? plain(text) : bent(text, single.bend);
}

const JSON_TYPE = { 'content-type': 'application/json' };

function plain(body: string, status = 200): Reply {
  return { kind: 'answer', status, headers: JSON_TYPE, body };
}

function bent(body: string, bend: Bend): Reply {
  switch (bend) {
    case 'cut':
      return plain(body.slice(0, Math.floor(body.length / 2)));
    case 'not found':
      return plain(body, 404);
    case 'failing':
      return plain(body, 503);
    case 'moved':
      return { kind: 'answer', status: 302, headers: { location: 'https://example.com/' }, body };
    case 'coded':
      return plain(body.replace('{', '{"Code":"ServiceUnavailable","error_code":"APIGW.0201",'));
    case 'listed':
      return plain(`[${body}]`);
    case 'quoted':
      return plain(JSON.stringify(body));
  }
}
