import * as vscode from 'vscode';

/** Whether the person sees the change before it is made (VS Code's own preview of refactorings) or it is made at once. */
export type Preview = 'preview' | 'atOnce';

/** A change to one text file: its new text from its old one; empty where there is no file yet. */
export interface FileChange {
  readonly uri: vscode.Uri;
  /** Short words for the preview: what the change is. */
  readonly label: string;
  readonly change: (text: string) => string;
}

/**
 * Makes a change through the editor, so that it can be looked at before and undone after, and saves the file: the server
 * reads it from the disk. Resolves to whether it was made.
 */
export async function changeFile({ uri, label, change }: FileChange, preview: Preview): Promise<boolean> {
  const existing = await openIfExists(uri);
  const before = existing?.getText() ?? '';
  const after = change(before);
  if (existing && after === before) return true;
  const edit = new vscode.WorkspaceEdit();
  const metadata: vscode.WorkspaceEditEntryMetadata = { label, needsConfirmation: preview === 'preview' };
  if (existing) {
    const { range, text } = smallestChange(existing, before, after);
    edit.replace(uri, range, text, metadata);
  } else {
    edit.createFile(uri, { ignoreIfExists: true, contents: new TextEncoder().encode(after) }, metadata);
  }
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return false;
  const document = await openIfExists(uri);
  // A preview that was dismissed counts as applied: see whether the text is there.
  if (document?.getText().replaceAll('\r\n', '\n') !== after.replaceAll('\r\n', '\n')) return false;
  return document.save();
}

async function openIfExists(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return null; // There is none yet.
  }
  return vscode.workspace.openTextDocument(uri);
}

/** The part in which two texts differ, in whole lines, so that a preview shows no more than what changes. */
function smallestChange(
  document: vscode.TextDocument,
  before: string,
  after: string,
): { readonly range: vscode.Range; readonly text: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  start = before.lastIndexOf('\n', start - 1) + 1;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  return {
    range: new vscode.Range(document.positionAt(start), document.positionAt(before.length - tail)),
    text: after.slice(start, after.length - tail),
  };
}
