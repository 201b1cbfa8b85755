import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator } from 'playwright-core';
import { Workbench, type Host } from './workbench';

describe('the search panel', function () {
  this.timeout(60_000);
  let host: Host;
  let browser: Browser;
  let workbench: Workbench;
  let panel: FrameLocator;
  const folder = mkdtempSync(path.join(tmpdir(), 'variorum-search-'));

  before(async function () {
    this.timeout(120_000);
    cpSync('samples', folder, { recursive: true });
    const { launchBrowser, makePackage, startHost } = await import('../host/vscodeHost.mjs');
    host = await startHost({ vsix: [makePackage()] });
    browser = await launchBrowser();
    workbench = await Workbench.open(host, browser, folder);
    await workbench.run('Variorum: Search…');
    panel = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await panel.locator('vscode-textfield').waitFor();
  });
  after(async () => {
    await browser?.close();
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  async function search(query: string): Promise<void> {
    const input = panel.locator('vscode-textfield input');
    await input.fill(query);
    await input.press('Enter');
    // What was found before stays until the new answer is there.
    await panel.locator('[role=tree][aria-busy=false]').waitFor({ state: 'attached' });
  }

  it('offers examples while nothing is asked', async () => {
    await panel.locator('.example').first().waitFor();
    await workbench.screenshot('search-examples');
  });

  it('shows keywords in context, at most two lines a hit', async () => {
    await search('bridge OR flood* OR river');
    await panel.locator('.hit mark.keyword').first().waitFor();
    const summary = await panel.locator('.summary').innerText();
    assert.match(summary, /^\d+ hits in \d+ sentences of \d+ articles$/);
    const [hits = 0, sentences = 0] = (summary.match(/\d+/g) ?? []).map(Number);
    assert.ok(hits > sentences, 'a line for each occurrence');
    assert.equal(await panel.locator('[role=treeitem]').first().getAttribute('aria-setsize'), String(hits));
    const word = (await panel.locator('.hit mark.keyword').first().innerText()).toLowerCase();
    assert.match(word, /^(bridge|flood\w*|river)$/);
    await workbench.screenshot('search-hits');
  });

  it('narrows by facets and takes filters back', async () => {
    const before = await panel.locator('.summary').innerText();
    await panel.locator('vscode-toolbar-button').click();
    const value = panel.locator('.facet-value').first();
    await value.waitFor();
    await workbench.screenshot('search-facets');
    const label = await value.getAttribute('title');
    const count = Number((await value.locator('.count').innerText()).replace(/\D/g, ''));
    await value.locator('vscode-checkbox').click();
    await panel.locator('.chip', { hasText: label ?? '' }).waitFor();
    await panel.locator('.summary', { hasText: new RegExp(`(?:^|in )${count} sentence`) }).waitFor();
    await workbench.screenshot('search-filtered');
    await panel.locator('.chip').first().click();
    await panel.locator('.summary', { hasText: before }).waitFor();
    await panel.locator('vscode-toolbar-button').click();
  });

  it('opens the editor at the place of a hit, and steps by F4', async () => {
    await search('river');
    await panel.locator('.hit mark.keyword').first().click();
    await workbench.page.locator('.tab.active').waitFor();
    // The hit is selected.
    await workbench.page.locator('.monaco-editor .selected-text').first().waitFor({ state: 'attached' });
    const first = await panel.locator('.hit.selected').getAttribute('id');
    await workbench.page.keyboard.press('F4');
    await panel.locator(`.hit.selected:not(#${first})`).waitFor();
    await workbench.page.keyboard.press('Shift+F4');
    await panel.locator(`#${first}.selected`).waitFor();
    await workbench.screenshot('search-opened');
  });

  it('explains a mistake where it is, and takes the correction', async () => {
    await search('speker:mayor flood');
    await panel.locator('.query-echo .wrong', { hasText: 'speker' }).waitFor();
    await workbench.screenshot('search-mistake');
    await panel.locator('.suggestion .link').click();
    await panel.locator('.problems').waitFor({ state: 'hidden' });
    assert.equal(await panel.locator('vscode-textfield input').inputValue(), 'speaker:mayor flood');
  });

  it('groups and sorts', async () => {
    await search('said');
    await panel.locator('.hit').first().waitFor();
    await panel.locator('vscode-single-select').nth(1).click();
    await panel.locator('vscode-single-select').nth(1).locator('li.option', { hasText: 'outlet' }).click();
    await panel.locator('.group .label').first().waitFor();
    await workbench.screenshot('search-grouped');
    await panel.locator('vscode-single-select').nth(1).click();
    await panel.locator('vscode-single-select').nth(1).locator('li.option', { hasText: 'No groups' }).click();
    await panel.locator('.group').first().waitFor({ state: 'detached' });
  });

  it('works by keys alone, with names and roles for a screen reader', async () => {
    await search('ferry');
    await panel.locator('.hit').first().waitFor();
    await panel.locator('vscode-textfield input').press('ArrowDown');
    await panel.locator('#hit-0.selected').waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await panel.locator('#hit-1.selected').waitFor();
    const tree = panel.locator('[role=tree]');
    assert.equal(await tree.getAttribute('aria-activedescendant'), 'hit-1');
    assert.match((await panel.locator('#hit-1').getAttribute('aria-label')) ?? '', /ferry/i);
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.monaco-editor.focused').waitFor();
  });

  it('searches for what is selected in the editor', async () => {
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Control+Shift+ArrowRight');
    await workbench.run('Variorum: Search for Selection');
    const isOther = (input: Element) => (input as HTMLInputElement).value !== 'ferry';
    await workbench.until('the selection is searched for', () =>
      panel.locator('vscode-textfield input').evaluate(isOther),
    );
    await panel.locator('.summary', { hasText: /sentence/ }).waitFor();
  });

  it('is as it was after a reload', async () => {
    await search('flood -river');
    await panel.locator('.hit').first().waitFor();
    const summary = await panel.locator('.summary').innerText();
    await workbench.reload();
    await panel.locator('.summary', { hasText: summary }).waitFor({ timeout: 60_000 });
    assert.equal(await panel.locator('vscode-textfield input').inputValue(), 'flood -river');
  });

  it('is readable in a dark theme', async () => {
    await search('bridge OR flood* OR river');
    await panel.locator('.hit mark.keyword').first().waitFor();
    await panel.locator('vscode-toolbar-button').click();
    await workbench.run('Preferences: Toggle between Light/Dark Themes');
    await workbench.page.waitForTimeout(800);
    await workbench.screenshot('search-dark');
    await panel.locator('vscode-toolbar-button').click();
    await search('"safe passage');
    await panel.locator('.query-echo .wrong').waitFor();
    await workbench.screenshot('search-dark-mistake');
    await workbench.run('Preferences: Toggle between Light/Dark Themes');
  });

  it('keeps what articles say as text', async () => {
    const policy = await panel.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.doesNotMatch(policy ?? '', /unsafe/);
    assert.match(policy ?? '', /default-src 'none'/);
  });
});
