import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import * as vscode from 'vscode';
import { articleFactsRequest, type ArticleFacts, type ArticleFactsParams } from '../../../server/src/protocol';
import { asRange } from '../commands/versionCommands';
import type { CorpusClient } from '../corpusClient';
import { corpusOf, settingsFileOf } from '../editing/corpusFolder';
import { findMetadataRow } from '../editing/writeMetadata';
import type { OverviewRequests } from '../webview/overview/overviewData';

/** Leads to the words that prove a fact: in the article, in `metadata.csv`, in `variorum.json`, or the file's name. */
export async function openEvidence(
  client: CorpusClient,
  { uri: address, article, start, fact, value, place }: OverviewRequests['openEvidence'],
): Promise<void> {
  const uri = vscode.Uri.parse(address);
  const folder = corpusOf(client, uri);
  if (place === 'path') {
    await vscode.commands.executeCommand('revealInExplorer', uri);
  } else if (place === 'metadata' && folder) {
    const row = await findMetadataRow(folder, { uri, article });
    if (row) await show(row.table, (document) => document.lineAt(row.line).range);
  } else if (place === 'settings' && folder) {
    await show(settingsFileOf(folder), (document) => rangeOfOutlet(document, value));
  } else {
    const params: ArticleFactsParams = { uri: address, position: start };
    const known = (await client.request<ArticleFacts>(articleFactsRequest, params))?.[fact];
    await show(uri, () => (known?.range ? asRange(known.range) : new vscode.Range(start.line, 0, start.line, 0)));
  }
}

/** Opens a file beside the panel, or where a text is shown already. */
export async function show(uri: vscode.Uri, rangeIn: (document: vscode.TextDocument) => vscode.Range): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const viewColumn = vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.Beside;
  await vscode.window.showTextDocument(document, { selection: rangeIn(document), viewColumn, preview: true });
}

function rangeOfOutlet(document: vscode.TextDocument, name: string): vscode.Range {
  const tree = parseTree(document.getText());
  const outlets = tree && findNodeAtLocation(tree, ['outlets']);
  const entry = outlets?.children?.find((node) => findNodeAtLocation(node, ['name'])?.value === name) ?? outlets;
  if (!entry) return new vscode.Range(0, 0, 0, 0);
  return new vscode.Range(document.positionAt(entry.offset), document.positionAt(entry.offset + entry.length));
}
