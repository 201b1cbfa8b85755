import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { escapeHtml, type Markup } from './markup';

/** What a page inside a webview is made of: `dist/webview/<name>.js` and `.css`. */
export interface PanelPage {
  readonly name: string;
  readonly title: string;
  /** Handed to the script as plain data: texts in the reader's language, the state to restore. */
  readonly data: unknown;
  /** What the reader sees until the script has run: markup of `markup.ts`, all text in it escaped. */
  readonly firstPaint: readonly Markup[];
  /** When the reader asked for the panel (`Date.now()`), so that the page can say how long its first paint took. */
  readonly askedAt: number;
}

/** What the page may ask the extension, by method. Answers must be plain data. */
export type PanelHandlers = Readonly<Record<string, (params: never) => unknown>>;

/** A request of the page, as its `hostChannel` sends it. */
interface PanelRequest {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** Scripts may run, and nothing but the built pages of the extension may be loaded. */
export function panelOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [resourceRoot(extensionUri)] };
}

/**
 * Where a panel opens: in the other column where the window is split already, else in front, with all the width, as
 * VS Code's own comparisons do. It makes no column of its own: that lays the text out anew before the panel is there.
 */
export function panelColumn(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const { viewColumn } = activeTabGroup;
  if (all.length < 2) return viewColumn;
  return viewColumn < all.length ? viewColumn + 1 : viewColumn - 1;
}

/**
 * The HTML of a page: only scripts with the nonce run, nothing is fetched from anywhere, and no word of an article is in it.
 *
 * VS Code keeps a page hidden until all that it names is loaded, each file by way of a service worker, the workbench and the
 * extension host. So style and script stand in the page itself, and the script runs when the first frame is painted.
 */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: PanelPage): string {
  const nonce = randomBytes(24).toString('base64url');
  const icons = webview.asWebviewUri(vscode.Uri.joinPath(resourceRoot(extensionUri), 'codicon.css')).toString();
  const source = webview.cspSource;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style nonce="${nonce}">${built(extensionUri, `${page.name}.css`)}</style>
</head>
<body>
<div id="first-paint" aria-busy="true">${page.firstPaint.join('')}</div>
<script type="application/json" id="page-data" data-asked-at="${page.askedAt}" nonce="${nonce}">${escapeJson(page.data)}</script>
<script type="text/plain" id="page-script" nonce="${nonce}">${built(extensionUri, `${page.name}.js`)}</script>
<script nonce="${nonce}" data-icons="${escapeHtml(icons)}">${built(extensionUri, 'start.js')}</script>
</body>
</html>`;
}

const builtFiles = new Map<string, string>();

/** A built style or script, so that it can stand in a page: it must not end the element that it stands in. */
function built(extensionUri: vscode.Uri, file: string): string {
  let text = builtFiles.get(file);
  if (text === undefined) {
    text = readFileSync(vscode.Uri.joinPath(resourceRoot(extensionUri), file).fsPath, 'utf8');
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${file} cannot stand in a page.`);
    builtFiles.set(file, text);
  }
  return text;
}

/** Answers the page's requests; a failed one is logged and answered with null. */
export function servePanel(
  webview: vscode.Webview,
  handlers: PanelHandlers,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return webview.onDidReceiveMessage(async ({ id, method, params }: PanelRequest) => {
    let result: unknown = null;
    try {
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (handler === undefined) log.warn(`A panel asked for ${method}, which is unknown.`);
      else result = (await handler(params as never)) ?? null;
    } catch (error) {
      log.error(`A panel's ${method} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    await webview.postMessage({ type: 'answer', id, result });
  });
}

/** Tells the page something that it did not ask for. */
export function tellPanel(webview: vscode.Webview, event: string, data: unknown): Thenable<boolean> {
  return webview.postMessage({ type: 'event', event, data });
}

function resourceRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** JSON that cannot end the element that it stands in. */
function escapeJson(data: unknown): string {
  return JSON.stringify(data ?? null)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
