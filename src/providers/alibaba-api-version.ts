/** Alibaba Cloud API Gateway: a published version, its fields and its requests. */

import { z } from 'zod';

import type { Connection, LookContext } from '../clouds/connection.ts';
import { type Observation, unreachable } from '../task.ts';
import { readPages } from './api-version-pages.ts';
import { readHistories, type Wanted } from './api-version-verdict.ts';
import { choice, freeText, id } from './fields.ts';
import { comparingIds, type IsOurs } from './identity.ts';
import type { Notes } from './notes.ts';
import { AnyId, defineProvider, type Look, LooseText, type Problem } from './provider.ts';

/** Source: DescribeApiHistory, response elements. Its `Status` is that of the call, so it is not read. */
const ApiHistory = z.object({
  ApiId: AnyId,
  StageName: AnyId,
  HistoryVersion: AnyId,
  GroupId: LooseText,
});

const IDS = 'api-id, stage and version are those of one published version, and api-id is no operation-uid';

/** The group of a version that exists, by its definition; an observation where that shows none of ours. */
async function groupOf(
  wanted: Wanted & { readonly version: string },
  groupId: string | undefined,
  connection: Connection,
  context: LookContext,
  isOurs: IsOurs,
): Promise<Observation | string> {
  const operation = 'DescribeApiHistory';
  const history = await connection.call(
    {
      operation,
      path: '/',
      query: {
        ApiId: wanted.apiId,
        StageName: wanted.stage,
        HistoryVersion: wanted.version,
        ...(groupId === undefined ? {} : { GroupId: groupId }),
      },
      permission: 'apigateway:DescribeApiHistory on the API group',
      ids: IDS,
    },
    ApiHistory,
    context,
  );
  if (history.kind !== 'answer') return history;
  const { ApiId, StageName, HistoryVersion, GroupId } = history.body;
  const ours = isOurs(
    operation,
    ['ApiId', wanted.apiId, ApiId],
    ['StageName', wanted.stage, StageName],
    ['HistoryVersion', wanted.version, HistoryVersion],
  );
  if (!ours) return unreachable('an answer about another version, API or stage');
  return groupId ?? (GroupId || unreachable('an answer without the GroupId'));
}

/** The group of the versions; an observation where it cannot be told. */
type FindGroup = (context: LookContext, isOurs: IsOurs) => Promise<Observation | string> | string;

/** What a later run must know: the version that was found by its description, and whether it was live. */
const Kept = z.object({ found: z.string().optional(), wasOnline: z.boolean() });

/** A poll: does the version exist (which also shows its group), and is it the one that is live? */
function watch(wanted: Wanted, connection: Connection, findGroup: FindGroup, notes: Notes): Look {
  let wasOnline = false;
  let found: string | undefined;
  notes.keep(() => ({ found, wasOnline }));
  return comparingIds(async (context, isOurs) => {
    const earlier = notes.recall(Kept);
    found = earlier?.found ?? found;
    wasOnline ||= earlier?.wasOnline === true;
    const group = await findGroup(context, isOurs);
    if (typeof group !== 'string') return group;
    const list = await readPages(wanted, group, IDS, connection, context, isOurs);
    if (list.kind !== 'answer') return list;
    const read = readHistories(wanted, list.body.items, list.body.whole, wasOnline, found);
    const [part] = read.kind === 'seen' ? read.parts : [];
    wasOnline ||= part?.providerState === 'ONLINE';
    found ??= part?.name;
    return read;
  });
}

/** A published version of an API of Alibaba Cloud API Gateway, live on its stage. */
export const alibabaApiVersion = defineProvider({
  name: 'alibaba-api-version',
  cloud: 'alibaba',
  host: (region) => `apigateway.${region}.aliyuncs.com`,
  entry: z.object({
    'api-id': id('the ApiId of the API that was published'),
    stage: choice('stage', ['RELEASE', 'PRE', 'TEST']),
    version: id('the HistoryVersion that DescribeApiHistories lists').optional(),
    description: freeText().optional(),
    'group-id': id('the GroupId of the API').optional(),
  }),
  together: ({ version, description, 'group-id': groupId }) => {
    const found = howFound(version, description, groupId);
    return 'field' in found ? found : undefined;
  },
  prepare: (entry) => {
    const { 'api-id': apiId, stage, version, description, 'group-id': groupId } = entry;
    const found = howFound(version, description, groupId);
    if ('field' in found) return found;
    const place = `${apiId}/${stage}`;
    const common = {
      defaultName: `${apiId}@${stage}`,
      identity: [apiId, stage, version ?? '', description ?? ''],
    };
    if ('version' in found) {
      const wanted = { apiId, stage, version: found.version };
      return {
        ...common,
        id: `${place}/${found.version}`,
        watch: (connection, _settles, notes) =>
          watch(
            wanted,
            connection,
            (context, isOurs) => groupOf(wanted, groupId, connection, context, isOurs),
            notes,
          ),
      };
    }
    const wanted = { apiId, stage, description: found.description };
    return {
      ...common,
      id: `${place}/${found.description}`,
      watch: (connection, _settles, notes) => watch(wanted, connection, () => found.groupId, notes),
    };
  },
});

/** How the version is found: by itself, or by its description in the list of its group. */
function howFound<T>(
  version: T | undefined,
  description: T | undefined,
  groupId: T | undefined,
): { readonly version: T } | { readonly description: T; readonly groupId: T } | Problem {
  if (description === undefined) return version === undefined ? wrong('version', NEITHER) : { version };
  if (version !== undefined) return wrong('version', 'and description are both given: give one of them');
  return groupId === undefined ? wrong('group-id', NO_GROUP) : { description, groupId };
}

const NEITHER =
  'is missing: give the HistoryVersion that DescribeApiHistories lists, or the description it was published with';
const NO_GROUP = 'is missing: a version is found by its description in the list of its group';

function wrong(field: string, message: string): Problem {
  return { field, message };
}
