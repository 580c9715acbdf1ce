import type { Entry } from '../dist/entries.ts';
import type { Played, Setting } from '../dist/scene.ts';
import { type Act, type Emulator, faults, inOneLine, inTurn, signedTexts } from '../emulator/index.ts';
import { ENCODINGS, foundIn } from './encodings.ts';

/** What makes the text that a server repeats, out of the texts that it has. */
type Echo = (texts: readonly string[]) => string;

/** Every text in every encoding, of which `turn` says what comes first: the log shows only a beginning. */
function allForms(secrets: readonly string[], turn: number): Echo {
  return (texts) => {
    const encodings = Object.values(ENCODINGS);
    const forms = [...secrets, ...texts].flatMap((text) => encodings.map((encode) => encode(text)));
    const first = Math.floor((forms.length * turn) / TURNS);
    return [...forms.slice(first), ...forms.slice(0, first)].join(' ; ');
  };
}
const TURNS = 2;

/** Ways of one provider to repeat a text: in an error, in the reason or the status of its regular answer. */
type Place = (emulator: Emulator, id: string, act: (bodyOf: (echo: string) => unknown) => Act) => Entry;

const PLACES: Readonly<Record<string, Place>> = {
  publish: (emulator, id, act) => {
    const result = (echo: string) => ({ ApiUid: 'api', DeployedStatus: 'FAIL', ErrorMsg: echo });
    emulator.alibaba.publishTask(
      id,
      inTurn(act((echo) => ({ DeployedResults: { DeployedResult: [result(echo)] } }))),
    );
    return {
      provider: 'alibaba-api-gateway',
      'operation-uid': id,
      endpoint: emulator.alibaba.endpoint,
    };
  },
  version: (emulator, id, act) => {
    const item = { ApiId: id, StageName: 'RELEASE', HistoryVersion: '20211122155403834' };
    emulator.alibaba.versions(id, 'RELEASE', {
      history: inTurn([{ HistoryVersion: item.HistoryVersion, Status: 'ONLINE' }]),
      list: inTurn(
        act((echo) => ({ TotalCount: 1, ApiHisItems: { ApiHisItem: [{ ...item, Status: echo }] } })),
      ),
    });
    return {
      provider: 'alibaba-api-version',
      'api-id': id,
      stage: 'RELEASE',
      version: item.HistoryVersion,
      endpoint: emulator.alibaba.endpoint,
    };
  },
  release: (emulator, id, act) => {
    const component = (echo: string) => ({
      id: 'cart',
      name: 'cart',
      job_status: 'FAILED',
      fail_message: echo,
    });
    emulator.servicestage.releasePlan('project', id, {
      plan: inTurn({ id, status: 'RELEASING', fail_strategy: 'stop' }),
      deployInfo: inTurn(act((echo) => ({ id, components: [component(echo)] }))),
    });
    return {
      provider: 'huawei-servicestage',
      'release-plan-id': id,
      endpoint: emulator.servicestage.endpoint,
    };
  },
  record: (emulator, id, act) => {
    const result = { record_id: 'ours', task_id: id };
    emulator.codearts.task(id, {
      records: {
        ours: inTurn(act((echo) => ({ status: 'success', result: { ...result, status: echo } }))),
      },
    });
    return {
      provider: 'huawei-codearts-deploy',
      'task-id': id,
      'record-id': 'ours',
      endpoint: emulator.codearts.endpoint,
    };
  },
};

/** The error of either vendor. */
const errorOf = (echo: string) => ({ Code: 'Echo', Message: echo, error_code: 'Echo', error_msg: echo });

/** Tasks of every provider whose servers repeat the request, the secrets and what was signed, all over. */
export function echoingTasks(emulator: Emulator, secrets: readonly string[]): Setting['tasks'] {
  return Object.entries(PLACES).flatMap(([place, set]) =>
    Array.from({ length: TURNS }, (_, turn) => allForms(secrets, turn)).flatMap((echo, turn) => {
      const ways: Readonly<Record<string, Parameters<Place>[2]>> = {
        success: (bodyOf) => faults.echoRequest((texts) => bodyOf(echo(texts))),
        rejected: () => faults.echoRequest((texts) => errorOf(echo(texts)), 400),
        // Short enough to be shown whole.
        plain: () => faults.echoRequest(() => errorOf(secrets.join(' ; ')), 400),
        broken: () => faults.echoRequest((texts) => errorOf(echo(texts)), 503),
        redirect: () =>
          faults.echoRedirect((texts) => {
            const headerSafe = [...secrets, ...texts].filter((text) => /^[\x21-\x7e]+$/.test(text));
            const encodings = [
              ENCODINGS['plain'],
              ENCODINGS['URL'],
              ENCODINGS['base64 for URLs'],
              ENCODINGS['hex'],
            ];
            const forms = headerSafe.flatMap((text) => encodings.map((encode) => encode?.(text) ?? ''));
            return `https://elsewhere.invalid/?${forms.join('&')}`;
          }),
      };
      return Object.entries(ways)
        .filter(([way]) => turn === 0 || (way !== 'redirect' && way !== 'plain'))
        .map(([way, act]) => ({
          ...set(emulator, `${place}-${way}-${turn}`, act),
          name: `${place} ${way} ${turn}`,
        }));
    }),
  );
}

/** Every name and value in it, as they are read. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

/** What stands of secrets and of signed texts in all that a step has written, but for their registration. */
export function leaksOf(step: Played, secrets: readonly string[]): readonly string[] {
  const written = [
    ...step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    step.stderr,
    ...Object.values(step.outputs),
    step.summary,
    step.resultsFile ?? '',
    JSON.stringify(step.trace ?? ''),
    ...textsIn(step.trace),
  ].join('\n');
  const signed = step.emulator.requests.flatMap((request) => signedTexts(request) ?? []);
  return foundIn(written, [
    ...secrets.map((text) => ({ what: text, text })),
    ...signed.flatMap(({ signature, stringToSign, canonicalRequest }) => [
      { what: 'a signature', text: signature },
      { what: 'a hash that was signed', text: stringToSign.split('\n').at(-1) ?? '' },
      { what: 'a string to sign', text: stringToSign, whole: true },
      { what: 'a canonical request', text: canonicalRequest, whole: true },
      { what: 'a canonical request in one line', text: inOneLine(canonicalRequest), whole: true },
    ]),
  ]);
}
