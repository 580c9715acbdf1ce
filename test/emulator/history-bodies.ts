import { groupOf, type HistoryItem } from './api-history.ts';

interface Api {
  readonly apiId: string;
  readonly stage: string;
}

/** What both calls say about a version. `DeployedTime` has the form of the vendor's list example. */
function common(item: HistoryItem, { apiId, stage }: Api): Record<string, string> {
  return {
    RegionId: 'cn-hangzhou',
    GroupId: groupOf(item),
    GroupName: 'dev_api',
    ApiId: apiId,
    ApiName: item.ApiName ?? 'testapi',
    StageName: stage,
    HistoryVersion: item.HistoryVersion,
    Description: item.Description ?? '',
    DeployedTime: item.DeployedTime ?? '2022-07-25T17:47:51Z',
  };
}

/** An element of DescribeApiHistories' list. */
export function listVersion(item: HistoryItem, api: Api): Record<string, string> {
  return { ...common(item, api), Status: item.Status };
}

/** DescribeApiHistory's answer: the definition. Its `Status` is the call's own, never the version's. */
export function describeVersion(item: HistoryItem, api: Api): Record<string, unknown> {
  return {
    ...common(item, api),
    Status: '200',
    Visibility: 'PRIVATE',
    AuthType: 'ANONYMOUS',
    ResultType: 'JSON',
    ResultSample: '{}',
    DisableInternet: false,
    ForceNonceCheck: false,
    RequestConfig: {
      RequestProtocol: 'HTTP',
      RequestHttpMethod: 'GET',
      RequestPath: '/',
      RequestMode: 'MAPPING',
    },
    ServiceConfig: { ServiceProtocol: 'HTTP', ServiceHttpMethod: 'GET', Mock: 'TRUE', MockResult: 'ok' },
    RequestParameters: { RequestParameter: [] },
    ServiceParameters: { ServiceParameter: [] },
  };
}
