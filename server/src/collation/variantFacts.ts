import { isFunctionWord, stemWord } from '../text/stem';
import { TokenFlag, tokenise, type Tokens } from '../text/tokens';
import type { Witness } from './apparatus';
import { readDates, type DateFact } from './dateFacts';
import { readNumbers, type NumberFact } from './numberFacts';
import { variantWordsOf, type VariantWords } from './variantWords';

/** A proper name: a run of capitalised words. */
export interface NameFact {
  readonly type: 'name';
  readonly from: number;
  readonly to: number;
}

/** A negating word with what it negates. */
export interface NegationFact {
  readonly type: 'negation';
  readonly from: number;
  readonly to: number;
  /** The token that is negated: the next content word; -1 where there is none near. */
  readonly scope: number;
}

export type Fact = NumberFact | DateFact | NameFact | NegationFact;

/** A witness cut into words, with the facts that a fact-checker compares. */
export interface ReadWitness {
  readonly witness: Witness;
  readonly tokens: Tokens;
  readonly stems: readonly string[];
  readonly words: VariantWords;
  /** In the order of their first tokens. Facts of different types may overlap, of one type never. */
  readonly facts: readonly Fact[];
  /** Whether only a prefix was read. */
  readonly isTruncated: boolean;
}

/** Words of a witness that are read: a sentence has 25, a long paragraph 300. */
const maxWords = 1000;

/** Reads a witness: its words, their stems and its facts. Linear in the witness's length. */
export function readWitness(witness: Witness): ReadWitness {
  const whole = tokenise(witness.text, witness.span);
  const isTruncated = whole.words.length > maxWords;
  const tokens: Tokens = isTruncated
    ? {
        words: whole.words.slice(0, maxWords),
        starts: whole.starts.slice(0, maxWords),
        ends: whole.ends.slice(0, maxWords),
        flags: whole.flags.slice(0, maxWords),
      }
    : whole;
  const words = variantWordsOf(witness.language);
  const dates = readDates(witness.text, tokens, words, witness.date);
  const dated = new Uint8Array(tokens.words.length);
  for (const { from, to } of dates) dated.fill(1, from, to);
  const facts: Fact[] = [
    ...dates,
    ...readNumbers(witness.text, tokens, words, (token) => dated[token] === 1),
    ...readNegations(witness.text, tokens, words),
    ...readNames(witness.text, tokens, words, dated),
  ].sort((a, b) => a.from - b.from || a.to - b.to);
  return { witness, tokens, stems: tokens.words.map(stemWord), words, facts, isTruncated };
}

/** The facts of one type that touch the tokens `[from, to)`. */
export function factsWithin<T extends Fact['type']>(
  read: ReadWitness,
  type: T,
  from: number,
  to: number,
): Extract<Fact, { type: T }>[] {
  return read.facts.filter(
    (fact): fact is Extract<Fact, { type: T }> => fact.type === type && fact.from < to && from < fact.to,
  );
}

function readNegations(text: string, tokens: Tokens, words: VariantWords): NegationFact[] {
  const facts: NegationFact[] = [];
  for (let i = 0; i < tokens.words.length; i++) {
    const excepted = words.negations.get(tokens.words[i]!);
    if (excepted === undefined || excepted.has(tokens.words[i + 1] ?? '')) continue;
    if (words.alternatives.has(tokens.words[i - 1] ?? '')) continue;
    let scope = -1;
    for (let k = i + 1; k < Math.min(i + 5, tokens.words.length); k++) {
      if (/[.,;:!?()“”«»"—–]/u.test(text.slice(tokens.ends[k - 1], tokens.starts[k]))) break;
      if (isFunctionWord(tokens.words[k]!)) continue;
      scope = k;
      break;
    }
    facts.push({ type: 'negation', from: i, to: i + 1, scope });
  }
  return facts;
}

/** Runs of capitalised words. A first word counts only within a longer run, or where it is no word of the language. */
function readNames(text: string, tokens: Tokens, words: VariantWords, dated: Uint8Array): NameFact[] {
  // German capitalises all nouns, Chinese nothing.
  if (words.language === 'de' || words.language === 'zh') return [];
  const facts: NameFact[] = [];
  const isName = (i: number) =>
    i < tokens.words.length && (tokens.flags[i]! & TokenFlag.Capitalised) !== 0 && dated[i] === 0;
  for (let i = 0; i < tokens.words.length;) {
    if (!isName(i) || isFunctionWord(tokens.words[i]!)) {
      i++;
      continue;
    }
    let to = i + 1;
    while (isName(to) && /^[\s\u00a0.'’-]{1,2}$/u.test(text.slice(tokens.ends[to - 1], tokens.starts[to]))) to++;
    if (to > i + 1 || !opensSentence(text, tokens, i)) facts.push({ type: 'name', from: i, to });
    i = to;
  }
  return facts;
}

function opensSentence(text: string, tokens: Tokens, at: number): boolean {
  if (at === 0) return true;
  return /[.!?:"“„«‘]\s*$/u.test(text.slice(tokens.ends[at - 1], tokens.starts[at]));
}
