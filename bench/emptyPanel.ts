import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Packages an extension with panels of one line each: what VS Code itself takes until a webview shows a word, beside which
 * Variorum's panels are measured. They open in front, beside the text, and in a view of the side bar. Returns the package.
 */
export function makeEmptyPanelPackage(): string {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'variorum-empty-')), 'extension');
  mkdirSync(folder);
  const command = (name: string, title: string) => ({ command: `empty.${name}`, title: `Empty: ${title}` });
  const manifest = {
    name: 'empty',
    publisher: 'variorum',
    version: '0.0.1',
    engines: { vscode: '^1.91.0' },
    main: './extension.js',
    activationEvents: ['onStartupFinished'],
    contributes: {
      commands: [command('front', 'In Front'), command('beside', 'Beside'), command('side', 'In the Side Bar')],
      viewsContainers: { activitybar: [{ id: 'empty', title: 'Empty', icon: 'icon.svg' }] },
      views: { empty: [{ id: 'empty.view', name: 'Empty', type: 'webview' }] },
    },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"/>');
  writeFileSync(path.join(folder, 'extension.js'), source);
  const vsce = path.resolve('node_modules/@vscode/vsce/vsce');
  const file = path.join(folder, '../empty.vsix');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  const made = spawnSync(process.execPath, [vsce, ...args], { cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`The empty panel could not be packaged: ${made.stdout}${made.stderr}`);
  return file;
}

const source = `const vscode = require('vscode');
const page = (askedAt) => \`<!DOCTYPE html><html><head><title>Empty</title></head>
<body><p>Nothing</p><script type="application/json" id="page-data" data-asked-at="\${askedAt}"></script></body></html>\`;
let askedAt = 0;
const show = (column) => () => {
  askedAt = Date.now();
  vscode.window.createWebviewPanel('empty', 'Empty', column, {}).webview.html = page(askedAt);
};
exports.activate = ({ subscriptions }) => subscriptions.push(
  vscode.commands.registerCommand('empty.front', show(vscode.ViewColumn.Active)),
  vscode.commands.registerCommand('empty.beside', show(vscode.ViewColumn.Beside)),
  vscode.commands.registerCommand('empty.side', () => {
    askedAt = Date.now();
    return vscode.commands.executeCommand('empty.view.focus');
  }),
  vscode.window.registerWebviewViewProvider('empty.view', {
    resolveWebviewView: (view) => { view.webview.html = page(askedAt); },
  }),
);
`;
