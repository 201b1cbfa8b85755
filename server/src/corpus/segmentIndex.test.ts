import assert from 'node:assert/strict';
import fc from 'fast-check';
import { silentLog } from '../base/log';
import { WeightedTerms, Weights } from '../collation/weights';
import { Corpus } from './corpus';

const vocabulary = ['bridge', 'harbour', 'tram', 'snow', 'mayor', 'vote', 'ferry', 'lantern', 'quarry', 'orchard'];

const article = fc.record({
  date: fc.constantFrom('2031-04-05', '2031-04-06', '2031-06-01', '2033-01-01', ''),
  sentences: fc.array(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 8,
  }),
});

/** A corpus of a segment a file, some of them gone. */
function corpusOf(articles: readonly { date: string; sentences: string[][] }[], gone: readonly number[]): Corpus {
  const corpus = new Corpus({ readText: async () => null }, silentLog);
  articles.forEach(({ date, sentences }, at) => {
    const body = sentences.map((words) => `The ${words.join(' and the ')} came.`).join(' ');
    corpus.setFile(`file:///news/${at}.txt`, `Title\nHerald\n${date}\n\n${body}\n`);
  });
  for (const at of gone) corpus.removeFile(`file:///news/${at % articles.length}.txt`);
  return corpus;
}

describe('SegmentIndex', () => {
  it('gathers all that reaches a bound, with all that it has', () => {
    const term = fc.record({ word: fc.constantFrom(...vocabulary), weight: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(
        fc.array(article, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(20), { maxLength: 3 }),
        fc.uniqueArray(term, { selector: ({ word }) => word, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        (articles, gone, wanted, bound) => {
          const { index, words } = corpusOf(articles, gone);
          const terms = wanted
            .map(({ word, weight }) => ({ term: words.stem(words.wordId(word)), weight }))
            .sort((a, b) => index.passageFrequency(a.term) - index.passageFrequency(b.term));
          const weighted = new WeightedTerms(terms);
          const least = bound << 16;
          const weights = new Weights();
          const sums = new Map<number, number>();
          const articleSums = new Map<number, number>();
          terms.forEach(({ term }, at) => {
            const postings = Array.from(index.postings(term));
            for (const id of postings) sums.set(id, (sums.get(id) ?? 0) + weighted.weights[at]!);
            for (const id of new Set(postings.map((passage) => index.articleIdOf(passage))))
              articleSums.set(id, (articleSums.get(id) ?? 0) + weighted.weights[at]!);
          });
          const reaching = (bounds: (id: number) => number) =>
            Array.from(weights.touched.subarray(0, weights.touchedCount))
              .filter((id) => weights.values[id]! >= bounds(id))
              .sort((a, b) => a - b)
              .map((id) => [id, weights.values[id]!]);
          const expected = (all: ReadonlyMap<number, number>, bounds: (id: number) => number) =>
            [...all].filter(([id, sum]) => sum >= bounds(id)).sort(([a], [b]) => a - b);

          weights.reserve(index.passageIdLimit);
          index.gatherPassages(weighted, least, weights);
          assert.deepEqual(
            reaching(() => least),
            expected(sums, () => least),
          );
          weights.clear();

          const day = index.articleDay(0);
          const leastAt = (days: number) => least + days * 1000;
          const boundOf = (id: number) => {
            const other = index.articleDay(id);
            return leastAt(day === null || other === null ? 0 : Math.abs(day - other));
          };
          weights.reserve(index.articleIdLimit);
          index.gatherArticles(weighted, day, leastAt, weights);
          assert.deepEqual(reaching(boundOf), expected(articleSums, boundOf));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('knows the day and size of articles, and which article a passage is of', () => {
    const corpus = corpusOf(
      [
        { date: '2031-04-05', sentences: Array.from({ length: 90 }, () => ['bridge']) },
        { date: '', sentences: [['tram']] },
      ],
      [],
    );
    const { index } = corpus;
    for (let id = 0; id < index.passageIdLimit; id++)
      assert.equal(index.articleIdOf(id), index.passage(id)!.article.id);
    for (const id of [0, 1]) {
      assert.equal(index.articleDay(id), index.article(id)!.day);
      assert.equal(index.articleSize(id), index.article(id)!.passageCount);
    }
  });
});
