import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { filterHits, type FacetFilters } from './facets';
import { searchWords } from './foldSearch';
import { MemoryIndex, type MemoryArticle } from './memoryIndex';
import { parseQuery } from './parseQuery';
import type { QueryNode } from './queryTypes';
import { SearchEngine } from './searchEngine';
import { hitAt } from './searchHits';

const corpus: readonly MemoryArticle[] = [
  {
    uri: 'file:///herald.txt',
    outlet: 'Tarn Herald',
    date: '2022-01-07',
    headline: 'Mayor opens the bridge',
    language: 'en',
    passages: [
      { text: 'Mayor opens the bridge' },
      { text: '“The bridge is safe,” Mayor Ana Díaz said.', quotes: [{ kind: 'direct', speaker: 'Ana Díaz' }], hasVersions: true }, // prettier-ignore
      { text: 'Engineers had found cracks, and the zero-sum quarrel over costs went on.' },
    ],
  },
  {
    uri: 'file:///post.txt',
    outlet: 'Evening Post',
    date: '2022-02-03',
    headline: 'Cracks in the bridge',
    language: 'en',
    passages: [
      { text: 'Cracks in the bridge' },
      { text: 'Diaz said that the bridge was safe.', quotes: [{ kind: 'indirect', speaker: 'Ana Díaz' }], hasVersions: true }, // prettier-ignore
      { text: 'Joris Holm said it cost 1,200 crowns.', quotes: [{ kind: 'indirect', speaker: 'Joris Holm' }] },
    ],
  },
  {
    uri: 'file:///bruecke.txt',
    outlet: 'Tarn-Bote',
    date: '2022-02-03',
    language: 'de',
    passages: [{ text: 'Die Brücke sei sicher, sagte Díaz.' }, { text: 'Das „Nullsummenspiel“ geht weiter.' }],
  },
  {
    uri: 'file:///qiao.txt',
    language: 'zh',
    passages: [{ text: '市长说：“大桥很安全。”' }, { text: '桥梁工程师不同意。' }],
  },
];

/** `expected`: one hit a line as `file: marked words`, in order. */
async function checkHits(query: string, expected: string, filters: FacetFilters = {}): Promise<void> {
  const index = new MemoryIndex(corpus);
  const { run, problems } = SearchEngine.of(index).start(query);
  assert.deepEqual(problems, []);
  await run!.advance(1000);
  const found = filterHits(run!, index, filters).hits.map((position) => {
    const uri = index.article(run!.articles[position]!)!.record.uri;
    const text = index.texts.get(uri)!;
    const hit = hitAt(run!, position, index, text)!;
    const marked = hit.matches.map(({ start, end }) => text.slice(start, end)).join('|');
    return `${uri.slice(8, -4)}: ${marked === '' ? text.slice(hit.start, hit.end) : marked}`;
  });
  assert.deepEqual(found, expected.split('\n').filter(Boolean), query);
}

/** Counts how many lists of passages were asked for, and how many sentences were read. */
class CountingIndex extends MemoryIndex {
  listsAsked = 0;
  sentencesRead = 0;

  override collectPassages(ids: readonly number[], take: (ids: Uint32Array, count: number) => void): void {
    this.listsAsked += 1;
    super.collectPassages(ids, take);
  }

  override passageWords(id: number): readonly number[] {
    this.sentencesRead += 1;
    return super.passageWords(id);
  }
}

