import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSession, type Session } from './session';
import type { Workbench } from './workbench';

interface Settings {
  readonly speakers?: readonly { readonly name: string; readonly aliases?: readonly string[] }[];
  readonly outlets?: readonly { readonly name: string; readonly paths?: readonly string[] }[];
  readonly corrections?: readonly {
    readonly type: string;
    readonly a: { path: string };
    readonly b: { path: string };
  }[];
}

/** What a reader sets right: speakers, statements, facts; always written to a file, and the window follows. */
describe('setting things right in the window', function () {
  this.timeout(90_000);
  let session: Session;
  let workbench: Workbench;

  before(async function () {
    this.timeout(180_000);
    session = await startSession('samples', {}, { width: 1400, height: 1000 });
    ({ workbench } = session);
    writeFileSync(path.join(session.folder, 'wage-deal', 'leaflet.txt'), `${'Night shifts end at six, the union of the quays said. '.repeat(3)}\n`); // prettier-ignore
    writeFileSync(path.join(session.folder, 'wage-deal', 'quays.txt'), `${'The harbour opens at six, the authority said in a notice. '.repeat(3)}\n`); // prettier-ignore
    await workbench.status.filter({ hasText: '26 articles' }).waitFor();
  });
  after(() => session?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await workbench.tidyUp();
  });

  /** What `variorum.json` says; nothing while it is being written. */
  function settings(): Settings {
    const text = readFileSync(path.join(session.folder, 'variorum.json'), 'utf8');
    try {
      return JSON.parse(text) as Settings;
    } catch {
      return {};
    }
  }

  const until = (what: string, holds: () => boolean | Promise<boolean>) => workbench.until(what, holds, 15_000);

  /** A row of the Speakers view, found by typing, since only the rows in sight are drawn. */
  async function speakerRow(name: string): Promise<Locator> {
    const pane = await workbench.view('Speakers');
    return pane.locator('.monaco-list-row', { hasText: name }).first();
  }

  it('renames a speaker from the view', async () => {
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await workbench.showSideBar('Variorum');
    for (const name of ['Search', 'Statements']) await workbench.fold(name);
    const row = await speakerRow('Petra Solano');
    await row.waitFor();
    await workbench.chooseFromMenu(row, 'Rename Speaker');
    await workbench.fillQuickInput('Petra Solano-Reyes');
    await workbench.screenshot('speaker-rename');
    await workbench.page.keyboard.press('Enter');
    await until(
      'the name is written',
      () => settings().speakers?.some(({ name }) => name === 'Petra Solano-Reyes') === true,
    );
    const entry = settings().speakers?.find(({ name }) => name === 'Petra Solano-Reyes');
    assert.deepEqual(entry?.aliases, ['Petra Solano', '佩特拉·索拉诺']);
    await (await speakerRow('Petra Solano-Reyes')).waitFor();
    await workbench.screenshot('speaker-renamed');
  });

  it('merges two speakers into one', async () => {
    await workbench.run('Variorum: Merge with Another Speaker');
    await workbench.page.locator('.quick-input-widget', { hasText: 'Which speaker keeps the name?' }).waitFor();
    await workbench.quickPickRows.filter({ hasText: 'Petra Solano-Reyes' }).waitFor();
    await workbench.fillQuickInput('Solano-Reyes');
    await workbench.quickPickRows.filter({ hasText: 'Petra Solano-Reyes' }).waitFor();
    await workbench.pick('Petra Solano-Reyes');
    await workbench.page.locator('.quick-input-widget', { hasText: 'Who else is Petra Solano-Reyes?' }).waitFor();
    const before = await (await speakerRow('Petra Solano-Reyes')).innerText();
    await workbench.fillQuickInput('索拉诺');
    await workbench.quickPickRows.filter({ hasText: '索拉诺' }).waitFor();
    await workbench.screenshot('speaker-merge');
    await workbench.tick('索拉诺');
    await until('the alias is written', () => settings().speakers?.some(({ aliases }) => aliases?.includes('索拉诺')) === true); // prettier-ignore
    const count = Number(/(\d+) quotes/.exec(before)?.[1]);
    const row = await speakerRow('Petra Solano-Reyes');
    await row.filter({ hasText: `${count + 2} quotes` }).waitFor();
    assert.equal(await (await speakerRow('索拉诺')).count(), 0, 'the other row is gone');
    await workbench.screenshot('speaker-merged');
  });

  it('splits a name off a speaker', async () => {
    const row = await speakerRow('Idris Holt');
    await workbench.chooseFromMenu(row, 'Split Speaker');
    await workbench.quickPickRows.filter({ hasText: 'Идрис Холт' }).waitFor();
    await workbench.screenshot('speaker-split');
    await workbench.tick('Идрис Холт');
    await until('both are listed', () => settings().speakers?.some(({ name }) => name === 'Идрис Холт') === true);
    await (await speakerRow('Идрис Холт')).waitFor();
    await workbench.screenshot('speaker-splitted');
  });

  it('ties two passages by “Same statement as…”, and the tie survives an edit', async () => {
    await workbench.openFile('wage-deal/02-meridian-post.txt');
    await workbench.clickOn('It is expensive, but it is right');
    await workbench.run('Variorum: Same Statement as…');
    await workbench.pick('Mark this passage');
    await workbench.openFile('ferry-fire/05-meridian-post.txt');
    await workbench.clickOn('An engine does not write');
    await workbench.run('Variorum: Same Statement as…');
    await workbench.quickPickRows.filter({ hasText: 'The marked passage' }).waitFor();
    await workbench.screenshot('same-statement');
    await workbench.pick('The marked passage');
    await until('the word is written', () => settings().corrections?.[0]?.type === 'same');
    // The only other version: the key goes there at once.
    const leadsToTheOther = () =>
      until('the key leads to the other version', async () => {
        await workbench.clickOn('An engine does not write');
        await workbench.page.keyboard.press('Shift+F12');
        const other = workbench.page.locator('.tab.active', { hasText: '02-meridian-post.txt' });
        return other.waitFor({ timeout: 2000 }).then(
          () => true,
          () => false,
        );
      });
    await leadsToTheOther();
    await workbench.screenshot('same-statement-tied');
    await workbench.openFile('ferry-fire/05-meridian-post.txt');
    await prepend('ferry-fire/05-meridian-post.txt', 'A line put in front by a careful reader of old papers.\n\n');
    await workbench.screenshot('same-statement-after-edit');
    await leadsToTheOther();
  });

  it('sets versions apart, against the machine’s word, and an edit does not undo it', async () => {
    await workbench.openFile('lissen-flood/04-coast-courier.txt');
    await versionsOf('single hour of warning', '01-ministry-briefing');
    await workbench.page.keyboard.press('Escape');
    await workbench.clickOn('single hour of warning');
    await workbench.run('Variorum: Not the Same Statement');
    await workbench.quickPickRows.filter({ hasText: 'Ministry of Foreign Affairs' }).first().waitFor();
    await workbench.screenshot('not-the-same');
    await workbench.tick('Ministry of Foreign Affairs');
    await until('the word is written', () => settings().corrections?.some(({ type, b }) => type === 'notSame' && b.path === 'lissen-flood/01-ministry-briefing.txt') === true); // prettier-ignore
    await until('the two are apart', areApart);
    await workbench.page.keyboard.press('Escape');
    await prepend('lissen-flood/04-coast-courier.txt', 'Printed on the second page.\n');
    await until('they stay apart', areApart);
    await workbench.screenshot('not-the-same-apart');
  });

  /** Whether the ministry's words are no longer among the versions, while others are. */
  async function areApart(): Promise<boolean> {
    await workbench.page.keyboard.press('Escape');
    const files = await versionsOf('single hour of warning', '02-ansel-herald');
    return !files.some((file) => file.includes('01-ministry-briefing'));
  }

  /** Puts a line in front of the active file and waits until it is on the disk. */
  async function prepend(file: string, line: string): Promise<void> {
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.type(line);
    await workbench.page.keyboard.press('Control+s');
    await until('the line is saved', () => readFileSync(path.join(session.folder, file), 'utf8').startsWith(line));
  }

  /** Peeks at all versions of a passage; answers the files in the list once one of them is there. */
  async function versionsOf(words: string, file: string): Promise<string[]> {
    await workbench.clickOn(words);
    await workbench.page.keyboard.press('Shift+F12');
    const rows = workbench.page.locator('.reference-zone-widget .ref-tree .monaco-list-row');
    await rows.filter({ hasText: file }).first().waitFor();
    return rows.allInnerTexts();
  }

  it('gives a folder its outlet, with a preview', async () => {
    await workbench.showSideBar('Explorer');
    const folder = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'wage-deal' }).first();
    await workbench.chooseFromMenu(folder, 'Set Outlet of This Folder');
    await workbench.page.locator('.quick-input-widget', { hasText: 'Outlet: who published this?' }).waitFor();
    await workbench.fillQuickInput('The Quay Papers');
    await workbench.quickPickRows.filter({ hasText: 'new outlet' }).waitFor();
    await workbench.screenshot('folder-outlet');
    await workbench.typeAndAccept('The Quay Papers');
    const diff = workbench.page.locator('.monaco-diff-editor .modified .view-line', { hasText: /The\sQuay\sPapers/ });
    await diff.first().waitFor();
    await workbench.screenshot('folder-outlet-preview');
    await workbench.page.locator('.editor-actions a[aria-label^="Write This Change"]').click();
    await until('the outlet is written', () => settings().outlets?.some(({ name, paths }) => name === 'The Quay Papers' && paths?.[0] === 'wage-deal/**') === true); // prettier-ignore
    await workbench.showSideBar('Variorum');
    await workbench.fold('Speakers');
    const outlets = await workbench.view('Outlets');
    await outlets.locator('.monaco-list-row', { hasText: 'The Quay Papers' }).waitFor();
    await workbench.screenshot('folder-outlet-set');
  });

  it('steps by key: quotes of the article, versions of the statement', async () => {
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await workbench.clickOn('Ministry says Lissen');
    const place = async () => (await workbench.page.locator('[id="status.editor.selection"]').innerText()).trim();
    await until('the status bar has heard of the click', async () => /^Ln 1, Col \d+$/.test(await place()));
    const press = async (key: string) => {
      const before = await place();
      await workbench.page.keyboard.press(key);
      await until(`${key} leads somewhere`, async () => (await place()) !== before);
      return place();
    };
    const first = await press('Alt+F7');
    const second = await press('Alt+F7');
    await workbench.screenshot('next-quote');
    assert.notEqual(second, first);
    assert.equal(await press('Shift+Alt+F7'), first);
    await workbench.clickOn('single hour of warning');
    await workbench.page.keyboard.press('Alt+F11');
    await workbench.page.locator('.tab.active:not([data-resource-name="02-ansel-herald.txt"])').waitFor();
    await workbench.page.locator('.statusbar', { hasText: /Version \d of \d/ }).waitFor();
    await workbench.screenshot('next-version');
    await workbench.page.keyboard.press('Shift+Alt+F11');
    await workbench.page.locator('.tab.active[data-resource-name="02-ansel-herald.txt"]').waitFor();
  });
});
