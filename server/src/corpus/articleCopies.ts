import { LruCache } from '../base/lruCache';
import type { SegmentIndex } from './segmentIndex';

/** From this share of the shorter article's sentences on that stand word for word in the other, the two are copies of one text. */
const leastShare = 0.5;
/** Articles of fewer sentences are no copies of anything: one or two may agree by chance. */
const leastPassages = 4;
/** Shorter sentences ("He did not elaborate.") stand in many articles. */
const leastWords = 5;

/**
 * Tells which articles print one and the same text, as forty papers print one agency's report. Looks at the sentences
 * that two articles share word for word, function words and all; an article's sentences are read once.
 */
export class ArticleCopies {
  private revision = -1;
  private readonly sentences = new LruCache<number, ReadonlySet<number>>(2_000);

  constructor(private readonly index: SegmentIndex) {}

  /** Whether two articles (ids of the index as it is now) print one text. Symmetric. */
  areCopies(a: number, b: number): boolean {
    if (a === b) return false;
    const [one, other] = [this.sentencesOf(a), this.sentencesOf(b)];
    const [shorter, longer] = one.size <= other.size ? [one, other] : [other, one];
    if (shorter.size < leastPassages) return false;
    let shared = 0;
    for (const sentence of shorter) if (longer.has(sentence)) shared++;
    return shared >= leastShare * shorter.size;
  }

  private sentencesOf(article: number): ReadonlySet<number> {
    if (this.revision !== this.index.revision) {
      this.sentences.clear();
      this.revision = this.index.revision;
    }
    const known = this.sentences.get(article);
    if (known !== undefined) return known;
    const found = new Set<number>();
    const view = this.index.article(article);
    if (view !== undefined)
      for (let id = view.firstPassage; id < view.firstPassage + view.passageCount; id++) {
        const words = this.index.passageWords(id);
        if (words.length < leastWords) continue;
        let hash = words.length;
        for (const word of words) hash = (Math.imul(hash, 0x01000193) ^ word) >>> 0;
        found.add(hash);
      }
    this.sentences.set(article, found);
    return found;
  }
}
