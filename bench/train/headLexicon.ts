// How likely words are to be part of a cue: picks the head of a cue, and the words that can be heads.
import type { TokenSpan } from '../../server/src/quotation/learned/cueContext';
import { Shape } from '../../server/src/quotation/learned/tokenShape';
import type { TokenTable } from '../../server/src/quotation/learned/tokenTable';
import type { GoldArticle } from './goldArticles';

/** How often a word, or a class, must head a cue of all the times that it stands in the text. */
const leastShare = { word: 0.004, class: 0.015 };
/** Stands for a word that no article has. */
const unknownWord = 0x7eadbeef;

export class HeadLexicon {
  private readonly inCue = new Map<number, number>();
  private readonly total = new Map<number, number>();
  private readonly fineInCue = new Float64Array(1024);
  private readonly fineTotal = new Float64Array(1024);
  private readonly headWords = new Map<number, number>();
  private readonly fineHeads = new Float64Array(1024);

  constructor(articles: readonly GoldArticle[]) {
    for (const article of articles)
      for (const { tokens: t, attributions } of article.paragraphs) {
        for (let i = t.first; i < t.last; i++) {
          bump(this.total, t.word[i]!);
          this.fineTotal[t.fine[i]!]!++;
        }
        for (const { cue } of attributions)
          for (let i = cue.first; i <= cue.last; i++) {
            bump(this.inCue, t.word[i]!);
            this.fineInCue[t.fine[i]!]!++;
          }
      }
    for (const article of articles)
      for (const { tokens: t, attributions } of article.paragraphs)
        for (const { cue } of attributions) {
          const head = this.headOf(t, cue);
          bump(this.headWords, t.word[head]!);
          this.fineHeads[t.fine[head]!]!++;
        }
  }

  /** The word of a cue that is likeliest to be part of a cue anywhere. */
  headOf(t: TokenTable, cue: TokenSpan): number {
    let best = cue.first;
    let most = -1;
    for (let i = cue.first; i <= cue.last; i++) {
      if (t.shape[i]! > Shape.Clitic && cue.first !== cue.last) continue;
      const fine = t.fine[i]!;
      const prior = (this.fineInCue[fine]! + 0.05) / (this.fineTotal[fine]! + 5);
      const score = ((this.inCue.get(t.word[i]!) ?? 0) + 4 * prior) / ((this.total.get(t.word[i]!) ?? 0) + 4);
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  private canHead(word: number, fine: number): boolean {
    const heads = this.headWords.get(word) ?? 0;
    const total = this.total.get(word) ?? 0;
    if (heads > 0 && heads / total > leastShare.word) return true;
    return this.fineHeads[fine]! / (this.fineTotal[fine]! + 1) > leastShare.class;
  }

  /** The words that can be heads, in order of their hashes. */
  get words(): number[] {
    return [...this.headWords.keys()].filter((word) => this.canHead(word, 0)).sort((a, b) => a - b);
  }

  /** The classes whose words can be heads. */
  get classes(): number[] {
    return Array.from({ length: 1024 }, (_, i) => i).filter((fine) => this.canHead(unknownWord, fine));
  }
}

function bump(map: Map<number, number>, key: number): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
