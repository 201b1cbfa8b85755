import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { temporaryCorpus } from '../lsp/temporaryCorpus';

describe('Neovim as a second client', () => {
  it('gets hover, definition and symbols', function () {
    const nvim = process.env.NVIM ?? 'nvim';
    if (spawnSync(nvim, ['--version']).error) {
      console.log('      Neovim is not installed: its test is skipped.');
      this.skip();
    }
    const corpus = temporaryCorpus();
    const file = path.join(corpus.folder, 'courier/harbour-bridge.txt');
    const env = {
      ...process.env,
      LSP_NODE: process.execPath,
      LSP_SERVER: path.resolve('dist/server.js'),
      LSP_ROOT: corpus.folder,
      LSP_FILE: file,
      LSP_LINE: '6',
      LSP_COLUMN: '20',
    };
    const script = path.resolve('test/neovim/client.lua');
    const { status, stdout, stderr } = spawnSync(
      nvim,
      ['--headless', '--clean', '-u', 'NONE', '-c', `luafile ${script}`],
      { env, encoding: 'utf8', timeout: 60_000 },
    );
    corpus.remove();
    const answers = `${stdout}\n${stderr}`.split(/\r?\n/).flatMap((line) => {
      return line.startsWith('{') ? [JSON.parse(line) as { method?: string; result?: unknown; problem?: string }] : [];
    });
    assert.equal(status, 0, stderr + stdout);
    const of = (method: string) => JSON.stringify(answers.find((answer) => answer.method === method)?.result);
    assert.match(of('textDocument/hover'), /Harbour Gazette/);
    assert.match(of('textDocument/definition'), /city-transcript\.txt/);
    assert.match(of('textDocument/documentSymbol'), /Ellery's bridge opens after long repairs/);
  });
});
