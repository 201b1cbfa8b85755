import type { Browser } from 'playwright-core';
import { temporaryCorpus } from '../lsp/temporaryCorpus';
import { Workbench, type Host } from './workbench';

/** A VS Code with the packaged extension over a copy of a corpus, in a page of its own. */
export interface Session {
  readonly host: Host;
  readonly browser: Browser;
  readonly workbench: Workbench;
  /** The folder that is open: a copy, free to be changed. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Installs the extension from a freshly made package, as a person has it, and opens a copy of a folder. */
export async function startSession(
  fixture?: string,
  settings: Readonly<Record<string, unknown>> = {},
  viewport?: { readonly width: number; readonly height: number },
  language?: string,
): Promise<Session> {
  const { startHost, launchBrowser, makePackage } = await import('../host/vscodeHost.mjs');
  const corpus = temporaryCorpus(fixture);
  const host = await startHost({ vsix: [makePackage()], settings: { 'editor.hover.delay': 100, ...settings } });
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await host.stop();
    corpus.remove();
  };
  try {
    const workbench = await Workbench.open(host, browser, corpus.folder, viewport, language);
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: host.url });
    return { host, browser, workbench, folder: corpus.folder, close };
  } catch (error) {
    const [page] = browser.contexts()[0]?.pages() ?? [];
    if (page) await new Workbench(page).screenshot('failed-start');
    await close();
    throw error;
  }
}
