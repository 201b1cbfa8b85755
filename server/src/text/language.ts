import { detect as detectByLetters } from 'tinyld/light';
import { knownLanguages } from './languageData';

/** A few sentences settle it; more only costs time. */
const sampleLength = 700;

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\u3040-\u30ff]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi'],
];

/** The language of a text by its script and function words (ISO 639-1), or null where a small sample does not settle it. */
export function detectLanguage(sample: string): string | null {
  const piece = sample.length > sampleLength ? sample.slice(0, sampleLength) : sample;
  if (/[^\u0000-\u052f\u2000-\u206f]/.test(piece)) {
    const letters = piece.match(/\p{L}/gu)?.length ?? 0;
    for (const [pattern, code] of scripts) {
      const count = piece.match(pattern)?.length ?? 0;
      if (count > (code === 'ja' ? 0.1 : 0.3) * letters && count > 3) return code;
    }
  }
  const counts = new Uint32Array(knownLanguages.length);
  const wordCount = countFunctionWords(piece, counts);
  if (wordCount < 4) return null;
  const ranked = knownLanguages.map(({ code }, i) => [code, counts[i]!] as const).sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (first === undefined || first[1] < 2 || first[1] < 0.15 * wordCount) return null;
  if (second !== undefined && second[1] * 1.3 > first[1]) return null;
  const [code] = first;
  if (code === 'ru') return (piece.match(/[іїєґ]/giu)?.length ?? 0) >= 3 ? 'uk' : code;
  if (code !== 'es' && code !== 'fr' && code !== 'de') return code;
  // Sisters of these languages share many function words; letter statistics tell them apart.
  const byLetters = detectByLetters(piece.slice(0, 400));
  return sisters.has(byLetters) ? byLetters : code;
}

/** Counts for each language how many words of the piece are function words of it; returns how many words there are. */
function countFunctionWords(piece: string, counts: Uint32Array): number {
  if (/[^\u0000-\u024f\u0400-\u052f\u2000-\u206f]|İ/.test(piece)) {
    const found = piece.toLowerCase().match(/[\p{L}\p{M}'’]+/gu) ?? [];
    for (const word of found) count(languagesByWord.get(word), counts);
    return found.length;
  }
  // In these scripts letters are single code units, whose small form is one, too. Words are cut where they stand; only those
  // whose first letter and length some function word has become strings.
  const lower = piece.toLowerCase();
  let wordCount = 0;
  for (let at = 0; at < lower.length;) {
    if (!isWordUnit(lower.charCodeAt(at))) {
      at++;
      continue;
    }
    const from = at;
    while (at < lower.length && isWordUnit(lower.charCodeAt(at))) at++;
    wordCount++;
    if (((lengthsByUnit[lower.charCodeAt(from)] ?? 0) >> Math.min(at - from, 31)) & 1)
      count(languagesByWord.get(lower.slice(from, at)), counts);
  }
  return wordCount;
}

function count(languages: readonly number[] | undefined, counts: Uint32Array): void {
  if (languages !== undefined) for (const language of languages) counts[language]!++;
}

/** Kinds of code units below U+2070: 0 not looked up yet, 1 no part of a word, 2 a letter, mark or apostrophe. */
const units = new Uint8Array(0x2070);

function isWordUnit(code: number): boolean {
  if (units[code] === 0) units[code] = /[\p{L}\p{M}'’]/u.test(String.fromCharCode(code)) ? 2 : 1;
  return units[code] === 2;
}

const sisters = new Set(['pt', 'it', 'ro', 'nl', 'ca', 'gl']);

/** The languages that a word is a function word of, by their places in the list of known ones. */
const languagesByWord = new Map<string, number[]>();
knownLanguages.forEach(({ functionWords }, i) => {
  for (const word of functionWords) languagesByWord.set(word, [...(languagesByWord.get(word) ?? []), i]);
});

/** For the first letter of function words, a bit for each length that one of them has. */
const lengthsByUnit = new Uint32Array(0x2070);
for (const word of languagesByWord.keys()) lengthsByUnit[word.charCodeAt(0)]! |= 1 << Math.min(word.length, 31);
