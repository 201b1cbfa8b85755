import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

/** A running VS Code: what `startHost` of test/host/vscodeHost.mjs answers. */
export interface Host {
  readonly url: string;
  remoteUri(file: string): string;
  pageUrl(folder: string, payload?: readonly (readonly [string, string])[]): string;
  readLog(): string;
  stop(): Promise<void>;
}

/** Where screenshots of a test run go: to look through afterwards. */
export const screenshotFolder = path.resolve('out/screenshots');

/** The workbench as a person uses it: keys, mouse, and what is on the screen. */
export class Workbench {
  constructor(readonly page: Page) {}

  /**
   * Opens a folder in a new page and waits until the corpus is read. VS Code has no language packs here: with a `language`
   * its own words stay English, but the extension and its server are told of it, as in a window of that language.
   */
  static async open(
    host: Host,
    browser: Browser,
    folder: string,
    viewport = { width: 1280, height: 800 },
    language?: string,
  ): Promise<Workbench> {
    const page = await browser.newPage({ viewport });
    if (language !== undefined)
      await page.addInitScript((name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }), language);
    await page.goto(host.pageUrl(folder, [['skipWelcome', 'true']]), { waitUntil: 'domcontentloaded' });
    page.setDefaultTimeout(30_000);
    const workbench = new Workbench(page);
    await workbench.status.waitFor({ timeout: 60_000 });
    const read = workbench.status.filter({ has: page.locator('.codicon-quote'), hasText: /[1-9]/ });
    await read.waitFor({ timeout: 60_000 });
    return workbench;
  }

  /** Variorum's item in the status bar. */
  get status(): Locator {
    return this.page.locator('[id*="variorum.status"]').first();
  }

  /** The rows of a quick pick. */
  get quickPickRows(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
  }

  /** The field of a quick pick or of an input box. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget input').first();
  }

  /** Opens a file of the folder by its name, as Ctrl+P does. */
  async openFile(name: string): Promise<void> {
    const base = path.basename(name);
    await this.again('opening a file', async () => {
      await this.pressForQuickInput('Control+p');
      await this.fillQuickInput(name);
      // The list narrows as it fills: a file of that name in another folder may stand first for a moment.
      await this.quickPickRows
        .filter({ hasText: base })
        .filter({ hasText: name.includes('/') ? path.dirname(name) : '' })
        .first()
        .click({ timeout: 8000 });
      await this.page.locator('.tab.active', { hasText: base }).waitFor({ timeout: 8000 });
    });
    await this.page.locator('.editor-instance .view-line span span', { hasText: /\w/ }).first().waitFor();
    // Lenses push the text down when they arrive; a text without versions has none.
    await this.page
      .locator('.codelens-decoration a')
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => null);
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    // The list of the palette is redrawn as it fills: a click may meet a row on its way out, so it is tried again.
    await this.again(`running ${title}`, async () => {
      await this.pressForQuickInput('F1');
      await this.fillQuickInput(`>${title}`);
      await this.quickPickRows.filter({ hasText: title }).first().click({ timeout: 6000 });
    });
  }

  /** Fills in the field of a quick pick or an input box, once it is there, and sees to it that the words stay. */
  async fillQuickInput(text: string): Promise<void> {
    await this.until(`the field says ${text}`, async () => {
      await this.quickInput.fill(text);
      return (await this.quickInput.inputValue()) === text;
    });
  }

  /** Types into a quick pick that is open and accepts the row of these words once it is the chosen one. */
  async typeAndAccept(text: string): Promise<void> {
    await this.fillQuickInput(text);
    await this.quickPickRows
      .and(this.page.locator('.focused'))
      .filter({ hasText: text.replace(/^>/, '') })
      .waitFor();
    await this.quickInput.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Waits until something holds; what is asked for is said where it never does. */
  async until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`Not so after ${timeoutMs / 1000} s: ${what}`);
      await this.page.waitForTimeout(100);
    }
  }

  /** What a file holds once it is there and rests: VS Code empties a file before it writes it. */
  async readWritten(file: string): Promise<Buffer> {
    let last: Buffer | null = null;
    let now: Buffer = Buffer.alloc(0);
    await this.until(`${file} is written`, () => {
      last = now;
      now = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
      return now.length > 0 && now.equals(last);
    });
    return now;
  }

  /** Does something that a redraw may foil, up to four times, each from a window without a quick input. */
  private async again(what: string, attempt: () => Promise<void>): Promise<void> {
    for (let times = 1; ; times++) {
      try {
        return await attempt();
      } catch (error) {
        if (times === 4) throw new Error(`Failed four times: ${what}`, { cause: error });
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** A page inside the window that is only being made may swallow a key. */
  private async pressForQuickInput(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.quickInput.waitFor({ timeout: 8000 });
  }

  /** A run of text in the editor. */
  words(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line', { hasText: text.replaceAll(' ', '\u00a0') }).first();
  }

  /** Where some words of one visual line are on the screen: their middle. */
  async placeOf(words: string): Promise<{ x: number; y: number }> {
    // Lenses that arrive push the text down: wait until it stands still.
    for (let last = await this.placeNow(words); ;) {
      await this.page.waitForTimeout(350);
      const now = await this.placeNow(words);
      if (now.x === last.x && now.y === last.y) return now;
      last = now;
    }
  }

  private async placeNow(words: string): Promise<{ x: number; y: number }> {
    const place = await this.page.waitForFunction((wanted) => {
      for (const line of document.querySelectorAll('.monaco-editor .view-line')) {
        const at = (line.textContent ?? '').replaceAll('\u00a0', ' ').indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        let position = 0;
        let isStarted = false;
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0;
          if (!isStarted && at < position + length) {
            range.setStart(node, at - position);
            isStarted = true;
          }
          if (isStarted && at + wanted.length <= position + length) {
            range.setEnd(node, at + wanted.length - position);
            break;
          }
          position += length;
        }
        const box = range.getBoundingClientRect();
        return box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
      }
      return null;
    }, words);
    return place.jsonValue() as Promise<{ x: number; y: number }>;
  }

  /** Hovers over words with the mouse and answers the hover's text. */
  async hover(words: string): Promise<string> {
    const hover = this.page.locator('.monaco-hover:visible .hover-contents').first();
    await this.again(`hovering over ${words}`, async () => {
      const { x, y } = await this.placeOf(words);
      await this.page.mouse.move(x + 120, y + 160);
      await this.page.mouse.move(x, y, { steps: 6 });
      await hover.waitFor({ timeout: 8000 });
    });
    // It fades in: a picture taken at once shows a ghost.
    await this.page.waitForTimeout(400);
    return hover.innerText();
  }

  /** Puts the cursor on words with a click. */
  async clickOn(words: string): Promise<void> {
    await this.until(`${words} stands still under the mouse`, async () => {
      const { x, y } = await this.placeOf(words);
      await this.page.mouse.click(x, y);
      const now = await this.placeNow(words);
      return now.x === x && now.y === y;
    });
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  /** Shows Variorum's views, or the Explorer. */
  async showSideBar(name: 'Variorum' | 'Explorer'): Promise<void> {
    const title = this.page.locator('.sidebar .composite.title', { hasText: name });
    const entry = this.page.locator(`.activitybar .action-item a[aria-label^="${name}"]`).first();
    if (!(await title.isVisible())) await entry.click();
    await title.waitFor();
  }

  /** A view's pane in the side bar, opened where it is closed. */
  async view(name: string): Promise<Locator> {
    const pane = this.page
      .locator('.sidebar .pane')
      .filter({ has: this.page.locator('.pane-header', { hasText: name }) });
    const header = pane.locator('.pane-header').first();
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    return pane;
  }

  /** The page inside the webview that was shown last: a panel, or the search view where no panel is open. */
  panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready >> visible=true >> nth=-1').frameLocator('iframe#active-frame');
  }

  /** Chooses an entry of the context menu of a row. */
  async chooseFromMenu(row: Locator, title: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    await this.again(`choosing ${title}`, async () => {
      await row.click({ button: 'right' });
      const entry = menu.locator('.action-item', { hasText: title }).first();
      await entry.waitFor({ timeout: 8000 });
      // The menu takes a moment until it heeds the mouse.
      await this.until('the menu heeds the mouse', async () => {
        await this.page.waitForTimeout(300);
        if (await menu.first().isVisible()) await entry.click({ timeout: 2000 }).catch(() => null);
        await this.page.waitForTimeout(100);
        return !(await menu.first().isVisible());
      });
    });
  }

  /** Accepts the row of a quick pick that holds these words. */
  async pick(words: string | RegExp): Promise<void> {
    await this.quickPickRows.filter({ hasText: words }).first().click();
  }

  /** Ticks rows of a quick pick that takes several, and says OK. */
  async tick(...words: readonly (string | RegExp)[]): Promise<void> {
    for (const wanted of words) {
      const row = this.quickPickRows.filter({ hasText: wanted }).first();
      await row.locator('input, .monaco-checkbox, .quick-input-list-checkbox').first().click();
    }
    await this.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
  }

  /** What the clipboard holds. */
  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** What an act puts into the clipboard, and not what was there before. */
  async copied(act: () => Promise<void>): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await act();
    await this.until('something is copied', async () => (await this.clipboard()) !== '');
    return this.clipboard();
  }

  /** The text of the active editor, by way of the clipboard: only a part of a long text is drawn. */
  async editorText(): Promise<string> {
    await this.page.locator('.editor-instance .monaco-editor').first().waitFor();
    await this.run('View: Focus Active Editor Group');
    return this.copied(async () => {
      await this.page.keyboard.press('Control+a');
      await this.page.keyboard.press('Control+c');
    });
  }

  /** Answers the save dialog with the name that it offers; resolves to that path. */
  async save(): Promise<string> {
    const input = this.page.locator('.quick-input-widget input').first();
    await this.page.locator('.quick-input-widget', { hasText: 'Save the export' }).waitFor();
    let offered = await input.inputValue();
    for (let tries = 0; tries < 50 && !/\.\w+$/.test(offered); tries++) {
      await this.page.waitForTimeout(100);
      offered = await input.inputValue();
    }
    await this.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    return offered;
  }

  /** Closes a view's pane in the side bar, to make room for others. */
  async fold(name: string): Promise<void> {
    const header = this.page.locator('.sidebar .pane-header', { hasText: name }).first();
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.click({ position: { x: 60, y: 10 } });
  }

  /** The name of the file in the active editor. */
  async activeFile(): Promise<string> {
    return (await this.page.locator('.tab.active .label-name').first().innerText()).trim();
  }

  /** Reloads the window, as its command does, and waits until the new one knows the corpus. */
  async reload(): Promise<void> {
    await this.page.evaluate(() => Object.assign(window, { isOld: true }));
    await this.run('Developer: Reload Window');
    await this.page.waitForFunction(() => !('isOld' in window), undefined, { timeout: 60_000 });
    await this.status.waitFor({ timeout: 60_000 });
  }

  /** Closes what a test has left open, so that the next one starts as this one did. */
  async tidyUp(): Promise<void> {
    for (let times = 0; times < 3; times++) await this.page.keyboard.press('Escape');
    // Tidying is no test: what it could not close, the next test opens its files beside.
    await this.run('View: Close All Editors').catch(() => undefined);
    const dialog = this.page.locator('.monaco-dialog-box');
    const isClosed = async () => {
      if (await dialog.isVisible()) await dialog.getByRole('button', { name: "Don't Save" }).click({ timeout: 2000 });
      return (await this.page.locator('.editor-group-container .tab').count()) === 0;
    };
    await this.until('all editors are closed', isClosed, 5000).catch(() => undefined);
    await this.page.mouse.move(5, 795);
  }

  /** Keeps a picture for a person to look at. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshotFolder, { recursive: true });
    await this.page.screenshot({ path: path.join(screenshotFolder, `${name}.png`) });
  }
}
