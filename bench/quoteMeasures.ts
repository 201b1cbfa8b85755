// The measures of quotation extraction on gold attributions: spans exact after trimming edge punctuation and overlapping
// (Jaccard at least one half), whole attributions (content by that share, sources meeting), recall by kind.
import type { Span } from '../server/src/text/span';

export interface MeasuredAttribution {
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
  readonly type?: string;
}

const edge = /[\s\p{P}\p{S}]/u;

class Prf {
  tp = 0;
  gold = 0;
  found = 0;
  add(tp: number, gold: number, found: number): void {
    this.tp += tp;
    this.gold += gold;
    this.found += found;
  }
  get p(): number {
    return this.found ? this.tp / this.found : 0;
  }
  get r(): number {
    return this.gold ? this.tp / this.gold : 0;
  }
  get f(): number {
    return this.p + this.r ? (2 * this.p * this.r) / (this.p + this.r) : 0;
  }
}

type Pair = [number, number];
const overlap = (a: Pair, b: Pair) => Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));
const jaccard = (a: Pair, b: Pair) => {
  const o = overlap(a, b);
  return o ? o / (a[1] - a[0] + b[1] - b[0] - o) : 0;
};

function matchCount<T>(gold: T[], found: T[], score: (a: T, b: T) => number, least: number): number {
  const pairs: [number, number, number][] = [];
  gold.forEach((g, i) =>
    found.forEach((p, j) => {
      const s = score(g, p);
      if (s >= least && s > 0) pairs.push([s, i, j]);
    }),
  );
  pairs.sort((a, b) => b[0] - a[0]);
  const usedGold = new Set<number>();
  const usedFound = new Set<number>();
  for (const [, i, j] of pairs)
    if (!usedGold.has(i) && !usedFound.has(j)) {
      usedGold.add(i);
      usedFound.add(j);
    }
  return usedGold.size;
}

export class QuoteMeasures {
  private readonly scores = new Map<string, Prf>();

  add(text: string, gold: readonly MeasuredAttribution[], found: readonly MeasuredAttribution[]): void {
    const trim = (span: Span): Pair => {
      let { start, end } = span;
      while (start < end && edge.test(text[start]!)) start++;
      while (end > start && edge.test(text[end - 1]!)) end--;
      return [start, end];
    };
    const pairs = (a: MeasuredAttribution) => {
      const of = (spans: readonly Span[]) => spans.map(trim).filter(([s, e]) => s < e);
      return { source: of(a.source), cue: of(a.cue), content: of(a.content), type: a.type };
    };
    const g = gold.map(pairs);
    const p = found.map(pairs);
    for (const role of ['source', 'cue', 'content'] as const) {
      const goldSpans = unique(g.flatMap((a) => a[role]));
      const foundSpans = unique(p.flatMap((a) => a[role]));
      const same = (a: Pair, b: Pair) => (a[0] === b[0] && a[1] === b[1] ? 1 : 0);
      this.of(`${role} exact`).add(matchCount(goldSpans, foundSpans, same, 1), goldSpans.length, foundSpans.length);
      this.of(`${role} overlap`).add(
        matchCount(goldSpans, foundSpans, jaccard, 0.5),
        goldSpans.length,
        foundSpans.length,
      );
    }
    const gc = g.filter((a) => a.content.length);
    const pc = p.filter((a) => a.content.length);
    type A = (typeof gc)[number];
    const meet = (a: A, b: A) =>
      (!a.source.length && !b.source.length) || a.source.some((x) => b.source.some((y) => overlap(x, y) > 0));
    const contents = (a: A, b: A) => jaccard(hullOf(a.content), hullOf(b.content));
    for (const least of [0.3, 0.8])
      this.of(`attribution ${least}`).add(
        matchCount(gc, pc, (a, b) => (meet(a, b) ? contents(a, b) : 0), least),
        gc.length,
        pc.length,
      );
    for (const type of ['direct', 'indirect', 'mixed']) {
      const typed = gc.filter((a) => a.type === type);
      this.of(`recall ${type}`).add(matchCount(typed, pc, contents, 0.5), typed.length, typed.length);
    }
  }

  private of(name: string): Prf {
    let score = this.scores.get(name);
    if (score === undefined) this.scores.set(name, (score = new Prf()));
    return score;
  }

  f(name: string): number {
    return this.of(name).f;
  }

  toString(): string {
    return [...this.scores]
      .map(
        ([name, s]) =>
          `${name.padEnd(18)} P ${s.p.toFixed(3)} R ${s.r.toFixed(3)} F ${s.f.toFixed(3)}  (${s.gold}, ${s.found})`,
      )
      .join('\n');
  }
}

const hullOf = (spans: Pair[]): Pair => [Math.min(...spans.map((s) => s[0])), Math.max(...spans.map((s) => s[1]))];
const unique = (spans: Pair[]) => [...new Map(spans.map((s) => [s.join(), s])).values()];
