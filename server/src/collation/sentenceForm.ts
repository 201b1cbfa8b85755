import { Arena } from '../base/arena';
import { TokenFlag } from '../text/tokens';
import { markedStretches, noStretches, type Stretch } from './markedStretches';
import type { PassageView, Vocabulary } from './passageIndex';
import { WordFacts, WordKind } from './wordFacts';

/** What a content word of a sentence is, as bits of {@link SentenceForm.termFlags}. */
export const TermFlag = { Name: 1, Number: 2, Reporting: 4 } as const;

/** A sentence made ready for comparing: stems in order, and its distinct content stems. */
export interface SentenceForm {
  /** Stem ids of all words, in order; letters of an abbreviation are joined, and so are "nine thousand" (9000). */
  readonly stems: Int32Array;
  /** Per word of `stems`: 1 where it is a content word. */
  readonly isContent: Uint8Array;
  /** Per word of `stems`: its position among the passage's words as the index has them. */
  readonly positions: Int32Array;
  /** Distinct content stems, ascending. */
  readonly terms: Int32Array;
  /** {@link TermFlag} bits of each term. */
  readonly termFlags: Uint8Array;
  /** General rarity of each term, in nats. */
  readonly rarities: Float32Array;
  /** Where the spellings of terms are. */
  readonly facts: WordFacts;
  readonly negationCount: number;
  /** What of it stands in quotation marks, as positions in `stems`. */
  readonly marked: readonly Stretch[];
}

/** Makes the form of a passage's words. Linear but for the sorting of its terms. */
export function makeForm(words: ArrayLike<number>, flags: ArrayLike<number>, facts: WordFacts): SentenceForm {
  const length = words.length;
  if (stemRoom.length < length) {
    stemRoom = new Int32Array(2 * length);
    positionRoom = new Int32Array(2 * length);
    contentRoom = new Uint8Array(2 * length);
  }
  const [stems, isContent, positions] = [stemRoom, contentRoom, positionRoom];
  const headlineCase = isHeadlineCase(words, flags, facts);
  let count = 0;
  let contentCount = 0;
  let negationCount = 0;
  if (keys.length < length) keys = new Float64Array(2 * length);
  for (let i = 0; i < length; i++) {
    let word = words[i] ?? 0;
    const start = i;
    const lettersEnd = endOfLetters(words, flags, i, facts);
    if (lettersEnd - i >= 2) {
      word = joinLetters(words, i, lettersEnd, facts.vocabulary);
      i = lettersEnd - 1;
    } else if (i + 1 < length) {
      const product = facts.multiplied(word, words[i + 1] ?? 0);
      if (product >= 0) {
        word = product;
        i++;
      }
    }
    const kind = facts.kind(word);
    const stem = facts.stem(word);
    const content = (kind & (WordKind.Function | WordKind.Negation)) === 0;
    if (kind & WordKind.Negation) negationCount++;
    stems[count] = stem;
    isContent[count] = content ? 1 : 0;
    positions[count] = start;
    count++;
    if (!content) continue;
    const flag = flags[start] ?? 0;
    let bits = kind & WordKind.Reporting ? TermFlag.Reporting : 0;
    if (kind & WordKind.Number) bits |= TermFlag.Number;
    else if (flag & TokenFlag.Capitalised && !headlineCase && (!(flag & TokenFlag.Initial) || facts.rarity(stem) > 5)) {
      bits |= TermFlag.Name;
    }
    keys[contentCount++] = stem * 8 + bits;
  }
  const sorted = sortedKeys(contentCount);
  let termCount = 0;
  for (let i = 0; i < contentCount; i++)
    if (i === 0 || Math.floor(sorted[i]! / 8) !== Math.floor(sorted[i - 1]! / 8)) termCount++;
  const terms = arena.int32(termCount);
  const termFlags = arena.uint8(termCount);
  const rarities = arena.float32(termCount);
  let at = -1;
  for (let i = 0; i < contentCount; i++) {
    const key = sorted[i]!;
    const term = Math.floor(key / 8);
    if (at < 0 || terms[at] !== term) {
      terms[++at] = term;
      rarities[at] = facts.rarity(term);
    }
    termFlags[at]! |= key % 8;
  }
  return {
    stems: copyOf(stems, count, arena.int32(count)),
    isContent: copyOf(isContent, count, arena.uint8(count)),
    positions: copyOf(positions, count, arena.int32(count)),
    terms,
    termFlags,
    rarities,
    facts,
    negationCount,
    marked: noStretches,
  };
}

/** The first `count` keys in ascending order: a sentence has a dozen, for which a call of the typed array's sort takes longer. */
function sortedKeys(count: number): Float64Array {
  if (count > 64) return keys.subarray(0, count).sort();
  for (let i = 1; i < count; i++) {
    const key = keys[i]!;
    let at = i - 1;
    for (; at >= 0 && keys[at]! > key; at--) keys[at + 1] = keys[at]!;
    keys[at + 1] = key;
  }
  return keys;
}

/** Room for one sentence while its form is made. */
let keys = new Float64Array(256);
let stemRoom = new Int32Array(256);
let positionRoom = new Int32Array(256);
let contentRoom = new Uint8Array(256);

/** The forms of an article's sentences are made one after the other and dropped together. */
const arena = new Arena();

function copyOf<Numbers extends Int32Array | Uint8Array>(source: Numbers, count: number, target: Numbers): Numbers {
  for (let i = 0; i < count; i++) target[i] = source[i]!;
  return target;
}

/** The form of an indexed passage. */
export function formOfPassage(passage: PassageView, facts: WordFacts): SentenceForm {
  const form = makeForm(passage.words, passage.flags, facts);
  const marked = markedStretches(passage);
  return marked.length === 0 ? form : { ...form, marked: marked.map((stretch) => inForm(stretch, form)) };
}

/** A stretch of a passage's words as one of its form's. */
function inForm({ from, to }: Stretch, { positions }: SentenceForm): Stretch {
  let first = 0;
  while (first < positions.length && positions[first]! < from) first++;
  let end = first;
  while (end < positions.length && positions[end]! < to) end++;
  return { from: first, to: end };
}

/** In a headline nearly every word is capitalised, so capitals tell no names. */
function isHeadlineCase(words: ArrayLike<number>, flags: ArrayLike<number>, facts: WordFacts): boolean {
  let content = 0;
  let capitalised = 0;
  for (let i = 0; i < words.length; i++) {
    if (facts.kind(words[i] ?? 0) & (WordKind.Function | WordKind.Number)) continue;
    content++;
    if ((flags[i] ?? 0) & TokenFlag.Capitalised) capitalised++;
  }
  return content > 3 && capitalised > 0.75 * content;
}

function endOfLetters(words: ArrayLike<number>, flags: ArrayLike<number>, from: number, facts: WordFacts): number {
  let end = from;
  while (
    end < words.length &&
    facts.kind(words[end] ?? 0) & WordKind.Letter &&
    (flags[end] ?? 0) & TokenFlag.Capitalised
  )
    end++;
  return end;
}

function joinLetters(words: ArrayLike<number>, from: number, to: number, vocabulary: Vocabulary): number {
  let joined = '';
  for (let i = from; i < to; i++) joined += vocabulary.word(words[i] ?? 0);
  return vocabulary.wordId(joined);
}
