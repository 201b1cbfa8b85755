/** Places before the first and after the last token that hold values of their own, so that no look around needs a check. */
export const tokenPadding = 8;

/**
 * Tokens of a paragraph as parallel arrays: words and marks, with what the models ask about them. Tokens are numbered from
 * `first` to `last`, exclusive; the arrays go on with {@link tokenPadding} places to either side. A table can be filled
 * again with the next paragraph, which saves making its arrays anew.
 */
export class TokenTable {
  readonly first = tokenPadding;
  last = tokenPadding;
  /** Offsets into the text. */
  start = new Int32Array(0);
  end = new Int32Array(0);
  /** Hash of the folded word, or of the mark's family. */
  word = new Int32Array(0);
  /** Hash of the last three letters. */
  suffix = new Int32Array(0);
  /** Hash of the word without its ending, roughly: "claims", "claimed" and "claiming" have one. */
  stem = new Int32Array(0);
  shape = new Uint8Array(0);
  /** Distributional class of the word, 0 where the word is not known. */
  fine = new Uint16Array(0);
  /** How readily the word heads a cue, judged by the company that it keeps in plain text: 0 not known, else 1 to 15. */
  tendency = new Uint8Array(0);
  /** Key of the fine class: words that have none go by their last letters and shape, marks by their shape. */
  fineKey = new Int32Array(0);
  /** Key of the coarse class; a capital inside a sentence makes a class of its own, as names do; marks go by their shape. */
  coarseKey = new Int32Array(0);
  /** Index of the sentence within the paragraph. */
  sentence = new Int32Array(0);
  /** First token of each sentence, and one past the last token at the end. */
  sentenceStart: number[] = [];
  /** Index into the paragraph's outermost direct spans, or -1. */
  quote = new Int32Array(0);
  /** First and last word of each of those spans, as token indices; -1 where it holds none. */
  quoteFirst: number[] = [];
  quoteLast: number[] = [];

  /** Makes room for so many places, keeping what is there. */
  grow(size: number): void {
    if (size <= this.start.length) return;
    const capacity = Math.max(size, Math.ceil(this.start.length * 1.5));
    const larger = (old: Int32Array) => {
      const array = new Int32Array(capacity);
      array.set(old);
      return array;
    };
    this.start = larger(this.start);
    this.end = larger(this.end);
    this.word = larger(this.word);
    this.suffix = larger(this.suffix);
    this.stem = larger(this.stem);
    this.fineKey = larger(this.fineKey);
    this.coarseKey = larger(this.coarseKey);
    this.sentence = larger(this.sentence);
    this.quote = larger(this.quote);
    const shape = new Uint8Array(capacity);
    shape.set(this.shape);
    this.shape = shape;
    const fine = new Uint16Array(capacity);
    fine.set(this.fine);
    this.fine = fine;
    const tendency = new Uint8Array(capacity);
    tendency.set(this.tendency);
    this.tendency = tendency;
  }
}
