import { isFunctionWord, stemWord } from '../text/stem';
import { TokenFlag, type Tokens } from '../text/tokens';
import type { NumberReading, VariantWords } from './variantWords';

/** A number in a sentence, however it is written. */
export interface NumberFact {
  readonly type: 'number';
  /** Tokens that say it, with the phrase that qualifies it: `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly reading: NumberReading;
  /** Whether only the magnitude is said ("dozens"). */
  readonly isVague: boolean;
  /** A unit's sign (`%`, `$`, `km`), the stem of what is counted, or null. */
  readonly unit: string | null;
}

/**
 * Reads all numbers among `tokens` of `text`: digits with the separators of the language, number words, "1.5 million",
 * "nearly 8,000", "dozens". Leaves out clock times, years and a lone "one" (mostly a pronoun or an article).
 * `isTaken` tells the tokens that belong to a date. Linear in the number of tokens.
 */
export function readNumbers(
  text: string,
  tokens: Tokens,
  words: VariantWords,
  isTaken: (token: number) => boolean,
): NumberFact[] {
  const facts: NumberFact[] = [];
  for (let i = 0; i < tokens.words.length;) {
    const amount = isTaken(i) ? null : readAmount(text, tokens, i, words);
    if (amount === null) {
      i++;
      continue;
    }
    const before = readingBefore(tokens, i, words);
    const unit = unitAround(text, tokens, i, amount.to, words);
    facts.push({
      type: 'number',
      from: before.from,
      to: amount.to,
      value: amount.value,
      reading: before.reading,
      isVague: amount.isVague,
      unit,
    });
    i = amount.to;
  }
  return facts;
}

/** Whether two numbers can both be true of one thing: rounding and "nearly", "more than" and "dozens" allowed. */
export function numbersAgree(a: NumberFact, b: NumberFact): boolean {
  if (a.value === b.value) return true;
  if (a.reading === 'exact' && b.reading === 'exact' && !a.isVague && !b.isVague)
    return isRoundingOf(a.value, b.value) || isRoundingOf(b.value, a.value);
  const [lowA, highA] = rangeOf(a);
  const [lowB, highB] = rangeOf(b);
  return lowA <= highB && lowB <= highA;
}

interface Amount {
  readonly to: number;
  readonly value: number;
  readonly isVague: boolean;
}

function readAmount(text: string, tokens: Tokens, at: number, words: VariantWords): Amount | null {
  const word = tokens.words[at]!;
  const vague = words.vague.get(word);
  if (vague !== undefined) return { to: at + 1, value: vague, isVague: true };
  let value: number | null = null;
  let to = at;
  if ((tokens.flags[at]! & TokenFlag.Number) !== 0) {
    const digits = readDigits(text, tokens, at, words.language);
    if (digits === null) return null;
    value = digits.value;
    to = digits.to;
    if (isYear(text, tokens, at, to, value)) return null;
    for (let factor; (factor = words.multipliers.get(tokens.words[to] ?? '')) !== undefined; to++) value *= factor;
    return { to, value, isVague: false };
  }
  let total = 0;
  let current = 0;
  let isLone = true;
  for (; to < tokens.words.length; to++) {
    const next = tokens.words[to]!;
    const number = words.numbers.get(next);
    const factor = words.multipliers.get(next);
    if (number !== undefined) {
      // "five six" are two numbers, "fifty six" is one; a Chinese or Spanish hundred may follow a thousand.
      const isScore = words.language === 'fr' && current === 4 && number === 20;
      const isTeen = words.language === 'fr' && (current === 60 || current === 80) && number < 17;
      if (current > 0 && number >= lastPlace(current) && !isScore && !isTeen) break;
      current = isScore ? 80 : current + number;
    } else if (factor !== undefined) {
      if (factor >= 1000) {
        // "一千二百万" multiplies all that stands before, "two million three hundred thousand" only the last part.
        if (total < factor) total = Math.max(1, total + current) * factor;
        else total += Math.max(1, current) * factor;
        current = 0;
      } else {
        const place = lastPlace(current);
        const unit = current === 0 ? 1 : current % place === 0 && place > 10 ? 1 : current % 10 || current;
        current = current - (current === 0 ? 0 : unit) + unit * factor;
      }
      isLone = false;
    } else if (to > at && joiners.has(next) && words.numbers.has(tokens.words[to + 1] ?? '')) continue;
    else break;
  }
  if (to === at) return null;
  value = total + current;
  // A lone "one" or Chinese digit is rarely a count.
  if (isLone && to === at + 1 && (value === 1 || words.language === 'zh')) return null;
  return { to, value, isVague: false };
}

/** Words between the parts of a number: "a hundred and five", "treinta y dos", "vingt et un". */
const joiners: ReadonlySet<string> = new Set(['and', 'y', 'et']);

/** The value of the last non-zero decimal place: 100 for 2,300. */
function lastPlace(value: number): number {
  let place = 1;
  while (value > 0 && value % (place * 10) === 0) place *= 10;
  return place;
}

