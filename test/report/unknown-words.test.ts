import { describe, expect, it } from 'vitest';

import { forLog, forMarkdown } from '../../src/report/text.ts';
import {
  howToShare,
  issuePage,
  renderUnknownWords,
  unknownWordsWarning,
} from '../../src/report/unknown-words.ts';
import { taskOf } from '../builders.ts';

const PAGE = 'https://github.com/acme/gate/issues/new?template=unknown-word.yml';

describe('the warning about words', () => {
  it('names the task, the provider and the words, none of which is a command', () => {
    const text = unknownWordsWarning(taskOf({ name: '::x' }), ['SUPER_OK', '\n::y'], forLog);
    expect(text).toContain('alibaba-api-gateway said "SUPER_OK", " : :y", which this version does not know');
    expect(text).toMatch(/it is taken for "still running"$/);
    expect(text).not.toMatch(/\n|::/);
  });

  it('says that a rollback goes on where the word is one of a rollback', () => {
    expect(unknownWordsWarning(taskOf(), ['rollback ODD'], forLog)).toMatch(/for "still rolling back"$/);
  });

  it('names ten words, and how many more there are', () => {
    const words = Array.from({ length: 12 }, (_, index) => `W${index}`);
    expect(unknownWordsWarning(taskOf(), words, forLog)).toContain('"W9", 2 more, which');
  });
});

describe('how to hand it over', () => {
  it('is a new trace and the page of the form', () => {
    expect(howToShare({ issuePage: PAGE, tracePath: '' }, forLog)).toBe(
      `To have it understood, add “trace-file: trace.har” to the inputs of this step, upload that file as an artifact, and attach it to a new issue "Unknown word of a provider" at ${PAGE}`,
    );
  });

  it('is the trace of this step where there is one, and no page where none is known', () => {
    expect(howToShare({ issuePage: '', tracePath: '/w/trace.har' }, forLog)).toBe(
      'To have it understood, upload the trace of this step as an artifact (/w/trace.har), and attach it to a new issue "Unknown word of a provider" in the repository of this action',
    );
  });
});

describe('the page of the form', () => {
  it.each([
    [{ GITHUB_ACTION_REPOSITORY: 'acme/gate' }, PAGE],
    [{ GITHUB_ACTION_REPOSITORY: 'acme/gate', GITHUB_SERVER_URL: '' }, PAGE],
    [
      { GITHUB_ACTION_REPOSITORY: 'acme/gate', GITHUB_SERVER_URL: 'https://ghes.example:8443' },
      PAGE.replace('github.com', 'ghes.example:8443'),
    ],
    [{}, ''],
    [{ GITHUB_ACTION_REPOSITORY: '' }, ''],
    [{ GITHUB_ACTION_REPOSITORY: 'acme/gate) <script>' }, ''],
    [{ GITHUB_ACTION_REPOSITORY: 'acme/gate', GITHUB_SERVER_URL: 'javascript:x' }, ''],
  ])('of %j is "%s"', (env, page) => {
    expect(issuePage(env)).toBe(page);
  });
});

describe('the summary of such words', () => {
  it('lists each with its task, once, and what to do', () => {
    const words = [
      { task: taskOf({ name: '@orders' }), word: '<b>ODD' },
      { task: taskOf({ name: 'shop', provider: 'huawei-servicestage' }), word: 'rollback X' },
    ];
    const text = renderUnknownWords(words, { issuePage: PAGE, tracePath: '' }, forMarkdown);
    expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- “&#60;b&#62;ODD”, said by alibaba-api-gateway of &#64;<!-- -->orders: taken for “still running”',
      '- “rollback X”, said by huawei-servicestage of shop: taken for “still rolling back”',
    ]);
    expect(text).toContain(`[a new issue “Unknown word of a provider”](${PAGE}). Secrets are hidden in it.`);
  });

  it('is nothing where there are none', () => {
    expect(renderUnknownWords([], { issuePage: PAGE, tracePath: '' }, forMarkdown)).toBe('');
  });
});
