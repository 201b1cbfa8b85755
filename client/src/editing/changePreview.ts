import * as vscode from 'vscode';

const scheme = 'variorum-preview';

/** A preview that waits for its answer. */
interface Pending {
  readonly texts: ReadonlyMap<string, string>;
  readonly right: string;
  answer(isWanted: boolean): void;
}
let pending: Pending | null = null;

/** Serves the two sides of a preview to the diff editor, and the buttons above it. */
export function registerChangePreview(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => pending?.texts.get(uri.toString()) ?? '',
    }),
    vscode.commands.registerCommand('variorum.acceptChange', () => pending?.answer(true)),
    vscode.commands.registerCommand('variorum.discardChange', () => pending?.answer(false)),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.some((tab) => isPreview(tab, pending?.right))) pending?.answer(false);
    }),
  );
}

/**
 * Shows a change in the diff editor and asks whether to write it: by a button above the diff, in the message, or by closing
 * it, which is a no. Resolves to the answer.
 */
export async function confirmChange(file: vscode.Uri, label: string, before: string, after: string): Promise<boolean> {
  pending?.answer(false);
  const side = (name: string) => vscode.Uri.from({ scheme, path: `/${name}${file.path}`, query: String(Date.now()) });
  const [left, right] = [side('before'), side('after')];
  const name = vscode.workspace.asRelativePath(file);
  const answered = new Promise<boolean>((resolve) => {
    pending = {
      texts: new Map([
        [left.toString(), before],
        [right.toString(), after],
      ]),
      right: right.toString(),
      answer: resolve,
    };
  });
  const mine = pending;
  await vscode.commands.executeCommand(
    'vscode.diff',
    left,
    right,
    vscode.l10n.t('Preview: {0} (✓ writes it, ✕ does not)', name),
    {
      preview: true,
    },
  );
  const write = vscode.l10n.t('Write to {0}', name);
  const discard = vscode.l10n.t('Discard');
  void vscode.window.showInformationMessage(label, write, discard).then((choice) => {
    if (choice !== undefined) mine?.answer(choice === write);
  });
  const isWanted = await answered;
  if (pending === mine) pending = null;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => isPreview(tab, right.toString())));
  return isWanted;
}

function isPreview({ input }: vscode.Tab, right: string | undefined): boolean {
  return input instanceof vscode.TabInputTextDiff && input.modified.toString() === right;
}
