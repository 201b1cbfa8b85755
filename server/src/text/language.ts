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
  const words = piece.toLowerCase().match(/[\p{L}\p{M}'’]+/gu) ?? [];
  if (words.length < 4) return null;
  const counts = new Uint32Array(knownLanguages.length);
  for (const word of words) {
    const languages = languagesByWord.get(word);
    if (languages !== undefined) for (const language of languages) counts[language]!++;
  }
  const ranked = knownLanguages.map(({ code }, i) => [code, counts[i]!] as const).sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (first === undefined || first[1] < 2 || first[1] < 0.15 * words.length) return null;
  if (second !== undefined && second[1] * 1.3 > first[1]) return null;
  const [code] = first;
  if (code === 'ru') return (piece.match(/[іїєґ]/giu)?.length ?? 0) >= 3 ? 'uk' : code;
  if (code !== 'es' && code !== 'fr' && code !== 'de') return code;
  // Sisters of these languages share many function words; letter statistics tell them apart.
  const byLetters = detectByLetters(piece.slice(0, 400));
  return sisters.has(byLetters) ? byLetters : code;
}

const sisters = new Set(['pt', 'it', 'ro', 'nl', 'ca', 'gl']);

/** The languages that a word is a function word of, by their places in the list of known ones. */
const languagesByWord = new Map<string, number[]>();
knownLanguages.forEach(({ functionWords }, i) => {
  for (const word of functionWords) languagesByWord.set(word, [...(languagesByWord.get(word) ?? []), i]);
});
