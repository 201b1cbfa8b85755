import * as vscode from 'vscode';
import type { StatusParams } from '../../server/src/protocol';
import type { CorpusClient } from './corpusClient';
import type { FeatureHost } from './feature';

/** One short item at the left of the status bar: how the corpus stands; a click opens what can be done about it. */
export function registerStatusItem({ client }: FeatureHost): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('variorum.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Variorum';
  item.command = 'variorum.showStatusMenu';
  const show = () => {
    if (client.state === 'stopped') return item.hide();
    const { text, background } = describe(client);
    item.text = text;
    item.backgroundColor = background ? new vscode.ThemeColor(background) : undefined;
    item.tooltip = tooltip(client);
    item.accessibilityInformation = { label: `Variorum: ${plain(text)}` };
    item.show();
  };
  show();
  return vscode.Disposable.from(
    item,
    client.onDidChange(show),
    vscode.commands.registerCommand('variorum.showStatusMenu', () => showMenu(client)),
  );
}

function describe(client: CorpusClient): { text: string; background?: string } {
  const status = client.status;
  if (client.state === 'failed')
    return { text: `$(error) ${vscode.l10n.t('Variorum stopped')}`, background: 'statusBarItem.errorBackground' };
  if (client.state === 'starting' || status === null)
    return { text: `$(loading~spin) ${vscode.l10n.t('Variorum starts')}` };
  const articles =
    status.articleCount === 1 ? vscode.l10n.t('1 article') : vscode.l10n.t('{0} articles', count(status.articleCount));
  if (!status.quiescent) return { text: `$(sync~spin) ${articles}` };
  if (status.health === 'error') return { text: `$(error) ${articles}`, background: 'statusBarItem.errorBackground' };
  if (status.health === 'warning') return { text: `$(warning) ${articles}` };
  return { text: `$(quote) ${articles}` };
}

function tooltip(client: CorpusClient): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.appendMarkdown('**Variorum**\n\n');
  const status = client.status;
  if (status === null) return text.appendText(vscode.l10n.t('The server is not running yet.'));
  if (status.message !== '') text.appendText(status.message).appendMarkdown('\n\n');
  text.appendMarkdown(`${counts(status)}\n\n`);
  if (status.leftOutCount > 0) {
    text.isTrusted = { enabledCommands: ['variorum.showLeftOut'] };
    const label = vscode.l10n.t('{0} files left out', count(status.leftOutCount));
    text.appendMarkdown(`[${label}](command:variorum.showLeftOut)`);
  }
  return text;
}

function counts(status: StatusParams): string {
  return vscode.l10n.t(
    '{0} files · {1} articles · {2} quotes',
    count(status.fileCount),
    count(status.articleCount),
    count(status.quoteCount),
  );
}

interface MenuItem extends vscode.QuickPickItem {
  readonly command?: string;
}

async function showMenu(client: CorpusClient): Promise<void> {
  const status = client.status;
  const items: MenuItem[] = [];
  if (client.canStopIndexing)
    items.push({ label: `$(debug-stop) ${vscode.l10n.t('Stop Indexing')}`, command: 'variorum.stopIndexing' });
  if (status && status.leftOutCount > 0) {
    const label = vscode.l10n.t('{0} files left out', count(status.leftOutCount));
    items.push({ label: `$(exclude) ${label}`, command: 'variorum.showLeftOut' });
  }
  items.push(
    { label: `$(output) ${vscode.l10n.t('Show Log')}`, command: 'variorum.showLog' },
    { label: `$(refresh) ${vscode.l10n.t('Rebuild Index')}`, command: 'variorum.rebuildIndex' },
    { label: `$(debug-restart) ${vscode.l10n.t('Restart Server')}`, command: 'variorum.restartServer' },
    { label: `$(gear) ${vscode.l10n.t('Settings')}`, command: 'variorum.openSettings' },
    { label: `$(circle-slash) ${vscode.l10n.t('Do Not Read This Folder')}`, command: 'variorum.leaveFolder' },
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Variorum',
    placeHolder: status ? [counts(status), status.message].filter(Boolean).join(' · ') : undefined,
  });
  if (picked?.command) await vscode.commands.executeCommand(picked.command);
}

function count(value: number): string {
  return value.toLocaleString(vscode.env.language);
}

function plain(text: string): string {
  return text.replace(/\$\([^)]*\)\s*/g, '');
}
