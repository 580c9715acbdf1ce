import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { marked } from 'marked';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** A page's colours, as its reader has chosen them on GitHub. */
type Theme = 'light' | 'dark';
/** Packages of Mermaid: GitHub does not say which version it draws with. */
export type MermaidPackage = 'mermaid' | 'mermaid-11';

/** A headless browser that draws Markdown as GitHub does. It is offline. */
export interface Browser {
  /** A page of Markdown, drawn, with its folded sections open. */
  readonly draw: (markdown: string, theme: Theme) => Promise<Page>;
  /** An empty page that has Mermaid. */
  readonly blank: (which: MermaidPackage) => Promise<Page>;
  readonly close: () => Promise<void>;
}

const BACKGROUNDS: Readonly<Record<Theme, string>> = { light: '#ffffff', dark: '#0d1117' };
const { resolve } = createRequire(import.meta.url);

/** @throws if there is no Chromium at the path in CHROMIUM, or else at /usr/bin/chromium */
export async function openBrowser(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'deploy-gate-pictures-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
    offline: true,
    viewport: { width: 900, height: 600 },
  });
  return {
    draw: (markdown, theme) => draw(context, markdown, theme),
    blank: async (which) => {
      const page = await context.newPage();
      await page.addScriptTag({ path: resolve(`${which}/dist/mermaid.min.js`) });
      return page;
    },
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function draw(context: BrowserContext, markdown: string, theme: Theme): Promise<Page> {
  const page = await context.newPage();
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><body class="markdown-body">${htmlOf(markdown)}</body>`,
  );
  const style = await readFile(resolve(`github-markdown-css/github-markdown-${theme}.css`), 'utf8');
  await page.addStyleTag({ content: style });
  await page.addStyleTag({
    content: `html { background: ${BACKGROUNDS[theme]} } body { padding: 20px; box-sizing: border-box }`,
  });
  await page.addScriptTag({ path: resolve('mermaid/dist/mermaid.min.js') });
  await page.evaluate(async (theme) => {
    mermaid.initialize({ startOnLoad: false, theme: theme === 'dark' ? 'dark' : 'default' });
    await mermaid.run({ querySelector: '.mermaid' });
  }, theme);
  return page;
}

/** GitHub draws a fenced block of Mermaid in place of its code. */
function htmlOf(markdown: string): string {
  const html = marked.parse(markdown, { async: false, gfm: true });
  return html
    .replace(
      /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
      '<div class="mermaid">$1</div>',
    )
    .replaceAll('<details>', '<details open>');
}
