/** When a publish task may be called a success (Alibaba Cloud API Gateway, DescribeDeployApiTask). */
import { type Fields, fieldsOf, isFields, type Look, listOf } from './log.ts';
import { clean, type Heard, held, lastOfEach, unreadable, type Word } from './oracle.ts';

export function publishMaySucceed(looks: readonly Look[], settleMs: number): boolean {
  return held(
    looks.map((look): Heard => ({ look, word: wordOf(look) })),
    settleMs,
  );
}

function wordOf(look: Look): Word {
  const unread = unreadable(look) ?? (isShaped(look) ? undefined : 'silent');
  if (unread !== undefined) return unread;
  const entries = entriesOf(look);
  if (entries.some(hasEndedBadly)) return 'bad';
  return entries.length > 0 && entries.every(isSuccess) ? 'good' : 'other';
}

/** What a look listed: one entry per API and stage. */
export function entriesOf(look: Look): readonly Fields[] {
  return listOf(fieldsOf(resultsOf(look))['DeployedResult']).map(fieldsOf);
}

const resultsOf = (look: Look): unknown => clean(lastOfEach(look)[0])?.['DeployedResults'];

/** Another shape is a transient fault; a list that is missing or empty is a state. */
function isShaped(look: Look): boolean {
  const list = fieldsOf(resultsOf(look) ?? {})['DeployedResult'] ?? [];
  const isText = (value: unknown): boolean => typeof value === 'string' || (value ?? null) === null;
  const shaped = (entry: unknown): boolean => isFields(entry) && Object.values(entry).every(isText);
  return isFields(resultsOf(look) ?? {}) && Array.isArray(list) && list.every(shaped);
}

/** OVER alone is not success: the message must be empty, or begin with Success. None at all is an empty one. */
function isSuccess({ DeployedStatus, ErrorMsg }: Fields): boolean {
  return DeployedStatus === 'OVER' && /^(success|\s*$)/i.test(String(ErrorMsg ?? ''));
}

/** A part that failed is never forgotten. */
export function hasEndedBadly({ DeployedStatus, ErrorMsg }: Fields): boolean {
  const isText = typeof ErrorMsg === 'string';
  const failed = DeployedStatus === 'OVER' && isText && !isSuccess({ DeployedStatus, ErrorMsg });
  return failed || DeployedStatus === 'FAIL' || DeployedStatus === 'CANCEL';
}
