import type { QuoteKind } from '../quotation/quoteTypes';
import type { Genre } from '../text/article';
import { isFunctionWord } from '../text/stem';
import { foldWord } from '../text/tokens';
import { originalReasons, type OriginalReason } from './originalReasons';

/** What the choice of an original may look at, one per version. */
export interface OriginalCandidate {
  readonly outlet: string | null;
  /** ISO date, with time where known. */
  readonly date: string | null;
  readonly genre: Genre;
  /** The agency that the article credits. */
  readonly credit: string | null;
  /** How the version reports the statement; null where it is not a quote. */
  readonly kind: QuoteKind | null;
  /** The version's words, in order, folded. */
  readonly words: readonly string[];
  /** The article's passages before and including the version name this outlet or document as where the words come from. */
  readonly namedSources: readonly string[];
}

/** The version that the others most likely come from. */
export interface Original {
  /** Index into the candidates. */
  readonly member: number;
  /** A sentence for people, one of `originalReasons`. */
  readonly reason: string;
  /** In (0, 1]. */
  readonly confidence: number;
}

/**
 * Chooses the original of a statement, or null ("undetermined") where the evidence is thin. Evidence adds up: official
 * texts and agencies that others credit or name, direct before reported, earlier before later, the version that holds what
 * others cut. The weights are the order of strength that source criticism gives these signs; the confidence grows with
 * the lead over the second best and is capped by the kind of evidence. Does not depend on the order of candidates.
 */
export function chooseOriginal(candidates: readonly OriginalCandidate[]): Original | null {
  if (candidates.length < 2) return null;
  const facts = readFacts(candidates.slice(0, maxCandidates));
  const scores = facts.map((fact, i) => scoreCandidate(fact, i, facts));
  let first = -1;
  let second = -1;
  scores.forEach((score, i) => {
    if (first < 0 || score.total > scores[first]!.total) {
      second = first;
      first = i;
    } else if (second < 0 || score.total > scores[second]!.total) second = i;
  });
  const [best, next] = [scores[first]!, scores[second]!];
  const lead = best.total - next.total;
  // Copies of one official text are one source: the lead over the best of the others counts, the earliest copy is named.
  if (lead < leastLead) return chooseAmongOfficial(scores, facts) ?? null;
  const reason = mainReason(best, next);
  return { member: first, reason: originalReasons[reason], confidence: confidenceOf(lead, reason) };
}

/** More versions than this are copies of copies; pairs are compared. */
const maxCandidates = 200;
const leastLead = 0.7;

type Evidence =
  'transcript' | 'communique' | 'named' | 'credited' | 'agencyText' | 'direct' | 'earliest' | 'fullest' | 'likeness';

interface Score {
  readonly total: number;
  readonly parts: ReadonlyMap<Evidence, number>;
}

interface CandidateFacts {
  readonly candidate: OriginalCandidate;
  readonly time: TimeRange | null;
  readonly content: ReadonlySet<string>;
  readonly outlet: string;
  readonly credit: string;
  readonly named: readonly string[];
  readonly isOfficial: boolean;
}

/** When an article came out, in ms since 1970 UTC: between these two. */
interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function readFacts(candidates: readonly OriginalCandidate[]): CandidateFacts[] {
  return candidates.map((candidate) => ({
    candidate,
    time: candidate.date === null ? null : timeRange(candidate.date),
    content: new Set(candidate.words.filter((word) => !isFunctionWord(word))),
    outlet: sourceKey(candidate.outlet),
    credit: sourceKey(candidate.credit),
    named: candidate.namedSources.map(sourceKey).filter((key) => key !== ''),
    isOfficial: candidate.genre === 'transcript' || candidate.genre === 'communique',
  }));
}

/** The moments that an ISO date can mean: without a time the whole day, without a zone any zone. */
export function timeRange(date: string): TimeRange | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(date);
  if (!match) return null;
  const [, day, time, zone] = match;
  const at = Date.parse(time === undefined ? `${day}T00:00:00Z` : `${day}T${time}${zone ?? 'Z'}`);
  if (Number.isNaN(at)) return null;
  // Zones reach from UTC-12 to UTC+14. A date alone is compared with dates alone by whole days, see `isEarlier`.
  if (time === undefined) return { from: at, to: at + dayMs };
  return zone === undefined ? { from: at - 14 * hourMs, to: at + 12 * hourMs } : { from: at, to: at };
}

