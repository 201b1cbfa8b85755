import * as vscode from 'vscode';
import { confirmChange } from './changePreview';

/** Whether the person sees the change before it is made, or it is made at once. */
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
  if (preview === 'preview' && !(await confirmChange(uri, label, before, after))) return false;
  const edit = new vscode.WorkspaceEdit();
  if (existing) {
    const { range, text } = smallestChange(existing, before, after);
    edit.replace(uri, range, text);
  } else {
    edit.createFile(uri, { ignoreIfExists: true, contents: new TextEncoder().encode(after) });
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const document = await openIfExists(uri);
  return document !== null && (!document.isDirty || (await document.save()));
}

async function openIfExists(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return null; // There is none yet.
  }
  return vscode.workspace.openTextDocument(uri);
}

/** The part in which two texts differ, in whole lines, so that cursors and folds elsewhere stay. */
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
