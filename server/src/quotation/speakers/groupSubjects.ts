import type { Span } from '../../text/span';
import { countWords } from './description';
import { WordFlag } from './vocabulary';
import type { Sentence } from './words';

/**
 * Plurals of people that are subjects of sentences: the first one of each sentence with no preposition before it. A guess
 * without a parser, good enough to bring "Nearly 90 teachers" on the scene. Bounded a sentence.
 */
export function groupSubjects(sentences: readonly Sentence[]): (Span & { readonly sentence: number })[] {
  const found: (Span & { readonly sentence: number })[] = [];
  sentences.forEach(({ words }, sentence) => {
    for (let i = 0; i < Math.min(words.length, maxSubjectIndex); i++) {
      if ((words[i]!.flags & WordFlag.Group) === 0 || !/[^s]s$|faculty/.test(words[i]!.lower)) continue;
      let last = i;
      if (words[i + 1]?.lower === 'and' && /^\p{Ll}+[^s]s$/u.test(words[i + 2]?.form ?? '')) last = i + 2;
      let from = i;
      while (from > 0 && i - from < 9) {
        const before = words[from - 1]!;
        if (!/^[\s\u00a0-]$/.test(before.gap) || before.isPossessive) break;
        if ((before.flags & WordFlag.Preposition) !== 0 && !countWords.has(before.lower)) break;
        from--;
      }
      // In a list, or with more nouns to come, it is no subject yet.
      const after = words[last + 1];
      if (words[last]!.gap !== ' ' || after === undefined || ['and', 'or', 'of'].includes(after.lower)) continue;
      while (from < i && countWords.has(words[from]!.lower) && openingConjunctions.has(words[from]!.lower)) from++;
      const isSubject =
        from === 0 || openingConjunctions.has(words[from - 1]!.lower) || /[,—–-]/.test(words[from - 1]!.gap);
      if (!isSubject) continue;
      found.push({ start: words[from]!.start, end: words[last]!.end, sentence });
      break;
    }
  });
  return found;
}

const openingConjunctions = new Set([
  'but',
  'and',
  'or',
  'yet',
  'so',
  'unless',
  'even',
  'only',
  'while',
  'although',
  'because',
  'if',
  'when',
  'as',
  'though',
]);
const maxSubjectIndex = 30;