/** Whether `a` surely came out before `b`; within a day or an unknown zone nothing is sure. */
function isEarlier(a: TimeRange | null, b: TimeRange | null): boolean {
  return a !== null && b !== null && a.from < b.from && a.to <= b.from;
}

function scoreCandidate(fact: CandidateFacts, index: number, facts: readonly CandidateFacts[]): Score {
  const { candidate } = fact;
  const others = facts.filter((_, k) => k !== index);
  const parts = new Map<Evidence, number>();
  const share = (test: (other: CandidateFacts) => boolean) => others.filter(test).length / others.length;

  if (fact.isOfficial) {
    const reports = others.filter((other) => !other.isOfficial);
    // What came out days before the official text cannot come from it, but transcripts are often dated by their release.
    const tooLate =
      fact.time !== null && reports.some(({ time }) => time !== null && fact.time!.from - time.to > 2 * dayMs);
    parts.set(candidate.genre === 'communique' ? 'communique' : 'transcript', tooLate ? 0.5 : 4);
    // Of several official texts (a phrase said on many occasions) the reports come from the one most like them, word for word.
    if (reports.length > 0) {
      const compared = reports.slice(0, maxLikened);
      const likeness =
        compared.reduce((sum, other) => sum + sharedInOrder(other.candidate.words, candidate.words), 0) /
        compared.length;
      const gap = Math.min(
        ...reports.map(({ time }) =>
          time === null || fact.time === null ? 30 * dayMs : Math.abs(time.from - fact.time.from),
        ),
      );
      // What came too late is not made an original by being alike.
      parts.set('likeness', (tooLate ? 2 : 4) * likeness - Math.min(1.5, (gap / dayMs) * 0.1));
    }
  }
  const namedBy =
    fact.outlet === ''
      ? 0
      : others.filter(
          (other) => other.outlet !== fact.outlet && other.named.some((name) => isSameSource(name, fact.outlet)),
        ).length;
  if (namedBy > 0) parts.set('named', 2.6 + Math.min(0.8, 0.2 * namedBy));
  const creditedBy =
    fact.outlet === ''
      ? 0
      : others.filter(
          (other) => other.outlet !== fact.outlet && other.credit !== '' && isSameSource(other.credit, fact.outlet),
        ).length;
  if (creditedBy > 0) parts.set('credited', 2.4 + Math.min(0.8, 0.2 * creditedBy));
  if (fact.credit !== '' && !others.some((other) => other.outlet !== '' && isSameSource(fact.credit, other.outlet)))
    parts.set('agencyText', isSameSource(fact.credit, fact.outlet) ? 0.9 : 0.7);

  // The record of what was said is what was said, whether its turns are labelled or not; that it came out before another
  // occasion's record tells nothing.
  const directness = directnessOf(fact);
  if (directness > 0)
    parts.set('direct', directness * (0.4 + 1.2 * share((other) => directnessOf(other) < directness)));

  const later = share((other) => isEarlier(fact.time, other.time) && !(fact.isOfficial && other.isOfficial));
  const earlier = share((other) => isEarlier(other.time, fact.time) && !(fact.isOfficial && other.isOfficial));
  if (later > 0 || earlier > 0) parts.set('earliest', 1.1 * later - 1.1 * earlier);

  const fuller = share(
    (other) =>
      other.content.size >= 2 &&
      fact.content.size >= other.content.size * 1.25 &&
      coverage(other.content, fact.content) >= 0.9,
  );
  if (fuller > 0) parts.set('fullest', 0.9 * fuller);

  return { total: [...parts.values()].reduce((sum, value) => sum + value, 0), parts };
}

