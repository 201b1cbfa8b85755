import assert from 'node:assert/strict';
import path from 'node:path';
import type { Browser, FrameLocator } from 'playwright-core';
import { Workbench, type Host } from './workbench';

/** The panels on the sample corpus: what a person sees and does, by mouse and by keys. */
describe('comparison, timeline and omissions', function () {
  this.timeout(90_000);
  let host: Host;
  let browser: Browser;
  let workbench: Workbench;
  const errors: string[] = [];

  before(async function () {
    this.timeout(180_000);
    const { startHost, launchBrowser, makePackage } = await import('../host/vscodeHost.mjs');
    host = await startHost({ vsix: [makePackage()], settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
    browser = await launchBrowser();
    workbench = await Workbench.open(host, browser, path.resolve('samples'), { width: 1500, height: 900 });
    workbench.page.on('console', (message) => {
      if (/Content Security Policy|Uncaught/.test(message.text())) errors.push(message.text());
    });
    await workbench.openFile('06-meridian-post.txt');
  });
  after(async () => {
    await browser?.close();
    await host?.stop();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  /** The page inside the panel that was opened last. */
  function panel(): FrameLocator {
    return workbench.page
      .frameLocator('iframe.webview.ready >> visible=true >> nth=-1')
      .frameLocator('iframe#active-frame');
  }

  async function runOn(words: string, command: string): Promise<void> {
    await workbench.clickOn(words);
    await workbench.run(command);
  }

  it('compares the versions of a statement, steps by key, marks by kind', async () => {
    await runOn('its foreign minister', 'Variorum: Compare Versions');
    await panel().locator('.card').nth(2).waitFor();
    assert.ok((await panel().locator('.variant').count()) > 3);
    assert.match(await panel().locator('.original').innerText(), /Original: .+ · .+/);
    await workbench.screenshot('comparison-texts');
    await panel().locator('h1').click();
    await workbench.page.keyboard.press('n');
    await panel().locator('.current').first().waitFor();
    assert.match(await panel().locator('.counter').innerText(), /^1 \/ \d+$/);
    await workbench.page.keyboard.press('p');
    assert.match(await panel().locator('.counter').innerText(), /^(\d+) \/ \1$/);
  });

  it('shows the same as a table and as a heat map, and hides kinds of difference', async () => {
    await panel().getByRole('button', { name: 'Table' }).click();
    await panel().locator('table tbody tr').first().waitFor();
    await workbench.screenshot('comparison-table');
    await panel().getByRole('button', { name: 'Texts' }).click();
    const before = await panel().locator('.text .variant.addition').count();
    assert.ok(before > 0);
    await panel().locator('button.filter', { hasText: 'addition' }).click();
    assert.equal(await panel().locator('.text .variant.addition').count(), 0);
    await panel().locator('vscode-checkbox[label="Heat map"]').click();
    await panel().locator('main').waitFor();
    await workbench.screenshot('comparison-heat-map');
  });

  it('shows the timeline of a statement and of its event; a mark leads to the text by key', async () => {
    await workbench.run('View: Close Editor');
    await runOn('not been given', 'Variorum: Show Timeline of This Statement');
    await panel().locator('.chart svg [role="button"]').first().waitFor();
    await workbench.screenshot('timeline-statement');
    await panel().getByRole('button', { name: 'The whole event' }).click();
    await panel().locator('.chart svg [role="button"]').nth(4).waitFor();
    await workbench.screenshot('timeline-event');
    await panel().locator('.chart svg [role="button"]').first().focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.tab.active', { hasText: 'ministry-briefing' }).waitFor();
    await workbench.openFile('06-meridian-post.txt');
  });

  it('tells what the article leaves out', async () => {
    await workbench.run('Variorum: Show What This Article Leaves Out');
    const rows = workbench.page.locator('.pane', { hasText: 'Left Out' }).locator('.monaco-list-row');
    await rows
      .filter({ hasText: /Not here, but in/ })
      .first()
      .waitFor();
    await workbench.screenshot('left-out');
  });

  it('puts whole articles side by side', async () => {
    await workbench.run('Variorum: Compare Articles Side by Side');
    await workbench.quickPickRows.nth(1).waitFor();
    await workbench.page.keyboard.press('Enter');
    await panel().locator('table.articles tbody tr').nth(3).waitFor();
    await workbench.screenshot('comparison-articles');
  });

  it('is led through by keys alone: from the text to the comparison, its base, kinds, differences and the diff editor', async () => {
    const { page } = workbench;
    await workbench.run('View: Close All Editors');
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await workbench.clickOn('single hour of warning');
    await page.keyboard.press('Control+F7');
    await panel().locator('.card').nth(2).waitFor();
    const focused = () =>
      panel()
        .locator('body')
        .evaluate(() => document.activeElement?.getAttribute('data-key') ?? '');
    /** Presses Tab until a control has the focus: it can be reached, and in few steps. */
    const tabTo = async (key: string | RegExp) => {
      for (let times = 0; times < 25; times++) {
        const now = await focused();
        if (typeof key === 'string' ? now === key : key.test(now)) return now;
        await page.keyboard.press('Tab');
      }
      return assert.fail(`Tab does not lead to ${key.toString()}`);
    };
    // Another base.
    const base = panel().locator('.card.base h2');
    const before = await base.innerText();
    await tabTo('base');
    for (const key of ['Space', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await workbench.until('another version is the base', async () => (await base.innerText()) !== before);
    await workbench.until('the choice keeps the focus', async () => (await focused()) === 'base');
    // The differences, one after the other.
    await page.keyboard.press('F7');
    await panel()
      .locator('.counter', { hasText: /^1 \/ \d+$/ })
      .waitFor();
    await page.keyboard.press('n');
    await panel()
      .locator('.counter', { hasText: /^2 \/ \d+$/ })
      .waitFor();
    await page.keyboard.press('Shift+F7');
    await panel()
      .locator('.counter', { hasText: /^1 \/ \d+$/ })
      .waitFor();
    await workbench.screenshot('comparison-by-keys');
    // One kind of difference less.
    const kinds = /^(?:addition|omission|substitution|transposition|reporting|number|date|name|negation|speaker)$/;
    for (let times = 0; times < 30 && !kinds.test(await focused()); times++) await page.keyboard.press('Shift+Tab');
    const kind = await focused();
    const marks = panel().locator(`.texts .variant.${kind}`);
    assert.ok((await marks.count()) > 0, kind);
    await page.keyboard.press('Space');
    await workbench.until('its marks are gone', async () => (await marks.count()) === 0);
    assert.equal(await focused(), kind, 'the switch keeps the focus');
    await page.keyboard.press('Enter');
    await workbench.until('they are back', async () => (await marks.count()) > 0);
    // The diff editor, and back to the text.
    await page.keyboard.press('d');
    await workbench.quickPickRows.first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: '↔' }).waitFor();
    await page.locator('.monaco-diff-editor .modified .view-line').first().waitFor();
    await page.keyboard.press('F1');
    await workbench.typeAndAccept('>View: Close All Editors in Group');
    await page.locator('.tab', { hasText: '↔' }).waitFor({ state: 'detached' });
    await page.locator('.tab', { hasText: 'Parallel versions' }).waitFor({ state: 'detached' });
  });

  it('opens in front, goes on to the timeline from there, and is there again after a reload', async () => {
    await workbench.run('View: Close All Editors');
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await runOn('single hour of warning', 'Variorum: Compare Versions');
    await panel().locator('.card').nth(2).waitFor();
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 1);
    await workbench.reload();
    await panel().locator('.card').nth(2).waitFor();
    await workbench.run('View: Focus Active Editor Group');
    await workbench.run('Variorum: Show Timeline of This Statement');
    await panel().locator('.chart svg [role="button"]').first().waitFor();
  });

  it('says what is missing where no article is open', async () => {
    await workbench.run('View: Close All Editors');
    for (const command of ['Next Quote', 'Compare Versions', 'Copy with Citation', 'Same Statement as']) {
      await workbench.run(`Variorum: ${command}`);
      await workbench.page.locator('.statusbar', { hasText: 'Open an article of a corpus first.' }).waitFor();
      await workbench.until(
        'the word is gone again',
        async () => !(await workbench.page.locator('.statusbar').innerText()).includes('Open an article'),
      );
    }
  });

  it('breaks no policy', () => assert.deepEqual(errors, []));
});
