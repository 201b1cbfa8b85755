import type { FactColumn } from '../../corpus/searchIndex';
import type { CompileContext } from './compileQuery';
import { PassageProbe, type Condition } from './conditions';
import { searchWords } from './foldSearch';
import type { TextPattern } from './queryTypes';
import { compileWordRegex } from './wordRegex';
import { joinWords } from './passageText';

/** A condition on a fact of articles: each value that the corpus has is tested once. */
export function valueCondition(column: FactColumn, holds: (value: string) => boolean): Condition {
  const accepted = Uint8Array.from(column.values, (value) => Number(holds(value)));
  const mayHoldIn = (article: number): boolean => {
    const value = column.ofArticle[article]!;
    return value >= 0 && accepted[value] === 1;
  };
  return articleCondition(mayHoldIn);
}

/**
 * A condition on headlines. `words` is what it asks for as a condition on passages: most headlines are one, so that
 * the index of words finds them; those that come from elsewhere are tested as they are.
 */
export function headlineCondition(
  { index, lexicon, snapshot }: CompileContext,
  words: Condition,
  holds: (headline: string) => boolean,
): Condition {
  const probe = new PassageProbe(index, lexicon);
  const candidates = words.candidates();
  const isOdd = new Set(index.oddHeadlines());
  return articleCondition((article) => {
    if (isOdd.has(article)) {
      const headline = index.article(article)?.record.headline ?? null;
      return headline !== null && holds(headline);
    }
    const first = snapshot.firstPassage[article]!;
    if (candidates !== null && !candidates.has(first)) return false;
    if (first === snapshot.endPassage[article] || !index.isHeadline(first)) return false;
    probe.set(first, article);
    return words.test(probe);
  });
}

function articleCondition(holdsIn: (article: number) => boolean): Condition {
  return {
    estimate: Infinity,
    isOfArticle: true,
    candidates: () => null,
    mayHoldIn: holdsIn,
    test: ({ article }) => holdsIn(article),
    // The facts of an article are not in the passage.
    mark: () => undefined,
  };
}

/** Whether a name or a headline matches a field's value: its words in order, compared as words of texts are. */
export function fieldTest(value: TextPattern): (text: string) => boolean {
  if (value.type === 'regex') {
    const regex = compileWordRegex(value.source);
    if ('error' in regex) return () => false;
    if (!regex.spansWords) return (text) => searchWords(text).some((word) => regex.test(word));
    return (text) => {
      const words = searchWords(text);
      return regex.test(joinWords(words.length, (at) => words[at]!).text);
    };
  }
  const wanted = searchWords(value.text);
  const lastIsPrefix = endsInPrefix(value);
  return (text) => {
    const words = searchWords(text);
    for (let at = 0; at + wanted.length <= words.length; at += 1) {
      const isHit = wanted.every((word, index) =>
        lastIsPrefix && index === wanted.length - 1 ? words[at + index]!.startsWith(word) : words[at + index] === word,
      );
      if (isHit) return true;
    }
    return false;
  };
}

/** Whether the last word of a field's value is the beginning of a word only. */
export function endsInPrefix(value: TextPattern): boolean {
  return value.type === 'prefix' || (value.type === 'phrase' && value.text.trimEnd().endsWith('*'));
}
