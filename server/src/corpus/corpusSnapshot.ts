import type { Corpus } from './corpus';

/**
 * All that a corpus knows, in an order of its own and without ids, so that two can be compared that came about in
 * different ways. For tests. Throws where postings and passages contradict each other.
 */
export async function corpusSnapshot(corpus: Corpus): Promise<unknown> {
  const search = corpus.searchIndex();
  await corpus.speakerTable.settle();
  const { index, words } = corpus;
  const passages: string[] = [];
  const expectedPostings = new Map<number, number[]>();
  for (let id = 0; id < search.passageLimit; id++) {
    const view = index.passage(id);
    if (view === undefined) continue;
    const { uri, index: at } = index.record(view.article.id)!;
    const stems = Array.from(view.words, (word) => words.stem(word));
    for (const stem of new Set(stems)) expectedPostings.set(stem, [...(expectedPostings.get(stem) ?? []), id]);
    const spelled = Array.from(
      view.words,
      (word, token) =>
        `${words.word(word)}/${view.flags[token]}:${index.passageFrequency(words.stem(word))}:${index.articleFrequency(words.stem(word))}`,
    );
    const place = JSON.stringify([uri, at, search.passageSpan(id), view.role, view.quotes, view.article.day]);
    passages.push(`${place} ${spelled.join(' ')}`);
  }
  for (const [stem, ids] of expectedPostings)
    if (String(Array.from(index.postings(stem))) !== String(ids))
      throw new Error(`postings of ${words.word(stem)} are ${index.postings(stem)}, but passages are ${ids}`);
  for (let word = 0; word < words.size; word++)
    if (index.passageFrequency(word) !== (expectedPostings.get(word)?.length ?? 0))
      throw new Error(`frequency of ${words.word(word)} is ${index.passageFrequency(word)}`);
  const articles = [...corpus.articles()];
  return {
    files: [...corpus.uris()].sort().map((uri) => `${uri} ${corpus.lineStartsOf(uri)?.join(' ')}`),
    articles: articles.map((record) => JSON.stringify(record)).sort(),
    speakers: [...corpus.speakers()].map((record) => JSON.stringify(record)).sort(),
    quotes: [...corpus.speakers()].flatMap(({ id }) => corpus.quotesOfSpeaker(id).map((q) => JSON.stringify(q))).sort(),
    passages: passages.sort(),
    counts: [corpus.fileCount, corpus.articleCount, corpus.passageCount, corpus.quoteCount],
  };
}
