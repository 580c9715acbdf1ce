import { describe, it } from 'vitest';

import { item, OURS, version } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { defaultGroupId } from '../emulator/api-history.ts';
import { faults } from '../emulator/index.ts';
import { readTrace } from '../replay/har-file.ts';
import { replay } from '../replay/play.ts';

const SECRET = 'pa55wordOfTheBackEnd';
/** What the API's definition holds beside what is read of it. */
const DEFINITION = {
  ServiceConfig: { ServiceAddress: `http://admin:${SECRET}@backend.internal/`, ServicePath: '/' },
  ConstantParameters: {
    ConstantParameter: [{ ServiceParameterName: 'x-password', ConstantValue: SECRET, Location: 'HEAD' }],
  },
  MockHeaders: { MockHeader: [{ HeaderName: 'x-api', HeaderValue: SECRET }] },
  Pairs: [{ name: 'token', value: SECRET }],
  Anything: { deep: [{ er: SECRET }] },
};

describe('row 106: secrets in an answer, traced → only what is read of it is kept, and replays to the same verdict', () => {
  it.concurrent("an API's definition", async ({ expect }) => {
    const step = await play((e) => {
      const entry = version(e, [item(OURS, 'ONLINE')]);
      e.rules.hook = ({ operation }) =>
        operation === 'DescribeApiHistory'
          ? faults.httpError(200, {
              ApiId: 'api',
              StageName: 'RELEASE',
              HistoryVersion: OURS,
              GroupId: defaultGroupId,
              ...DEFINITION,
            })
          : undefined;
      return one(entry, { 'trace-file': 'trace.har' });
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    const text = JSON.stringify(step.trace);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('backend.internal');
    expect(text).toContain('DescribeApiHistory');
    const { told } = await replay(readTrace(text));
    expect(told.verdict).toBe('succeeded');
  });

  it.concurrent('user and password in a URL that is kept', async ({ expect }) => {
    const step = await play((e) => {
      const entry = version(e, [item(OURS, 'ONLINE')]);
      const message = `cannot reach https://admin:${SECRET}@backend.internal/x`;
      e.rules.hook = () => faults.httpError(403, { Code: 'Forbidden', Message: message });
      return one(entry, { 'trace-file': 'trace.har' });
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    const [entry] = step.trace?.log.entries ?? [];
    expect(entry?.response.content.text).toContain('https://***@backend.internal/x');
    expect(entry?.response.content.text).not.toContain(SECRET);
  });
});
