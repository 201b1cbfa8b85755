import type { ArticleRecord } from '../../corpus/corpusTypes';
import type { SearchIndex } from '../../corpus/searchIndex';
import type { Condition, PassageProbe } from './compileQuery';
import { searchWords } from './foldSearch';
import type { TextPattern } from './queryTypes';
import { compileWordRegex } from './wordRegex';
import { joinWords } from './passageText';

/** A condition on the facts of an article: tested once for each. */
export class ArticleCondition implements Condition {
  readonly candidates = null;
  readonly isOfArticle = true;
  /** 0 unknown, 1 holds, 2 does not. */
  private readonly known: Uint8Array;

  constructor(
    private readonly index: SearchIndex,
    private readonly holds: (record: ArticleRecord) => boolean,
  ) {
    this.known = new Uint8Array(index.articleLimit);
  }

  test({ article }: PassageProbe): boolean {
    if (this.known[article] === 0 || this.known[article] === undefined) {
      const found = this.index.article(article);
      this.known[article] = found !== undefined && this.holds(found.record) ? 1 : 2;
    }
    return this.known[article] === 1;
  }

  mark(): void {
    // The facts of an article are not in the passage.
  }
}

/** Whether a name or a headline matches a field's value: its words in order, compared as words of texts are. */
export function fieldTest(value: TextPattern): (text: string) => boolean {
  const cache = new Map<string, boolean>();
  const test = uncachedTest(value);
  return (text) => {
    let answer = cache.get(text);
    if (answer === undefined) {
      answer = test(text);
      if (cache.size < 50_000) cache.set(text, answer);
    }
    return answer;
  };
}

function uncachedTest(value: TextPattern): (text: string) => boolean {
  if (value.type === 'regex') {
    const regex = compileWordRegex(value.source);
    if ('error' in regex) return () => false;
    if (!regex.spansWords) return (text) => nameWords(text).some((word) => regex.test(word));
    return (text) => {
      const words = searchWords(text);
      return regex.test(joinWords(words.length, (at) => words[at]!).text);
    };
  }
  const wanted = searchWords(value.text);
  const lastIsPrefix = value.type === 'prefix' || (value.type === 'phrase' && value.text.trimEnd().endsWith('*'));
  return (text) => {
    const words = nameWords(text);
    for (let at = 0; at + wanted.length <= words.length; at += 1) {
      const isHit = wanted.every((word, index) =>
        lastIsPrefix && index === wanted.length - 1 ? words[at + index]!.startsWith(word) : words[at + index] === word,
      );
      if (isHit) return true;
    }
    return false;
  };
}

/** Words of the names and headlines that fields were compared with: the same few thousand come with every query. */
const knownWords = new Map<string, readonly string[]>();
const maxKnownWords = 100_000;

function nameWords(text: string): readonly string[] {
  let words = knownWords.get(text);
  if (words === undefined) {
    words = searchWords(text);
    if (knownWords.size >= maxKnownWords) knownWords.clear();
    knownWords.set(text, words);
  }
  return words;
}
