import { silentLog } from '../../server/src/base/log';
import { Corpus } from '../../server/src/corpus/corpus';

/** A corpus made of one string, with the place that its marker names. */
export interface CorpusFixture {
  readonly corpus: Corpus;
  readonly uriOf: (path: string) => string;
  readonly textOf: (path: string) => string;
  /** Where `|` stood; throws where the fixture has none. */
  readonly cursor: { readonly uri: string; readonly offset: number };
  /** Spans written as `⟦…⟧` in the fixture, by file, in order. */
  readonly marked: readonly { readonly uri: string; readonly start: number; readonly end: number }[];
}

/**
 * Builds a corpus from a text in which `%! path` starts a file, `|` is the cursor and `⟦…⟧` marks what is expected:
 *
 *     %! herald/mayor.txt
 *     "We will rebuild the |bridge," Mayor Diaz said.
 *     %! post/mayor.txt
 *     ⟦Diaz said the city would rebuild the bridge.⟧
 */
export function corpusFixture(source: string): CorpusFixture {
  const texts = new Map<string, string>();
  const marked: { uri: string; start: number; end: number }[] = [];
  let cursor: CorpusFixture['cursor'] | null = null;
  for (const part of source.split(/^[ \t]*%! /m).slice(1)) {
    const lineEnd = part.indexOf('\n');
    const uri = `file:///corpus/${part.slice(0, lineEnd).trim()}`;
    const lines = part.slice(lineEnd + 1).split('\n');
    const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
    let text = '';
    let start = -1;
    for (const character of lines.map((line) => line.slice(indent)).join('\n')) {
      if (character === '|') cursor = { uri, offset: text.length };
      else if (character === '⟦') start = text.length;
      else if (character === '⟧') marked.push({ uri, start, end: text.length });
      else text += character;
    }
    texts.set(uri, text);
  }
  const corpus = new Corpus({ readText: (uri) => Promise.resolve(texts.get(uri) ?? null) }, silentLog);
  for (const [uri, text] of texts) corpus.setFile(uri, text);
  const uriOf = (path: string) => `file:///corpus/${path}`;
  return {
    corpus,
    uriOf,
    textOf: (path) => texts.get(uriOf(path)) ?? '',
    get cursor() {
      if (cursor === null) throw new Error('the fixture has no cursor');
      return cursor;
    },
    marked,
  };
}
