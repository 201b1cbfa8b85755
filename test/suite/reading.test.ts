import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { find, folder, hoverText, open, readyCorpus, until } from './editor';

const patience = 'and the town kept its patience';

describe('reading a corpus in VS Code', () => {
  before(() => readyCorpus());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('starts without any configuration and counts what it read', async () => {
    const client = await readyCorpus();
    assert.equal(client.status?.health, 'ok');
    assert.equal(client.status?.articleCount, 4);
    assert.equal(client.corpusFolders.length, 1);
  });

  it('makes texts articles, with defaults for reading', async () => {
    const { editor } = await open('gazette/bridge.txt');
    const settings = vscode.workspace.getConfiguration('editor', {
      uri: editor.document.uri,
      languageId: editor.document.languageId,
    });
    assert.equal(settings.get('wordWrap'), 'on');
    assert.equal(settings.get('minimap.enabled'), false);
    assert.deepEqual(settings.get('quickSuggestions'), { other: 'off', comments: 'off', strings: 'off' });
  });

  it('outlines the article with its quotes', async () => {
    const { editor } = await open('gazette/bridge.txt');
    const [article, ...others] = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    assert.ok(article);
    assert.deepEqual(others, []);
    assert.match(article.name, /Bridge to reopen/);
    assert.ok(
      article.children.some(({ name }) => /Ortiz.*We kept our word/.test(name)),
      names(article.children),
    );
    assert.ok(
      article.children.some(({ name }) => /Brandt.*scandal/.test(name)),
      names(article.children),
    );
  });

  it('shows parallel versions in a hover', async () => {
    const { editor, at } = await open('gazette/bridge.txt', patience);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      at,
    );
    const text = hoverText(hovers);
    assert.match(text, /Northern Courier/);
    assert.match(text, /kept its patience/);
    assert.match(text, /\[[^\]]*\]\([^)]*courier\/harbour-bridge\.txt#L/, 'a link to the other version');
  });

  it('tells who a pronoun is', async () => {
    const { editor } = await open('gazette/bridge.txt');
    const at = find(editor.document, 'She said');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      at,
    );
    assert.match(hoverText(hovers), /Lena Ortiz/);
  });

  it('goes to the source', async () => {
    const { editor, at } = await open('courier/harbour-bridge.txt', patience);
    const targets = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      editor.document.uri,
      at,
    );
    const files = targets.map((target) =>
      path.basename('targetUri' in target ? target.targetUri.path : target.uri.path),
    );
    assert.deepEqual(files, ['city-transcript.txt']);
    await vscode.commands.executeCommand('variorum.goToSource');
    await until(
      'the transcript is open',
      () => vscode.window.activeTextEditor?.document.uri.path.endsWith('city-transcript.txt') === true,
    );
    const shown = vscode.window.activeTextEditor;
    assert.match(shown?.document.getText(shown.selection) ?? '', /kept its patience/);
  });

  it('lists all versions, and shows them in a peek', async () => {
    const { editor, at } = await open('gazette/bridge.txt', patience);
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      editor.document.uri,
      at,
    );
    const files = references.map(({ uri }) => path.relative(folder().path, uri.path)).sort();
    assert.deepEqual(
      new Set(files),
      new Set(['city-transcript.txt', 'courier/harbour-bridge.txt', 'gazette/bridge.txt']),
    );
    await vscode.commands.executeCommand('variorum.showVersions');
  });

  it('finds quotes, speakers, outlets and headlines by words', async () => {
    for (const query of ['patience', 'Brandt', 'Courier', 'Council leader']) {
      const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        query,
      );
      assert.ok(symbols.length > 0, query);
    }
  });

  it('puts a lens only above passages with versions', async () => {
    const { editor } = await open('gazette/bridge.txt');
    let lenses: vscode.CodeLens[] = [];
    await until('there are lenses', async () => {
      lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        editor.document.uri,
        50,
      );
      return lenses.length > 0;
    });
    const lines = lenses.map(({ range }) => editor.document.lineAt(range.start.line).text);
    assert.ok(lines.some((line) => line.includes(patience)));
    for (const lens of lenses) assert.match(lens.command?.title ?? '', /^\d+ versions?/);
  });

  it('follows what is typed', async () => {
    const { editor } = await open('herald/bridge.txt');
    const words = '"Rust is a patient enemy," Brandt said.';
    try {
      await editor.edit((edit) =>
        edit.insert(editor.document.lineAt(editor.document.lineCount - 1).range.end, `\n${words}\n`),
      );
      await until('the new quote is in the outline', async () => {
        const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
          'vscode.executeDocumentSymbolProvider',
          editor.document.uri,
        );
        return symbols[0]?.children.some(({ name }) => name.includes('Rust is a patient')) === true;
      });
    } finally {
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  it('colours sources, cues and quotations by meaning', async () => {
    const { editor } = await open('gazette/bridge.txt');
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      editor.document.uri,
    );
    for (const type of ['source', 'cue', 'quotation', 'headline']) assert.ok(legend.tokenTypes.includes(type), type);
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      editor.document.uri,
    );
    assert.ok(tokens.data.length >= 5);
  });

  it('comes back after a restart', async () => {
    await vscode.commands.executeCommand('variorum.restartServer');
    const client = await readyCorpus();
    assert.equal(client.state, 'running');
    assert.equal(client.status?.articleCount, 4);
  });

  it('rebuilds its index', async () => {
    const client = await readyCorpus();
    await vscode.commands.executeCommand('variorum.rebuildIndex');
    await until('all articles are back', () => client.status?.quiescent === true && client.status.articleCount === 4);
  });
});

function names(symbols: readonly vscode.DocumentSymbol[]): string {
  return symbols.map(({ name }) => name).join(' | ');
}
