import type { Mermaid } from 'mermaid';

/** What Mermaid's script adds to the page. */
declare global {
  var mermaid: Mermaid;
}
