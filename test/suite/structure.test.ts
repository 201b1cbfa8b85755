import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { find, open, readyCorpus, until } from './editor';

/** What VS Code asks for around the text: folds, selections, hints, derivation, conflicts. */
describe('the parts of an article in the editor', () => {
  before(() => readyCorpus());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('folds an article', async () => {
    const { editor } = await open('gazette/bridge.txt');
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      editor.document.uri,
    );
    const last = editor.document.lineCount - 1;
    assert.ok(
      folds.some(({ start, end }) => start === 0 && end >= last - 1),
      JSON.stringify(folds),
    );
  });

  it('widens a selection from the word to the quotation, the sentence, the paragraph and the article', async () => {
    const { editor, at } = await open('gazette/bridge.txt', 'scandal that');
    const [narrowest] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      editor.document.uri,
      [at],
    );
    const texts: string[] = [];
    for (let range = narrowest; range !== undefined; range = range.parent as vscode.SelectionRange)
      texts.push(editor.document.getText(range.range));
    const steps = [
      'scandal',
      'a scandal that our children will pay for',
      'Tomas Brandt, who leads the opposition in the council, called the cost "a scandal that our children will pay for".',
    ];
    for (const step of steps) assert.ok(texts.includes(step), `${step}: ${JSON.stringify(texts)}`);
    assert.deepEqual(
      texts.map(({ length }) => length),
      texts.map(({ length }) => length).sort((a, b) => a - b),
    );
    assert.match(texts.at(-1) ?? '', /^Bridge to reopen[^]*three times what was planned\./);
  });

  it('hints who a pronoun is', async () => {
    const { editor } = await open('gazette/bridge.txt');
    const { document } = editor;
    const pronoun = find(document, 'She said that the last');
    const hint = async () => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      const found = hints.find(({ position }) => position.line === pronoun.line);
      return typeof found?.label === 'string' ? found.label : found?.label.map(({ value }) => value).join('');
    };
    assert.equal(await hint(), undefined, 'none unless they are wanted');
    const settings = vscode.workspace.getConfiguration('variorum');
    try {
      await settings.update('inlayHints.enabled', true, vscode.ConfigurationTarget.Workspace);
      await until('the hint is there', async () => /Ortiz/.test((await hint()) ?? ''));
    } finally {
      await settings.update('inlayHints.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('tells what a passage comes from and what derives from it as a call hierarchy', async () => {
    const derivation = async (file: string, words: string) => {
      const { editor, at } = await open(file, words);
      const items = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
        'vscode.prepareCallHierarchy',
        editor.document.uri,
        at,
      );
      const [item] = items;
      assert.ok(item, file);
      const outgoing = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
        'vscode.provideOutgoingCalls',
        item,
      );
      const incoming = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
        'vscode.provideIncomingCalls',
        item,
      );
      return {
        to: outgoing.map((call) => call.to.uri.path.split('/').slice(-2).join('/')),
        from: incoming.map((call) => call.from.uri.path.split('/').slice(-2).join('/')),
      };
    };
    const report = await derivation('gazette/bridge.txt', 'and the town kept its patience');
    const transcript = await derivation('city-transcript.txt', 'and the town kept its patience');
    const ends = [...report.to, ...report.from, ...transcript.to, ...transcript.from];
    assert.ok(
      ends.some((file) => file.endsWith('city-transcript.txt')),
      JSON.stringify({ report, transcript }),
    );
    assert.ok(
      ends.some((file) => file.endsWith('bridge.txt')),
      JSON.stringify({ report, transcript }),
    );
  });

  it('puts contradictions into Problems, with a way to each version, and takes them back by a setting', async () => {
    const { editor } = await open('herald/bridge.txt', '15 million');
    const { uri } = editor.document;
    const conflicts = () => vscode.languages.getDiagnostics(uri).filter(({ code }) => String(code).includes('number'));
    await until('the conflict of numbers is in Problems', () => conflicts().length > 0);
    const [conflict] = conflicts();
    assert.ok(conflict);
    assert.equal(editor.document.getText(conflict.range).includes('15'), true);
    assert.ok((conflict.relatedInformation?.length ?? 0) > 0);
    assert.ok(conflict.severity >= vscode.DiagnosticSeverity.Information);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      conflict.range,
    );
    const titles = actions.map(({ title }) => title);
    for (const wanted of [/Compare versions/i, /Not the same statement/i, /Same statement as/i])
      assert.ok(
        titles.some((title) => wanted.test(title)),
        `${wanted.source}: ${titles.join(', ')}`,
      );
    const settings = vscode.workspace.getConfiguration('variorum');
    try {
      await settings.update('conflicts.enabled', false, vscode.ConfigurationTarget.Workspace);
      await until('the setting takes it back', () => conflicts().length === 0);
    } finally {
      await settings.update('conflicts.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
