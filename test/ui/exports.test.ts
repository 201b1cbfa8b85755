import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startSession, type Session } from './session';
import type { Workbench } from './workbench';

const hostile = `Mayor says <b>no</b> & [read](command:workbench.action.quit)
The Ansel Herald
March 14, 2023

PORT ANSEL, March 14 -- =cmd|' /C calc'!A0 said the mayor of the lagoon town on Tuesday evening.

"The lagoon <script>alert(1)</script> is [open](command:variorum.showLog)," Mayor Ada Quill said on Tuesday.
`;

/** What leaves the window: citations, search results, comparisons, timelines. */
describe('what is copied and exported', function () {
  this.timeout(90_000);
  let session: Session;
  let workbench: Workbench;

  before(async function () {
    this.timeout(180_000);
    session = await startSession('samples');
    ({ workbench } = session);
    writeFileSync(path.join(session.folder, 'lagoon.txt'), hostile);
    await workbench.status.filter({ hasText: '25 articles' }).waitFor();
  });
  after(() => session?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await workbench.tidyUp();
  });

  async function searchFor(query: string): Promise<void> {
    await workbench.run('Variorum: Search…');
    const input = workbench.panel().locator('vscode-textfield input');
    await input.fill(query);
    await input.press('Enter');
    await workbench.panel().locator('[role=tree][aria-busy=false] .hit').first().waitFor();
  }

  for (const [format, holds] of [
    [
      'Plain text',
      /^“‘Velmora was not given .+” \(.*The Ansel Herald.*2023-03-14.*lissen-flood\/02-ansel-herald\.txt:\d+\)$/s,
    ],
    ['Markdown with footnote', /^> .+ \[\^[\w-]+\]\n\n\[\^[\w-]+\]: .*02-ansel-herald/s],
    ['BibTeX', /^@\w+\{[\w-]+,\n.*title = .*date = \{2023-03-14\}/s],
    ['CSL-JSON', /"container-title": "The Ansel Herald"/],
  ] as const) {
    it(`copies a sentence with its citation: ${format}`, async () => {
      await workbench.openFile('lissen-flood/02-ansel-herald.txt');
      await workbench.clickOn('single hour of warning');
      await workbench.run('Variorum: Copy with Citation');
      await workbench.quickPickRows.nth(3).waitFor();
      if (format === 'Plain text') await workbench.screenshot('citation-formats');
      // The word in the status bar may still be that of the copy before.
      assert.match(await workbench.copied(() => workbench.pick(format)), holds);
      await workbench.page.locator('.statusbar', { hasText: 'Copied as' }).waitFor();
    });
  }

  it('exports a search as CSV, JSON Lines and Markdown, and what articles say stays text', async () => {
    await searchFor('lagoon');
    const saved: string[] = [];
    for (const format of ['CSV', 'JSON Lines', 'Markdown']) {
      await workbench.run('Variorum: Export Search Result');
      await workbench.quickPickRows.filter({ hasText: format }).first().waitFor();
      if (format === 'CSV') await workbench.screenshot('search-export-formats');
      await workbench.pick(format);
      const file = await workbench.save();
      await workbench.readWritten(file);
      saved.push(file);
    }
    await workbench.screenshot('search-exported');
    assert.deepEqual(
      saved.map((file) => path.basename(file)),
      ['search-lagoon.csv', 'search-lagoon.jsonl', 'search-lagoon.md'],
    );
    assert.ok(
      saved.every((file) => path.relative(session.folder, file).startsWith('..')),
      saved.join(),
    );
    const [csv = '', lines = '', markdown = ''] = saved.map((file) => readFileSync(file, 'utf8'));
    assert.match(csv, /^path,article,start,end,outlet,date,headline,speaker,kind,text\r\n/);
    assert.match(csv, /\r\nlagoon\.txt,/, 'paths are those inside the corpus');
    assert.doesNotMatch(csv, /(?:^|,|")=cmd/m, 'no cell begins a formula');
    const hits = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; path: string });
    assert.ok(hits.some(({ text }) => text.includes('<script>alert(1)</script>')));
    assert.doesNotMatch(markdown, /(?<!\\)<script|(?<!\\)\]\(command:/, 'nothing in it is live');
  });

  it('opens an export without saving where that is wanted', async () => {
    await searchFor('lagoon');
    await workbench.run('Variorum: Export Search Result');
    await workbench.quickPickRows.filter({ hasText: 'Markdown' }).nth(1).click();
    await workbench.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await workbench.screenshot('search-export-untitled');
    assert.match(await workbench.editorText(), /Ada Quill/);
    await workbench.run('View: Revert and Close Editor');
  });

  it('keeps searches and knows what was searched for', async () => {
    await searchFor('"river treaty"');
    await workbench.run('Variorum: Save Search');
    await workbench.fillQuickInput('The treaty');
    await workbench.page.keyboard.press('Enter');
    await searchFor('ferry');
    await workbench.run('Variorum: Open Saved Search');
    await workbench.quickPickRows.filter({ hasText: 'The treaty' }).waitFor();
    await workbench.screenshot('search-saved');
    await workbench.pick('The treaty');
    await workbench
      .panel()
      .locator('.hit mark.keyword', { hasText: /river treaty/i })
      .first()
      .waitFor();
    await workbench.run('Variorum: Search History');
    await workbench.quickPickRows.filter({ hasText: 'ferry' }).waitFor();
    await workbench.screenshot('search-history');
    await workbench.pick('ferry');
    await workbench.panel().locator('.hit mark.keyword', { hasText: /ferry/i }).first().waitFor();
    assert.equal(await workbench.panel().locator('vscode-textfield input').inputValue(), 'ferry');
  });

  it('exports a comparison as HTML and Markdown', async () => {
    await workbench.showSideBar('Explorer');
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await workbench.clickOn('single hour of warning');
    await workbench.run('Variorum: Compare Versions');
    await workbench.panel().locator('.card').nth(1).waitFor();
    const contents: string[] = [];
    for (const format of ['HTML', 'Markdown']) {
      await workbench.panel().locator('vscode-toolbar-button[label^="Export"]').click();
      await workbench.quickPickRows.filter({ hasText: format }).first().waitFor();
      await workbench.pick(format);
      const file = await workbench.save();
      await workbench.readWritten(file);
      assert.match(path.basename(file), /^versions-\p{L}[\p{L}-]+\.(html|md)$/u);
      contents.push(readFileSync(file, 'utf8'));
    }
    const [html = '', markdown = ''] = contents;
    assert.match(html, /^<!DOCTYPE html>/i);
    assert.doesNotMatch(html, /<script/i);
    for (const content of contents) assert.match(content, /The Ansel Herald/);
    assert.match(markdown, /^#+ /m);
    const page = await session.browser.newPage({ viewport: { width: 1000, height: 800 } });
    await page.setContent(html);
    await page.screenshot({ path: path.resolve('out/screenshots/comparison-export.png') });
    await page.close();
  });

  it('opens two versions in the diff editor', async () => {
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await workbench.clickOn('single hour of warning');
    await workbench.run('Variorum: Compare Versions');
    await workbench.panel().locator('.card').nth(1).waitFor();
    await workbench.panel().locator('vscode-toolbar-button[label="Open in diff editor"]').click();
    const names = await workbench.quickPickRows.locator('.label-name').allInnerTexts();
    assert.ok(names.length > 1);
    assert.equal(new Set(names).size, names.length, `told apart: ${names.join('; ')}`);
    await workbench.quickPickRows.first().click();
    await workbench.page.locator('.monaco-diff-editor .modified .view-line').first().waitFor();
    await workbench.page.locator('.tab.active', { hasText: '↔' }).waitFor();
    await workbench.page.waitForTimeout(800);
    const language = workbench.page.locator('.statusbar-item[id="status.editor.mode"]');
    assert.match(await language.innerText(), /News Passage/, 'no headline to be coloured');
    await workbench.screenshot('comparison-diff');
  });

  it('saves a timeline as SVG and PNG', async () => {
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await workbench.clickOn('single hour of warning');
    await workbench.run('Variorum: Show Timeline of This Statement');
    await workbench.panel().locator('.chart svg [role="button"]').first().waitFor();
    const files: string[] = [];
    for (const format of ['SVG', 'PNG']) {
      await workbench.panel().locator('vscode-button', { hasText: format }).click();
      const file = await workbench.save();
      await workbench.readWritten(file);
      assert.match(path.basename(file), /^timeline-\p{L}.+\.(svg|png)$/u);
      files.push(file);
    }
    await workbench.screenshot('timeline-saved');
    const svg = readFileSync(files[0]!, 'utf8');
    assert.match(svg, /^<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(svg, /var\(--|<script|onclick/);
    assert.match(svg, /The Ansel Herald/);
    const png = readFileSync(files[1]!);
    assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.ok(png.readUInt32BE(16) > 800, 'twice the size of the screen');
    writeFileSync(path.resolve('out/screenshots/timeline-export.png'), png);
  });
});
