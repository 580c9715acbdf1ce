import type { Frame, Scene } from './scene.ts';

/** One published version of an API on a stage. */
export interface HistoryItem {
  /** 17 digits, `yyyyMMddHHmmssSSS`. */
  readonly HistoryVersion: string;
  /** `ONLINE` or `OFFLINE`; text, so that other words can be tried. */
  readonly Status: string;
  readonly Description?: string;
  readonly DeployedTime?: string;
  readonly GroupId?: string;
  readonly ApiName?: string;
  /** False: DescribeApiHistory knows it, DescribeApiHistories does not list it (yet). */
  readonly listed?: boolean;
}

type Items = readonly HistoryItem[];

/**
 * The versions of one API on one stage.
 *
 * One scene plays both calls in common looks: a look begins with a DescribeApiHistory, or with page 1 of
 * DescribeApiHistories if no DescribeApiHistory went before it in this look. Further pages belong to it.
 * Two scenes (`history`, `list`) count on their own: `history` by DescribeApiHistory, `list` by page 1.
 * Either may give a literal body or a fault instead of items.
 */
export type Versions = Scene<Items> | { readonly history: Scene<Items>; readonly list: Scene<Items> };

/** What the two calls see. */
export interface HistoryView {
  readonly history: () => Frame<Items>;
  readonly list: (page: number) => Frame<Items>;
}

export function viewVersions(versions: Versions): HistoryView {
  return typeof versions === 'function' ? commonLooks(versions) : ownCounts(versions.history, versions.list);
}

function commonLooks(scene: Scene<Items>): HistoryView {
  let frame: Frame<Items>;
  let openFor: 'nothing' | 'page 1' | 'further pages' = 'nothing';
  return {
    history: () => {
      frame = scene();
      openFor = 'page 1';
      return frame;
    },
    list: (page) => {
      if (openFor === 'nothing' || (page === 1 && openFor !== 'page 1')) frame = scene();
      openFor = 'further pages';
      return frame;
    },
  };
}

function ownCounts(history: Scene<Items>, list: Scene<Items>): HistoryView {
  let frame: Frame<Items>;
  let begun = false;
  return {
    history,
    list: (page) => {
      if (page === 1 || !begun) frame = list();
      begun = true;
      return frame;
    },
  };
}

/** The item of one version, if there is one (in that group, if the caller names a group). */
export function findVersion(
  items: Items,
  version: string,
  groupId: string | undefined,
): HistoryItem | undefined {
  return items.find(
    (item) => item.HistoryVersion === version && (groupId === undefined || groupId === groupOf(item)),
  );
}

/** The API group that items belong to which name none. */
export const defaultGroupId = 'cfb6ef799bf54fffabb0f02019ad2581';

export function groupOf(item: HistoryItem): string {
  return item.GroupId ?? defaultGroupId;
}
