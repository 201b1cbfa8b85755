import * as vscode from 'vscode';
import type { CorpusClient } from '../corpusClient';
import { readsLikeCorpus } from './readsLikeCorpus';
import { sampleFolder } from './sampleFolder';

/** The language that reports of a corpus get. */
export const articleLanguage = 'news-article';

/**
 * Decides which of the window's folders are corpora and runs the server for them: by setting, or by a look at a small
 * sample of files. Gives the reports of those folders their language.
 */
export class CorpusActivation implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly client: CorpusClient,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('variorum.enable')) void this.update();
        if (event.affectsConfiguration('variorum.setLanguage')) void this.setLanguages();
      }),
      vscode.workspace.onDidOpenTextDocument((document) => void this.setLanguage(document)),
    ];
    const markers = vscode.workspace.createFileSystemWatcher('**/variorum.json', false, true, false);
    this.disposables.push(
      markers,
      markers.onDidCreate(() => void this.update()),
      markers.onDidDelete(() => void this.update()),
    );
  }

  /** Looks at all folders anew and starts, restarts or stops the server as needed. */
  async update(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const decisions = await Promise.all(folders.map((folder) => this.isCorpus(folder)));
    const corpora = folders.filter((_, index) => decisions[index]);
    const hasLoneArticle =
      folders.length === 0 &&
      vscode.workspace.textDocuments.some((document) => document.languageId === articleLanguage);
    await this.client.run(corpora, hasLoneArticle ? 'aloneToo' : 'foldersOnly');
    await vscode.commands.executeCommand('setContext', 'variorum.isCorpus', corpora.length > 0);
    await this.setLanguages();
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async isCorpus(folder: vscode.WorkspaceFolder): Promise<boolean> {
    const choice = vscode.workspace.getConfiguration('variorum', folder.uri).get<string>('enable', 'auto');
    if (choice !== 'auto') {
      this.log.info(`${folder.name}: ${choice === 'on' ? 'read as a corpus' : 'left alone'}, as the setting says`);
      return choice === 'on';
    }
    if (folder.uri.scheme !== 'file') return false;
    const decision = readsLikeCorpus(await sampleFolder(folder.uri));
    this.log.info(`${folder.name}: ${decision.isCorpus ? 'read as a corpus' : 'left alone'}, since ${decision.reason}`);
    return decision.isCorpus;
  }

  private async setLanguages(): Promise<void> {
    for (const document of vscode.workspace.textDocuments) await this.setLanguage(document);
  }

  private async setLanguage(document: vscode.TextDocument): Promise<void> {
    if (document.isClosed || document.uri.scheme !== 'file' || document.languageId !== 'plaintext') return;
    if (!/\.(?:txt|text)$/i.test(document.uri.path) || !this.client.isInCorpus(document.uri)) return;
    if (!vscode.workspace.getConfiguration('variorum', document.uri).get('setLanguage', true)) return;
    await vscode.languages.setTextDocumentLanguage(document, articleLanguage);
  }
}
