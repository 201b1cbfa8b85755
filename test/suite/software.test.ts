import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, folder, until } from './editor';

describe('a folder of program code', () => {
  it('is left alone, requirements.txt or not', async () => {
    const { client } = await activated();
    assert.equal(client.state, 'stopped');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'notes.txt'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(document.languageId, 'plaintext');
  });

  it('is read when the person says so, and left alone again', async () => {
    const { client } = await activated();
    const enable = (value: string | undefined) =>
      vscode.workspace.getConfiguration('variorum').update('enable', value, vscode.ConfigurationTarget.Workspace);
    await enable('on');
    try {
      await until('the folder is indexed', () => client.status?.quiescent === true);
    } finally {
      await enable(undefined);
    }
    await until('the server is gone', () => client.state === 'stopped');
  });
});
