import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { startSession, type Session } from './session';
import type { Workbench } from './workbench';

const patience = 'and the town kept its patience';

describe('reading by mouse and keys', function () {
  this.timeout(120_000);
  let session: Session;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    session = await startSession();
    ({ workbench } = session);
  });
  after(() => session?.close());
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

  it('lists statements, speakers and outlets in its views', async () => {
    await workbench.openFile('gazette/bridge.txt');
    await workbench.showSideBar('Variorum');
    const statements = await workbench.view('Statements');
    const statement = statements.locator('.monaco-list-row', { hasText: 'We kept our word' });
    await statement.click();
    await workbench.page.keyboard.press('ArrowRight');
    await statements.locator('.monaco-list-row', { hasText: 'Northern Courier' }).waitFor();
    await workbench.screenshot('statements');
    const speakers = await workbench.view('Speakers');
    await speakers.locator('.monaco-list-row', { hasText: 'Lena Ortiz' }).waitFor();
    const outlets = await workbench.view('Outlets');
    await outlets.locator('.monaco-list-row', { hasText: 'Northern Courier' }).waitFor();
    await workbench.screenshot('views');
  });

  it('sets versions apart, and keeps that in variorum.json', async () => {
    await workbench.openFile('gazette/bridge.txt');
    await workbench.clickOn(patience);
    await workbench.run('Variorum: Not the Same Statement');
    const row = workbench.quickPickRows.filter({ hasText: 'Northern Courier' });
    await row.waitFor();
    await row.locator('input, .monaco-checkbox, .quick-input-list-checkbox').first().click();
    await workbench.screenshot('not-the-same');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    const file = path.join(session.folder, 'variorum.json');
    const settings = JSON.parse((await workbench.readWritten(file)).toString()) as {
      corrections: { type: string; b: { path: string } }[];
    };
    assert.deepEqual(
      settings.corrections.map(({ type, b }) => [type, b.path]),
      [['notSame', 'courier/harbour-bridge.txt']],
    );
    rmSync(file);
  });

  it('previews what it writes to metadata.csv', async () => {
    await workbench.openFile('herald/bridge.txt');
    await workbench.run('Variorum: Set Outlet of This Article');
    await workbench.page.locator('.quick-input-widget', { hasText: 'Outlet: who published this?' }).waitFor();
    await workbench.typeAndAccept('The Late Herald');
    const line = workbench.page.locator('.monaco-diff-editor .modified .view-line', { hasText: /The\sLate\sHerald/ });
    await line.first().waitFor();
    await workbench.screenshot('metadata-preview');
    await workbench.page.locator('.editor-actions a[aria-label^="Write This Change"]').click();
    const file = path.join(session.folder, 'metadata.csv');
    assert.match((await workbench.readWritten(file)).toString(), /herald\/bridge\.txt,The Late Herald/);
    rmSync(file);
  });

  it('takes no key from VS Code where VS Code uses it', async () => {
    interface Binding {
      readonly key: string;
      readonly command: string;
      readonly when?: string;
    }
    await workbench.run('Preferences: Open Default Keyboard Shortcuts (JSON)');
    await workbench.page.locator('.tab.active', { hasText: 'Default Keybindings' }).waitFor();
    const text = await workbench.editorText();
    const bindings = JSON.parse(text.slice(text.indexOf('['), text.lastIndexOf('\n]') + 2).replace(/^\s*\/\/.*$/gm, '')) as Binding[]; // prettier-ignore
    const isOurs = ({ command }: Binding) => command.startsWith('variorum.');
    const ours = bindings.filter(isOurs);
    assert.ok(ours.length >= 6 && bindings.length > 500);
    for (const mine of ours) {
      for (const other of bindings.filter((binding) => binding.key === mine.key && !isOurs(binding))) {
        // Each way in which the other may hold must be one that ours excludes.
        const ways = (other.when ?? '').split('||').map((way) => way.split('&&').map((part) => part.trim()));
        const isApart = ways.every((way) => way.some((part) => part !== '' && mine.when?.includes(`!${part}`)));
        assert.ok(isApart, `${mine.key}: ${mine.command} and ${other.command} (${other.when})`);
      }
    }
  });
});
