import * as vscode from 'vscode';
import { changeFile } from './changeFile';
import { pathInCorpus } from './corpusFolder';
import { metadataLines, setMetadataCells, type MetadataColumn } from './metadataEdits';

/** What a reader says of an article. */
export interface FactOfFile {
  readonly uri: vscode.Uri;
  /** Which of several articles of the file is spoken of, from 0; null where it holds one. */
  readonly article: number | null;
  readonly column: MetadataColumn;
  readonly value: string;
}

/**
 * Writes facts to the corpus's `metadata.csv` after a preview: into the table that speaks of the file already, where a
 * folder further down has one, else into that at the root. Resolves to whether all was written.
 */
export async function writeMetadata(
  folder: vscode.WorkspaceFolder,
  facts: readonly FactOfFile[],
  label: string,
): Promise<boolean> {
  const tables = await readTables(folder);
  const byTable = new Map<string, FactOfFile[]>();
  for (const fact of facts) {
    const key = tableOf(tables, folder, fact).toString();
    const own = byTable.get(key) ?? [];
    own.push(fact);
    byTable.set(key, own);
  }
  for (const [key, own] of byTable) {
    const uri = vscode.Uri.parse(key);
    const change = (text: string) =>
      setMetadataCells(
        text,
        own.map((fact) => ({ path: rowKey(uri, fact), column: fact.column, value: fact.value })),
      );
    if (!(await changeFile({ uri, label, change }, 'preview'))) return false;
  }
  return true;
}

/** The table that speaks of an article, and the line where it does; null where none does. */
export async function findMetadataRow(
  folder: vscode.WorkspaceFolder,
  article: Pick<FactOfFile, 'uri' | 'article'>,
): Promise<{ readonly table: vscode.Uri; readonly line: number } | null> {
  for (const { table, lineOf } of await readTables(folder)) {
    const line = isAbove(table, article.uri) ? lineOf(rowKey(table, article)) : null;
    if (line !== null) return { table, line };
  }
  return null;
}

interface Table {
  readonly table: vscode.Uri;
  readonly lineOf: (path: string) => number | null;
}

/** The `metadata.csv` files of a corpus, the deepest first: those win. */
async function readTables(folder: vscode.WorkspaceFolder): Promise<Table[]> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/metadata.csv'), undefined, 500);
  const tables = await Promise.all(
    found.map(async (table) => {
      const document = await vscode.workspace.openTextDocument(table);
      return { table, lineOf: metadataLines(document.getText()) };
    }),
  );
  return tables.sort((a, b) => pathInCorpus(folder, b.table).length - pathInCorpus(folder, a.table).length);
}

function tableOf(
  tables: readonly Table[],
  folder: vscode.WorkspaceFolder,
  article: Pick<FactOfFile, 'uri' | 'article'>,
): vscode.Uri {
  const speaking = tables.find(
    ({ table, lineOf }) => isAbove(table, article.uri) && lineOf(rowKey(table, article)) !== null,
  );
  return speaking?.table ?? vscode.Uri.joinPath(folder.uri, 'metadata.csv');
}

function isAbove(table: vscode.Uri, uri: vscode.Uri): boolean {
  return uri.path.startsWith(folderOf(table));
}

/** What the first cell of a row says: the path beside the table, with `#2` for the second of several articles. */
function rowKey(table: vscode.Uri, { uri, article }: Pick<FactOfFile, 'uri' | 'article'>): string {
  const path = uri.path.slice(folderOf(table).length);
  return article === null ? path : `${path}#${article + 1}`;
}

function folderOf(table: vscode.Uri): string {
  return table.path.slice(0, table.path.lastIndexOf('/') + 1);
}
