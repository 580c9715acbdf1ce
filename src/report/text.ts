/** Makes text of any origin harmless in the log, in Markdown and in a chart. */

const MAX_TEXT = 2000;

/** Text of any origin as one line of the log, in which the runner finds no command. */
export function forLog(text: string): string {
  const line = cut(text)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll('##[', '# #[');
  // A command has two of them; with one alone a permission is named, such as servicestage::getReleasePlan.
  return line.split('::').length > 2 || line.trimStart().startsWith('::')
    ? line.replaceAll('::', ': :')
    : line;
}

/** Text of any origin as one piece of Markdown that shows just what it says: no link, mention, HTML or format. */
export function forMarkdown(text: string): string {
  return cut(text)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/[!-/:-@[-`{-~]/g, (char) => (SAFE.has(char) ? char : `&#${char.charCodeAt(0)};`))
    .replace(/\bwww\./gi, (found) => found.replace('.', '&#46;'))
    .replace(BEGINS_REFERENCE, (found) => `${found}<!-- -->`);
}

/**
 * Text of any origin as a name in a Mermaid chart, which has no way to write what means something there: only
 * letters, digits and a few harmless marks are left.
 */
export function forChart(text: string): string {
  return cut(text)
    .replace(/[^\p{L}\p{M}\p{N}._/@+*()-]+/gu, ' ')
    .trim();
}

/**
 * What mentions, mail addresses, issues, emoji and formulas begin with. GitHub looks for them in the finished
 * page, where an entity is its character again: only something between the pieces of a text keeps them apart.
 */
const BEGINS_REFERENCE = /&#(?:64|35|58);(?=[\w+-]|&#95;)|&#36;|\bGH-(?=\d)/gi;

/** Punctuation that means nothing in the middle of a Markdown table's cell. */
const SAFE: ReadonlySet<string> = new Set(['.', ',', '-', '/', '%', '?', ';', '"', '=', '+']);

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
