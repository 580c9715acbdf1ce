import { asWanted, paint } from './colours.ts';

/** Shows a log as GitHub does, piece by piece: give it what arrives, and nothing at the end. */
export function createLogView(write: (text: string) => void): (piece?: string) => void {
  let rest = '';
  return (piece) => {
    const lines = (rest + (piece ?? '')).split(/\r?\n/);
    rest = piece === undefined ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      const shown = piece === undefined && line === '' ? undefined : showLine(line);
      if (shown !== undefined) write(`${shown}\n`);
    }
  };
}

/** A line of the log as GitHub shows it: commands in words, and nothing of those that are for the runner. */
function showLine(line: string): string | undefined {
  const [, command, message = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  switch (command) {
    case undefined:
      return asWanted(line);
    case 'error':
      return `${paint(['red', 'bold'], 'Error:')} ${decode(message)}`;
    case 'warning':
      return `${paint(['yellow', 'bold'], 'Warning:')} ${decode(message)}`;
    case 'notice':
      return `${paint('bold', 'Notice:')} ${decode(message)}`;
    case 'group':
      return paint('bold', `▼ ${decode(message)}`);
    default:
      return undefined;
  }
}

/** The text of a command; `%25` last, so that nothing is decoded twice. */
function decode(message: string): string {
  return message.replaceAll('%0D', '').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
