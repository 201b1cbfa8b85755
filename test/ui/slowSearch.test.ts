import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { blankState, type SearchTexts } from '../../client/src/webview/search/searchMessages';

/** The texts that the page fills in. */
const texts: Partial<SearchTexts> = { found: '{0} in {1}', foundInOneArticle: '{0}', searching: '…', examples: [] };

/**
 * Plays the extension to the built page: a search that has found 1 line when it is first asked, then 5, 6 and 300. No
 * function of this file runs in the page: the compiler's helpers are not there.
 */
const slowHost = `
  const counts = [1, 5, 6, 300];
  let asked = 0;
  const row = (line) => ({
    uri: 'file:///a.txt', range: { start: { line, character: 0 }, end: { line, character: 1 } },
    left: 'the ', match: 'word' + line, right: [{ text: ' is here' }],
    outlet: 'The Tern', date: '2024-01-01', headline: 'A headline', speaker: null, kind: null,
  });
  const page = ({ offset, limit }) => {
    const found = counts[Math.min(asked, counts.length - 1)];
    const rows = Array.from({ length: Math.max(0, Math.min(limit, found - offset)) }, (_, k) => row(offset + k));
    return {
      problems: [], total: found, articleCount: found, lineCount: found, areLinesCut: false, isCut: false, isOrderCut: false,
      isComplete: asked >= counts.length, facets: { outlet: [], speaker: [], month: [], kind: [], language: [] },
      groups: [], rows, articlesInstead: 0,
    };
  };
  const answer = { search: (params) => { const found = page(params); asked += 1; return found; }, rows: page };
  globalThis.acquireVsCodeApi = () => ({
    getState: () => undefined,
    setState: () => undefined,
    postMessage: ({ id, method, params }) =>
      setTimeout(() => window.postMessage({ type: 'answer', id, result: answer[method]?.(params) ?? null }, '*'), 10),
  });`;

describe('the search page beside a slow search', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;

  before(async () => {
    const { launchBrowser } = await import('../host/vscodeHost.mjs');
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 400, height: 700 } });
  });
  after(() => browser.close());

  it('fills the rows that are found after the first ones', async () => {
    const data = {
      texts: { ...texts, orders: {}, groupings: {} },
      state: { ...blankState, query: 'has:versions' },
    };
    const json = JSON.stringify(data).replaceAll('<', '\\u003c');
    await page.setContent(
      `<div id="first-paint"></div><script type="application/json" id="page-data">${json}</script>`,
    );
    await page.addStyleTag({ content: readFileSync('dist/webview/search.css', 'utf8') });
    await page.addScriptTag({ content: slowHost });
    await page.addScriptTag({ content: readFileSync('dist/webview/search.js', 'utf8') });
    await page.locator('.hit', { hasText: 'word9' }).first().waitFor();
    await page.locator('.hit:not(.waiting)').nth(11).waitFor();
    assert.equal(await page.locator('.hit.waiting').count(), 0);
  });
});
