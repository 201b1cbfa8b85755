/**
 * Measures the panels in the real VS Code over a folder: from command to first paint and to content, and from a click on a
 * facet to the painted answer. First paint is the browser's own "first contentful paint" of the page: the first words that
 * can be seen. The other moments the pages mark themselves (client/src/webview/hostChannel.ts). Beside them stand panels of
 * one word that another extension opens in the same places. Prints a table.
 * usage: tsx bench/panels.ts FOLDER [--rounds 5] [--storage FOLDER] [--without-search] [--real-time]   (after npm run build; needs Chromium and
 * the host of test/host). With --storage the window's data, with its index, is kept there, so that a second run starts warm. With --real-time
 * the window (not the language server) runs before all else on the machine, as if that were idle: for machines that are shared.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { Workbench } from '../test/ui/workbench';
import { makeEmptyPanelPackage } from './emptyPanel';
import { runAtOnce } from './realTime';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    storage: { type: 'string' },
    'without-search': { type: 'boolean' },
    'real-time': { type: 'boolean' },
  },
});
const rounds = Number(values.rounds);
const measured = new Map<string, number[]>();

function note(measure: string, ms: number | undefined): void {
  if (ms === undefined || Number.isNaN(ms)) return;
  measured.set(measure, [...(measured.get(measure) ?? []), ms]);
}

async function main(): Promise<void> {
  const [folder] = positionals;
  if (folder === undefined) throw new Error('usage: tsx bench/panels.ts FOLDER [--rounds 5] [--storage FOLDER]');
  const { startHost, launchBrowser, makePackage } = await import('../test/host/vscodeHost.mjs');
  const dataDir = values.storage === undefined ? null : path.resolve(values.storage);
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
  // VS Code keeps the data of a folder by its address, and the port is a part of that.
  const port = dataDir === null ? 0 : 38_037;
  const host = await startHost({
    vsix: [makePackage(), makeEmptyPanelPackage()],
    dataDir,
    port,
    settings: { 'files.watcherExclude': { '**': true } },
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(host.pageUrl(path.resolve(folder), [['skipWelcome', 'true']]), { waitUntil: 'domcontentloaded' });
    page.setDefaultTimeout(20_000);
    const workbench = new Workbench(page);
    const read = workbench.status.filter({ has: page.locator('.codicon-quote'), hasText: /[1-9]/ });
    await read.waitFor({ timeout: 1_800_000 });
    console.log(`${await workbench.status.innerText()}, ${rounds} rounds`);
    if (!values['without-search']) await measureSearch(workbench);
    for (let round = 0; round < rounds; round++) await measureOverview(workbench);
    for (let round = 0; round < rounds; round++) await measurePanels(workbench, round);
    for (let round = 0; round < rounds; round++) await measureSearchView(workbench);
  } finally {
    await browser.close();
    await host.stop();
  }
  console.log('| measure | median | highest | times |\n| --- | --- | --- | --- |');
  for (const [measure, all] of measured) {
    const sorted = all.sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? 0;
    console.log(`| ${measure} | ${Math.round(median)} ms | ${Math.round(sorted.at(-1) ?? 0)} ms | ${sorted.length} |`);
  }
}

/** The search view, which is made once a window: each time in a window that is loaded anew, with the side bar open elsewhere. */
async function measureSearchView(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.run('Variorum: Clear Search');
  await workbench.run('View: Show Explorer');
  await workbench.reload();
  await page.waitForTimeout(4000);
  await leaveOut(page);
  await runMeasured(workbench, 'Empty: In the Side Bar');
  note('an empty view, first paint', (await firstPaint(page))?.shell);
  await workbench.run('View: Show Explorer');
  await page.waitForTimeout(settleMs);
  await runMeasured(workbench, 'Variorum: Search…');
  note('search view, first paint', (await firstPaint(page))?.shell);
  await workbench.panel().locator('vscode-textfield input').waitFor();
}

