import { expect, it } from 'vitest';

import { EXAMPLES, withExamples } from '../scripts/examples.ts';
import { readTop } from '../scripts/tables.ts';

const marked = (name: string, content: string): string =>
  `<!-- ${name}: made by npm run docs -->\n${content}<!-- end of ${name} -->`;

it('puts an example between its markers as it stands, and nothing else', () => {
  const path = 'examples/deploy-and-wait.yml';
  const document = `before\n${marked(path, 'old')}\nafter`;
  expect(withExamples(document)).toBe(
    `before\n${marked(path, `\n\`\`\`yaml\n${readTop(path)}\`\`\`\n\n`)}\nafter`,
  );
  expect(withExamples(withExamples(document))).toBe(withExamples(document));
});

it('lists all of them with what they say of themselves', () => {
  const [, content = ''] = withExamples(marked('examples', '')).split(' -->', 2);
  const items = content.split('\n').filter((line) => line.startsWith('- '));
  expect(items).toHaveLength(EXAMPLES.length);
  for (const item of items) expect(item).toMatch(/^- \[([\w-]+\.yml)\]\(examples\/\1\): [A-Z][^#]{20,}\.$/);
});

it('has nothing to renew in README.md, which shows one and lists all', () => {
  const readme = readTop('README.md');
  expect(readme).toContain(marked('examples', '').split('\n')[0]);
  expect(readme).toContain(marked('examples/alibaba-api-gateway.yml', '').split('\n')[0]);
  expect(withExamples(readme)).toBe(readme);
});
