/** Alibaba Cloud API Gateway: a publish task, from its fields to its verdict. */

import { z } from 'zod';

import { type EndedState, isOpen, type OpenState, type Part, type Seen, seen } from '../task.ts';
import { joined } from '../wording.ts';
import { id } from './fields.ts';
import { defineProvider, LooseText, tally, translate } from './provider.ts';

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
        .array(z.object({ ApiUid: LooseText, StageName: LooseText, DeployedStatus: Text, ErrorMsg: Text }))
        .nullish(),
    })
    .nullish(),
});

/** What an answer of DescribeDeployApiTask says of the whole task. */
function readDeployTask(answer: z.infer<typeof DeployTask>): Seen {
  const entries = answer.DeployedResults?.DeployedResult ?? [];
  if (entries.length === 0) return seen('pending', '', 'the task lists no API yet');
  const read = entries.map(readEntry);
  const parts = read.map(({ part }) => part);
  const words = tally(parts.map((part) => part.providerState));
  const unknown = read.flatMap(({ part, unknown: strange }) => (strange ? [part.providerState] : []));
  const has = (state: Part['state']): boolean => parts.some((part) => part.state === state);
  const open = has('pending') || has('running');
  const lost = has('failed') ? 'failed' : has('cancelled') ? 'cancelled' : undefined;
  const messages = parts
    .filter((part) => part.state !== 'succeeded' && part.reason !== '')
    .map((part) => `${part.name}: ${part.reason}`)
    .join('; ');
  const bad = parts.filter((part) => part.state === lost).length;
  const reason = joined(lost === undefined ? '' : `${bad} of ${parts.length} ${lost}`, messages);
  if (lost === undefined && !open) return seen('succeeded', words, evidenceOf(parts), parts, unknown);
  if (lost === undefined) {
    const state = has('running') || has('succeeded') ? 'running' : 'pending';
    return seen(state, words, reason, parts, unknown);
  }
  const now = seen(open ? 'running' : lost, words, reason, parts, unknown);
  return open ? { ...now, lost } : now;
}

/** What shows that every part has succeeded. */
function evidenceOf(parts: readonly Part[]): string {
  const said = parts.every(({ reason }) => reason !== '');
  const how = said ? 'each with a message of success' : 'none with a message of an error';
  return `${parts.length} of ${parts.length} published, ${how}`;
}

/** OVER alone is no success: an entry is over when its work has ended, well or not. */
function readEntry(
  entry: NonNullable<NonNullable<z.infer<typeof DeployTask>['DeployedResults']>['DeployedResult']>[number],
): { readonly part: Part; readonly unknown: boolean } {
  const word = entry.DeployedStatus ?? '';
  const message = (entry.ErrorMsg ?? '').trim();
  const { state, unknown } = translate(DEPLOYED_STATUS, word);
  const well = message === '' || /^success/i.test(message);
  return {
    part: {
      name: `${entry.ApiUid ?? ''}@${entry.StageName ?? ''}`,
      state: state === 'succeeded' && !well ? 'failed' : state,
      providerState: word,
      reason: message,
      times: {},
    },
    unknown,
  };
}

/** No API is taken out of a publish task: one that was listed before, and is not now, was not seen to succeed. */
function withAll(now: Seen, listed: Set<string>): Seen {
  const names = now.parts.map(({ name }) => name);
  // Without its id one cannot be found again.
  if (names.some((name) => name.startsWith('@'))) return now;
  for (const name of names) listed.add(name);
  const gone = [...listed].filter((name) => !names.includes(name));
  return now.state === 'succeeded' && gone.length > 0
    ? { ...now, state: 'running', reason: `${gone.join(', ')} was listed before, and is not any more` }
    : now;
}

/** How a part has ended badly before, and what was said of it. */
interface BadPart {
  readonly state: 'failed' | 'cancelled';
  readonly reason: string;
}

/** A part that has ended badly is never forgotten: no part of a publish task is tried again. */
function withBadPart(now: Seen, bad: BadPart | undefined): Seen {
  const worse = now.lost === 'failed' || now.state === 'failed';
  if (bad === undefined || worse || (bad.state === 'cancelled' && now.lost !== undefined)) return now;
  const reason = `a part had ${bad.state === 'failed' ? 'failed' : 'been cancelled'} before (${bad.reason})`;
  return isOpen(now.state) ? { ...now, lost: bad.state, reason } : { ...now, state: bad.state, reason };
}

const UID = 'the OperationId in the answer of BatchDeployApis';

/** A publish task of Alibaba Cloud API Gateway, as BatchDeployApis starts one. */
export const alibabaApiGateway = defineProvider({
  name: 'alibaba-api-gateway',
  cloud: 'alibaba',
  host: (region) => `apigateway.${region}.aliyuncs.com`,
  entry: z.object({ 'operation-uid': id(UID) }),
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
      watch: (connection) => {
        let bad: BadPart | undefined;
        const listed = new Set<string>();
        return async (look) => {
          const reply = await connection.call(call, DeployTask, look);
          if (reply.kind !== 'answer') return reply;
          const read = readDeployTask(reply.body);
          const now = withBadPart(withAll(read, listed), bad);
          if (read.lost !== undefined && bad?.state !== 'failed')
            bad = { state: read.lost, reason: read.reason };
          return now;
        };
      },
    };
  },
});
