import type { WordBytes } from '../../corpus/searchIndex';

/** So many words may have come in since the buckets were made: they are looked at one by one. */
const maxWaiting = 4_096;
const bucketCount = 1 << 16;

/**
 * The ids of words by their first two bytes, so that a prefix is looked for among the words that begin like it and not
 * among all. Two passes over the words make them (a few milliseconds for 200,000).
 */
export class PrefixBuckets {
  /** Where each bucket begins among {@link ids}, and one more. A word of one byte has 0 for the second. */
  private readonly starts = new Uint32Array(bucketCount + 1);
  private readonly ids: Uint32Array;

  private constructor(
    { bytes, starts }: WordBytes,
    private readonly size: number,
  ) {
    const bucketOf = (id: number): number => {
      const start = starts[id]!;
      const end = id + 1 < size ? starts[id + 1]! : bytes.length;
      return end === start ? 0 : (bytes[start]! << 8) | (end - start > 1 ? bytes[start + 1]! : 0);
    };
    for (let id = 0; id < size; id += 1) this.starts[bucketOf(id) + 1]! += 1;
    for (let bucket = 0; bucket < bucketCount; bucket += 1) this.starts[bucket + 1]! += this.starts[bucket]!;
    const next = this.starts.slice();
    this.ids = new Uint32Array(size);
    for (let id = 0; id < size; id += 1) this.ids[next[bucketOf(id)]!++] = id;
  }

  /** The buckets of the first `size` words: those that were made before where they nearly hold all, else new ones. */
  static of(known: PrefixBuckets | null, words: WordBytes, size: number): PrefixBuckets {
    if (known !== null && known.size <= size && size - known.size <= maxWaiting) return known;
    return new PrefixBuckets(words, size);
  }

  /** Gives the ids of the first `size` words that may begin with `prefix`, which is not empty, each once. */
  forEach(prefix: Uint8Array, size: number, visit: (id: number) => void): void {
    const first = prefix[0]! << 8;
    const from = prefix.length > 1 ? first | prefix[1]! : first;
    const to = prefix.length > 1 ? from + 1 : first + 256;
    for (let at = this.starts[from]!; at < this.starts[to]!; at += 1) visit(this.ids[at]!);
    for (let id = this.size; id < size; id += 1) visit(id);
  }
}
