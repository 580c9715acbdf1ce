/** How wide the screen is taken to be, in columns. A terminal that does not know says 0. */
export const WIDTH = Math.max(60, Math.min(process.stdout.columns || 120, 120));

/** Text in lines of at most `width`, broken at spaces, or anywhere in a word that is longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  return [...lines, line];
}

/** The heading of a section. */
export function ruled(title: string): string {
  return `── ${title} ${'─'.repeat(Math.max(0, WIDTH - title.length - 4))}`;
}
