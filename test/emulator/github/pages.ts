import { type Answer, type Call, parameter } from '../call.ts';
import { inRepository, type Site } from './site.ts';

const DEFAULT = 30;
const MAX = 100;

/** One page of a list, and the `link` header that leads to the others. */
export function paginate<T>(
  site: Site,
  call: Call,
  path: string,
  items: readonly T[],
): { readonly items: readonly T[]; readonly headers: NonNullable<Answer['headers']> } {
  const size = Math.min(Math.max(1, Number(parameter(call, 'per_page') ?? DEFAULT)), MAX);
  const page = Math.max(1, Number(parameter(call, 'page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string => {
    const query = new URLSearchParams();
    for (const [name, value] of call.query) query.append(name, value);
    query.set('page', String(to));
    return `<${inRepository(site, path)}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(1, 'first'), link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
