import * as vscode from 'vscode';

const scheme = 'variorum-count';

/** What a badge can hold. */
const maxShown = 99;

/** Shows counts of rows at their right end, where a long label does not push them out of sight. */
export function registerCountBadges(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme: own, path, query }) => {
      if (own !== scheme) return undefined;
      const count = Number(path.slice(1));
      return { badge: count > maxShown ? '++' : String(count), tooltip: query };
    },
  });
}

/** Gives a row a count with the words for it. A row without an icon would get that of a file. */
export function setCount(treeItem: vscode.TreeItem, count: number, words: string): void {
  treeItem.resourceUri = vscode.Uri.from({ scheme, path: `/${count}`, query: words });
  treeItem.iconPath ??= new vscode.ThemeIcon('comment-discussion');
}
