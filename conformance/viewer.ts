import { createRequire } from 'node:module';

import { Window } from 'happy-dom';

const require = createRequire(import.meta.url);

/** What a viewer shows of a HAR. */
export interface Shown {
  /** The text of each request's line. */
  readonly rows: readonly string[];
  /** The text of what opens when a line is clicked, for the first of them. */
  readonly details: string;
}

/** An element as far as it is read here. */
interface Drawn {
  readonly textContent: string | null;
  readonly querySelectorAll: (
    selector: string,
  ) => Iterable<Drawn & { readonly dispatchEvent: (event: unknown) => void }>;
}

interface Viewer {
  /** Draws a HAR. Throws where it cannot read one. */
  readonly fromHar: (har: unknown, options: object) => Drawn & object;
}

/** Opens a HAR in PerfCascade, the viewer of WebPageTest and sitespeed.io, on a page without a browser. */
export function openHar(text: string): Shown {
  const window = new Window();
  const { document, Node, HTMLElement, SVGElement } = window;
  Object.assign(globalThis, { window, document, Node, HTMLElement, SVGElement });
  const viewer: Viewer = require('perf-cascade');
  const drawn = viewer.fromHar(JSON.parse(text), {});
  Reflect.apply(Reflect.get(document.body, 'appendChild'), document.body, [drawn]);
  const rows = [...drawn.querySelectorAll('.row-item')];
  rows[0]?.dispatchEvent(new window.MouseEvent('click', { bubbles: true }));
  const [details] = drawn.querySelectorAll('.info-overlay-holder, .tab-container, foreignObject');
  return { rows: rows.map(({ textContent }) => textContent ?? ''), details: details?.textContent ?? '' };
}
