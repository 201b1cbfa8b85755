import * as vscode from 'vscode';
import type { CorpusClient } from '../../client/src/corpusClient';

const extensionId = 'variorum.variorum';

/** Activates the extension and waits until the corpus is indexed. */
export async function readyCorpus(): Promise<CorpusClient> {
  const { client } = await activated();
  await until('the corpus is indexed', () => client.status?.quiescent === true && client.status.articleCount > 0);
  return client;
}

/** Activates the extension and answers what it returns. */
export async function activated(): Promise<{ client: CorpusClient }> {
  const extension = vscode.extensions.getExtension<{ client: CorpusClient }>(extensionId);
  if (!extension) throw new Error(`${extensionId} is not installed`);
  return extension.activate();
}

/** The first folder of the window. */
export function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (!first) throw new Error('No folder is open');
  return first.uri;
}

/** Opens a file of the folder in an editor, with the cursor at the first place of some words. */
export async function open(path: string, words?: string): Promise<{ editor: vscode.TextEditor; at: vscode.Position }> {
  const uri = vscode.Uri.joinPath(folder(), path);
  await vscode.window.showTextDocument(uri);
  // A change of language closes and opens the document: take the editor as it is then.
  await until(`${path} is an article`, () => vscode.window.activeTextEditor?.document.languageId === 'news-article');
  const editor = vscode.window.activeTextEditor as vscode.TextEditor;
  const at = words === undefined ? new vscode.Position(0, 0) : find(editor.document, words);
  editor.selection = new vscode.Selection(at, at);
  return { editor, at };
}

/** Where some words begin (plus one character, to be inside). */
export function find(document: vscode.TextDocument, words: string): vscode.Position {
  const offset = document.getText().indexOf(words);
  if (offset < 0) throw new Error(`“${words}” is not in ${document.uri.path}`);
  return document.positionAt(offset + 1);
}

/** Waits until a condition holds; fails after some seconds with its name. */
export async function until(what: string, holds: () => boolean | PromiseLike<boolean>, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not so after ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The text of hovers as one string. */
export function hoverText(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}
