import * as vscode from 'vscode';
import {
  articleFactsRequest,
  incompleteArticlesRequest,
  outletsRequest,
  type ArticleFacts,
  type ArticleFactsParams,
  type ArticleItem,
  type OutletItem,
} from '../../../server/src/protocol';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { changeFile } from './changeFile';
import { corpusOf, pathInCorpus, settingsFileOf } from './corpusFolder';
import { setMetadataCell } from './metadataEdits';
import { setOutletOfFolder } from './settingsEdits';

type SettableFact = 'outlet' | 'date' | 'headline';

/** What a reader knows of an article, written to `metadata.csv` (one file) or `variorum.json` (a folder), with a preview. */
export function registerMetadataCommands({ client }: FeatureHost): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.setOutlet', (uri?: vscode.Uri) => setFact(client, 'outlet', uri)),
    vscode.commands.registerCommand('variorum.setDate', (uri?: vscode.Uri) => setFact(client, 'date', uri)),
    vscode.commands.registerCommand('variorum.setHeadline', (uri?: vscode.Uri) => setFact(client, 'headline', uri)),
    vscode.commands.registerCommand('variorum.setFolderOutlet', (uri?: vscode.Uri) => setFolderOutlet(client, uri)),
    vscode.commands.registerCommand('variorum.showOverview', () => showOverview(client)),
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
  if (facts && facts.articleCount > 1) {
    const goOn = vscode.l10n.t('Set for All');
    const message = vscode.l10n.t(
      'This file holds {0} articles; metadata.csv speaks of all of them.',
      facts.articleCount,
    );
    if ((await vscode.window.showWarningMessage(message, goOn)) !== goOn) return;
  }
  const known = facts?.[fact] ?? null;
  const value = await ask(client, fact, known && { value: known.value, evidence: known.evidence });
  if (value === undefined || value === known?.value) return;
  const path = pathInCorpus(folder, uri);
  await changeFile(
    {
      uri: vscode.Uri.joinPath(folder.uri, 'metadata.csv'),
      label: `${path}: ${value}`,
      change: (text) => setMetadataCell(text, path, fact, value),
    },
    'preview',
  );
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
  const value = await vscode.window.showInputBox({
    title: fact === 'date' ? vscode.l10n.t('Date of this article') : vscode.l10n.t('Headline of this article'),
    prompt,
    value: known?.value,
    placeHolder: fact === 'date' ? 'YYYY-MM-DD' : undefined,
    validateInput: (text) =>
      fact === 'date' && !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$/.test(text.trim())
        ? vscode.l10n.t('Write the date as YYYY-MM-DD.')
        : null,
  });
  return value?.trim() || undefined;
}

/** An outlet that the corpus knows, or a new one as it is typed. */
async function askOutlet(client: CorpusClient, prompt: string | undefined): Promise<string | undefined> {
  const outlets = (await client.request<OutletItem[]>(outletsRequest)) ?? [];
  const known = outlets.flatMap(({ name }) => (name === null ? [] : [{ label: name }]));
  const picker = vscode.window.createQuickPick();
  picker.title = vscode.l10n.t('Outlet: who published this?');
  picker.placeholder = prompt ?? vscode.l10n.t('Choose an outlet or type a new name');
  picker.items = known;
  picker.onDidChangeValue((typed) => {
    const name = typed.trim();
    const isNew = name !== '' && !known.some(({ label }) => label === name);
    picker.items = isNew
      ? [...known, { label: name, description: vscode.l10n.t('new outlet'), alwaysShow: true }]
      : known;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve((picker.selectedItems[0]?.label ?? picker.value.trim()) || undefined);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

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

interface GapItem extends vscode.QuickPickItem {
  readonly article?: ArticleItem;
  readonly articles?: readonly ArticleItem[];
}

/** What the corpus lacks: articles without outlet, date or headline, to be filled in one by one or a selection at once. */
async function showOverview(client: CorpusClient): Promise<void> {
  const status = client.status;
  const articles = (await client.request<ArticleItem[]>(incompleteArticlesRequest)) ?? [];
  if (status && articles.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('All {0} articles have an outlet, a date and a headline.', status.articleCount),
    );
    return;
  }
  const items: GapItem[] = articles.map((article) => ({
    label: vscode.workspace.asRelativePath(vscode.Uri.parse(article.uri)),
    description: vscode.l10n.t('lacks {0}', lacking(article).join(', ')),
    detail: article.headline ?? undefined,
    article,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t(
      'What is missing in this corpus ({0} of {1} articles)',
      articles.length,
      status?.articleCount ?? 0,
    ),
    placeHolder: vscode.l10n.t('Choose the articles whose outlet you know, or one to open it'),
    canPickMany: true,
    matchOnDescription: true,
  });
  const chosen = (picked ?? []).flatMap(({ article }) => article ?? []);
  const [first] = chosen;
  if (first === undefined) return;
  if (chosen.length === 1 && first.outlet !== null) {
    await vscode.window.showTextDocument(vscode.Uri.parse(first.uri));
    await setFact(client, first.date === null ? 'date' : 'headline');
    return;
  }
  await setOutletOfArticles(client, chosen);
}

async function setOutletOfArticles(client: CorpusClient, articles: readonly ArticleItem[]): Promise<void> {
  const outlet = await askOutlet(client, vscode.l10n.t('The outlet of {0} articles', articles.length));
  if (outlet === undefined) return;
  const byFolder = new Map<vscode.WorkspaceFolder, string[]>();
  for (const article of articles) {
    const uri = vscode.Uri.parse(article.uri);
    const folder = corpusOf(client, uri);
    if (folder) byFolder.set(folder, [...(byFolder.get(folder) ?? []), pathInCorpus(folder, uri)]);
  }
  for (const [folder, paths] of byFolder) {
    const isMade = await changeFile(
      {
        uri: vscode.Uri.joinPath(folder.uri, 'metadata.csv'),
        label: vscode.l10n.t('{0} is the outlet of {1}', outlet, paths.join(', ')),
        change: (text) => paths.reduce((result, path) => setMetadataCell(result, path, 'outlet', outlet), text),
      },
      'preview',
    );
    if (!isMade) return;
  }
}

function lacking({ outlet, date, headline }: ArticleItem): string[] {
  return [
    ...(outlet === null ? [vscode.l10n.t('outlet')] : []),
    ...(date === null ? [vscode.l10n.t('date')] : []),
    ...(headline === null ? [vscode.l10n.t('headline')] : []),
  ];
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
