/** Alibaba Cloud API Gateway: a publish task, from its fields to its verdict. */

import { z } from 'zod';

import { type EndedState, isOpen, type OpenState, type Part, type Seen, seen } from '../task.ts';
import { joined } from '../wording.ts';
import { id, wholeNumber } from './fields.ts';
import { defineProvider, LooseText, shownText, tally, translate } from './provider.ts';
import {
  addKept,
  type Bad,
  countOf,
  fewerThan,
  goneFrom,
  Kept,
  keptOf,
  keyOf,
  type Listed,
  nothingListed,
} from './publish-memory.ts';

/**
 * `DeployedStatus` of a publish task. The page of DescribeDeployApiTask shows only OVER; the other words are
 * those of the import tasks of the same product, so that they are inferred here.
 */
export const DEPLOYED_STATUS = {
  WAIT: 'pending',
  RUNNING: 'running',
  OVER: 'succeeded',
  FAIL: 'failed',
  CANCEL: 'cancelled',
} as const satisfies Record<string, OpenState | EndedState>;

const Text = z.string().nullish();

/** Source: API Gateway, DescribeDeployApiTask, response elements. */
const DeployTask = z.object({
  DeployedResults: z
    .object({
      DeployedResult: z
        .array(
          z.object({
            ApiUid: LooseText,
            StageName: LooseText,
            DeployedStatus: Text,
            ErrorMsg: z.unknown().optional(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

type Entry = NonNullable<
  NonNullable<z.infer<typeof DeployTask>['DeployedResults']>['DeployedResult']
>[number];

/**
 * What an answer of DescribeDeployApiTask says of the whole task.
 *
 * @param before what earlier polls have listed; this answer's is added
 * @param apis how many APIs the task must list for success
 */
function judge(
  { DeployedResults }: z.infer<typeof DeployTask>,
  before: Listed,
  apis: number | undefined,
): Seen {
  const read = (DeployedResults?.DeployedResult ?? []).map(readEntry);
  if (read.length === 0) return seen('pending', '', 'the task lists no API yet');
  const parts = read.map(({ part }) => part);
  const say = (state: Seen['state'], ...reasons: readonly string[]): Seen =>
    seen(
      state,
      tally(parts.map((part) => part.providerState)),
      reasons.filter((reason) => reason !== '').join('; '),
      parts,
      read.flatMap(({ part, unknown }) => (unknown ? [part.providerState] : [])),
    );
  const listed = countOf(read.flatMap(({ key }) => key ?? []));
  const gone = goneFrom(listed, before);
  const fewer = fewerThan(before, read.length);
  const states = new Set(parts.map(({ state }) => state));
  const open = states.has('pending') || states.has('running') || gone !== '';
  const messages = parts
    .filter((part) => part.state !== 'succeeded' && part.reason !== '')
    .map((part) => `${part.name}: ${part.reason}`)
    .join('; ');
  const lost: Bad['state'] | undefined = states.has('failed')
    ? 'failed'
    : states.has('cancelled')
      ? 'cancelled'
      : undefined;
  if (lost !== undefined) {
    const reason = joined(
      `${parts.filter(({ state }) => state === lost).length} of ${parts.length} ${lost}`,
      messages,
    );
    const { bad } = before;
    if (bad === undefined || (bad.state === 'cancelled' && lost === 'failed'))
      before.bad = { state: lost, reason };
    return open ? { ...say('running', reason, gone), lost } : say(lost, reason);
  }
  const wrongCount =
    apis === undefined || apis === listed.size ? '' : `APIs listed: ${listed.size}, but apis says ${apis}`;
  if (!open && wrongCount === '' && fewer === '') return say('succeeded', evidenceOf(parts));
  const isQueued = states.size === 1 && states.has('pending') && gone === '';
  return say(isQueued ? 'pending' : 'running', messages, gone || fewer, wrongCount);
}

/** What shows that every part has succeeded. */
function evidenceOf(parts: readonly Part[]): string {
  const said = parts.every(({ reason }) => reason !== '');
  const how = said ? 'each with a message of success' : 'none with a message of an error';
  return `${parts.length} of ${parts.length} published, ${how}`;
}

/** OVER alone is no success: an entry is over when its work has ended, well or not. */
function readEntry(entry: Entry): {
  readonly part: Part;
  /** The API on its stage; none where the entry has no id, so that it cannot be found again. */
  readonly key: string | undefined;
  readonly unknown: boolean;
} {
  const word = entry.DeployedStatus ?? '';
  const message = shownText(entry.ErrorMsg).trim();
  const api = entry.ApiUid ?? '';
  const stage = entry.StageName ?? '';
  const name = `${api}@${stage}`;
  const { state, unknown } = translate(DEPLOYED_STATUS, word);
  const part = { name, providerState: word, times: {} };
  if (api.trim() === '') {
    return {
      part: { ...part, state: 'running', reason: joined('no ApiUid', message) },
      key: undefined,
      unknown,
    };
  }
  const well = message === '' || /^success/i.test(message);
  // A message that is no text says neither.
  const otherwise = ['string', 'number'].includes(typeof entry.ErrorMsg) ? 'failed' : 'running';
  const ended = state === 'succeeded' && !well ? otherwise : state;
  return { part: { ...part, state: ended, reason: message }, key: keyOf(api, stage), unknown };
}

/** The same with a part that had ended badly in an earlier poll. */
function withBad(now: Seen, bad: Bad | undefined): Seen {
  const worse = now.lost === 'failed' || now.state === 'failed';
  if (bad === undefined || worse || (bad.state === 'cancelled' && now.lost !== undefined)) return now;
  const reason = `a part had ${bad.state === 'failed' ? 'failed' : 'been cancelled'} before (${bad.reason})`;
  return isOpen(now.state) ? { ...now, lost: bad.state, reason } : { ...now, state: bad.state, reason };
}

const MOST_APIS = 1000;
const UID = 'the OperationId in the answer of BatchDeployApis';

/** A publish task of Alibaba Cloud API Gateway, as BatchDeployApis starts one. */
export const alibabaApiGateway = defineProvider({
  name: 'alibaba-api-gateway',
  cloud: 'alibaba',
  host: (region) => `apigateway.${region}.aliyuncs.com`,
  entry: z.object({ 'operation-uid': id(UID), apis: wholeNumber(1, MOST_APIS).optional() }),
  blindAfterSuccess: true,
  prepare: (entry) => {
    const uid = entry['operation-uid'];
    const call = {
      operation: 'DescribeDeployApiTask',
      path: '/',
      query: { OperationUid: uid },
      permission: 'apigateway:DescribeDeployApiTask on *',
      ids: `operation-uid is ${UID}`,
    };
    return {
      id: uid,
      defaultName: `alibaba-api-gateway ${uid}`,
      identity: [uid],
      watch: (connection, _settles, notes) => {
        const listed = nothingListed();
        notes.keep(() => keptOf(listed));
        return async (look) => {
          const reply = await connection.call(call, DeployTask, look);
          if (reply.kind !== 'answer') return reply;
          const earlier = notes.recall(Kept);
          if (earlier !== undefined) addKept(listed, earlier);
          const { bad } = listed;
          return withBad(judge(reply.body, listed, entry.apis), bad);
        };
      },
    };
  },
});
