import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startSession, type Session } from './session';
import type { Workbench } from './workbench';

const hostile = '<b>Mayor</b> says <script>alert(1)</script> & [read](command:workbench.action.quit)';

/** The corpus overview: figures, evidence, gaps filled in place, by mouse and by keys. */
describe('the corpus overview', function () {
  this.timeout(90_000);
  let session: Session;
  let workbench: Workbench;
  const file = (name: string) => path.join(session.folder, name);

  before(async function () {
    this.timeout(180_000);
    session = await startSession('samples', {}, { width: 1400, height: 900 });
    ({ workbench } = session);
    writeFileSync(file('wage-deal/leaflet.txt'), `${'Night shifts end at six, the union of the quays said. '.repeat(3)}\n`); // prettier-ignore
    writeFileSync(file('wage-deal/quays.txt'), `${'The harbour opens at six, the authority said in a notice. '.repeat(3)}\n`); // prettier-ignore
    writeFileSync(file('wage-deal/wharf.txt'), `${'The cranes stand still until Monday, the harbour master said. '.repeat(3)}\n`); // prettier-ignore
    writeFileSync(file('lagoon.txt'), `${'The lagoon is closed, the mayor of the lagoon town said on Tuesday. '.repeat(3)}\n`); // prettier-ignore
    appendFileSync(file('metadata.csv'), `lagoon.txt,"<i>Lagoon</i> Post",2023-03-14,"${hostile}"\n`);
    await workbench.status.filter({ hasText: '28 articles' }).waitFor();
  });
  after(() => session?.close());
  beforeEach(async () => {
    await workbench.run('Variorum: Show Corpus Overview');
    await workbench.panel().locator('.canvas .row .cell').first().waitFor();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await workbench.tidyUp();
  });

  const rowOf = (name: string) => workbench.panel().locator('.canvas .row', { hasText: name });
  const tile = (name: string) => workbench.panel().locator(`.tile[data-tile="${name}"]`);
  /** Lists only articles that hold some words: of a long list only what is in sight is in the page. */
  async function filter(words: string): Promise<void> {
    await workbench.panel().locator('vscode-textfield input').fill(words);
  }
  const names = () => workbench.panel().locator('.canvas .row .article .value').allInnerTexts();

  it('tells what is known of each article, and from which evidence', async () => {
    const herald = rowOf('02-ansel-herald.txt').first();
    assert.equal(await herald.locator('.outlet .value').innerText(), 'The Ansel Herald');
    assert.equal(await herald.locator('.outlet .evidence').innerText(), 'header line');
    assert.match(await tile('any').innerText(), /28/);
    assert.match(await tile('outlet').innerText(), /24 of 28[^]*4 missing[^]*header line \d+/);
    await workbench.screenshot('overview');
  });

  it('lists what lacks a fact, what words are in, and sorts', async () => {
    await tile('outlet').click();
    await workbench.until('four are listed', async () => (await names()).length === 4);
    assert.deepEqual(await names(), ['07-forum-thread.txt', 'leaflet.txt', 'quays.txt', 'wharf.txt']);
    assert.equal(await tile('outlet').getAttribute('aria-pressed'), 'true');
    await workbench.screenshot('overview-missing');
    await tile('outlet').click();
    await filter('ansel herald 2023');
    await workbench.until('others are gone', async () =>
      (await names()).every((name) => /ansel-herald|lagoon/.test(name)),
    );
    await filter('');
    await workbench.panel().locator('.sort', { hasText: 'Date' }).click();
    await workbench.panel().locator('[role=columnheader][aria-sort=ascending]', { hasText: 'Date' }).waitFor();
    await workbench.until('sorted by date', async () => {
      const dates = await workbench.panel().locator('.canvas .row .date .value:not(.missing)').allInnerTexts();
      return dates.length > 10 && dates.every((date, nth) => nth === 0 || dates[nth - 1]! <= date);
    });
    await workbench.panel().locator('.sort', { hasText: 'Article' }).click();
  });

  it('leads to the words that prove a fact', async () => {
    await rowOf('02-ansel-herald.txt').first().locator('.outlet .evidence').click();
    await workbench.page.locator('.tab.active', { hasText: '02-ansel-herald.txt' }).waitFor();
    await workbench.page.locator('.monaco-editor .selected-text').first().waitFor({ state: 'attached' });
    await workbench.screenshot('overview-evidence');
    assert.match(await workbench.page.locator('[id="status.editor.selection"]').innerText(), /selected/);
  });

  it('fills several articles at once, and cells by typing; one preview, one table', async () => {
    await tile('any').click();
    await workbench.until('gaps are listed', async () => (await names()).includes('leaflet.txt'));
    await rowOf('leaflet.txt').locator('.select').click();
    await rowOf('quays.txt')
      .locator('.select')
      .click({ modifiers: ['Shift'] });
    await workbench.panel().locator('.chosen-bar', { hasText: '2 chosen' }).waitFor();
    await workbench.panel().locator('vscode-button', { hasText: 'Set Outlet…' }).click();
    await workbench.page.locator('.quick-input-widget', { hasText: 'Outlet: who published this?' }).waitFor();
    await workbench.typeAndAccept('The Ansel Herald');
    await rowOf('quays.txt').locator('.outlet.pending', { hasText: 'The Ansel Herald' }).waitFor();
    await rowOf('quays.txt').locator('.date .missing').click();
    const editor = workbench.panel().locator('input.editor');
    await editor.fill('2031-02-30');
    await editor.press('Enter');
    assert.equal(await editor.getAttribute('aria-invalid'), 'true', 'there is no such day');
    await editor.fill('2031-02-28');
    await editor.press('Enter');
    await rowOf('quays.txt').locator('.date.pending', { hasText: '2031-02-28' }).waitFor();
    await workbench.panel().locator('.changes-bar', { hasText: 'Changes not yet written: 3' }).waitFor();
    await workbench.screenshot('overview-pending');
    await workbench.panel().locator('vscode-button', { hasText: 'Preview Changes' }).click();
    await workbench.page.locator('.monaco-diff-editor .modified .view-line', { hasText: /quays\.txt,The\sAnsel\sHerald,2031-02-28/ }).waitFor(); // prettier-ignore
    await workbench.screenshot('overview-preview');
    await workbench.page.locator('.editor-actions a[aria-label^="Write This Change"]').click();
    await workbench.until('the rows are written', () => {
      const rows = readFileSync(file('metadata.csv'), 'utf8').split('\n');
      return rows.some((row) => /^wage-deal\/leaflet\.txt,The Ansel Herald,/.test(row)) && rows.some((row) => /^wage-deal\/quays\.txt,The Ansel Herald,2031-02-28,/.test(row)); // prettier-ignore
    });
    await workbench.run('Variorum: Show Corpus Overview');
    await tile('any').click();
    await filter('wage-deal quays');
    await rowOf('quays.txt').locator('.outlet .evidence', { hasText: 'metadata.csv' }).waitFor();
    assert.equal(await workbench.panel().locator('.changes-bar').isVisible(), false);
    await workbench.screenshot('overview-filled');
    await rowOf('quays.txt').locator('.outlet .evidence').click();
    await workbench.page.locator('.tab.active', { hasText: 'metadata.csv' }).waitFor();
  });

  it('works by keys alone: moves, chooses, types, takes back', async () => {
    const panel = workbench.panel();
    await panel
      .locator('.canvas .row')
      .first()
      .locator('.article')
      .click({ position: { x: 150, y: 36 } });
    await workbench.page.keyboard.press('Control+End');
    await panel.locator('.row:last-child .byline:focus, .byline:focus').waitFor();
    await workbench.page.keyboard.press('Control+Home');
    for (const key of ['ArrowRight', 'ArrowRight']) await workbench.page.keyboard.press(key);
    await panel.locator('.row[data-row="0"] .outlet:focus').waitFor();
    const before = await panel.locator('.row[data-row="0"] .outlet .value').innerText();
    await workbench.page.keyboard.type('The Ans');
    assert.equal(await panel.locator('input.editor').inputValue(), 'The Ansel Herald', 'a known outlet is completed');
    await workbench.page.keyboard.press('Escape');
    assert.equal(await panel.locator('.row[data-row="0"] .outlet .value').innerText(), before);
    await workbench.page.keyboard.press('F2');
    await workbench.page.keyboard.type('Another Paper');
    await workbench.page.keyboard.press('Enter');
    await panel.locator('.row[data-row="1"] .outlet:focus').waitFor();
    await panel.locator('.row[data-row="0"] .outlet.pending', { hasText: 'Another Paper' }).waitFor();
    await workbench.page.keyboard.press('ArrowUp');
    await workbench.page.keyboard.press('Delete');
    await panel.locator('.row[data-row="0"] .outlet:not(.pending)', { hasText: before }).waitFor();
    await workbench.page.keyboard.press('Space');
    await panel.locator('.row[data-row="0"][aria-selected=true]').waitFor();
    await workbench.page.keyboard.press('Shift+ArrowDown');
    await panel.locator('.chosen-bar', { hasText: '2 chosen' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    await panel.locator('.chosen-bar').waitFor({ state: 'hidden' });
    await workbench.page.keyboard.press('Alt+Enter');
    await workbench.page.locator('.monaco-editor.focused').waitFor();
  });

  it('keeps what articles say as text, under a strict policy', async () => {
    await filter('lagoon.txt');
    await workbench.until('it is alone', async () => (await names()).length === 1);
    const headline = await rowOf('lagoon.txt').locator('.headline .value').innerText();
    assert.equal(headline, hostile);
    assert.equal(await rowOf('lagoon.txt').locator('b, i, script').count(), 0);
    const policy = await workbench
      .panel()
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .getAttribute('content');
    assert.doesNotMatch(policy ?? '', /unsafe/);
  });

  it('is as it was after a reload, with what was typed', async () => {
    await filter('');
    await tile('outlet').click();
    await rowOf('wharf.txt').locator('.outlet .missing').click();
    await workbench.panel().locator('input.editor').fill('Wharf News');
    await workbench.panel().locator('input.editor').press('Enter');
    await workbench.panel().locator('.changes-bar', { hasText: 'Changes not yet written: 1' }).waitFor();
    await workbench.reload();
    await workbench.page.locator('.tab.active', { hasText: 'Corpus Overview' }).waitFor({ timeout: 60_000 });
    await rowOf('wharf.txt').locator('.outlet.pending', { hasText: 'Wharf News' }).waitFor({ timeout: 60_000 });
    assert.equal(await tile('outlet').getAttribute('aria-pressed'), 'true');
    await workbench.panel().locator('vscode-button', { hasText: 'Discard' }).click();
    await rowOf('wharf.txt').locator('.outlet .missing').waitFor();
    rmSync(file('wage-deal/wharf.txt'));
    await rowOf('wharf.txt').waitFor({ state: 'detached' });
  });
});
