import * as vscode from 'vscode';
import { quoteRangesRequest, type ProtocolRange, type QuoteRangesParams } from '../../../server/src/protocol';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { outletName } from '../outletName';
import { askedPlace, asRange, say, statementAt } from './versionCommands';

type Direction = 1 | -1;

/** Next and previous quote of the article, next and previous version of the statement: one key each. */
export function registerStepCommands({ client }: FeatureHost): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.nextQuote', () => stepQuote(client, 1)),
    vscode.commands.registerCommand('variorum.previousQuote', () => stepQuote(client, -1)),
    vscode.commands.registerCommand('variorum.nextVersion', () => stepVersion(client, 1)),
    vscode.commands.registerCommand('variorum.previousVersion', () => stepVersion(client, -1)),
  );
}

async function stepQuote(client: CorpusClient, direction: Direction): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return say(vscode.l10n.t('Open an article of a corpus first.'));
  const params: QuoteRangesParams = { uri: editor.document.uri.toString() };
  const ranges = ((await client.request<ProtocolRange[]>(quoteRangesRequest, params)) ?? []).map(asRange);
  if (ranges.length === 0) return say(vscode.l10n.t('This text holds no quotes.'));
  const here = editor.selection.start;
  const next =
    direction > 0
      ? (ranges.find(({ start }) => start.isAfter(here)) ?? ranges[0])
      : (ranges.findLast(({ start }) => start.isBefore(here)) ?? ranges.at(-1));
  if (next) select(editor, next);
}

async function stepVersion(client: CorpusClient, direction: Direction): Promise<void> {
  const place = askedPlace([]);
  if (!place) return;
  const statement = await statementAt(client, place);
  if (!statement) return say(vscode.l10n.t('No parallel version of this passage is known.'));
  // By place, so that every member steps through the same circle, wherever one entered it.
  const members = [...statement.members].sort(
    (a, b) => compare(a.date ?? '', b.date ?? '') || compare(a.uri, b.uri) || a.range.start.line - b.range.start.line,
  );
  const current = members.findIndex(
    ({ uri, range }) => uri === place.uri.toString() && asRange(range).contains(place.position),
  );
  const at = (current + direction + members.length) % members.length;
  const next = members[at];
  if (!next) return;
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(next.uri));
  select(editor, asRange(next.range));
  say(vscode.l10n.t('Version {0} of {1}: {2}', at + 1, members.length, outletName(next)));
}

function select(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