/** Official texts of equal rank: the earliest, where they differ in time, else none. */
function chooseAmongOfficial(scores: readonly Score[], facts: readonly CandidateFacts[]): Original | null {
  const official = facts.flatMap((fact, i) => (fact.isOfficial && scores[i]!.total >= 4 ? [i] : []));
  if (official.length < 2) return null;
  const restBest = Math.max(0, ...scores.filter((_, i) => !official.includes(i)).map(({ total }) => total));
  const key = (i: number) => JSON.stringify(facts[i]!.candidate);
  const ranked = [...official].sort(
    (a, b) => scores[b]!.total - scores[a]!.total || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0),
  );
  const [first, second] = [ranked[0]!, ranked[1]!];
  const lead = scores[first]!.total - restBest;
  const isAhead =
    scores[first]!.total - scores[second]!.total > 0.02 ||
    isEarlier(facts[first]!.time, facts[second]!.time) ||
    // Two sentences of one text, or the same text filed twice.
    facts[first]!.candidate.date === facts[second]!.candidate.date;
  if (lead < leastLead || !isAhead) return null;
  const reason: OriginalReason = facts[first]!.candidate.genre === 'communique' ? 'communique' : 'transcript';
  return { member: first, reason: originalReasons[reason], confidence: 0.7 };
}

function directnessOf({ isOfficial, candidate }: CandidateFacts): number {
  return isOfficial ? 1 : kindWeight(candidate.kind);
}

function kindWeight(kind: QuoteKind | null): number {
  return kind === 'direct' ? 1 : kind === 'mixed' ? 0.5 : 0;
}

/** With so many reports an official text is compared. */
const maxLikened = 12;

/** How much of a report's words stands in the other text in the same order. */
function sharedInOrder(part: readonly string[], whole: readonly string[]): number {
  const n = Math.min(part.length, maxOrdered);
  const m = Math.min(whole.length, maxOrdered);
  if (n === 0) return 0;
  const best = new Uint16Array(m + 1);
  for (let i = 0; i < n; i++) {
    let diagonal = 0;
    for (let j = 1; j <= m; j++) {
      const above = best[j]!;
      best[j] = part[i] === whole[j - 1] ? diagonal + 1 : Math.max(above, best[j - 1]!);
      diagonal = above;
    }
  }
  return best[m]! / n;
}

const maxOrdered = 100;

/** The share of `part` that `whole` holds. */
function coverage(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0;
  let shared = 0;
  for (const word of part) if (whole.has(word)) shared++;
  return shared / part.size;
}

/** An outlet's name for comparing: folded, without articles, domains and what all agencies are called. */
function sourceKey(name: string | null): string {
  return (name ?? '')
    .split(/[\s/]+/)
    .map((word) => foldWord(word).replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '' && !genericSourceWords.has(word))
    .join(' ');
}

const genericSourceWords: ReadonlySet<string> = new Set([
  'the',
  'news',
  'agency',
  'online',
  'com',
  'service',
  'wire',
  'newspaper',
  'media',
  'group',
  'daily',
]);

/** One name holds all the words of the other ("Meridian" and "Meridian Press"). */
function isSameSource(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const words = new Set(long.split(' '));
  return short.split(' ').every((word) => words.has(word));
}

function mainReason(best: Score, next: Score): OriginalReason {
  const leads = [...best.parts]
    .map(([evidence, value]) => [evidence, value - (next.parts.get(evidence) ?? 0)] as const)
    .filter(([evidence]) => evidence !== 'likeness')
    .sort((a, b) => b[1] - a[1]);
  const [strongest] = leads[0] ?? ['earliest' as const];
  const isEarliest = leads.some(([evidence, lead]) => evidence === 'earliest' && lead > 0.5);
  switch (strongest) {
    case 'direct':
      return isEarliest ? 'directEarliest' : 'direct';
    case 'fullest':
      return isEarliest ? 'fullestEarliest' : 'fullest';
    case 'earliest':
      return leads.some(([evidence, lead]) => evidence === 'direct' && lead > 0.3) ? 'directEarliest' : 'earliest';
    case 'likeness':
      return 'transcript';
    default:
      return strongest;
  }
}

/** The most that each kind of evidence can prove. */
const caps: Readonly<Record<OriginalReason, number>> = {
  transcript: 0.97,
  communique: 0.95,
  named: 0.92,
  credited: 0.92,
  agencyText: 0.75,
  directEarliest: 0.8,
  direct: 0.7,
  fullestEarliest: 0.75,
  fullest: 0.65,
  earliest: 0.65,
};

function confidenceOf(lead: number, reason: OriginalReason): number {
  const grown = 1 - Math.exp(-1.1 * lead);
  return Math.round(Math.min(caps[reason], 0.35 + 0.65 * grown) * 100) / 100;
}
