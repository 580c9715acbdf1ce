/** A workflow command, as the GitHub runner reads it out of a step's log. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** The lines that .NET's StreamReader makes of a stream: a bare carriage return ends one as well. */
export function linesOf(stream: string): readonly string[] {
  const lines = stream.split(/\r\n|[\r\n]/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/**
 * Every command in a log, each in the form that its line has: `::name key=value,key=value::data` at the start of
 * a line, or the older `##[name key=value;key=value]data` anywhere in it.
 *
 * Of a name that no runner knows yet it is told too: a later one may know it.
 */
export function commandsOf(log: string): readonly RunnerCommand[] {
  return linesOf(log).flatMap((line) => {
    const read = readLine(line, EXACT);
    if (read !== undefined) return [read];
    const loose = readLine(line, LOOSE);
    return loose !== undefined && KNOWN.has(loose.name.toLowerCase()) ? [loose] : [];
  });
}

const KNOWN: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** How two or three characters are found in a line. */
interface Marks {
  readonly opensV2: RegExp;
  readonly v2: RegExp;
  readonly v1: RegExp;
}

const EXACT: Marks = { opensV2: /^::/, v2: /::/g, v1: /##\[/g };

/** .NET may compare by culture, which passes over characters without a weight of their own. */
const NOTHING = '[\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}]*';
const LOOSE: Marks = {
  opensV2: new RegExp(`^${NOTHING}:${NOTHING}:`, 'u'),
  v2: new RegExp(`:${NOTHING}:`, 'gu'),
  v1: new RegExp(`#${NOTHING}#${NOTHING}\\[`, 'gu'),
};

/** What .NET trims: not JavaScript's list, which has the byte order mark and lacks U+0085. */
const LEADING_SPACE = /^[\t-\r\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function readLine(line: string, marks: Marks): RunnerCommand | undefined {
  return readV2(line.replace(LEADING_SPACE, ''), marks) ?? readV1(line, marks);
}

function readV2(message: string, { opensV2, v2 }: Marks): RunnerCommand | undefined {
  if (!opensV2.test(message)) return undefined;
  const end = find(message, v2, 2);
  if (end === -1) return undefined;
  return command(message.slice(2, end), message.slice(end + 2), ',', [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
  ]);
}

function readV1(message: string, { v1 }: Marks): RunnerCommand | undefined {
  const start = find(message, v1, 0);
  const end = start === -1 ? -1 : message.indexOf(']', start);
  if (end === -1) return undefined;
  return command(message.slice(start + 3, end), message.slice(end + 1), ';', [
    ['%3B', ';'],
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%5D', ']'],
  ]);
}

function find(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

type Escapes = readonly (readonly [escaped: string, plain: string])[];

function command(info: string, data: string, separator: ',' | ';', escapes: Escapes): RunnerCommand {
  const space = info.indexOf(' ');
  const written = space > 0 ? info.slice(space + 1).trim() : '';
  const pairs = written.split(separator).flatMap((pair) => {
    const [key, value] = /^=*([^=]+)=(.+)$/s.exec(pair)?.slice(1) ?? [];
    return key === undefined || value === undefined ? [] : [[key, unescaped(value, escapes)] as const];
  });
  // Data has fewer escapes than properties where commands begin with colons.
  const inData = separator === ',' ? escapes.slice(0, 2) : escapes;
  return {
    name: space === -1 ? info : info.slice(0, space),
    properties: Object.fromEntries(pairs),
    data: unescaped(data, inData),
  };
}

function unescaped(text: string, escapes: Escapes): string {
  return [...escapes, ['%25', '%'] as const].reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
}
