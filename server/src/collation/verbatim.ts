import type { PassageView } from './passageIndex';
import type { SentenceForm } from './sentenceForm';

/** The longest run of words that a direct quote shares with another passage. */
export interface VerbatimRun {
  /** Words of the run. */
  readonly words: number;
  /** How rare its words are in general news, in nats; function words count half a nat. */
  readonly nats: number;
  /** The run as a share of the shorter of the two quotes, or of the quote where the other passage has none. */
  readonly coverage: number;
}

const none: VerbatimRun = { words: 0, nats: 0, coverage: 0 };

/**
 * What of a direct quote stands word for word in the other passage: within one of its direct quotes where it has some,
 * else anywhere (a transcript has no marks). Symmetric. The best run by coverage of those with three words and more.
 */
export function verbatimRun(p: PassageView, formP: SentenceForm, q: PassageView, formQ: SentenceForm): VerbatimRun {
  const piecesP = directPieces(p, formP);
  const piecesQ = directPieces(q, formQ);
  if (piecesP.length === 0 && piecesQ.length === 0) return none;
  if (piecesP.length === 0) piecesP.push({ from: 0, to: formP.stems.length, isWhole: true });
  if (piecesQ.length === 0) piecesQ.push({ from: 0, to: formQ.stems.length, isWhole: true });
  let best = none;
  for (const x of piecesP) {
    for (const y of piecesQ) {
      const run = commonRun(formP, x, formQ, y);
      if (run.words < 3) continue;
      const length = x.isWhole ? y.to - y.from : y.isWhole ? x.to - x.from : Math.min(x.to - x.from, y.to - y.from);
      const coverage = run.words / length;
      const gain = coverage * run.nats - best.coverage * best.nats;
      if (gain > 1e-4 || (gain > -1e-4 && coverage > best.coverage)) best = { ...run, coverage };
    }
  }
  return best;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly isWhole: boolean;
}

/** Quotes cut to this many words are compared; at most this many of one passage. */
const maxWords = 200;
const maxPieces = 6;

function directPieces(passage: PassageView, form: SentenceForm): Piece[] {
  const pieces: Piece[] = [];
  for (const quote of passage.quotes) {
    if (quote.kind === 'indirect' || pieces.length === maxPieces) continue;
    let from = 0;
    while (from < form.positions.length && (form.positions[from] ?? 0) < quote.from) from++;
    let to = from;
    while (to < form.positions.length && (form.positions[to] ?? 0) < quote.to) to++;
    if (to - from >= 3) pieces.push({ from, to: Math.min(to, from + maxWords), isWhole: false });
  }
  return pieces;
}

/** The longest common run of two stretches. */
function commonRun(a: SentenceForm, x: Piece, b: SentenceForm, y: Piece): { words: number; nats: number } {
  const n = Math.min(x.to - x.from, maxWords);
  const m = Math.min(y.to - y.from, maxWords);
  let last = before;
  last.fill(0, 0, m + 1);
  let now = current;
  let words = 0;
  const ends: number[] = [];
  for (let i = 0; i < n; i++) {
    const stem = a.stems[x.from + i];
    now[0] = 0;
    for (let j = 0; j < m; j++) {
      const length = stem === b.stems[y.from + j] ? (last[j] ?? 0) + 1 : 0;
      now[j + 1] = length;
      if (length > words) {
        words = length;
        ends.length = 0;
      }
      if (length === words && words > 0) ends.push(x.from + i + 1);
    }
    [last, now] = [now, last];
  }
  // Of runs of one length the rarest, so that the order of the two does not matter.
  let best = 0;
  for (const end of words >= 3 ? new Set(ends) : []) {
    let nats = 0;
    for (let i = end - words; i < end; i++) nats += a.isContent[i] ? a.facts.rarity(a.stems[i] ?? 0) : 0.5;
    best = Math.max(best, nats);
  }
  return { words, nats: best };
}

const before = new Uint16Array(maxWords + 1);
const current = new Uint16Array(maxWords + 1);
