import type { Entry } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { act, type Emulator, faults, inTurn } from '../emulator/index.ts';
import { NASTY } from './hostile-words.ts';

/** Where in an answer a word stands. */
type Place = (emulator: Emulator, id: string, word: string) => Entry;

const publish = (emulator: Emulator, id: string): Entry => ({
  provider: 'alibaba-api-gateway',
  'operation-uid': id,
  endpoint: emulator.alibaba.endpoint,
});

/** A header cannot hold every character, so that the server's own library would refuse to send some. */
const redirectTo = (target: string) =>
  act('raw-redirect', ({ request }) => {
    const location = target.replace(/[\r\n\0]/g, ' ');
    request.socket.end(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`);
  });

const PLACES: Readonly<Record<string, Place>> = {
  message: (emulator, id, word) => {
    const result = { ApiUid: `api ${word}`, StageName: word, DeployedStatus: 'FAIL', ErrorMsg: word };
    emulator.alibaba.publishTask(id, inTurn([result]));
    return publish(emulator, id);
  },
  status: (emulator, id, word) => {
    emulator.alibaba.publishTask(id, inTurn([{ ApiUid: 'api', DeployedStatus: word, ErrorMsg: word }]));
    return publish(emulator, id);
  },
  error: (emulator, id, word) => {
    emulator.alibaba.publishTask(id, inTurn(faults.httpError(400, { Code: `X${word}`, Message: word })));
    return publish(emulator, id);
  },
  redirect: (emulator, id, word) => {
    emulator.alibaba.publishTask(id, inTurn(redirectTo(word)));
    return publish(emulator, id);
  },
  component: (emulator, id, word) => {
    const component = { id: 'c', name: word, job_status: 'FAILED', fail_message: word };
    emulator.servicestage.releasePlan('project', id, {
      plan: inTurn({ id, status: word, fail_strategy: 'stop' }),
      deployInfo: inTurn({ id, components: [component] }),
    });
    return {
      provider: 'huawei-servicestage',
      'release-plan-id': id,
      endpoint: emulator.servicestage.endpoint,
    };
  },
  record: (emulator, id, word) => {
    const result = { record_id: 'ours', task_id: id, status: word, start_time: word };
    emulator.codearts.task(id, { records: { ours: inTurn(result) } });
    return {
      provider: 'huawei-codearts-deploy',
      'task-id': id,
      'record-id': 'ours',
      endpoint: emulator.codearts.endpoint,
    };
  },
};

/** A step whose every task is told a nasty word, each word in three places; tasks are called `place:index`. */
export function playHostile(): Promise<Played> {
  return play((emulator) => ({
    tasks: NASTY.flatMap((word, index) =>
      Object.entries(PLACES)
        .filter((_place, at) => at % 2 === index % 2)
        .map(([place, set]) => ({
          ...set(emulator, `${place}-${index}`, word),
          name: `${place}:${index}`,
        })),
    ),
    inputs: { wait: 'false', timeout: '5m' },
  }));
}
