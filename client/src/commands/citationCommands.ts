import * as vscode from 'vscode';
import { citationRequest, type CitationParams } from '../../../server/src/protocol';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { say } from './versionCommands';

type Format = CitationParams['format'];

/** Copies the selected words, or the sentence at the cursor, with outlet, date, headline, file and place. */
export function registerCitationCommands({ client }: FeatureHost): vscode.Disposable {
  return vscode.commands.registerCommand('variorum.copyCitation', () => copyCitation(client));
}

async function copyCitation(client: CorpusClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return say(vscode.l10n.t('Open an article of a corpus first.'));
  const { document, selection } = editor;
  const formats: (vscode.QuickPickItem & { readonly format: Format })[] = [
    { label: vscode.l10n.t('Plain text'), format: 'text' },
    { label: vscode.l10n.t('Markdown with footnote'), format: 'markdown' },
    { label: 'BibTeX', format: 'bibtex' },
    { label: 'CSL-JSON', description: vscode.l10n.t('for Zotero and its like'), format: 'csl' },
  ];
  const picked = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Copy with citation') });
  if (!picked) return;
  const params: CitationParams = {
    uri: document.uri.toString(),
    range: { start: asProtocol(selection.start), end: asProtocol(selection.end) },
    format: picked.format,
    path: vscode.workspace.asRelativePath(document.uri, false),
  };
  const citation = await client.request<string>(citationRequest, params);
  if (citation === null) return say(vscode.l10n.t('There is no article here.'));
  await vscode.env.clipboard.writeText(citation);
  say(vscode.l10n.t('Copied as {0}', picked.label));
}

function asProtocol({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}
