import * as vscode from 'vscode';
import type { CorpusClient } from '../corpusClient';

/** The corpus that a file belongs to; null outside all corpora. */
export function corpusOf(client: CorpusClient, uri: vscode.Uri): vscode.WorkspaceFolder | null {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder && client.isInCorpus(uri) ? folder : null;
}

/** The corpus that a change is for, asked where there are several; null where there is none or the person gives up. */
export async function pickCorpus(client: CorpusClient): Promise<vscode.WorkspaceFolder | null> {
  const [only, ...others] = client.corpusFolders;
  if (only === undefined || others.length === 0) return only ?? null;
  const picked = await vscode.window.showQuickPick(
    client.corpusFolders.map((folder) => ({ label: folder.name, folder })),
    { title: vscode.l10n.t('For which corpus?') },
  );
  return picked?.folder ?? null;
}

/** The file that says what a corpus is. */
export function settingsFileOf(folder: vscode.WorkspaceFolder): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, 'variorum.json');
}

/** A file's path inside its corpus, with `/`, as `variorum.json` and `metadata.csv` name it. */
export function pathInCorpus(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
}
