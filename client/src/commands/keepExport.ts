import * as vscode from 'vscode';

/** A kind of file that something can be exported as. */
export interface ExportFormat<F extends string = string> {
  readonly label: string;
  readonly description?: string;
  readonly format: F;
  /** Of the file's name, without the dot. */
  readonly extension: string;
  /** The editor's language for it. */
  readonly language: string;
}

/** What a person chose: the format, and whether it becomes a file or an untitled document to look at first. */
export interface ExportChoice<F extends string = string> {
  readonly format: ExportFormat<F>;
  readonly target: 'file' | 'untitled';
}

const folderKey = 'variorum.exportFolder';

/** Asks for the format of an export and where it goes; undefined where the person gives up. */
export async function chooseExport<F extends string>(
  title: string,
  formats: readonly ExportFormat<F>[],
): Promise<ExportChoice<F> | undefined> {
  const rows = (target: ExportChoice['target'], icon: string) =>
    formats.map((format) => ({
      label: `$(${icon}) ${format.label}`,
      description: format.description,
      choice: { format, target },
    }));
  const heading = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, choice: undefined });
  const picked = await vscode.window.showQuickPick(
    [
      heading(vscode.l10n.t('Save as a file …')),
      ...rows('file', 'save-as'),
      heading(vscode.l10n.t('Open without saving')),
      ...rows('untitled', 'go-to-file'),
    ],
    { title },
  );
  return picked?.choice;
}

/** Something to be kept: text or the bytes of a picture. */
export interface Export {
  readonly content: string | Uint8Array;
  readonly format: Pick<ExportFormat, 'label' | 'extension' | 'language'>;
  /** What the file is about, for its name: a kind of thing and the words of the person. */
  readonly name: readonly string[];
}

/**
 * Saves an export where the person says. The dialog begins in the folder of the last export, at first beside the corpus
 * rather than in it, where an exported page would be read as one more article.
 */
export async function saveExport(memory: vscode.Memento, { content, format, name }: Export): Promise<void> {
  const folder = await exportFolder(memory.get<string>(folderKey));
  const target = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, `${fileNameOf(name)}.${format.extension}`),
    filters: { [format.label]: [format.extension] },
    title: vscode.l10n.t('Save the export'),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(
    target,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  );
  await memory.update(folderKey, vscode.Uri.joinPath(target, '..').toString());
  const open = vscode.l10n.t('Open');
  void vscode.window
    .showInformationMessage(vscode.l10n.t('Exported to {0}', vscode.workspace.asRelativePath(target)), open)
    .then((answer) => answer === open && vscode.commands.executeCommand('vscode.open', target));
}

async function exportFolder(known: string | undefined): Promise<vscode.Uri | undefined> {
  const corpus = vscode.workspace.workspaceFolders?.[0]?.uri;
  const besideCorpus = corpus && vscode.Uri.joinPath(corpus, '..');
  if (known === undefined) return besideCorpus;
  const uri = vscode.Uri.parse(known);
  try {
    await vscode.workspace.fs.stat(uri);
    return uri;
  } catch {
    return besideCorpus; // It was moved or deleted since.
  }
}

/** Shows an export as an untitled document. */
export async function showExport({ content, format }: Export): Promise<void> {
  if (typeof content !== 'string') return;
  const languages = await vscode.languages.getLanguages();
  const language = languages.includes(format.language) ? format.language : 'plaintext';
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

/** `search`, `"River Treaty" date:2023` → `search-river-treaty-date-2023`: a name that every file system takes. */
export function fileNameOf(words: readonly string[]): string {
  const name = words
    .join(' ')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return [...name].slice(0, 60).join('').replace(/-$/, '') || 'export';
}
