import * as vscode from 'vscode';
import {
  statementAtRequest,
  type ProtocolPosition,
  type ProtocolRange,
  type StatementAtParams,
  type StatementItem,
} from '../../../server/src/protocol';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';

/** Go to Source, Show Parallel Versions: what a lens, a hover's link or a key calls. */
export function registerVersionCommands({ client }: FeatureHost): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.goToSource', (...where: unknown[]) => goToSource(client, where)),
    vscode.commands.registerCommand('variorum.showVersions', (...where: unknown[]) => showVersions(client, where)),
  );
}

/** A place in a text: what the commands work on. */
export interface Place {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
}

/** What the panels that are open are about. */
const panelPlaces = new Map<vscode.WebviewPanel, Place>();

/** The place that a panel was asked for. */
export function placeOfInput({ uri, position }: { readonly uri: string; readonly position: ProtocolPosition }): Place {
  return { uri: vscode.Uri.parse(uri), position: new vscode.Position(position.line, position.character) };
}

/** Tells which place a panel is about, so that commands work from it as from the text; null where it is none. */
export function setPanelPlace(panel: vscode.WebviewPanel, place: Place | null): void {
  if (!panelPlaces.has(panel)) panel.onDidDispose(() => panelPlaces.delete(panel));
  if (place) panelPlaces.set(panel, place);
  else panelPlaces.delete(panel);
}

/** Like `placeOf`, and says what to do where there is none. */
export function askedPlace(args: readonly unknown[]): Place | null {
  const place = placeOf(args);
  if (!place) say(vscode.l10n.t('Open an article of a corpus first.'));
  return place;
}

/**
 * Reads `(uri, position)` from a command's arguments, or takes the cursor of the active editor, or what the active panel is
 * about; null where there is none.
 */
export function placeOf(args: readonly unknown[]): Place | null {
  const [uri, position] = args;
  if (typeof uri === 'string' && isPosition(position)) {
    return { uri: vscode.Uri.parse(uri), position: new vscode.Position(position.line, position.character) };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor) return { uri: editor.document.uri, position: editor.selection.active };
  return [...panelPlaces].find(([panel]) => panel.active)?.[1] ?? null;
}

/** The statement at a place, or null where it has no parallel version. */
export function statementAt(client: CorpusClient, place: Place): Promise<StatementItem | null> {
  const params: StatementAtParams = {
    uri: place.uri.toString(),
    position: { line: place.position.line, character: place.position.character },
  };
  return client.request<StatementItem>(statementAtRequest, params);
}

/** An LSP range as an editor's. */
export function asRange({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

async function goToSource(client: CorpusClient, args: readonly unknown[]): Promise<void> {
  const place = askedPlace(args);
  if (!place) return;
  const statement = await statementAt(client, place);
  if (!statement) return say(vscode.l10n.t('No parallel version of this passage is known.'));
  const original = statement.members.find((member) => member.isOriginal);
  if (!original) return say(vscode.l10n.t('Which version is the original is undetermined.'));
  const range = asRange(original.range);
  if (original.uri === place.uri.toString() && range.contains(place.position)) {
    return say(vscode.l10n.t('This is the original.'));
  }
  await vscode.window.showTextDocument(vscode.Uri.parse(original.uri), { selection: range });
}

/** How long a panel waits for the word that there is something to show. */
const wordWaitMs = 40;

/**
 * Opens a panel on a place that should have versions: at once where that is `known`; `onWord` of the server; or `early`,
 * without that word where it takes long: `close` takes it back if there are none.
 */
export async function openWhereVersions(
  client: CorpusClient,
  place: Place,
  when: 'known' | 'early' | 'onWord',
  open: () => { readonly close: () => void },
): Promise<void> {
  const asked =
    when === 'known' ? Promise.resolve(true) : statementAt(client, place).then((statement) => statement !== null);
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, wordWaitMs, 'late'));
  const word = await (when === 'early' ? Promise.race([asked, late]) : asked);
  const opened = word === false ? null : open();
  if (await asked) return;
  opened?.close();
  say(vscode.l10n.t('No parallel version of this passage is known.'));
}

async function showVersions(client: CorpusClient, args: readonly unknown[]): Promise<void> {
  const place = askedPlace(args);
  if (!place) return;
  const statement = await statementAt(client, place);
  if (!statement) return say(vscode.l10n.t('No parallel version of this passage is known.'));
  const locations = statement.members.map(
    (member) => new vscode.Location(vscode.Uri.parse(member.uri), asRange(member.range)),
  );
  // The peek opens in the editor that shows the place, so that one must be in front.
  const visible = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === place.uri.toString(),
  );
  if (!visible) await vscode.window.showTextDocument(place.uri);
  await vscode.commands.executeCommand('editor.action.showReferences', place.uri, place.position, locations);
}

/** A short word in the status bar: nothing to click away. */
export function say(message: string): void {
  vscode.window.setStatusBarMessage(message, 4000);
}

function isPosition(value: unknown): value is { line: number; character: number } {
  const { line, character } = (value ?? {}) as { line?: unknown; character?: unknown };
  return Number.isInteger(line) && Number.isInteger(character);
}
