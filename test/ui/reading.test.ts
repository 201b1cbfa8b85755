import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { temporaryCorpus } from '../lsp/temporaryCorpus';
import { Workbench, type Host } from './workbench';

const patience = 'and the town kept its patience';

describe('reading by mouse and keys', function () {
  this.timeout(60_000);
  let host: Host;
  let browser: Browser;
  let workbench: Workbench;
  let corpus: ReturnType<typeof temporaryCorpus>;

  before(async function () {
    this.timeout(120_000);
    corpus = temporaryCorpus();
    ({ host, browser } = await startWithPackage());
    workbench = await Workbench.open(host, browser, corpus.folder);
  });
  after(async () => {
    await browser?.close();
    await host?.stop();
    corpus.remove();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await workbench.tidyUp();
  });

  it('says in the status bar what it read', async () => {
    assert.match(await workbench.status.innerText(), /4 articles/);
  });

  it('shows an outline of the article and its quotes', async () => {
    await workbench.openFile('gazette/bridge.txt');
    await workbench.run('Explorer: Focus on Outline View');
    const rows = workbench.page.locator('.outline-tree .monaco-list-row');
    await rows.filter({ hasText: 'We kept our word' }).waitFor();
    assert.ok((await rows.count()) >= 4);
    await workbench.screenshot('outline');
  });

  it('hovers the parallel versions', async () => {
    await workbench.openFile('gazette/bridge.txt');
    const text = await workbench.hover(patience);
    assert.match(text, /Northern Courier/);
    assert.doesNotMatch(text, /\*\*|\\"/, 'no Markdown is left over');
    await workbench.screenshot('hover');
  });

  it('goes to the source by F12', async () => {
    await workbench.openFile('courier/harbour-bridge.txt');
    await workbench.clickOn(patience);
    await workbench.page.keyboard.press('F12');
    await workbench.page.locator('.tab.active', { hasText: 'city-transcript.txt' }).waitFor();
    await workbench.screenshot('source');
  });

  it('peeks at all versions by Shift+F12', async () => {
    await workbench.openFile('gazette/bridge.txt');
    await workbench.clickOn(patience);
    await workbench.page.keyboard.press('Shift+F12');
    const peek = workbench.page.locator('.reference-zone-widget');
    await peek.locator('.monaco-list-row', { hasText: 'city-transcript' }).first().waitFor();
    await workbench.screenshot('versions');
  });

  it('finds quotes by Ctrl+T', async () => {
    await workbench.page.keyboard.press('Control+t');
    await workbench.fillQuickInput('#patience');
    await workbench.quickPickRows.filter({ hasText: 'patience' }).first().waitFor();
    await workbench.screenshot('symbols');
  });

  it('opens the versions from a lens', async () => {
    await workbench.openFile('gazette/bridge.txt');
    const lens = workbench.page.locator('.codelens-decoration a', { hasText: 'version' }).first();
    await lens.waitFor();
    await lens.click();
    await workbench.page.locator('.reference-zone-widget').waitFor();
  });

  it('lists the statements of the article in its view', async () => {
    await workbench.openFile('gazette/bridge.txt');
    await workbench.page.locator('.activitybar a[aria-label="Variorum"]').click();
    const rows = workbench.page.locator('.pane', { hasText: 'Statements' }).locator('.monaco-list-row');
    await rows.filter({ hasText: 'We kept our word' }).first().waitFor();
    await workbench.screenshot('statements');
  });
});

/** Starts VS Code with the extension installed from a freshly made package, as a person has it. */
async function startWithPackage(): Promise<{ host: Host; browser: Browser }> {
  const { startHost, launchBrowser, makePackage } = await import('../host/vscodeHost.mjs');
  const host = await startHost({ vsix: [makePackage()], settings: { 'editor.hover.delay': 100 } });
  return { host, browser: await launchBrowser() };
}
