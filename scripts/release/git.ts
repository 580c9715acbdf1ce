import { execFileSync } from 'node:child_process';

/**
 * Runs git in the current folder.
 *
 * @returns what it wrote, without the line end
 * @throws if it fails; what it complained about is on stderr
 */
export function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trimEnd();
}

/** Commits of the tags that `origin` has, by the name of the tag; of an annotated tag the commit that it is on. */
export function remoteTags(): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  // The line of the commit, with ^{}, comes after that of the tag's own object.
  for (const [, id = '', tag = ''] of git('ls-remote', '--tags', 'origin').matchAll(
    /^([0-9a-f]+)\trefs\/tags\/(.+?)(?:\^\{\})?$/gm,
  ))
    tags.set(tag, id);
  return tags;
}
