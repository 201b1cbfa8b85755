import { TermFlag, type SentenceForm } from './sentenceForm';

/**
 * Whether two sentences share two words and more that neither name nor report: what the feature `plainShared` counts, at a
 * fraction of the time of all features. What shares less is never shown but as a quote printed in both (`score.ts`).
 */
export function sharesPlainWords(a: SentenceForm, b: SentenceForm): boolean {
  let count = 0;
  let j = 0;
  for (let i = 0; i < a.terms.length; i++) {
    const term = a.terms[i]!;
    while (j < b.terms.length && b.terms[j]! < term) j++;
    if (j === b.terms.length) return false;
    if (b.terms[j] !== term) continue;
    const both = a.termFlags[i]! | b.termFlags[j]!;
    if ((both & (TermFlag.Name | TermFlag.Reporting)) === 0 && ++count === 2) return true;
  }
  return false;
}
