import * as assert from 'node:assert/strict';
import type { CorpusReader } from '../corpus/corpusTypes';
import { MemoryIndex } from './query/memoryIndex';
import { explainQuery, QueryError, searchCorpus } from './search';
import { hitsForExport, searchPage, type SearchQuestion } from './searchPage';

const index = new MemoryIndex([
  {
    uri: 'file:///one.txt',
    outlet: 'Tarn Herald',
    date: '2022-01-07',
    passages: [
      { text: 'The old bridge is   safe, the mayor said.', quotes: [{ kind: 'indirect', speaker: 'Ana Diaz' }] },
      { text: 'A new bridge costs more.' },
    ],
  },
  { uri: 'file:///two.txt', outlet: 'Evening Post', date: '2022-01-05', passages: [{ text: 'Bridge closed; ferries run.' }] },
]); // prettier-ignore
const reader = {
  searchIndex: () => index,
  readText: (uri: string) => Promise.resolve(index.texts.get(uri) ?? null),
  statementAt: () => null,
} as unknown as CorpusReader;

function ask(question: Partial<SearchQuestion>) {
  return searchPage(reader, {
    query: '',
    filters: {},
    order: 'date',
    grouping: 'none',
    offset: 0,
    limit: 10,
    ...question,
  });
}

/** `left|match|right` of each row. */
async function lines(question: Partial<SearchQuestion>): Promise<string[]> {
  const { rows } = await ask(question);
  return rows.map(({ left, match, right }) => `${left}|${match}|${right.map(({ text, isMatch }) => (isMatch ? `{${text}}` : text)).join('')}`); // prettier-ignore
}

describe('searchPage', () => {
  it('gives keywords in context, by date', async () => {
    assert.deepEqual(await lines({ query: 'bridge' }), [
      '|Bridge| closed; ferries run.',
      'The old |bridge| is safe, the mayor said.',
      'A new |bridge| costs more.',
    ]);
    assert.deepEqual(await lines({ query: 'bridge mayor' }), ['The old |bridge| is safe, the {mayor} said.']);
    assert.deepEqual(await lines({ query: 'speaker:diaz' }), ['||The old bridge is safe, the mayor said.']);
  });

  it('sorts by the words before and after, and by outlet', async () => {
    const first = (all: string[]) => all.map((line) => line.split(' ').slice(0, 2).join(' '));
    assert.deepEqual(first(await lines({ query: 'bridge', order: 'left' })), ['|Bridge| closed;', 'A new', 'The old']);
    assert.deepEqual(first(await lines({ query: 'bridge', order: 'right' })), ['|Bridge| closed;', 'A new', 'The old']);
    assert.deepEqual(first(await lines({ query: 'bridge', order: 'outlet' })), [
      '|Bridge| closed;',
      'The old',
      'A new',
    ]);
    assert.deepEqual(first(await lines({ query: 'bridge', order: 'dateDescending' })), ['A new', 'The old', '|Bridge| closed;']); // prettier-ignore
  });

  it('groups, the largest group first', async () => {
    const { groups } = await ask({ query: 'bridge', grouping: 'outlet' });
    assert.deepEqual(groups, [{ label: 'Tarn Herald', count: 2 }, { label: 'Evening Post', count: 1 }]); // prettier-ignore
    const speakers = await ask({ query: 'bridge', grouping: 'speaker' });
    assert.deepEqual(speakers.groups, [{ label: 'Ana Diaz', count: 1 }, { label: null, count: 2 }]); // prettier-ignore
  });

  it('counts, pages and filters', async () => {
    const page = await ask({ query: 'bridge', offset: 1, limit: 1 });
    assert.deepEqual([page.total, page.articleCount, page.rows.length, page.isComplete], [3, 2, 1, true]);
    const filtered = await ask({ query: 'bridge', filters: { outlet: ['Evening Post'] } });
    assert.deepEqual([filtered.total, filtered.facets.outlet.length], [1, 2]);
  });

  it('says where only a whole article has all that is asked for', async () => {
    const page = await ask({ query: 'old costs' });
    assert.deepEqual([page.total, page.articlesInstead], [0, 1]);
  });

  it('explains what cannot be read', async () => {
    assert.equal((await ask({ query: '"open' })).problems[0]?.code, 'unclosedPhrase');
    assert.match(
      explainQuery('a AND') ?? '',
      /AND needs something on both sides.\n {2}a AND\n {4}\^\^\^\nDid you mean: a$/,
    );
    assert.equal(explainQuery('a'), null);
    await assert.rejects(async () => {
      for await (const hit of searchCorpus(reader, '(')) void hit;
    }, QueryError);
  });

  it('streams hits and exports them', async () => {
    const texts: string[] = [];
    for await (const { article, start, end } of searchCorpus(reader, 'bridge')) {
      texts.push(index.texts.get(article.uri)!.slice(start, end));
    }
    assert.equal(texts[1], 'The old bridge is   safe, the mayor said.');
    const exported = await hitsForExport(reader, { query: 'bridge', filters: {}, order: 'date' }, 2, (uri) => uri.slice(8)); // prettier-ignore
    assert.deepEqual(exported.map(({ path, text }) => `${path}: ${text}`), ['two.txt: Bridge closed; ferries run.', `one.txt: ${texts[1]}`]); // prettier-ignore
  });
});

