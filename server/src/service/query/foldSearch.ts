import { foldWord, tokenise } from '../../text/tokens';

/** Letters that Unicode does not decompose but that people type without their mark. */
// prettier-ignore
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ı: 'i', þ: 'th',
};

const beyondAscii = /[^\u0000-\u007f]/;
const scriptWithOptionalMarks =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u;
const mark = /\p{M}/u;

/**
 * A word as the search compares it: folded as tokens are, and without diacritics. Cyrillic `й` stays, since it is a
 * letter of its own (`мой` is not `мои`), while `ё` is commonly written `е`. In Indic scripts and in kana a mark makes
 * another letter, so marks stay there.
 */
export function foldSearch(word: string): string {
  return dropMarks(foldWord(word));
}

/** {@link foldSearch} for a word that is folded as tokens are. */
export function dropMarks(folded: string): string {
  if (!beyondAscii.test(folded)) return folded;
  let plain = '';
  let dropsMarks = false;
  for (const letter of folded.replace(/[ßæœøđðłħıþ]/g, (special) => plainLetters[special] ?? special)) {
    for (const part of letter === 'й' ? letter : letter.normalize('NFD')) {
      if (mark.test(part)) {
        if (!dropsMarks) plain += part;
      } else {
        dropsMarks = scriptWithOptionalMarks.test(part);
        plain += part;
      }
    }
  }
  return plain.normalize('NFC');
}

/** The words of a piece of a query, as the search compares them. */
export function searchWords(text: string): string[] {
  return tokenise(text, { start: 0, end: text.length }).words.map(foldSearch);
}
