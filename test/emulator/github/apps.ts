import { nodeId, type Site } from './site.ts';

/** The apps that create check runs: the one behind every job's token, and a foreign one. */
export const appIds = { 'github-actions': 15_368, netlify: 13_473 } as const;

export type AppName = keyof typeof appIds;

/** An app in an answer. */
export function appBody(site: Site, name: AppName): unknown {
  const id = appIds[name];
  return {
    id,
    client_id: `Iv1.${id}`,
    slug: name,
    node_id: nodeId('A', id),
    owner: userBody(site, name === 'github-actions' ? 'github' : name, 'Organization'),
    name,
    description: '',
    external_url: `https://${name}.test`,
    html_url: `${site.serverUrl}/apps/${name}`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2024-04-10T20:33:16Z',
    permissions: { checks: 'write', contents: 'read', deployments: 'write', metadata: 'read' },
    events: ['check_run'],
  };
}

/** A user or an organization in an answer. */
export function userBody({ apiUrl, serverUrl }: Site, login: string, type: 'Bot' | 'Organization'): unknown {
  const id = 41_898_282;
  const url = `${apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId('U', id),
    avatar_url: `${serverUrl}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `${serverUrl}/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}
