import { alibabaDialect } from '../../src/clouds/alibaba.ts';
import type { Dialect } from '../../src/clouds/error-order.ts';
import { huaweiDialect } from '../../src/clouds/huawei.ts';
import { alibabaApiGateway } from '../../src/providers/alibaba-api-gateway.ts';
import { huaweiCodeartsDeploy } from '../../src/providers/huawei-codearts-deploy.ts';
import type { CloudName, Provider } from '../../src/providers/provider.ts';
import { type Given, http, json, watchOne } from '../../test/providers/ask.ts';
import { table } from './markdown-table.ts';

interface Cloud {
  readonly dialect: Dialect;
  readonly provider: Provider;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly error: (code: string, message: string) => unknown;
  /** An answer that a look can use. */
  readonly well: unknown;
}

const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  alibaba: {
    dialect: alibabaDialect,
    provider: alibabaApiGateway,
    fields: { 'operation-uid': 'uid' },
    error: (Code, Message) => ({ Code, Message }),
    well: {},
  },
  huawei: {
    dialect: huaweiDialect,
    provider: huaweiCodeartsDeploy,
    fields: { 'task-id': 'task', 'accept-last': 'true' },
    error: (error_code, error_msg) => ({ error_code, error_msg }),
    well: { task_id: 'task' },
  },
};

/** What the gate does with the errors of each cloud: the codes are those of the code's own tables. */
export async function errorTables(): Promise<Readonly<Record<string, string>>> {
  const tables = Object.values(CLOUDS).map(
    async (cloud) => [`errors of ${cloud.dialect.vendor}`, await errorTable(cloud)] as const,
  );
  return Object.fromEntries(await Promise.all(tables));
}

async function errorTable(cloud: Cloud): Promise<string> {
  const { dialect, error } = cloud;
  const rows: (readonly string[])[] = [];
  for (const [code, , message] of dialect.codes) {
    const codes = textsOf(code);
    const says = message === undefined ? [''] : textsOf(message);
    const open = code.source.endsWith('$') ? '' : '…';
    const said = codes.map((text) => `\`${text}${open}\``).join(', ');
    const also = message === undefined ? '' : ` with \`${says.join('`, `')}\` in its message`;
    const ends = await Promise.all(
      codes.flatMap((text) => says.map((word) => endOf(cloud, http(400, error(text, word))))),
    );
    rows.push([`${said}${also}`, only(ends, said)]);
  }
  const other = error('AnyOther', '');
  const statuses = Object.keys(dialect.statuses).map(Number);
  for (const status of statuses) rows.push([`HTTP ${status}`, await endOf(cloud, http(status, other))]);
  rows.push(['HTTP 5xx', await endOf(cloud, http(500, other))]);
  const words = await Promise.all(WORDS.map((word) => endOf(cloud, http(400, error(`Any${word}`, '')))));
  rows.push([`a code with the word ${WORDS.map((word) => `\`${word}\``).join(', ')}`, only(words, 'words')]);
  for (const status of Object.keys(dialect.otherStatuses ?? {}).map(Number))
    rows.push([`HTTP ${status}`, await endOf(cloud, http(status, other))]);
  const parameter = await endOf(cloud, http(400, error('InvalidParameter', '')));
  rows.push(
    ['a code or message about a missing, invalid, illegal or malformed parameter', parameter],
    ['any other 4xx', await endOf(cloud, http(400, other))],
    ['a page of HTML or XML', await endOf(cloud, http(400, '<html>'))],
    ['a page of HTML or XML with HTTP 401', await endOf(cloud, http(401, '<html>'))],
    ['a 2xx with an empty body, half a JSON, another code', only(await unreadable(cloud), 'unreadable')],
    ['a redirect', await endOf(cloud, http(302, '', { location: 'https://elsewhere.example/' }))],
  );
  return table(['code, or else the HTTP status', 'the gate'], rows);
}

/** Words of a code that speak of what passes. */
const WORDS = 'Lock Locked Conflict Concurrent Concurrency Busy Timeout Upgrading InProgress'.split(' ');

function unreadable(cloud: Cloud): Promise<readonly string[]> {
  const bodies = ['<html>', '', '{"a"', JSON.stringify(cloud.error('AnyOther', ''))];
  return Promise.all(bodies.map((body) => endOf(cloud, http(200, body))));
}

/** What becomes of a task whose request is answered so. */
async function endOf({ provider, fields, well }: Cloud, answer: Given): Promise<string> {
  let given = answer;
  let sent = 0;
  // A server whose clock is an hour ahead of the gate's.
  const date = new Date(Date.UTC(2026, 0, 1, 1)).toUTCString();
  const look = watchOne(provider, fields, () => {
    sent += 1;
    return 'headers' in given ? { ...given, headers: { ...given.headers, date } } : given;
  });
  const seen = await look();
  const again = sent > 1 ? "sends it again with the server's time, at most three times in a row; then " : '';
  given = json(well);
  sent = 0;
  await look();
  const never = sent === 0 ? ', and never sends the credential again' : '';
  switch (seen.kind) {
    case 'unreachable':
      if (seen.onceSeen === true)
        return 'ends the task in `error`; after a good answer about the task, as any other 4xx';
      if (seen.hopelessAfterMs === 'grace') return 'tries again for `not-found-grace`, then `error`';
      return seen.throttled ? 'tries again, and slows down' : 'tries again';
    case 'absent':
      return 'takes the id for unknown';
    case 'refused':
      return `${again}ends the task in \`error\`${never}`;
    case 'seen':
      throw new Error('an error was taken for a state');
  }
}

function only(ends: readonly string[], what: string): string {
  const [end, ...others] = new Set(ends);
  if (end === undefined || others.length > 0) throw new Error(`${what}: ${[end, ...others].join(' or ')}`);
  return end;
}

/** Every text that a regular expression of groups, classes and `?` stands for. */
export function textsOf({ source }: RegExp): readonly string[] {
  const tokens = [...source.matchAll(/(?:\(([^()]*)\)|\[(\w*)\]|\\(\.)|([\w. ]|\^|\$))(\?)?/g)];
  if (tokens.map(([token]) => token).join('') !== source) throw new Error(`cannot be written out: ${source}`);
  return tokens.reduce<readonly string[]>(
    (texts, [, group, letters, dot, letter = '', optional]) => {
      const options = group?.split('|').flatMap((each) => textsOf(new RegExp(each))) ??
        letters?.split('') ?? [dot ?? letter.replace(/[$^]/, '')];
      const all = optional === undefined ? options : ['', ...options];
      return texts.flatMap((text) => all.map((option) => text + option));
    },
    [''],
  );
}
