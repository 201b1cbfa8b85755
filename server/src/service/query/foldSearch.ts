import { foldWord, tokenise } from '../../text/tokens';

/** Letters that Unicode does not decompose but that people type without their mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ı: 'i', þ: 'th', // prettier-ignore
};

const hasOther = /[^\u0000-\u007f]/u;
/** Marks over Latin, Greek, Cyrillic, Hebrew and Arabic letters; in Indic scripts and in kana a mark makes another letter. */
const optionalMarks = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]\p{M}*)\p{M}/gu;

/**
 * A word as the search compares it: folded as tokens are, and without diacritics. Cyrillic `й` stays, since it is a
 * letter of its own (`мой` is not `мои`), while `ё` is commonly written `е`.
 */
export function foldSearch(word: string): string {
  const folded = foldWord(word);
  if (!hasOther.test(folded)) return folded;
  const marked = folded.replace(/[ßæœøđðłħıþ]/g, (letter) => plainLetters[letter] ?? letter);
  return marked
    .split('й')
    .map((part) => part.normalize('NFD').replace(optionalMarks, ''))
    .join('й')
    .normalize('NFC');
}

/** The words of a piece of a query, as the search compares them. */
export function searchWords(text: string): string[] {
  return tokenise(text, { start: 0, end: text.length }).words.map(foldSearch);
}
