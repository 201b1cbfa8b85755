import { maxPassagesPerArticle, type ArticleForm } from './articleForm';
import type { PassageIndex } from './passageIndex';
import { mostOfOneWord } from './score';
import { TermFlag } from './sentenceForm';
import type { WordFacts } from './wordFacts';

/**
 * Tells of articles that have not been made ready for comparing whether they can hold a version of one sentence, from
 * their words alone: two words of it in one passage that neither name nor report, or three words in a row. What a reader asks
 * of is mostly background of which the other reports of the event have nothing, and making their forms took two thirds of
 * an answer.
 */
export class RowReach {
  /** By stem: the number of the last query that it is wanted for, and of the last passage that was seen to hold it. */
  private wanted = new Int32Array(0);
  private seen = new Int32Array(0);
  private query = 0;
  private visit = 0;
  private need = 0;
  /** A bit for each hash of three words in a row; hits that are none cost time, nothing else. */
  private readonly runs = new Uint8Array(runRoom);
  private runHashes: number[] = [];

  constructor(
    private readonly index: PassageIndex,
    private readonly facts: WordFacts,
  ) {}

  /** Sets the sentence that is asked for. */
  ask(form: ArticleForm, row: number, leastScore: number): void {
    const { facts } = this;
    const passage = form.passages[row];
    const sentence = form.forms[row];
    if (!passage || !sentence) return;
    for (const hash of this.runHashes) this.runs[hash] = 0;
    this.runHashes = [];
    const query = ++this.query;
    this.need = leastScore <= mostOfOneWord ? 1 : 2;
    const raw = new Set<number>();
    let [before, last] = [-1, -1];
    for (let i = 0; i < passage.words.length; i++) {
      const stem = facts.stem(passage.words[i]!);
      raw.add(stem);
      if (before >= 0) {
        const hash = runHash(before, last, stem);
        this.runs[hash] = 1;
        this.runHashes.push(hash);
      }
      [before, last] = [last, stem];
    }
    for (let i = 0; i < sentence.terms.length; i++) {
      if ((sentence.termFlags[i]! & (TermFlag.Name | TermFlag.Reporting)) !== 0) continue;
      const term = sentence.terms[i]!;
      // "Nine thousand" is 9000, which no passage has among its words: it may be in any.
      if (!raw.has(term)) this.need--;
      else {
        this.makeRoom(term);
        this.wanted[term] = query;
      }
    }
  }

  /** Whether an article may hold a version of the sentence. */
  mayReach(article: number): boolean {
    const view = this.index.article(article);
    if (!view) return false;
    if (this.need <= 0) return true;
    const end = view.firstPassage + Math.min(view.passageCount, maxPassagesPerArticle);
    for (let id = view.firstPassage; id < end; id++) if (this.isNear(this.index.readWords(id, words))) return true;
    return false;
  }

  private isNear(wordCount: number): boolean {
    const { facts } = this;
    const visit = ++this.visit;
    let count = 0;
    let [before, last] = [-1, -1];
    for (let i = 0; i < wordCount; i++) {
      const stem = facts.stem(words[i]!);
      if (this.wanted[stem] === this.query && this.seen[stem] !== visit) {
        this.seen[stem] = visit;
        if (++count >= this.need) return true;
      }
      if (before >= 0 && this.runs[runHash(before, last, stem)] === 1) return true;
      [before, last] = [last, stem];
    }
    return false;
  }

  private makeRoom(term: number): void {
    if (term < this.wanted.length) return;
    const room = Math.max(2 * this.wanted.length, term + 1024);
    const [wanted, seen] = [new Int32Array(room), new Int32Array(room)];
    wanted.set(this.wanted);
    seen.set(this.seen);
    [this.wanted, this.seen] = [wanted, seen];
  }
}

const runRoom = 1 << 16;

/** Words of a passage while it is looked at; those of a longer one are not. */
const words = new Int32Array(1024);

function runHash(a: number, b: number, c: number): number {
  const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) ^ c;
  return (Math.imul(mixed, 0xc2b2ae35) >>> 16) & (runRoom - 1);
}