function readDigits(
  text: string,
  tokens: Tokens,
  at: number,
  language: string,
): { readonly value: number; readonly to: number } | null {
  const match = /^(\d+(?:[.,]\d+)*)(st|nd|rd|th|er|e|º|k|bn|tn)?$/.exec(tokens.words[at]!);
  if (!match) return null;
  let digits = match[1]!;
  let to = at + 1;
  // French, Russian, German and Spanish group thousands by spaces.
  if (language !== 'en' && language !== 'zh' && /^\d{1,3}$/.test(digits))
    while (
      /^\d{3}$/.test(tokens.words[to] ?? '') &&
      /^[ \u00a0\u2009\u202f]$/.test(text.slice(tokens.ends[to - 1], tokens.starts[to]))
    )
      digits += tokens.words[to++]!;
  const value = parseDigits(digits, language);
  return { value: value * (suffixFactors.get(match[2] ?? '') ?? 1), to };
}

const suffixFactors: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['bn', 1e9],
  ['tn', 1e12],
]);

/** "7,939" and "1.5" by the habits of the language; groups of three digits are thousands where both readings are open. */
function parseDigits(digits: string, language: string): number {
  const isPointDecimal = language === 'en' || language === 'zh';
  const separators = digits.replace(/\d/g, '');
  if (separators === '') return Number(digits);
  const last = separators.at(-1)!;
  const hasBoth = new Set(separators).size > 1;
  const tail = digits.slice(digits.lastIndexOf(last) + 1);
  const isDecimal = hasBoth
    ? true
    : separators.length > 1
      ? false
      : tail.length !== 3 || digits.startsWith('0') || (last === '.') === isPointDecimal;
  const whole = isDecimal ? digits.slice(0, digits.lastIndexOf(last)) : digits;
  return Number(whole.replace(/[.,]/g, '') + (isDecimal ? `.${tail}` : ''));
}

/** Four digits that count nothing: "in 2021", "2021,". */
function isYear(text: string, tokens: Tokens, at: number, to: number, value: number): boolean {
  if (to !== at + 1 || !/^(1[5-9]|20)\d\d$/.test(tokens.words[at]!) || value > 2100) return false;
  if (/[$€£¥₽]\s?$/u.test(text.slice(Math.max(0, tokens.starts[at]! - 2), tokens.starts[at]))) return false;
  const next = tokens.words[to];
  if (next === undefined || isFunctionWord(next)) return true;
  return (
    !/^[ \u00a0]$/.test(text.slice(tokens.ends[at], tokens.starts[to])) ||
    (tokens.flags[to]! & TokenFlag.Capitalised) !== 0
  );
}

function readingBefore(
  tokens: Tokens,
  at: number,
  words: VariantWords,
): { readonly from: number; readonly reading: NumberReading } {
  for (const { words: phrase, value } of words.numberReadings.get(tokens.words[at - 1] ?? '') ?? []) {
    const from = at - phrase.length;
    if (from >= 0 && phrase.every((word, k) => tokens.words[from + k] === word)) return { from, reading: value };
  }
  return { from: at, reading: 'exact' };
}

function unitAround(text: string, tokens: Tokens, at: number, to: number, words: VariantWords): string | null {
  const sign = /([$€£¥₽])\s?$/u.exec(text.slice(Math.max(0, tokens.starts[at]! - 2), tokens.starts[at]));
  if (sign) return sign[1]!;
  const after = /^\s?([%$€£¥₽])/u.exec(text.slice(tokens.ends[to - 1]!, tokens.ends[to - 1]! + 2));
  if (after) return after[1]!;
  for (const { words: phrase, value } of words.units.get(tokens.words[to] ?? '') ?? [])
    if (phrase.every((word, k) => tokens.words[to + k] === word)) return value;
  // What is counted: the next content word, across "of" and "the" but no further.
  for (let i = to; i < Math.min(to + 3, tokens.words.length); i++) {
    if (/[.;:!?,()"“”«»]/u.test(text.slice(tokens.ends[i - 1], tokens.starts[i]))) return null;
    if (!isFunctionWord(tokens.words[i]!))
      return (tokens.flags[i]! & TokenFlag.Number) !== 0 ? null : stemWord(tokens.words[i]!);
  }
  return null;
}

/** Whether `round` is what people round `exact` to: 8,000 for 7,939 and 20 for 19.6, but never 10 for 12. */
function isRoundingOf(round: number, exact: number): boolean {
  const place = Number.isInteger(round) ? lastPlace(round) : 0.1;
  const isFiner = Number.isInteger(round) && !Number.isInteger(exact);
  if (!isFiner && (round < 100 || place < 100) && Number.isInteger(round)) return false;
  if (!Number.isInteger(round) && Math.abs(exact * 10 - Math.round(exact * 10)) < 1e-9) return false;
  return Math.abs(round - exact) <= place / 2 + 1e-9;
}

function rangeOf({ value, reading, isVague }: NumberFact): readonly [number, number] {
  if (isVague) return [value, value * 100];
  switch (reading) {
    case 'exact':
      return value >= 100 && lastPlace(value) >= 100
        ? [value - lastPlace(value) / 2, value + lastPlace(value) / 2]
        : [value, value];
    case 'about':
      return [value * 0.85, value * 1.15];
    case 'nearly':
      return [value * 0.85, value];
    case 'atLeast':
      return [value, Infinity];
    case 'atMost':
      return [-Infinity, value];
  }
}
