import * as vscode from 'vscode';
import { articleFactsRequest, type ArticleFacts, type ArticleFactsParams } from '../../../server/src/protocol';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { askDate, askOutlet } from './askOutlet';
import { changeFile } from './changeFile';
import { corpusOf, pathInCorpus, settingsFileOf } from './corpusFolder';
import { setOutletOfFolder } from './settingsEdits';
import { writeMetadata } from './writeMetadata';

type SettableFact = 'outlet' | 'date' | 'headline';

/** What a reader knows of an article, written to `metadata.csv` (one file) or `variorum.json` (a folder), with a preview. */
export function registerMetadataCommands({ client }: FeatureHost): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.setOutlet', (uri?: vscode.Uri) => setFact(client, 'outlet', uri)),
    vscode.commands.registerCommand('variorum.setDate', (uri?: vscode.Uri) => setFact(client, 'date', uri)),
    vscode.commands.registerCommand('variorum.setHeadline', (uri?: vscode.Uri) => setFact(client, 'headline', uri)),
    vscode.commands.registerCommand('variorum.setFolderOutlet', (uri?: vscode.Uri) => setFolderOutlet(client, uri)),
  );
}

async function setFact(client: CorpusClient, fact: SettableFact, given?: vscode.Uri): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = given ?? editor?.document.uri;
  const folder = uri && corpusOf(client, uri);
  if (!uri || !folder) return warn(vscode.l10n.t('Open an article of a corpus first.'));
  const isHere = editor?.document.uri.toString() === uri.toString();
  const { line, character } = isHere ? editor.selection.active : new vscode.Position(0, 0);
  const params: ArticleFactsParams = { uri: uri.toString(), position: { line, character } };
  const facts = await client.request<ArticleFacts>(articleFactsRequest, params);
  const known = facts?.[fact] ?? null;
  const value = await ask(client, fact, known && { value: known.value, evidence: known.evidence });
  if (value === undefined || value === known?.value) return;
  const article = facts && facts.articleCount > 1 ? facts.index : null;
  await writeMetadata(folder, [{ uri, article, column: fact, value }], `${pathInCorpus(folder, uri)}: ${value}`);
}

/** Asks for a fact; what is known and why stands there to be changed. */
async function ask(
  client: CorpusClient,
  fact: SettableFact,
  known: { readonly value: string; readonly evidence: string } | null,
): Promise<string | undefined> {
  const prompt = known
    ? vscode.l10n.t('Known so far: {0} ({1})', known.value, evidenceText(known.evidence))
    : undefined;
  if (fact === 'outlet') return askOutlet(client, prompt);
  if (fact === 'date')
    return askDate(vscode.l10n.t('Date of this article'), known && prompt ? { value: known.value, prompt } : undefined);
  const title = vscode.l10n.t('Headline of this article');
  const value = await vscode.window.showInputBox({ title, prompt, value: known?.value, ignoreFocusOut: true });
  return value?.trim() || undefined;
}

/** Asks for the outlet of all files of a folder and writes it to `variorum.json`. */
async function setFolderOutlet(client: CorpusClient, given?: vscode.Uri): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const uri = given ?? (active && vscode.Uri.joinPath(active, '..'));
  const folder = uri && corpusOf(client, uri);
  if (!uri || !folder) return warn(vscode.l10n.t('Open an article of a corpus first.'));
  const outlet = await askOutlet(
    client,
    vscode.l10n.t('The outlet of all files in {0}', vscode.workspace.asRelativePath(uri)),
  );
  if (outlet === undefined) return;
  const path = pathInCorpus(folder, uri);
  await changeFile(
    {
      uri: settingsFileOf(folder),
      label: vscode.l10n.t('{0} is the outlet of {1}', outlet, path || folder.name),
      change: (text) => setOutletOfFolder(text, outlet, path),
    },
    'preview',
  );
}

function evidenceText(evidence: string): string {
  switch (evidence) {
    case 'metadata':
      return vscode.l10n.t('from metadata.csv');
    case 'frontMatter':
      return vscode.l10n.t('from the front matter');
    case 'settings':
      return vscode.l10n.t('from variorum.json');
    case 'path':
      return vscode.l10n.t('from the file name');
    default:
      return vscode.l10n.t('from the text');
  }
}

function warn(message: string): void {
  void vscode.window.showWarningMessage(message);
}
