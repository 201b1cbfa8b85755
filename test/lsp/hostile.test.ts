import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Hover, Location } from 'vscode-languageserver';
import { LspClient } from './lspClient';
import { temporaryCorpus } from './temporaryCorpus';

const patience = 'and the town kept its patience';

/** Files that would break a careless reader, by name. */
const hostileFiles: Record<string, string | Buffer> = {
  'empty.txt': '',
  'one-byte.txt': 'a',
  'one-bad-byte.txt': Buffer.from([0xff]),
  'nul.txt': '\0',
  'binary.txt': Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256)),
  'invalid-utf8.txt': Buffer.concat([
    Buffer.from('"We came'),
    Buffer.from([0xc3, 0x28, 0xf0, 0x9f]),
    Buffer.from('," she said.\n'),
  ]),
  'lone-surrogates.txt': Buffer.from('\ud800 "a" said \udc00', 'utf16le'),
  'marks.txt': '"'.repeat(100_000),
  'opening-marks.txt': '“'.repeat(100_000),
  'alternating-marks.txt': '„“'.repeat(50_000),
  'nested.txt': `${'«'.repeat(50_000)}x${'»'.repeat(50_000)}`,
  'cues.txt': 'he said that '.repeat(4_000),
  'newlines.txt': '\n'.repeat(200_000),
  'carriage-returns.txt': '\r'.repeat(200_000),
  'one-line.txt': 'The town waited for the bridge, he said, and nothing came of it. '.repeat(30_000),
  'script.txt':
    '<script>alert(1)</script>\n\n"[x](command:workbench.action.quit) <img src=x onerror=alert(1)>," he said.\n',
  'metadata.csv': '"unclosed,quote\n\0,\n'.repeat(100),
  'variorum.json': '{ "outlets": "not a list", "boilerplate": ["(", "(a+)+$"], ',
};

describe('a hostile folder', function () {
  this.timeout(120_000);
  let client: LspClient;
  let corpus: ReturnType<typeof temporaryCorpus>;

  before(async () => {
    corpus = temporaryCorpus();
    for (const [name, content] of Object.entries(hostileFiles)) writeFileSync(path.join(corpus.folder, name), content);
    // Larger than any article and larger than the server reads.
    writeFileSync(path.join(corpus.folder, 'huge.txt'), Buffer.alloc(50_000_000, 'a '));
    writeFileSync(path.join(corpus.folder, 'unreadable.txt'), 'secret');
    chmodSync(path.join(corpus.folder, 'unreadable.txt'), 0);
    symlinkSync('itself.txt', path.join(corpus.folder, 'itself.txt'));
    symlinkSync('.', path.join(corpus.folder, 'loop'));
    symlinkSync('nowhere.txt', path.join(corpus.folder, 'dangling.txt'));
    mkdirSync(path.join(corpus.folder, 'folder.txt'));
    client = await LspClient.startWithoutWaiting(corpus.folder);
    await client.until('the folder is indexed', () => client.status?.quiescent === true, 90);
  });
  after(async () => {
    chmodSync(path.join(corpus.folder, 'unreadable.txt'), 0o600);
    assert.equal(await client.stop(), 0);
    corpus.remove();
  });

  it('is indexed without a crash, and the good files are served', async () => {
    const locations = await client.at<Location[]>('textDocument/references', 'gazette/bridge.txt', patience, {
      context: { includeDeclaration: false },
    });
    assert.ok(locations.some(({ uri }) => uri.endsWith('courier/harbour-bridge.txt')));
  });

  it('names in the log what it leaves out', () => {
    assert.ok((client.status?.leftOutCount ?? 0) > 0);
    const log = client.logLines.join('\n');
    for (const name of ['huge.txt', 'binary.txt']) assert.ok(log.includes(name), `${name} is in the log`);
    if (process.getuid?.() !== 0) assert.match(log, /unreadable\.txt/);
  });

  it('answers every request on every file', async () => {
    for (const name of Object.keys(hostileFiles).filter((file) => file.endsWith('.txt'))) {
      await client.of('textDocument/documentSymbol', name);
      await client.of('textDocument/foldingRange', name);
      await client.of('textDocument/codeLens', name);
      await client.of('textDocument/semanticTokens/full', name);
      await client.of('textDocument/hover', name, { position: { line: 0, character: 0 } });
      assert.ok(client.isRunning, name);
    }
  });

  it('takes hostile text from the editor too', async () => {
    for (const [name, content] of Object.entries(hostileFiles)) {
      if (!name.endsWith('.txt') || typeof content !== 'string') continue;
      await client.open(name, content);
      await client.change(name, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '"');
      await client.of('textDocument/documentSymbol', name);
      await client.notify('textDocument/didClose', { textDocument: { uri: client.uri(name) } });
    }
    assert.ok(client.isRunning);
  });

  it('never makes article text live', async () => {
    const text = `"[x](command:workbench.action.quit) <img src=x onerror=alert(1)> kept our word, ${patience}," Mayor Lena Ortiz said.\n`;
    await client.open('script.txt', `Bridge *news* <b>today</b>\nThe [Evil](command:quit) Post\n2024-03-06\n\n${text}`);
    const hover = await client.at<Hover | null>('textDocument/hover', 'gazette/bridge.txt', patience);
    const value = JSON.stringify(hover?.contents ?? '');
    assert.doesNotMatch(value, /[^\\]\]\(command:(?!variorum\.)/);
    assert.doesNotMatch(value, /[^\\&]<(?:img|b|script)/);
  });
});
