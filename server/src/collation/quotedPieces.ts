import { markedStretches, type Stretch } from './markedStretches';
import type { PassageView, Vocabulary } from './passageIndex';
import type { SentenceForm } from './sentenceForm';

/** A stretch of words in quote marks. */
export interface QuotedPiece {
  readonly stems: Int32Array;
  /** What its words are worth that can be looked up, in nats. */
  readonly weight: number;
}

/** Shorter quotes are phrases that anybody uses; of longer ones the beginning is looked for. */
const leastWords = 5;
const maxWords = 60;
const maxPieces = 3;

/** The direct quotes of a passage that are long enough to be known again by their words alone. */
export function quotedPieces(
  passage: PassageView,
  vocabulary: Vocabulary,
  weights: readonly { readonly term: number; readonly weight: number }[],
): QuotedPiece[] {
  const { words } = passage;
  const pieces: QuotedPiece[] = [];
  for (const { from, to } of stretchesOf(passage)) {
    if (to - from < leastWords || pieces.length === maxPieces) continue;
    const stems = new Int32Array(Math.min(to - from, maxWords));
    for (let i = 0; i < stems.length; i++) stems[i] = vocabulary.stem(words[from + i]!);
    let weight = 0;
    for (const term of weights) if (stems.includes(term.term)) weight += term.weight;
    pieces.push({ stems, weight });
  }
  return pieces;
}

/** What stands in marks; where the index knows of none, what the quotes hold. */
function stretchesOf(passage: PassageView): readonly Stretch[] {
  const marked = markedStretches(passage);
  return marked.length > 0 ? marked : passage.quotes.filter(({ kind }) => kind !== 'indirect');
}

/**
 * Distinct stems of the content words that a passage quotes, or of all where it quotes none, as the vocabulary has them:
 * what a sentence's form takes for a number ("six", 200,000) is not found in postings.
 */
export function saidStems({ quotes, words }: PassageView, form: SentenceForm, vocabulary: Vocabulary): Int32Array {
  const said = new Set<number>();
  const all = new Set<number>();
  for (let i = 0; i < form.positions.length; i++) {
    if (form.isContent[i] === 0) continue;
    const position = form.positions[i]!;
    const stem = vocabulary.stem(words[position]!);
    all.add(stem);
    if (quotes.some(({ from, to }) => from <= position && position < to)) said.add(stem);
  }
  return Int32Array.from(said.size > 0 ? said : all).sort();
}

/** Whether the words hold a run of one of the pieces that is most of it. */
export function sharesPiece(
  pieces: readonly QuotedPiece[],
  words: Int32Array,
  wordCount: number,
  vocabulary: Vocabulary,
): boolean {
  const count = Math.min(wordCount, maxRead);
  for (let i = 0; i < count; i++) stemRoom[i] = vocabulary.stem(words[i]!);
  for (const { stems } of pieces) {
    const need = Math.max(leastWords, Math.ceil(leastRunShare * Math.min(stems.length, count)));
    if (longestRun(stems, stems.length, stemRoom, count) >= need) return true;
  }
  return false;
}

const leastRunShare = 0.6;
const maxRead = 256;
const stemRoom = new Int32Array(maxRead);
const runs = new Uint16Array(maxRead + 1);

/** The longest run of words that both have. */
function longestRun(a: Int32Array, n: number, b: Int32Array, m: number): number {
  runs.fill(0, 0, m + 1);
  let best = 0;
  for (let i = 0; i < n; i++) {
    const stem = a[i]!;
    for (let j = m; j > 0; j--) {
      const length = b[j - 1] === stem ? runs[j - 1]! + 1 : 0;
      runs[j] = length;
      if (length > best) best = length;
    }
  }
  return best;
}
