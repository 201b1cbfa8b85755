import * as vscode from 'vscode';
import {
  quotesOfSpeakerRequest,
  speakersRequest,
  type QuoteItem,
  type QuotesOfSpeakerParams,
  type SpeakerItem,
} from '../../../server/src/protocol';
import { asRange, statementAt } from '../commands/versionCommands';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { versionNodes, type PlaceNode } from './statementNodes';
import { noteNode, onCorpusChange, openCommand, TreeNodeProvider, type TreeNode } from './treeNode';

/** The most that the server lists of a speaker; the count on the row tells the rest. */
const maxQuotes = 500;

/** A speaker's row: the speaker commands work on it. */
export interface SpeakerNode extends TreeNode {
  readonly speaker: SpeakerItem;
}

/** Speakers of the corpus, most quoted first → their quotes by date → the parallel versions of each. */
export function registerSpeakersView({ client }: FeatureHost): vscode.Disposable {
  const provider = new TreeNodeProvider(async () => {
    const speakers = (await client.request<SpeakerItem[]>(speakersRequest)) ?? [];
    return speakers.map((speaker) => speakerNode(client, speaker));
  });
  return vscode.Disposable.from(
    provider,
    vscode.window.createTreeView('variorum.speakers', {
      treeDataProvider: provider,
      showCollapseAll: true,
      canSelectMany: true,
    }),
    onCorpusChange(client, () => provider.refresh()),
  );
}

function speakerNode(client: CorpusClient, speaker: SpeakerItem): SpeakerNode {
  const treeItem = new vscode.TreeItem(speaker.name, vscode.TreeItemCollapsibleState.Collapsed);
  treeItem.id = speaker.id;
  treeItem.description = quoteCountText(speaker.quoteCount);
  treeItem.tooltip = [
    speaker.name,
    speaker.aliases.length > 0 ? vscode.l10n.t('Also: {0}', speaker.aliases.slice(0, 20).join(', ')) : '',
    `${quoteCountText(speaker.quoteCount)} · ${articleCountText(speaker.articleCount)}`,
  ]
    .filter(Boolean)
    .join('\n');
  treeItem.iconPath = new vscode.ThemeIcon(speakerIcons[speaker.kind] ?? 'person');
  treeItem.contextValue = 'speaker';
  return {
    treeItem,
    speaker,
    children: async () => {
      const params: QuotesOfSpeakerParams = { id: speaker.id };
      const quotes = (await client.request<QuoteItem[]>(quotesOfSpeakerRequest, params)) ?? [];
      const nodes: TreeNode[] = quotes.map((quote) => quoteNode(client, quote));
      const rest = quotes.length >= maxQuotes ? speaker.quoteCount - quotes.length : 0;
      return rest > 0 ? [...nodes, noteNode(vscode.l10n.t('{0} more', rest))] : nodes;
    },
  };
}

const speakerIcons: Readonly<Record<string, string>> = {
  person: 'person',
  body: 'organization',
  group: 'organization',
  document: 'file-text',
};

function quoteNode(client: CorpusClient, quote: QuoteItem): PlaceNode {
  const place = { uri: vscode.Uri.parse(quote.uri), range: asRange(quote.range) };
  const treeItem = new vscode.TreeItem(quote.text, vscode.TreeItemCollapsibleState.Collapsed);
  treeItem.description = [quote.outlet, quote.date?.slice(0, 10)].filter(Boolean).join(' · ');
  treeItem.tooltip = [quote.text, quote.headline, treeItem.description].filter(Boolean).join('\n\n');
  treeItem.contextValue = 'statement';
  treeItem.command = openCommand(place.uri, place.range);
  return {
    treeItem,
    place,
    children: async () => versionNodes(await statementAt(client, { uri: place.uri, position: place.range.start })),
  };
}

/** “1 quote”, “7 quotes”. */
export function quoteCountText(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 quote')
    : vscode.l10n.t('{0} quotes', count.toLocaleString(vscode.env.language));
}

/** “1 article”, “7 articles”. */
export function articleCountText(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 article')
    : vscode.l10n.t('{0} articles', count.toLocaleString(vscode.env.language));
}
