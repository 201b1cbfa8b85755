import type { SearchIndex } from '../server/src/corpus/searchIndex';

/** The plain English words of an index, the most frequent first. */
export function vocabularyByFrequency(index: SearchIndex): string[] {
  const frequency = new Map<string, number>();
  for (let id = 0; id < index.wordLimit; id++) {
    const word = index.word(id);
    if (/^[a-z]{3,}$/.test(word)) frequency.set(word, index.frequency([id]));
  }
  return [...frequency.keys()].sort((a, b) => frequency.get(b)! - frequency.get(a)!);
}

/** Makers of queries of every kind from the words of a corpus: always the same ones in the same order. */
export function queryKinds(words: readonly string[]): Readonly<Record<string, () => string>> {
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const pick = (from: number, to: number): string =>
    words[Math.floor(from + random() * (Math.min(to, words.length) - from))] ?? 'word';
  return {
    'a frequent word': () => pick(0, 300),
    'a middling word': () => pick(300, 5000),
    'a rare word': () => pick(5000, 60_000),
    'two words': () => `${pick(100, 3000)} ${pick(100, 3000)}`,
    'one of three': () => `${pick(100, 3000)} OR ${pick(100, 3000)} OR ${pick(1000, 9000)}`,
    'without a word': () => `${pick(100, 3000)} -${pick(0, 300)}`,
    'a phrase': () => `"${pick(0, 200)} ${pick(100, 3000)}"`,
    near: () => `${pick(100, 1000)} NEAR/5 ${pick(100, 1000)}`,
    'a prefix': () => `${pick(300, 5000).slice(0, 4)}*`,
    'a prefix of two letters': () => `${pick(300, 5000).slice(0, 2)}*`,
    'an expression': () => `/${pick(300, 5000).slice(0, 4)}(s|ed|ing)?/`,
    'an expression without letters': () => `/[${pick(0, 300).slice(0, 2)}][aeiou]{2}[rst]+/`,
    'an expression over words': () => `/${pick(100, 3000)} .* ${pick(100, 3000)}/`,
    'a word by a speaker': () => `speaker:${pick(1000, 4000)} ${pick(0, 300)}`,
    'a word in a month': () => `${pick(0, 1000)} date:2016-07`,
    'a word in a headline': () => `headline:${pick(300, 3000)}`,
    'a word in a quote': () => `${pick(100, 3000)} has:quote`,
    'a word with versions': () => `${pick(100, 1000)} has:versions`,
    'words in an article': () => `${pick(100, 3000)} ${pick(100, 3000)} within:article`,
  };
}
