import { stemRarity } from './background';
import type { Vocabulary } from './passageIndex';

/** What matching knows of a word beyond its id, as bits. */
export const WordKind = {
  Function: 1,
  Number: 2,
  Negation: 4,
  /** A single letter: part of an abbreviation such as `N.A.A.C.P.`. */
  Letter: 8,
  /** A word of reporting ("said"): tells nothing of what was said. */
  Reporting: 16,
  /** A word that multiplies the number before it. */
  Multiplier: 32,
} as const;

/** Facts of the words of a vocabulary, worked out once a word. */
export class WordFacts {
  private kinds = new Int16Array(1024).fill(-1);
  private stems = new Int32Array(1024);
  private rarities = new Float32Array(1024).fill(-1);
  private openings = new Int32Array(1024).fill(-1);
  private readonly spellings: (string | undefined)[] = [];

  constructor(readonly vocabulary: Vocabulary) {}

  kind(wordId: number): number {
    this.know(wordId);
    return this.kinds[wordId] ?? 0;
  }

  stem(wordId: number): number {
    this.know(wordId);
    return this.stems[wordId] ?? wordId;
  }

  /** The id of the number that a number and a following "thousand" or the like make, or -1: nine churches are not nine thousand. */
  multiplied(wordId: number, nextId: number): number {
    if (!(this.kind(nextId) & WordKind.Multiplier) || !(this.kind(wordId) & WordKind.Number)) return -1;
    const value = Number(this.spelling(this.stem(wordId))) * (multipliers.get(this.spelling(nextId)) ?? NaN);
    return Number.isFinite(value) && value < 1e15 ? this.vocabulary.wordId(String(Math.round(value))) : -1;
  }

  /** How rare a stem is in general news, in nats. */
  rarity(stem: number): number {
    if (stem >= this.kinds.length) this.grow(stem);
    let rarity = this.rarities[stem] ?? 0;
    if (rarity < 0) {
      const spelling = this.spelling(stem);
      rarity = /\p{N}/u.test(spelling) ? numberRarity(spelling) : stemRarity(spelling);
      this.rarities[stem] = rarity;
    }
    return rarity;
  }

  /** The first four letters of a stem as one number; 0 for a shorter one. Others may have the same number, though hardly ever. */
  opening(stem: number): number {
    if (stem >= this.kinds.length) this.grow(stem);
    let opening = this.openings[stem]!;
    if (opening === -1) {
      const spelling = this.spelling(stem);
      opening = 0;
      if (spelling.length >= 4) {
        for (let i = 0; i < 4; i++) opening = (Math.imul(opening, 0x9e3779b1) ^ spelling.charCodeAt(i)) & 0x7fffffff;
        opening ||= 1;
      }
      this.openings[stem] = opening;
    }
    return opening;
  }

  /** The word of an id. */
  spelling(id: number): string {
    return (this.spellings[id] ??= this.vocabulary.word(id));
  }

  private know(id: number): void {
    if (id >= this.kinds.length) this.grow(id);
    if (this.kinds[id] !== -1) return;
    const word = this.spelling(id);
    let kind = 0;
    if (this.vocabulary.isFunctionWord(id)) kind |= WordKind.Function;
    if (/\p{N}/u.test(word)) kind |= WordKind.Number;
    if (negations.has(word) || word.endsWith("n't")) kind |= WordKind.Negation;
    if (word.length === 1 && /\p{L}/u.test(word) && word.toUpperCase() !== word) kind |= WordKind.Letter;
    if (reportingWords.has(word)) kind |= WordKind.Reporting;
    if (multipliers.has(word)) kind |= WordKind.Multiplier;
    let stem = this.vocabulary.stem(id);
    if (kind & WordKind.Number) stem = this.vocabulary.wordId(plainNumber(word));
    else {
      const number = numberWords.get(word);
      if (number !== undefined) {
        kind = (kind & ~WordKind.Function) | WordKind.Number;
        stem = this.vocabulary.wordId(number);
      }
    }
    if (Math.max(id, stem) >= this.kinds.length) this.grow(Math.max(id, stem));
    this.kinds[id] = kind;
    this.stems[id] = stem;
  }

  private grow(id: number): void {
    const size = Math.max(id + 1, this.kinds.length * 2);
    const kinds = new Int16Array(size).fill(-1);
    kinds.set(this.kinds);
    const stems = new Int32Array(size);
    stems.set(this.stems);
    const rarities = new Float32Array(size).fill(-1);
    rarities.set(this.rarities);
    const openings = new Int32Array(size).fill(-1);
    openings.set(this.openings);
    this.openings = openings;
    this.kinds = kinds;
    this.stems = stems;
    this.rarities = rarities;
  }
}

/** `1,650` and `1650` are one number. */
function plainNumber(word: string): string {
  return word.replace(/(?<=\p{N}),(?=\p{N}{3})/gu, '').replace(/(st|nd|rd|th)$/, '');
}

/** Small numbers are everywhere; long ones are nearly names. */
function numberRarity(word: string): number {
  const digits = word.replace(/\P{N}/gu, '').length;
  return digits <= 1 ? 3 : digits === 2 ? 4.5 : /^(19|20)\p{N}\p{N}$/u.test(word) ? 4 : 6.5;
}

const negations: ReadonlySet<string> = new Set(
  'not no never nor none nobody nothing neither without cannot не нет ни никогда nicht kein keine keinen nie ne pas jamais'.split(
    ' ',
  ),
);

const reportingWords: ReadonlySet<string> = new Set(
  'said say says saying told tell tells telling add added adds adding according'.split(' '),
);

const numberWords: ReadonlyMap<string, string> = new Map(
  'two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, String(index + 2)]),
);

const multipliers: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
