const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** One piece of Markdown as plain text: no marks, no tags, and the characters that entities stand for. */
export function plain(markdown: string): string {
  return markdown
    .replace(/<br ?\/?>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 ($2)')
    .replace(/&(?:#(\d+)|([a-z]+));/g, (entity, code?: string, name?: string) =>
      code === undefined ? (NAMED[name ?? ''] ?? entity) : String.fromCodePoint(Number(code)),
    );
}
