import german from '../../languages/de/collation.tsv';
import english from '../../languages/en/collation.tsv';
import spanish from '../../languages/es/collation.tsv';
import french from '../../languages/fr/collation.tsv';
import russian from '../../languages/ru/collation.tsv';
import chinese from '../../languages/zh/collation.tsv';
import { foldWord } from '../text/tokens';

/** How a phrase before a number changes what it says: `nearly` is a little less, `atLeast` open upwards. */
export type NumberReading = 'exact' | 'about' | 'nearly' | 'atLeast' | 'atMost';

/** A run of folded words with what it stands for. */
export interface LexiconPhrase<T> {
  readonly words: readonly string[];
  readonly value: T;
}

/** The words of a language that collation compares by meaning rather than by form. Keys are folded words. */
export interface VariantWords {
  readonly language: string;
  readonly numbers: ReadonlyMap<string, number>;
  readonly multipliers: ReadonlyMap<string, number>;
  /** "dozens", "hundreds": say a magnitude only. */
  readonly vague: ReadonlyMap<string, number>;
  /** By their last word, longest first: they stand before a number. */
  readonly numberReadings: ReadonlyMap<string, readonly LexiconPhrase<NumberReading>[]>;
  /** By their first word, longest first: they stand after a number. */
  readonly units: ReadonlyMap<string, readonly LexiconPhrase<string>[]>;
  /** Days from the article's date. */
  readonly days: ReadonlyMap<string, number>;
  /** Negating words, each with the words after which it negates nothing ("not only"). */
  readonly negations: ReadonlyMap<string, ReadonlySet<string>>;
  /** Words that deny without negating ("denied any", "refuses to"): beside them a missing "not" means nothing. */
  readonly denials: ReadonlySet<string>;
  /** "Or": a negation right after it leaves open which ("whether or not"). */
  readonly alternatives: ReadonlySet<string>;
  /** Groups of words that replace each other between direct and reported speech. */
  readonly shifts: ReadonlyMap<string, readonly string[]>;
  /** Words that open reported speech. */
  readonly complementisers: ReadonlySet<string>;
}

/** The words of a language by its ISO 639-1 code; English where the language is unknown. Parsed once. */
export function variantWordsOf(language: string | null): VariantWords {
  const code = language !== null && language in lexicons ? language : 'en';
  let words = parsed.get(code);
  if (words === undefined) parsed.set(code, (words = parseVariantWords(code, lexicons[code] ?? english)));
  return words;
}

const lexicons: Readonly<Record<string, string>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ru: russian,
  zh: chinese,
};
const parsed = new Map<string, VariantWords>();

function parseVariantWords(language: string, tsv: string): VariantWords {
  const numbers = new Map<string, number>();
  const multipliers = new Map<string, number>();
  const vague = new Map<string, number>();
  const numberReadings = new Map<string, LexiconPhrase<NumberReading>[]>();
  const units = new Map<string, LexiconPhrase<string>[]>();
  const days = new Map<string, number>();
  const negations = new Map<string, ReadonlySet<string>>();
  const denials = new Set<string>();
  const alternatives = new Set<string>();
  const shifts = new Map<string, string[]>();
  const complementisers = new Set<string>();
  for (const line of tsv.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [phrase = '', kind = '', value = ''] = line.split('\t');
    // Chinese phrases are words of one character each, as `tokenise` cuts them.
    const words = (language === 'zh' ? [...phrase] : phrase.split(' ')).map(foldWord);
    const first = words[0] ?? '';
    const last = words.at(-1) ?? '';
    if (kind === 'number') numbers.set(first, Number(value));
    else if (kind === 'multiplier') multipliers.set(first, Number(value));
    else if (kind === 'vague') vague.set(first, Number(value));
    else if (kind === 'day') days.set(words.join(' '), Number(value));
    else if (kind === 'negation') negations.set(first, new Set(value.split(' ').filter((word) => word !== '')));
    else if (kind === 'denial') denials.add(first);
    else if (kind === 'alternative') alternatives.add(first);
    else if (kind === 'shift') append(shifts, first, value);
    else if (kind === 'that') complementisers.add(first);
    else if (kind === 'unit') append(units, first, { words, value });
    else if (kind === 'about' || kind === 'nearly' || kind === 'atLeast' || kind === 'atMost')
      append(numberReadings, last, { words, value: kind });
  }
  for (const phrases of [...numberReadings.values(), ...units.values()])
    phrases.sort((a, b) => b.words.length - a.words.length);
  return {
    language,
    numbers,
    multipliers,
    vague,
    numberReadings,
    units,
    days,
    negations,
    denials,
    alternatives,
    shifts,
    complementisers,
  };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
