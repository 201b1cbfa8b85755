import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import {
  searchExportRequest,
  searchPageRequest,
  type SearchExportResult,
  type SearchPageParams,
  type SearchPageResult,
} from '../../server/src/protocol';
import { LspClient } from './lspClient';
import { temporaryCorpus } from './temporaryCorpus';

describe('search over stdio', () => {
  let client: LspClient;
  let corpus: ReturnType<typeof temporaryCorpus>;

  before(async () => {
    corpus = temporaryCorpus();
    client = await LspClient.start(corpus.folder);
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    corpus.remove();
  });

  function ask(query: string, more: Partial<SearchPageParams> = {}): Promise<SearchPageResult> {
    const params = { query, filters: {}, order: 'date', grouping: 'none', offset: 0, limit: 50, ...more };
    return client.request<SearchPageResult>(searchPageRequest, params);
  }

  it('gives rows whose range is the match', async () => {
    const { rows, total, isComplete } = await ask('bridge');
    assert.ok(isComplete && total >= 4 && rows.length === total);
    for (const { match, range } of rows) {
      assert.match(match, /^bridge$/i);
      assert.equal(range.end.character - range.start.character, 6);
    }
  });

  it('counts facets that add up, and narrows by them', async () => {
    const { facets, total } = await ask('bridge');
    assert.equal(facets.outlet.reduce((sum, { count }) => sum + count, 0), total); // prettier-ignore
    const { value, count } = facets.outlet[0]!;
    assert.equal((await ask('bridge', { filters: { outlet: [value] } })).total, count);
  });

  it('finds what has versions, and groups by statement', async () => {
    const { total, rows } = await ask('has:versions');
    assert.ok(total > 0 && rows.some(({ right }) => right.some(({ text }) => text.includes('patience'))));
    const { groups } = await ask('patience', { grouping: 'statement' });
    assert.ok(groups[0]!.count >= 2);
  });

  it('explains a mistake with its place', async () => {
    const { problems, rows } = await ask('speker:brandt');
    assert.deepEqual(rows, []);
    assert.deepEqual(problems.map(({ code, start, end, suggestion }) => [code, start, end, suggestion]), [['unknownField', 0, 6, 'speaker:brandt']]); // prettier-ignore
  });

  it('exports the whole result', async () => {
    const { total } = await ask('bridge');
    const result = await client.request<SearchExportResult>(searchExportRequest, { query: 'bridge', filters: {}, order: 'date', format: 'csv' }); // prettier-ignore
    assert.equal(result.count, total);
    const rows: { path: string }[] = parse(result.text, { columns: true });
    assert.equal(rows.length, total);
    assert.ok(
      rows.some(({ path }) => path === 'gazette/bridge.txt'),
      'paths are those inside the corpus',
    );
  });

  it('can be cancelled, and answers the next question', async () => {
    const source = new CancellationTokenSource();
    const params = { query: '/a.* .*z.*/', filters: {}, order: 'left', grouping: 'statement', offset: 0, limit: 50 };
    const asked = client.request(searchPageRequest, params, source.token).catch(() => null);
    source.cancel();
    await asked;
    assert.ok((await ask('bridge')).total > 0);
  });
});
