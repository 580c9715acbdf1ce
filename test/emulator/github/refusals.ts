import type { Answer } from '../call.ts';
import type { Problem } from './check.ts';

/** Where GitHub sends readers if it knows no better page. */
const REST = 'https://docs.github.com/rest';

/** A refusal in GitHub's form. */
export function refusal(
  status: number,
  message: string,
  documentation = REST,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return { status, body: { message, ...more, documentation_url: documentation, status: String(status) } };
}

/** Refuses a request for what is wrong with it, if GitHub does; the body's syntax first, then the path. */
export function refuseFor(problems: readonly Problem[], documentation: string): Answer | undefined {
  const refusals = problems.flatMap(({ refusal: one }) => one ?? []);
  for (const one of refusals) {
    if (one.status === 400) return refusal(400, one.message, documentation);
  }
  if (refusals.some(({ status }) => status === 404)) return refusal(404, 'Not Found', documentation);
  const lines = refusals.flatMap((one) => ('line' in one ? one.line : []));
  if (lines.length > 0) return refusal(422, `Invalid request.\n\n${lines.join('\n')}`, documentation);
  const errors = refusals.flatMap((one) => ('error' in one ? one.error : []));
  return errors.length > 0 ? refusal(422, 'Validation Failed', documentation, { errors }) : undefined;
}
