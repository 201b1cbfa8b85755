import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a page inside a webview is made of: `dist/webview/<name>.js` and `.css`. */
export interface PanelPage {
  readonly name: string;
  readonly title: string;
  /** Handed to the script as plain data: texts in the reader's language, the state to restore. */
  readonly data: unknown;
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
 * The HTML of a page: only the one script with the nonce runs, nothing is fetched from anywhere, and no word of an
 * article is in it.
 */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: PanelPage): string {
  const nonce = randomBytes(24).toString('base64url');
  const resource = (file: string) =>
    escapeHtml(webview.asWebviewUri(vscode.Uri.joinPath(resourceRoot(extensionUri), file)).toString());
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
<link rel="stylesheet" nonce="${nonce}" href="${resource('codicon.css')}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" nonce="${nonce}" href="${resource(`${page.name}.css`)}">
</head>
<body>
<script type="application/json" id="page-data" data-asked-at="${page.askedAt}" data-made-at="${Date.now()}" nonce="${nonce}">${escapeJson(page.data)}</script>
<script nonce="${nonce}" src="${resource(`${page.name}.js`)}"></script>
</body>
</html>`;
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

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** JSON that cannot end the element that it stands in. */
function escapeJson(data: unknown): string {
  return JSON.stringify(data ?? null)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