describe('SearchRun', () => {
  it('finds words whatever their case, accents and marks', async () => {
    await checkHits('DIAZ', 'herald: Díaz\npost: Diaz\nbruecke: Díaz'); // prettier-ignore
    await checkHits('brucke', 'bruecke: Brücke');
    await checkHits('1,200', 'post: 1,200');
    await checkHits('nothere', '');
  });

  it('finds phrases over punctuation, prefixes, Chinese', async () => {
    await checkHits('"zero sum quarrel"', 'herald: zero-sum quarrel');
    await checkHits('zero-sum', 'herald: zero-sum');
    await checkHits('"bridge is"', 'herald: bridge is');
    await checkHits('engin*', 'herald: Engineers');
    await checkHits('"bridge w*"', 'post: bridge was');
    await checkHits('大桥', 'qiao: 大桥');
    await checkHits('桥', 'qiao: 桥\nqiao: 桥');
    await checkHits('"市长说大桥"', 'qiao: 市长说：“大桥');
  });

  it('combines conditions on one sentence, or on one article', async () => {
    await checkHits('bridge safe', 'herald: bridge|safe\npost: bridge|safe');
    await checkHits('bridge NOT safe', 'herald: bridge\npost: bridge');
    await checkHits('bridge NOT safe within:article', '');
    await checkHits('safe crowns within:article', 'post: safe\npost: crowns');
    await checkHits('(engineers OR crowns) -sum', 'post: crowns');
    await checkHits('bridge -headline:mayor within:article', 'post: bridge\npost: bridge');
  });

  it('finds what stands near', async () => {
    await checkHits('said NEAR/3 bridge', 'post: said that the bridge');
    await checkHits('bridge NEAR/3 said', 'post: said that the bridge');
    await checkHits('said NEAR/2 bridge', '');
    await checkHits('(díaz OR holm) NEAR/1 said', 'herald: Díaz said\npost: Diaz said\npost: Holm said');
  });

  it('finds regular expressions in words, and over words where they hold a gap', async () => {
    await checkHits('/cracks?/', 'herald: cracks\npost: Cracks');
    await checkHits('/^brid/', 'herald: bridge\nherald: bridge\npost: bridge\npost: bridge');
    await checkHits('/zero-sum/', 'herald: zero-sum');
    await checkHits('/said (that|it) .* (safe|crowns)/', 'post: said that the bridge was safe\npost: said it cost 1,200 crowns'); // prettier-ignore
    await checkHits('/\\d+,\\d+/', 'post: 1,200');
    await checkHits('/.桥/', 'qiao: 大桥');
  });

  it('asks the fields', async () => {
    await checkHits('speaker:holm', 'post: Joris Holm said it cost 1,200 crowns.');
    await checkHits('speaker:"ana diaz" kind:direct', 'herald: “The bridge is safe,” Mayor Ana Díaz said.');
    await checkHits('outlet:tarn', 'herald: Mayor opens the bridge\nbruecke: Die Brücke sei sicher, sagte Díaz.');
    await checkHits('outlet:tarn safe', 'herald: safe');
    await checkHits('bridge date:2022-02..', 'post: bridge\npost: bridge');
    await checkHits('date:..2022-01', 'herald: Mayor opens the bridge');
    await checkHits('has:versions language:en', 'herald: “The bridge is safe,” Mayor Ana Díaz said.\npost: Diaz said that the bridge was safe.'); // prettier-ignore
    await checkHits('headline:crack* safe', 'post: safe');
    await checkHits('language:zh', 'qiao: 市长说：“大桥很安全。”');
  });

  it('filters by facets', async () => {
    await checkHits('bridge', 'post: bridge\npost: bridge', { outlet: ['Evening Post'] });
    await checkHits('bridge', 'post: bridge', { speaker: ['ana-díaz'], month: ['2022-02'] });
    await checkHits('桥', 'qiao: 桥\nqiao: 桥', { outlet: [null] });
    await checkHits('bridge', '', { kind: ['mixed'] });
    const index = new MemoryIndex(corpus);
    const { run } = SearchEngine.of(index).start('bridge');
    await run!.advance(1000);
    const { facets, articleCount } = filterHits(run!, index, { outlet: ['Evening Post'] });
    assert.equal(articleCount, 1);
    // The chosen facet still counts what its other values would give; the others count what is left.
    assert.deepEqual(facets.outlet.map(({ label, count }) => `${label} ${count}`), ['Evening Post 2', 'Tarn Herald 2']); // prettier-ignore
    assert.deepEqual(
      facets.kind.map(({ label, count }) => `${label} ${count}`),
      ['indirect 1', 'null 1'],
    );
  });

  it('gives what a look at every passage gives, for any query of words', async () => {
    const words = ['bridge', 'safe', 'said', 'díaz', 'the', 'cracks', 'nowhere', 'm*', '"the bridge"', '/^s/'];
    const query = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(...words),
        fc.tuple(tie('node'), fc.constantFrom(' AND ', ' OR ', ' AND NOT '), tie('node')).map(([a, operator, b]) => `(${a}${operator}${b})`), // prettier-ignore
      ),
    })).node;
    const index = new MemoryIndex(corpus);
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        const { query: parsed } = parseQuery(text);
        const { run } = SearchEngine.of(index).start(text);
        await run!.advance(1000);
        const expected: number[] = [];
        for (let passage = 0; passage < index.passageLimit; passage += 1) {
          const has = Array.from(index.passageWords(passage), (id) => searchWords(index.word(id))[0]!);
          if (naive(parsed!.root, has)) expected.push(passage);
        }
        assert.deepEqual(
          [...run!.passages].sort((a, b) => a - b),
          expected,
          text,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('runs ten thousand alternatives and hostile expressions with bounded work', async () => {
    const long: MemoryArticle = { uri: 'file:///long.txt', passages: [{ text: 'a '.repeat(50_000) }, { text: 'a'.repeat(50_000) }, { text: 'aaaa aaaa aaaa aaaa b' }] }; // prettier-ignore
    const index = new CountingIndex([long]);
    const many = Array.from({ length: 10_000 }, (_, at) => `w${at}`).join(' OR ');
    for (const query of [
      many,
      '/(a+)+$/',
      '/(a|a)*b/',
      '/((a+)+ )+c/',
      '/a{40}a{40}/',
      'a NEAR/100 a',
      'a NEAR/3 (a NEAR/3 a)',
    ]) {
      index.listsAsked = 0;
      index.sentencesRead = 0;
      const { run, problems } = SearchEngine.of(index).start(query);
      assert.deepEqual(problems, [], query.slice(0, 40));
      await run!.advance(10);
      // One list for all words of a place, and a look at each sentence for the whole query.
      assert.ok(index.listsAsked <= 3, `${query.slice(0, 40)}: ${index.listsAsked} lists`);
      assert.ok(index.sentencesRead <= 3, `${query.slice(0, 40)}: ${index.sentencesRead} sentences`);
      for (let hit = 0; hit < run!.passages.length; hit += 1) hitAt(run!, hit, index, index.texts.get(long.uri)!);
    }
    const { problems } = SearchEngine.of(index).start(Array.from({ length: 300 }, (_, at) => `w${at}*`).join(' OR '));
    assert.equal(problems[0]?.code, 'tooManyPatterns');
  });

  it('looks at few sentences for the first hits, however many there are', async () => {
    const passages = Array.from({ length: 40 }, (_, at) => ({
      text: at % 4 === 0 ? 'the mayor spoke' : 'the rain fell',
    }));
    const articles = Array.from({ length: 100 }, (_, at) => ({
      uri: `file:///${at}.txt`,
      date: '2022-01-01',
      passages,
    }));
    const index = new CountingIndex(articles);
    const readFor = async (query: string): Promise<number> => {
      index.sentencesRead = 0;
      const { run } = SearchEngine.of(index).start(query);
      await run!.advance(50);
      assert.ok(run!.passages.length >= 50, query);
      return index.sentencesRead;
    };
    assert.ok((await readFor('rain')) <= 80);
    assert.ok((await readFor('mayor')) <= 80);
    assert.ok((await readFor('the mayor')) <= 80);
    assert.ok((await readFor('"mayor spoke"')) <= 80);
    // Where a word is nearly everywhere, no list is read for it.
    index.listsAsked = 0;
    assert.ok((await readFor('the')) <= 80);
    assert.equal(index.listsAsked, 0);
  });

  it('stops when it is cancelled and goes on from there', async () => {
    const index = new MemoryIndex(corpus);
    const { run } = SearchEngine.of(index).start('bridge');
    await assert.rejects(run!.advance(100, { isCancellationRequested: true }), { name: 'CancelledError' });
    await run!.advance(100);
    assert.equal(run!.passages.length, 4);
    assert.ok(run!.isComplete);
  });
});

function naive(node: QueryNode, words: readonly string[]): boolean {
  switch (node.type) {
    case 'and':
      return node.nodes.every((part) => naive(part, words));
    case 'or':
      return node.nodes.some((part) => naive(part, words));
    case 'not':
      return !naive(node.node, words);
    case 'prefix':
      return words.some((word) => word.startsWith(node.text));
    case 'phrase':
      return ` ${words.join(' ')} `.includes(` ${node.text} `);
    case 'regex':
      return words.some((word) => word.startsWith('s'));
    case 'word':
      return words.includes(searchWords(node.text)[0]!);
    default:
      throw new Error(node.type);
  }
}
