import assert from 'node:assert/strict';
import { startSession, type Session } from './session';

/** Words that must be there, and how to ask for the panels: titles of commands are found by their English ones, too. */
const languages = {
  de: {
    views: ['Suche', 'Aussagen', 'Ausgelassen', 'Sprecher', 'Medien'],
    articles: 'Artikel',
    versions: /\d+ Fassung(en)? · Original/,
    comparison: /Parallele Fassungen[^]*Tabelle[^]*wörtlich/,
    timeline: /Zeitleiste[^]*Diese Aussage/,
    overview: /Überblick über das Korpus[^]*Überschrift/,
    tick: /Uhr/,
  },
  'zh-cn': {
    views: ['搜索', '陈述', '遗漏内容', '发言者', '媒体'],
    articles: '篇文章',
    versions: /\d+ 个版本 · 原始版本/,
    comparison: /平行版本[^]*表格[^]*直接引语/,
    timeline: /时间线[^]*此陈述/,
    overview: /语料库概览[^]*标题/,
    tick: /时/,
  },
} as const;

for (const [language, words] of Object.entries(languages))
  describe(`the window in the language ${language}`, function () {
    this.timeout(120_000);
    let session: Session;

    before(async () => {
      session = await startSession('samples', {}, undefined, language);
    });
    after(() => session.close());

    it('speaks it in views, lenses and the status bar', async () => {
      const { workbench } = session;
      await workbench.openFile('lissen-flood/02-ansel-herald.txt');
      await workbench.showSideBar('Variorum');
      const headers = workbench.page.locator('.sidebar .pane-header');
      await headers.nth(words.views.length - 1).waitFor();
      const titles = (await headers.allInnerTexts()).join('\n');
      for (const view of words.views) assert.ok(titles.includes(view), `${view}: ${titles}`);
      assert.ok((await workbench.status.innerText()).includes(words.articles));
      await workbench.page.locator('.codelens-decoration a', { hasText: words.versions }).first().waitFor();
      await workbench.screenshot(`${language}-views`);
    });

    it('speaks it in the comparison, the timeline and the overview', async () => {
      const { workbench } = session;
      const panel = workbench.panel();
      for (const [command, text, content] of [
        ['Compare Versions', words.comparison, '.card'],
        ['Show Timeline of This Statement', words.timeline, 'svg'],
        ['Show Corpus Overview', words.overview, '.canvas .row'],
      ] as const) {
        await workbench.clickOn('single hour of warning');
        await workbench.run(command);
        await panel.locator(content).first().waitFor();
        assert.match(await panel.locator('body').innerText(), text, command);
        if (content === 'svg') assert.match((await panel.locator('svg').first().textContent()) ?? '', words.tick);
        await workbench.screenshot(`${language}-${command.split(' ').at(-1)?.toLowerCase()}`);
        await workbench.run('View: Close Editor');
      }
    });
  });
