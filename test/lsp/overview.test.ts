import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { overviewRequest, type OverviewAnswer, type OverviewParams } from '../../server/src/protocol';
import { LspClient } from './lspClient';
import { temporaryCorpus } from './temporaryCorpus';

describe('the overview over stdio', () => {
  let client: LspClient;
  let corpus: ReturnType<typeof temporaryCorpus>;

  before(async () => {
    corpus = temporaryCorpus();
    writeFileSync(path.join(corpus.folder, 'bare.txt'), `${'Night shifts end at six, the union of the quays said. '.repeat(3)}\n`); // prettier-ignore
    writeFileSync(path.join(corpus.folder, 'named.txt'), `${'Ferries stay in port, the harbour authority said. '.repeat(3)}\n`); // prettier-ignore
    writeFileSync(path.join(corpus.folder, 'metadata.csv'), 'path,outlet,date\nnamed.txt,The Quay Papers,2031-05-06\n');
    client = await LspClient.start(corpus.folder);
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    corpus.remove();
  });

  function ask(more: Partial<OverviewParams> = {}): Promise<OverviewAnswer> {
    const params: OverviewParams = { missing: null, place: null, words: '', order: 'path', direction: 'ascending', offset: 0, limit: 100, ...more }; // prettier-ignore
    return client.request<OverviewAnswer>(overviewRequest, params);
  }

  it('tells each fact with the place where it was read', async () => {
    const { rows, total, articleCount } = await ask();
    assert.equal(total, articleCount);
    assert.equal(rows.length, total);
    const named = rows.find((row) => row.path === 'named.txt');
    assert.deepEqual(named?.outlet, { value: 'The Quay Papers', place: 'metadata' });
    assert.deepEqual(named.date, { value: '2031-05-06', place: 'metadata' });
    assert.equal(named.headline, null);
    assert.equal(named.siblingCount, 1);
    const gazette = rows.find((row) => row.path === 'gazette/bridge.txt');
    assert.equal(gazette?.headline?.place, 'header');
    assert.ok(rows.every(({ uri, path: name }) => uri.endsWith(name)));
  });

  it('counts and lists what is missing', async () => {
    const { missing, rows } = await ask({ missing: 'outlet' });
    assert.equal(missing.outlet, rows.length);
    assert.ok(rows.some(({ path: name }) => name === 'bare.txt'));
    assert.ok(rows.every(({ outlet }) => outlet === null));
    const byPlace = await ask({ place: 'metadata' });
    assert.deepEqual(byPlace.rows.map((row) => row.path), ['named.txt']); // prettier-ignore
  });

  it('answers pages, sorted', async () => {
    const all = await ask({ order: 'outlet', direction: 'descending' });
    const page = await ask({ order: 'outlet', direction: 'descending', offset: 1, limit: 2 });
    assert.deepEqual(page.rows, all.rows.slice(1, 3));
    assert.equal(page.total, all.total);
    assert.deepEqual((await ask({ offset: 10_000 })).rows, []);
  });
});