describe('a concordance', () => {
  const texts = new MemoryIndex([
    {
      uri: 'file:///one.txt',
      outlet: 'Tarn Herald',
      date: '2022-01-07',
      passages: [{ text: 'A gate is a gate, and no warning at one gate helps.' }, { text: 'The gate closed.' }],
    },
  ]);
  const concordance = { ...reader, searchIndex: () => texts, readText: (uri: string) => Promise.resolve(texts.texts.get(uri) ?? null) } as unknown as CorpusReader; // prettier-ignore
  const page = (query: string, more: Partial<SearchQuestion> = {}) =>
    searchPage(concordance, { query, filters: {}, order: 'date', grouping: 'none', offset: 0, limit: 10, ...more });
  const keywordIn = ({ left, match, right }: { left: string; match: string; right: readonly { text: string }[] }) =>
    `${left.slice(-6)}|${match}|${right.map(({ text }) => text).join('').slice(0, 8)}`; // prettier-ignore

  it('has a line for each occurrence, and counts sentences as sentences', async () => {
    const { rows, total, lineCount } = await page('gate');
    assert.deepEqual(rows.map(keywordIn), [
      'A |gate| is a ga',
      ' is a |gate|, and no',
      't one |gate| helps.',
      'The |gate| closed.',
    ]);
    assert.deepEqual([total, lineCount], [2, 4]);
    const text = texts.texts.get('file:///one.txt') ?? '';
    assert.deepEqual(
      rows.map(({ place }) => text.slice(place.start, place.end)),
      ['gate', 'gate', 'gate', 'gate'],
    );
    assert.equal(new Set(rows.map(({ place }) => place.start)).size, 4);
  });

  it('sorts the lines, not the sentences, by their own context', async () => {
    const right = await page('gate', { order: 'right' });
    assert.deepEqual(right.rows.map(keywordIn), [
      ' is a |gate|, and no',
      'The |gate| closed.',
      't one |gate| helps.',
      'A |gate| is a ga',
    ]);
    const left = await page('gate', { order: 'left' });
    assert.deepEqual(left.rows.map(keywordIn), [
      'A |gate| is a ga',
      ' is a |gate|, and no',
      't one |gate| helps.',
      'The |gate| closed.',
    ]);
  });

  it('takes the first of several words that are asked for at once as its keyword', async () => {
    assert.equal((await page('warning gate')).lineCount, 1);
    assert.equal((await page('gate warning')).lineCount, 3);
    assert.equal((await page('gate OR warning')).lineCount, 5);
    assert.equal((await page('-warning gate')).lineCount, 1);
  });

  it('pages and groups by lines', async () => {
    assert.deepEqual((await page('gate', { offset: 1, limit: 2 })).rows.map(keywordIn), [
      ' is a |gate|, and no',
      't one |gate| helps.',
    ]);
    assert.deepEqual((await page('gate', { grouping: 'outlet' })).groups, [{ label: 'Tarn Herald', count: 4 }]);
  });
});