/** What somebody reads before asking for a panel: until then a text that was just opened has its lenses, colours and rows. */
const settleMs = 2000;
/** While a panel is made nobody looks into its frames, which takes time of the window's only thread. */
const undisturbedMs = 1200;

/** Runs a command from a palette that has come to rest, and lets what it opens alone until that must be there. */
async function runMeasured(workbench: Workbench, title: string): Promise<void> {
  const { page, quickInput, quickPickRows } = workbench;
  await page.keyboard.press('F1');
  await quickInput.waitFor();
  await workbench.fillQuickInput(`>${title}`);
  await quickPickRows.and(page.locator('.focused')).filter({ hasText: title }).waitFor();
  await page.waitForTimeout(400);
  if (values['real-time']) runAtOnce(process.pid);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(undisturbedMs);
}

/** Answers to queries, and clicks on facets. */
async function measureSearch(workbench: Workbench): Promise<void> {
  await workbench.run('Variorum: Search…');
  note('search view, first paint', (await firstPaint(workbench.page))?.shell);
  const panel = workbench.panel();
  const input = panel.locator('vscode-textfield input');
  await input.waitFor();
  const settled = async (): Promise<number | undefined> => {
    for (let tries = 0; tries < 200; tries++) {
      const { marks } = await panel.locator('body').evaluate(readPage);
      const last = (name: string) => marks.findLast((mark) => mark.name === `variorum.${name}`);
      const [question, answer] = [last('question'), last('answer')];
      if (question && answer && answer.startTime >= question.startTime) return answer.startTime - question.startTime;
      await workbench.page.waitForTimeout(25);
    }
    return undefined;
  };
  const isOver = panel.locator('.progress:not(.active)');
  for (const query of ['government', 'president OR minister', '"last week"', 'vot*', 'tax NEAR/5 cut']) {
    await input.fill(query);
    await input.press('Enter');
    await panel.locator('[role=tree][aria-busy=false]').waitFor();
    note('search, first rows', await settled());
    await isOver.waitFor({ state: 'attached' });
    if (!(await panel.locator('.facets').isVisible())) await panel.locator('vscode-toolbar-button').click();
    const boxes = panel.locator('.facet-value vscode-checkbox');
    for (let click = 0; click < rounds && click < (await boxes.count()); click++) {
      for (const way of ['set', 'taken back']) {
        await boxes.nth(click).click();
        await panel.locator('[role=tree][aria-busy=false]').waitFor();
        const took = await settled();
        note(`facet ${way}, to the painted rows`, took);
      }
    }
  }
  await panel.locator('vscode-toolbar-button').click();
}

/** The overview of the corpus: its first paint, its rows, and what a filter or an order takes. */
async function measureOverview(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.waitForTimeout(settleMs);
  await runMeasured(workbench, 'Variorum: Show Corpus Overview');
  const times = await firstPaint(page, 'withContent');
  note('overview, first paint', times?.shell);
  note('overview, with content', times?.content);
  const panel = workbench.panel();
  const answered = async (): Promise<number | undefined> => {
    for (let tries = 0; tries < 200; tries++) {
      const { marks: all } = await panel.locator('body').evaluate(readPage);
      const question = all.findLast((mark) => mark.name === 'variorum.question');
      const answer = all.findLast((mark) => mark.name === 'variorum.answer');
      if (question && answer && answer.startTime > question.startTime) return answer.startTime - question.startTime;
      await page.waitForTimeout(25);
    }
    return undefined;
  };
  for (const tile of ['outlet', 'any']) {
    for (const way of ['set', 'taken back']) {
      await panel.locator(`.tile[data-tile="${tile}"]`).click();
      note(`overview filter ${way}, to the painted rows`, await answered());
    }
  }
  for (const column of ['headline', 'date']) {
    await panel.locator(`.sort[data-key="${column}"]`).click();
    note('overview in another order, to the painted rows', await answered());
  }
  await workbench.run('View: Close All Editors');
  await leaveOut(page);
  await page.waitForTimeout(settleMs);
  await runMeasured(workbench, 'Empty: In Front');
  note('an empty panel in front, first paint', (await firstPaint(page))?.shell);
  await workbench.run('View: Close All Editors');
}

