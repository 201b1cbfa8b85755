import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type {
  CodeLens,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  MarkupContent,
  SelectionRange,
  SemanticTokens,
  SymbolInformation,
} from 'vscode-languageserver';
import { LspClient } from './lspClient';
import { temporaryCorpus } from './temporaryCorpus';

const patience = 'and the town kept its patience';
const gazette = 'gazette/bridge.txt';

describe('language server over stdio', () => {
  let client: LspClient;
  let corpus: ReturnType<typeof temporaryCorpus>;

  before(async () => {
    corpus = temporaryCorpus();
    client = await LspClient.start(corpus.folder);
  });
  after(async () => {
    assert.equal(await client.stop(), 0, 'a clean exit');
    corpus.remove();
  });

  const files = (locations: readonly Location[]) =>
    locations.map(({ uri }) => path.posix.relative(client.uri(''), uri));

  it('works with a client that answers null to every setting', () => {
    assert.equal(client.status?.health, 'ok');
    assert.equal(client.status?.fileCount, 4);
    assert.equal(client.status?.articleCount, 4);
    assert.ok(client.status.quoteCount >= 8);
  });

  it('takes no article from a table that is open as plain text', async () => {
    const table =
      'path,outlet\nherald/bridge.txt,"The mayor said on Monday that the bridge would open in April, the paper wrote."\n';
    await client.open('metadata.csv', table.repeat(3), 'plaintext');
    const symbols = await client.of<DocumentSymbol[]>('textDocument/documentSymbol', 'metadata.csv');
    assert.deepEqual(symbols, []);
  });

  it('outlines an article and its quotes', async () => {
    const symbols = await client.of<DocumentSymbol[]>('textDocument/documentSymbol', gazette);
    assert.equal(symbols.length, 1);
    assert.equal(symbols[0]?.name, 'Bridge to reopen in April, mayor says');
    const quotes = symbols[0]?.children ?? [];
    assert.ok(
      quotes.some(({ name }) => /Ortiz/.test(name) && /kept our word/.test(name)),
      quotes.map(({ name }) => name).join(' | '),
    );
    for (const quote of quotes) {
      assert.ok(
        quote.range.start.line <= quote.selectionRange.start.line &&
          quote.range.end.line >= quote.selectionRange.end.line,
      );
    }
  });

  it('hovers the parallel versions', async () => {
    const hover = await client.at<Hover>('textDocument/hover', gazette, patience);
    const { kind, value } = hover.contents as MarkupContent;
    assert.equal(kind, 'markdown');
    assert.match(value, /Northern Courier/);
    assert.match(value, /2024-03-06/);
  });

  it('answers nothing where there is nothing', async () => {
    assert.equal(await client.at('textDocument/hover', 'city-transcript.txt', 'Will trams'), null);
  });

  it('goes to the original', async () => {
    const target = await client.at<Location | Location[]>(
      'textDocument/definition',
      'courier/harbour-bridge.txt',
      patience,
    );
    assert.deepEqual(files([target].flat()), ['city-transcript.txt']);
  });

  it('goes from a pronoun to where the speaker is named in full', async () => {
    const target = await client.at<Location | Location[]>('textDocument/definition', gazette, 'She said');
    const [location] = [target].flat();
    assert.deepEqual(files([target].flat()), [gazette]);
    assert.equal(location?.range.start.line, 4);
  });

  it('lists all versions, the one asked from only on request', async () => {
    const list = (includeDeclaration: boolean) =>
      client.at<Location[]>('textDocument/references', gazette, patience, { context: { includeDeclaration } });
    assert.deepEqual(new Set(files(await list(false))), new Set(['city-transcript.txt', 'courier/harbour-bridge.txt']));
    assert.ok(files(await list(true)).includes(gazette));
  });

  it('highlights, folds, selects and colours', async () => {
    const highlights = await client.at<DocumentHighlight[]>('textDocument/documentHighlight', gazette, 'Ortiz said on');
    assert.ok(highlights.length >= 1);
    assert.ok(Array.isArray(await client.of<FoldingRange[]>('textDocument/foldingRange', gazette)));
    const [selection] = await client.of<SelectionRange[]>('textDocument/selectionRange', gazette, {
      positions: [client.find(gazette, patience)],
    });
    assert.ok(selection?.parent, 'a sentence lies in a paragraph');
    const tokens = await client.of<SemanticTokens>('textDocument/semanticTokens/full', gazette);
    assert.equal(tokens.data.length % 5, 0);
    assert.ok(tokens.data.length > 0);
  });

  it('puts lenses above passages with versions', async () => {
    const lenses = await client.of<CodeLens[]>('textDocument/codeLens', gazette);
    const line = client.find(gazette, patience).line;
    assert.ok(lenses.some(({ range, command }) => range.start.line === line && /version/.test(command?.title ?? '')));
  });

  it('finds quotes, speakers, outlets and headlines', async () => {
    for (const query of ['patience', 'Brandt', 'Courier', 'Council leader']) {
      const symbols = await client.request<SymbolInformation[]>('workspace/symbol', { query });
      assert.ok(symbols.length > 0, query);
    }
  });

  it('follows edits', async () => {
    await client.open(gazette);
    const end = { line: 8, character: 0 };
    await client.change(gazette, { start: end, end }, '\n"Rust is a patient enemy," Brandt said.\n');
    const names = async () =>
      (await client.of<DocumentSymbol[]>('textDocument/documentSymbol', gazette)).flatMap(({ children = [] }) =>
        children.map(({ name }) => name),
      );
    assert.ok((await names()).some((name) => name.includes('Rust is a patient enemy')));
    await client.change(gazette, { start: end, end: { line: 10, character: 0 } }, '');
    assert.ok(!(await names()).some((name) => name.includes('Rust is a patient enemy')));
    await client.notify('textDocument/didClose', { textDocument: { uri: client.uri(gazette) } });
  });

  it('follows files that come and go', async () => {
    const file = 'herald/second.txt';
    const place = path.join(corpus.folder, file);
    writeFileSync(
      place,
      `Patience rewarded\nEvening Herald\n2024-03-07\n\n"We kept our word, ${patience}," Mayor Lena Ortiz said again.\n`,
    );
    const changed = (type: number) =>
      client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(file), type }] });
    await changed(1);
    await client.until('the new article is counted', () => client.status?.articleCount === 5);
    rmSync(place);
    await changed(3);
    await client.until('the article is gone', () => client.status?.articleCount === 4);
    const symbols = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'rewarded' });
    assert.deepEqual(symbols, []);
  });

  it('survives cancelled requests', async () => {
    const requests = Array.from({ length: 30 }, () => {
      const source = new CancellationTokenSource();
      const uri = client.uri(gazette);
      const position = client.find(gazette, patience);
      const answer = client.request('textDocument/hover', { textDocument: { uri }, position }, source.token);
      source.cancel();
      return answer.catch((error: { code?: number }) => assert.equal(error.code, -32800));
    });
    await Promise.all(requests);
    assert.ok(await client.at('textDocument/hover', gazette, patience));
  });

  it('answers for files and places that it does not know', async () => {
    const textDocument = { uri: client.uri('nowhere.txt') };
    const position = { line: 0, character: 0 };
    assert.equal(await client.request('textDocument/hover', { textDocument, position }), null);
    assert.deepEqual(await client.request('textDocument/documentSymbol', { textDocument }), []);
    assert.deepEqual(
      await client.request('textDocument/references', {
        textDocument,
        position,
        context: { includeDeclaration: true },
      }),
      [],
    );
    const beyond = { line: 99_999, character: 99_999 };
    await client.request('textDocument/hover', { textDocument: { uri: client.uri(gazette) }, position: beyond });
    assert.ok(client.isRunning);
  });
});

describe('language server and a bare client', () => {
  it('serves a client that can do nothing', async () => {
    const corpus = temporaryCorpus();
    const client = await LspClient.start(corpus.folder, { capabilities: {} });
    const hover = await client.at<Hover>('textDocument/hover', gazette, patience);
    assert.match(JSON.stringify(hover.contents), /Northern Courier/);
    assert.equal(await client.stop(), 0);
    corpus.remove();
  });
});
