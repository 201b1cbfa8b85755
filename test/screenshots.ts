// `npm run screenshots`: the pictures of the README and of the walkthrough, taken from the sample corpus in the real VS Code.
// Needs a build, Chromium and the host of test/host. usage: npm run screenshots [-- name …]
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { startSession } from './ui/session';
import type { Workbench } from './ui/workbench';

const imageFolder = path.resolve(process.env.VARIORUM_IMAGES ?? 'docs/images');
/** A picture larger than this slows the README down. */
const maxBytes = 300_000;

const article = 'lissen-flood/02-ansel-herald.txt';
const quote = 'single hour of warning';

/** One picture each: how to bring the window there; the part of it that is shown. */
const scenes: Readonly<Record<string, (workbench: Workbench) => Promise<Clip | null>>> = {
  async hover(workbench) {
    await workbench.openFile(article);
    await workbench.hover(quote);
    return { x: 352, y: 36, width: 928, height: 640 };
  },
  async outline(workbench) {
    await workbench.openFile(article);
    await workbench.run('Explorer: Focus on Outline View');
    await workbench.page.locator('.outline-tree .monaco-list-row').nth(3).waitFor();
    return null;
  },
  async 'go-to-source'(workbench) {
    await workbench.openFile('lissen-flood/04-coast-courier.txt');
    await workbench.clickOn(quote);
    await workbench.run('Peek Definition');
    await workbench.page.locator('.peekview-widget .monaco-editor .view-line').first().waitFor();
    await workbench.page.waitForTimeout(1500);
    return { x: 352, y: 36, width: 928, height: 740 };
  },
  async versions(workbench) {
    await workbench.openFile(article);
    await workbench.clickOn(quote);
    await workbench.page.keyboard.press('Shift+F12');
    await workbench.page.locator('.reference-zone-widget .monaco-list-row').nth(2).waitFor();
    await workbench.page.waitForTimeout(1000);
    return { x: 352, y: 36, width: 928, height: 740 };
  },
  async search(workbench) {
    await workbench.openFile(article);
    await workbench.run('Variorum: Search…');
    // The panel must have its input before keys reach it.
    await workbench.page.waitForTimeout(4000);
    await workbench.page.keyboard.type('warning NEAR/8 gates', { delay: 20 });
    await workbench.page.waitForTimeout(2500);
    return null;
  },
  async views(workbench) {
    await workbench.openFile(article);
    await workbench.showSideBar('Variorum');
    const statements = await workbench.view('Statements');
    await statements.locator('.monaco-list-row', { hasText: 'not given a single' }).first().click();
    await workbench.page.keyboard.press('ArrowRight');
    for (const name of ['Speakers', 'Outlets'])
      await (await workbench.view(name)).locator('.monaco-list-row').first().waitFor();
    await workbench.page.mouse.move(1000, 20);
    await workbench.page.waitForTimeout(1000);
    return null;
  },
  async comparison(workbench) {
    await workbench.openFile(article);
    await workbench.clickOn(quote);
    await workbench.run('View: Toggle Primary Side Bar Visibility');
    await workbench.run('Variorum: Compare Versions');
    await workbench.page.locator('.webview.ready').last().waitFor();
    await workbench.page.mouse.move(600, 788);
    await workbench.page.waitForTimeout(2500);
    return null;
  },
  async overview(workbench) {
    await workbench.run('View: Toggle Primary Side Bar Visibility');
    await workbench.run('Variorum: Show Corpus Overview');
    await workbench.panel().locator('.canvas .row .cell').first().waitFor();
    await workbench.page.mouse.move(600, 788);
    return null;
  },
  async timeline(workbench) {
    await workbench.openFile(article);
    await workbench.clickOn(quote);
    await workbench.run('View: Toggle Primary Side Bar Visibility');
    await workbench.run('Variorum: Show Timeline of This Statement');
    await workbench.page.locator('.webview.ready').last().waitFor();
    await workbench.page.mouse.move(600, 788);
    await workbench.page.waitForTimeout(2500);
    return null;
  },
  async conflicts(workbench) {
    await workbench.openFile('ferry-fire/03-nwa-wire.txt');
    await workbench.run('Problems: Focus on Problems View');
    await workbench.page.locator('.markers-panel .monaco-list-row').nth(1).waitFor();
    return null;
  },
};

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const names = Object.keys(scenes).filter((name) => wanted.length === 0 || wanted.includes(name));
  mkdirSync(imageFolder, { recursive: true });
  const theme = process.env.VARIORUM_THEME;
  const session = await startSession('samples', theme ? { 'workbench.colorTheme': theme } : {});
  let failed = 0;
  try {
    for (const name of names) {
      const file = path.join(imageFolder, `${name}.png`);
      try {
        const clip = (await scenes[name]?.(session.workbench)) ?? undefined;
        await session.workbench.page.screenshot({ path: file, clip });
        const { size } = statSync(file);
        console.log(`${name}.png: ${Math.round(size / 1000)} kB${size > maxBytes ? ', too large' : ''}`);
        if (size > maxBytes) failed++;
      } catch (error) {
        failed++;
        await session.workbench.screenshot(`failed-${name}`);
        console.error(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      }
      await session.workbench.tidyUp();
      // A comparison or a timeline is wide: it is taken without the side bar.
      if (['comparison', 'overview', 'timeline'].includes(name))
        await session.workbench.run('View: Toggle Primary Side Bar Visibility');
      if (name === 'conflicts') await session.workbench.run('View: Hide Panel').catch(() => null);
    }
  } finally {
    await session.close();
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
