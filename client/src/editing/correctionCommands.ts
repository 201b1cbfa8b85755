import * as vscode from 'vscode';
import {
  draftCorrectionRequest,
  type AnchoredPassage,
  type CorrectionDraft,
  type DraftCorrectionParams,
} from '../../../server/src/protocol';
import { askedPlace, asRange, say, statementAt, type Place } from '../commands/versionCommands';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { outletName } from '../outletName';
import { changeFile } from './changeFile';
import { corpusOf, pathInCorpus, settingsFileOf } from './corpusFolder';
import { addCorrection, type CorrectionPlace } from './settingsEdits';

/** “Not the same statement”, “Same statement as…”: a reader's word wins over the machine's and is kept in `variorum.json`. */
export function registerCorrectionCommands({ client }: FeatureHost): vscode.Disposable {
  const marked: { place: Place | null } = { place: null };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.notSameStatement', (...where: unknown[]) =>
      setApart(client, askedPlace(where)),
    ),
    vscode.commands.registerCommand('variorum.sameStatement', (...where: unknown[]) =>
      tieTogether(client, askedPlace(where), marked),
    ),
  );
}

async function setApart(client: CorpusClient, place: Place | null): Promise<void> {
  if (!place) return;
  const statement = await statementAt(client, place);
  if (!statement) return say(vscode.l10n.t('No parallel version of this passage is known.'));
  const others = statement.members.filter(
    ({ uri, range }) => uri !== place.uri.toString() || !asRange(range).contains(place.position),
  );
  const picked = await vscode.window.showQuickPick(
    others.map((version) => ({
      label: outletName(version),
      description: version.date?.slice(0, 10),
      detail: version.text,
      version,
    })),
    { title: vscode.l10n.t('Which of these is not the same statement?'), canPickMany: true, matchOnDetail: true },
  );
  for (const { version } of picked ?? []) {
    const other: Place = { uri: vscode.Uri.parse(version.uri), position: asRange(version.range).start };
    if (!(await correct(client, 'notSame', place, other))) return;
  }
}

async function tieTogether(client: CorpusClient, place: Place | null, marked: { place: Place | null }): Promise<void> {
  if (!place) return;
  const first = marked.place;
  const choice = await pickOther(first, place);
  if (choice === 'mark') {
    marked.place = place;
    const message = vscode.l10n.t(
      'Marked. Now put the cursor on the other passage and choose “Same Statement as…” again.',
    );
    void vscode.window.showInformationMessage(message);
  } else if (choice !== null && (await correct(client, 'same', choice, place))) {
    marked.place = null;
  }
}

interface OtherItem extends vscode.QuickPickItem {
  readonly choice: Place | 'mark';
}

/** The passage marked before, one found by words as they are typed, or the wish to mark this one. */
function pickOther(marked: Place | null, here: Place): Promise<Place | 'mark' | null> {
  const picker = vscode.window.createQuickPick<OtherItem>();
  picker.title = vscode.l10n.t('Same statement as…');
  picker.placeholder = vscode.l10n.t('Type words of the other passage, or mark this one');
  picker.matchOnDescription = true;
  const mark: OtherItem = {
    label: `$(bookmark) ${vscode.l10n.t('Mark this passage')}`,
    alwaysShow: true,
    choice: 'mark',
  };
  const name = marked && `${vscode.workspace.asRelativePath(marked.uri)}:${marked.position.line + 1}`;
  const fixed: OtherItem[] =
    marked && name
      ? [
          { label: `$(bookmark) ${vscode.l10n.t('The marked passage: {0}', name)}`, alwaysShow: true, choice: marked },
          mark,
        ]
      : [mark];
  picker.items = fixed;
  let search = new vscode.CancellationTokenSource();
  picker.onDidChangeValue(async (query) => {
    search.cancel();
    search = new vscode.CancellationTokenSource();
    const { token } = search;
    const found = query.trim().length < 3 ? [] : await findPassages(query, here);
    if (!token.isCancellationRequested) picker.items = [...fixed, ...found];
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.choice ?? null);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(null);
      search.cancel();
      picker.dispose();
    });
    picker.show();
  });
}

async function findPassages(query: string, here: Place): Promise<OtherItem[]> {
  const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
    'vscode.executeWorkspaceSymbolProvider',
    query,
  );
  return symbols
    .filter(
      ({ kind, location }) => kind === vscode.SymbolKind.String && location.uri.toString() !== here.uri.toString(),
    )
    .map(({ name, containerName, location }) => ({
      label: name,
      description: containerName,
      choice: { uri: location.uri, position: location.range.start },
    }));
}

/** Writes a word on two passages to the corpus's `variorum.json`; resolves to whether it is there. */
async function correct(client: CorpusClient, type: 'same' | 'notSame', first: Place, second: Place): Promise<boolean> {
  const asParams = ({ uri, position: { line, character } }: Place) => ({
    uri: uri.toString(),
    position: { line, character },
  });
  const params: DraftCorrectionParams = { type, a: asParams(first), b: asParams(second) };
  const draft = await client.request<CorrectionDraft>(draftCorrectionRequest, params);
  const folder = corpusOf(client, first.uri);
  if (!draft || !folder || corpusOf(client, second.uri)?.uri.toString() !== folder.uri.toString()) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Both passages must be text of articles in one corpus.'));
    return false;
  }
  const place = ({ uri, ...anchor }: AnchoredPassage): CorrectionPlace => ({
    path: pathInCorpus(folder, vscode.Uri.parse(uri)),
    ...anchor,
  });
  const entry = { type, a: place(draft.a), b: place(draft.b) };
  const label = type === 'same' ? vscode.l10n.t('The same statement') : vscode.l10n.t('Not the same statement');
  const isMade = await changeFile(
    { uri: settingsFileOf(folder), label, change: (text) => addCorrection(text, entry) },
    'atOnce',
  );
  if (isMade) say(vscode.l10n.t('Written to variorum.json: {0}', label));
  return isMade;
}
