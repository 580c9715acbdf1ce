/** Makes a trace small, readable and the same each time: it stays a trace. */

import { z } from 'zod';

const Header = z.object({ name: z.string(), value: z.string() });
const Entry = z.looseObject({
  startedDateTime: z.string(),
  request: z.looseObject({ headers: z.array(Header) }),
  response: z.looseObject({
    status: z.number(),
    headers: z.array(Header),
    content: z.looseObject({ text: z.string().optional() }),
  }),
  _look: z.number(),
});
type Entry = z.infer<typeof Entry>;
const Har = z.looseObject({ log: z.looseObject({ entries: z.array(Entry) }) });

/** What differs from run to run, or belongs to the connection. */
const UNTOLD = new Set(['connection', 'keep-alive', 'transfer-encoding', 'x-request-id']);
const COMMENT = 'Looks that changed nothing were left out.';
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * The same trace of one task, without the looks that say what the one before has said.
 *
 * @param names what stands for parts of its addresses
 */
export function tidy(text: string, names: readonly (readonly [from: string, to: string])[]): string {
  const named = names.reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
  const har = Har.parse(JSON.parse(named));
  const { _deployGate, entries, ...log } = har.log;
  const inputs = JSON.stringify(_deployGate);
  const known = new Map<string, number>();
  const tidied = JSON.stringify(
    { log: { ...log, comment: COMMENT, _deployGate, entries: distinct(entries).map(tidyEntry) } },
    undefined,
    1,
  ).replace(UUID, (uuid) => {
    if (inputs.includes(uuid)) return uuid;
    const number = known.get(uuid) ?? known.size + 1;
    known.set(uuid, number);
    return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  });
  return `${tidied}\n`;
}

/** The entries of looks that say something else than the one before, and of the last. */
function distinct(entries: readonly Entry[]): readonly Entry[] {
  const looks = [...Map.groupBy(entries, ({ _look }) => _look).values()];
  const said = (look: readonly Entry[] | undefined): string =>
    JSON.stringify(
      look?.map(({ response: { status, content } }) => [status, content.text?.replace(UUID, '')]),
    );
  return looks.flatMap((look, index) =>
    index === 0 || index === looks.length - 1 || said(look) !== said(looks[index - 1]) ? look : [],
  );
}

function tidyEntry(entry: Entry): Entry {
  const date = new Date(entry.startedDateTime).toUTCString();
  const headers = entry.response.headers
    .filter(({ name }) => !UNTOLD.has(name))
    .map(({ name, value }) => ({ name, value: name === 'date' ? date : value }));
  return { ...entry, response: { ...entry.response, headers } };
}
