import assert from 'node:assert/strict';
import { startSession, type Session } from './session';
import type { Workbench } from './workbench';

/** Every panel in the high-contrast themes, by keyboard alone, and as a screen reader has it: names and roles. */
describe('accessibility', function () {
  this.timeout(120_000);
  let session: Session;
  let workbench: Workbench;

  before(async function () {
    this.timeout(180_000);
    session = await startSession('samples', { 'workbench.colorTheme': 'Default High Contrast' }, { width: 1400, height: 900 }); // prettier-ignore
    ({ workbench } = session);
  });
  after(() => session?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await workbench.run('View: Close All Editors');
  });

  /** The accessibility tree of the page in front: what is there by role and name. */
  const tree = () => workbench.panel().locator('body').ariaSnapshot();

  /** Whatever can be acted on has a name. */
  function allNamed(snapshot: string): void {
    const nameless = snapshot
      .split('\n')
      .filter((line) => /^\s*- (?:button|checkbox|combobox|textbox|link|option|treeitem|radio)(?: \[[^\]]*\])*:?$/.test(line)); // prettier-ignore
    assert.deepEqual(nameless, [], snapshot);
  }

  async function choose(words: string, command: string): Promise<void> {
    await workbench.openFile('lissen-flood/02-ansel-herald.txt');
    await workbench.clickOn(words);
    await workbench.run(command);
  }

  for (const theme of ['dark', 'light'] as const) {
    it(`is readable in high contrast, ${theme}`, async () => {
      if (theme === 'light') {
        await workbench.run('Preferences: Color Theme');
        await workbench.typeAndAccept('Light High Contrast');
      }
      await choose('single hour of warning', 'Variorum: Compare Versions');
      await workbench.panel().locator('.card').nth(1).waitFor();
      await workbench.panel().locator('h1').click();
      await workbench.page.keyboard.press('n');
      await workbench.screenshot(`contrast-${theme}-comparison`);
      await workbench.panel().getByRole('button', { name: 'Table' }).click();
      await workbench.panel().locator('table tbody tr').first().waitFor();
      await workbench.screenshot(`contrast-${theme}-table`);
      await workbench.panel().getByRole('button', { name: 'Texts' }).click();
      await workbench.panel().locator('vscode-checkbox[label="Heat map"]').click();
      await workbench.screenshot(`contrast-${theme}-heat-map`);
      await workbench.panel().locator('vscode-checkbox[label="Heat map"]').click();
      await workbench.run('View: Close All Editors');
      await choose('single hour of warning', 'Variorum: Show Timeline of This Statement');
      await workbench.panel().locator('.chart svg [role="button"]').first().focus();
      await workbench.screenshot(`contrast-${theme}-timeline`);
      await workbench.run('View: Close All Editors');
      await workbench.run('Variorum: Show Corpus Overview');
      await workbench.panel().locator('.canvas .row .cell').first().waitFor();
      await workbench.panel().locator('.tile[data-tile="outlet"]').click();
      await workbench.panel().locator('.canvas .row .outlet .missing').first().waitFor();
      await workbench.panel().locator('.canvas .row .select').first().click();
      await workbench.panel().locator('.chosen-bar').waitFor();
      await workbench.screenshot(`contrast-${theme}-overview`);
      await workbench.run('View: Close All Editors');
      await workbench.openFile('lissen-flood/02-ansel-herald.txt');
      await workbench.run('Variorum: Search…');
      const input = workbench.panel().locator('vscode-textfield input');
      await input.fill('gates OR warning');
      await input.press('Enter');
      await workbench.panel().locator('.hit mark.keyword').first().waitFor();
      if (!(await workbench.panel().locator('.facets').isVisible()))
        await workbench.panel().locator('vscode-toolbar-button').click();
      await workbench.panel().locator('.facet-value vscode-checkbox').first().click();
      await workbench.panel().locator('.chip').first().waitFor();
      await workbench.panel().locator('.hit').first().click();
      await workbench.screenshot(`contrast-${theme}-search`);
      await workbench.panel().locator('vscode-toolbar-button').click();
      await input.fill('speker:solano');
      await input.press('Enter');
      await workbench.panel().locator('.query-echo .wrong').waitFor();
      await workbench.screenshot(`contrast-${theme}-search-mistake`);
      await workbench.hover('single hour of warning');
      await workbench.screenshot(`contrast-${theme}-hover`);
      await workbench.page.keyboard.press('Escape');
    });
  }

  it('has names and roles in the search view', async () => {
    await workbench.run('Variorum: Search…');
    const input = workbench.panel().locator('vscode-textfield input');
    await input.fill('gates');
    await input.press('Enter');
    await workbench.panel().locator('.hit mark.keyword').first().waitFor();
    await workbench.panel().locator('vscode-toolbar-button').click();
    await workbench.panel().locator('.facet-value').first().waitFor();
    const snapshot = await tree();
    allNamed(snapshot);
    assert.match(snapshot, /textbox "Search the corpus"/);
    assert.match(snapshot, /combobox "Sort by"/);
    assert.match(snapshot, /switch "Filters"/);
    assert.match(snapshot, /group "Filters"/);
    assert.match(snapshot, /checkbox "The Ansel Herald/);
    assert.match(snapshot, /tree "What was found":\n\s*- treeitem ".*gates/);
    assert.match(snapshot, /status: \d+ (?:sentences|hits) in/);
    await workbench.panel().locator('vscode-toolbar-button').click();
  });

  it('has names and roles in the comparison', async () => {
    await choose('single hour of warning', 'Variorum: Compare Versions');
    await workbench.panel().locator('.card').nth(1).waitFor();
    const texts = await tree();
    allNamed(texts);
    assert.match(texts, /heading "Parallel versions · Petra Solano" \[level=1\]/);
    assert.match(texts, /combobox "Base"/);
    assert.match(texts, /button "Texts" \[pressed\]/);
    assert.match(texts, /button "Next difference"/);
    assert.match(texts, /article "The Ansel Herald, 2023-03-14"/);
    await workbench.panel().getByRole('button', { name: 'Table' }).click();
    await workbench.panel().locator('table tbody tr').first().waitFor();
    const table = await tree();
    allNamed(table);
    assert.match(table, /columnheader "/);
    await workbench.panel().getByRole('button', { name: 'Texts' }).click();
  });

  it('has names and roles in the overview', async () => {
    await workbench.run('Variorum: Show Corpus Overview');
    await workbench.panel().locator('.canvas .row .cell').first().waitFor();
    const snapshot = await tree();
    allNamed(snapshot);
    assert.match(snapshot, /heading "Corpus Overview" \[level=1\]/);
    assert.match(snapshot, /button "Outlet \d+ of \d+ \d+ missing/);
    assert.match(snapshot, /textbox "Filter by words/);
    assert.match(snapshot, /combobox "Evidence"/);
    assert.match(snapshot, /grid "Articles and what is known of them"/);
    assert.match(snapshot, /columnheader "Outlet"/);
    assert.match(snapshot, /gridcell "The Ansel Herald header line"/);
    const grid = workbench.panel().locator('[role=grid]');
    assert.equal(await grid.getAttribute('aria-rowcount'), '25', 'all articles and the head are counted');
    assert.equal(await workbench.panel().locator('[role=row][data-row="0"]').getAttribute('aria-rowindex'), '2');
    assert.equal(await workbench.panel().locator('.canvas [tabindex="0"]').count(), 1, 'the table is one stop for Tab');
  });

  it('has names and roles in the timeline', async () => {
    await choose('single hour of warning', 'Variorum: Show Timeline of This Statement');
    await workbench.panel().locator('.chart svg [role="button"]').first().waitFor();
    const snapshot = await tree();
    allNamed(snapshot);
    assert.match(snapshot, /heading "Timeline" \[level=1\]/);
    assert.match(snapshot, /group "Timeline with \d+ marks in \d+ rows"/);
    assert.match(snapshot, /button "The Ansel Herald, 2023-03-14/);
    assert.match(snapshot, /table "The same as a list"/);
    assert.match(snapshot, /button "Save as SVG"/);
  });

  it('leads through the timeline by Tab alone, and Enter opens the text', async () => {
    const order: string[] = [];
    await choose('single hour of warning', 'Variorum: Show Timeline of This Statement');
    await workbench.panel().locator('.chart svg [role="button"]').first().waitFor();
    await workbench.panel().locator('.segment').first().focus();
    for (let times = 0; times < 6; times++) {
      await workbench.page.keyboard.press('Tab');
      order.push(await workbench.panel().locator('body').evaluate(() => {
        const focused = document.activeElement;
        return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? '';
      })); // prettier-ignore
    }
    assert.equal(order[0], 'The whole event');
    assert.match(order.slice(1, 3).join(), /SVG.*PNG/);
    assert.match(order[3] ?? '', /2023-03-14/, order.join(' → '));
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.tab.active').nth(1).waitFor();
    await workbench.page.locator('.monaco-editor.focused').waitFor();
  });
});
