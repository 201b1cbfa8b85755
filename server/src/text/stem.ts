import { newStemmer, type Stemmer } from 'snowball-stemmers';
import english from '../../languages/en/functionWords.tsv';
import russian from '../../languages/ru/functionWords.tsv';
import german from '../../languages/de/functionWords.tsv';
import french from '../../languages/fr/functionWords.tsv';
import spanish from '../../languages/es/functionWords.tsv';

/**
 * The stem of a folded word (see `tokens.ts`): Snowball's Russian stemmer for Cyrillic, its English one for other
 * letters, since an index holds one stem per word, whatever the language of the article. Function words, numbers and
 * words of one or two letters are their own stems. About 10 µs a word: keep the results.
 */
export function stemWord(word: string): string {
  if (word.length < 3 || /\p{N}/u.test(word) || isFunctionWord(word)) return word;
  if (/^[\u0400-\u04ff-]+$/.test(word)) return (russianStemmer ??= newStemmer('russian')).stem(word.replace(/ё/g, 'е'));
  if (!/^[a-z'\u00c0-\u024f]+$/.test(word)) return word;
  const spelled =
    word.length < 6
      ? word
      : word.replace(/is(e|ed|es|ing|ation|ations)$/, 'iz$1').replace(/our(ed|ing|s|ite|able)?$/, 'or$1');
  return (englishStemmer ??= newStemmer('english')).stem(spelled);
}

/** Whether a folded word is a function word of English, or of the language that its letters tell. */
export function isFunctionWord(word: string): boolean {
  return functionWords.has(word);
}

const englishContent: ReadonlySet<string> = new Set(
  'die war man will hat son sons car or pour lui dont den hier are sous sans entre sobre son era sin el dans par ton as mine not die plus sur se des'.split(
    ' ',
  ),
);

let englishStemmer: Stemmer | undefined;
let russianStemmer: Stemmer | undefined;

function parseList(tsv: string): string[] {
  return tsv.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Words that mean nothing on their own in any of these languages. A foreign one that is a content word in English
 * ("die", "war", "man") is left out: to miss a function word costs a little time, to lose a content word a version.
 */
const functionWords: ReadonlySet<string> = new Set([
  ...parseList(english),
  ...parseList(russian),
  ...[...parseList(german), ...parseList(french), ...parseList(spanish)].filter((word) => !englishContent.has(word)),
]);