/** Comparison, timeline of a statement and of an event, from an article that shares statements. */
async function measurePanels(workbench: Workbench, round: number): Promise<void> {
  const { page } = workbench;
  await workbench.run('Variorum: Search…');
  const search = workbench.panel();
  const input = search.locator('vscode-textfield input');
  await input.fill('kind:direct has:versions');
  await input.press('Enter');
  await search.locator('.hit:not(.waiting)').nth(round).click();
  await page.locator('.tab.active').first().waitFor();
  await page.locator('.codelens-decoration a').first().waitFor();
  for (const [command, name] of [
    ['Variorum: Compare Versions', 'comparison'],
    ['Variorum: Show Timeline of This Statement', 'timeline of a statement'],
    ['Variorum: Show Timeline of This Event', 'timeline of an event'],
  ] as const) {
    await workbench.run('View: Focus First Editor Group');
    await page.waitForTimeout(settleMs);
    await runMeasured(workbench, command);
    const times = await firstPaint(page, 'withContent');
    note(`${name}, first paint`, times?.shell);
    note(`${name}, with content`, times?.content);
    if (times) await workbench.run('View: Close Editor');
  }
  await workbench.run('View: Focus First Editor Group');
  await page.waitForTimeout(settleMs);
  await leaveOut(page);
  await runMeasured(workbench, 'Empty: In Front');
  note('an empty panel in front of a text, first paint', (await firstPaint(page))?.shell);
  await workbench.run('View: Close Editor');
  await workbench.run('View: Focus First Editor Group');
  await page.waitForTimeout(settleMs);
  await leaveOut(page);
  await runMeasured(workbench, 'Empty: Beside');
  note('an empty panel beside the text, first paint', (await firstPaint(page))?.shell);
  await workbench.run('View: Close All Editors');
}

/** Pages that were measured already. */
const seen = new Set<number>();

/** Leaves the pages that are there out of what is measured next. */
async function leaveOut(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const askedAt = await frame.evaluate(readPage).then(
      (times) => times.askedAt,
      () => NaN,
    );
    if (askedAt > 0) seen.add(askedAt);
  }
}

/** When the page that is new since the last question was first painted, and when it had content; null where none comes. */
async function firstPaint(
  page: Page,
  until: 'withContent' | 'painted' = 'painted',
): Promise<{ readonly shell: number; readonly content: number | undefined } | null> {
  for (let tries = 0; tries < 200; tries++) {
    for (const frame of page.frames()) {
      const { askedAt, paintedAt, marks } = await frame
        .evaluate(readPage)
        .catch(() => ({ askedAt: NaN, paintedAt: undefined, marks: [] }));
      const content = marks.find(({ name }) => name === 'variorum.content')?.ms;
      if (!(askedAt > 0) || seen.has(askedAt) || paintedAt === undefined) continue;
      if (until === 'withContent' && content === undefined) continue;
      seen.add(askedAt);
      return { shell: paintedAt - askedAt, content };
    }
    await page.waitForTimeout(50);
  }
  return null;
}

interface PageTimes {
  readonly askedAt: number;
  readonly paintedAt: number | undefined;
  readonly marks: readonly { readonly name: string; readonly startTime: number; readonly ms: number | undefined }[];
}

/** Runs in the page. Nothing in it may have a name of its own: the compiler's helpers are not there. */
function readPage(): PageTimes {
  return {
    askedAt: Number(document.getElementById('page-data')?.dataset['askedAt']),
    paintedAt: performance
      .getEntriesByName('first-contentful-paint')
      .map(({ startTime }) => performance.timeOrigin + startTime)[0],
    marks: performance.getEntriesByType('mark').map((mark) => ({
      name: mark.name,
      startTime: mark.startTime,
      ms: ((mark as PerformanceMark).detail as { ms?: number } | null)?.ms,
    })),
  };
}

void main();
