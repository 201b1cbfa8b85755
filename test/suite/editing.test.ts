import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OutletItem, SharedStatements, SpeakerItem } from '../../server/src/protocol';
import { folder, open, readyCorpus, until } from './editor';

const patience = 'and the town kept its patience';

describe('setting things right', () => {
  before(() => readyCorpus());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('steps through quotes and comes round', async () => {
    const { editor } = await open('gazette/bridge.txt');
    const seen = new Set<number>();
    for (let times = 0; times < 12; times++) {
      await vscode.commands.executeCommand('variorum.nextQuote');
      seen.add(editor.document.offsetAt(editor.selection.start));
    }
    assert.ok(seen.size >= 3 && seen.size < 12, [...seen].join());
    const at = editor.selection.start;
    await vscode.commands.executeCommand('variorum.previousQuote');
    assert.ok(!editor.selection.start.isEqual(at));
    await vscode.commands.executeCommand('variorum.nextQuote');
    assert.ok(editor.selection.start.isEqual(at));
  });

  it('steps through the versions of a statement', async () => {
    await open('gazette/bridge.txt', patience);
    const files: string[] = [];
    for (let times = 0; times < 3; times++) {
      await vscode.commands.executeCommand('variorum.nextVersion');
      files.push(vscode.window.activeTextEditor?.document.uri.path.split('/').slice(-2).join('/') ?? '');
    }
    assert.equal(new Set(files).size, 3, files.join());
    assert.equal(files[2], 'gazette/bridge.txt');
  });

  it('lists speakers, outlets and the most shared statements', async () => {
    const client = await readyCorpus();
    const speakers = await client.request<SpeakerItem[]>('variorum/speakers');
    assert.ok(
      speakers?.some(({ name }) => name === 'Lena Ortiz'),
      speakers?.map(({ name }) => name).join(),
    );
    const outlets = await client.request<OutletItem[]>('variorum/outlets');
    assert.ok(outlets?.some(({ name, articleCount }) => name === 'Northern Courier' && articleCount === 1));
    const shared = await client.request<SharedStatements>('variorum/sharedStatements');
    assert.equal(shared?.isPartial, false);
    assert.ok(shared.statements.some(({ members }) => members.some(({ text }) => text.includes(patience))));
  });

  it('renames a speaker in variorum.json, and the corpus follows', async () => {
    const client = await readyCorpus();
    const speakers = async () => (await client.request<SpeakerItem[]>('variorum/speakers')) ?? [];
    const brandt = (await speakers()).find(({ name }) => name.includes('Brandt'));
    assert.ok(brandt);
    const file = vscode.Uri.joinPath(folder(), 'variorum.json');
    const settings = { speakers: [{ name: 'Tomas Brandt-Olsen', aliases: ['Tomas Brandt'] }] };
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(settings)));
    await until('the speaker has the new name', async () =>
      (await speakers()).some(({ name }) => name === 'Tomas Brandt-Olsen'),
    );
    await vscode.workspace.fs.delete(file);
    await until('the old name is back', async () => (await speakers()).some(({ name }) => name === brandt.name));
  });

  it('reads metadata.csv as soon as it is written', async () => {
    const client = await readyCorpus();
    const file = vscode.Uri.joinPath(folder(), 'metadata.csv');
    await vscode.workspace.fs.writeFile(
      file,
      new TextEncoder().encode('path,outlet\nherald/bridge.txt,The Late Herald\n'),
    );
    const outlets = async () => (await client.request<OutletItem[]>('variorum/outlets')) ?? [];
    await until('the outlet is known', async () => (await outlets()).some(({ name }) => name === 'The Late Herald'));
    await vscode.workspace.fs.delete(file);
    await until('the text speaks again', async () => (await outlets()).some(({ name }) => name === 'Evening Herald'));
  });

  it('copies with citation', async () => {
    const client = await readyCorpus();
    const { editor, at } = await open('gazette/bridge.txt', patience);
    const place = { line: at.line, character: at.character };
    const citation = await client.request<string>('variorum/citation', {
      uri: editor.document.uri.toString(),
      range: { start: place, end: place },
      format: 'text',
      path: 'gazette/bridge.txt',
    });
    assert.match(citation ?? '', /kept its patience/);
    assert.match(citation ?? '', /Harbour Gazette/);
    assert.match(citation ?? '', /gazette\/bridge\.txt:7/);
  });
});
