import places from '../../languages/en/places.tsv';
import { foldNameWord, nameWords, speakersAgree, spellingKey } from '../text/personNames';
import { isFunctionWord } from '../text/stem';
import type { Span } from '../text/span';
import { foldWord, TokenFlag } from '../text/tokens';
import { collate, type Apparatus, type Conflict, type Witness } from './apparatus';
import { datesAgree, dayNumber } from './dateFacts';
import { numbersAgree } from './numberFacts';
import { readWitness, type Fact, type NameFact, type ReadWitness } from './variantFacts';

/**
 * Where witnesses contradict each other in what a fact-checker looks at. Meant to be precise rather than complete: a
 * rounding, "nearly", a number word, what one leaves out, a country for its capital are no conflicts. Two readings are
 * compared where the apparatus puts them in one place, numbers also where the same thing is counted beside the same words.
 * Each conflict gives for every witness the words that take part, or null. In the order of the base.
 */
export function findConflicts(witnesses: readonly Witness[], apparatus?: Apparatus): Conflict[] {
  if (witnesses.length < 2 || witnesses.length > maxWitnesses) return [];
  const reads = witnesses.map(readWitness);
  const places = new Places(reads, apparatus ?? collate(reads));
  return [
    ...conflictsOfType('number', reads, places),
    ...conflictsOfType('date', reads, places),
    ...conflictsOfType('name', reads, places),
    ...conflictsOfType('negation', reads, places),
    ...speakerConflicts(reads),
  ];
}

/** Beyond this many versions a statement is a formula that all repeat, and pairs become many. */
const maxWitnesses = 60;

type PlacedType = 'number' | 'date' | 'name' | 'negation';

/** Which row of the apparatus each word stands in. */
class Places {
  private readonly rowOf: readonly Int32Array[];

  constructor(
    private readonly reads: readonly ReadWitness[],
    apparatus: Apparatus,
  ) {
    this.rowOf = reads.map((read) => new Int32Array(read.tokens.words.length).fill(-1));
    apparatus.rows.forEach((row, r) => {
      row.readings.forEach(({ spans }, w) => {
        const { starts } = reads[w]!.tokens;
        for (const span of spans)
          for (let word = lowerBound(starts, span.start); word < starts.length && starts[word]! < span.end; word++)
            this.rowOf[w]![word] = r;
      });
    });
  }

  row(witness: number, word: number): number {
    return this.rowOf[witness]?.[word] ?? -1;
  }

  /** Whether the nearest words on the given side of two places are the same, or both places are at the edge. */
  agreesBeside(a: number, factA: Fact, b: number, factB: Fact, side: -1 | 1): boolean {
    const at = (fact: Fact) => (side < 0 ? fact.from - 1 : fact.to);
    const one = this.reads[a]!.stems[at(factA)];
    const other = this.reads[b]!.stems[at(factB)];
    return one === other;
  }
}

function conflictsOfType(type: PlacedType, reads: readonly ReadWitness[], places: Places): Conflict[] {
  const pairs: { readonly a: number; readonly b: number; readonly one: Fact; readonly other: Fact | Span }[] = [];
  reads.forEach((read, a) => {
    for (const one of read.facts) {
      if (one.type !== type) continue;
      for (let b = 0; b < reads.length; b++) {
        if (a === b) continue;
        const other = contradiction(one, a, b, reads, places);
        if (other !== null) pairs.push({ a, b, one, other });
      }
    }
  });
  return joinPairs(type, pairs, reads);
}

/** What in witness `b` contradicts a fact of witness `a`: a fact of the same type, or the words that are not negated. */
function contradiction(
  one: Fact,
  a: number,
  b: number,
  reads: readonly ReadWitness[],
  places: Places,
): Fact | Span | null {
  if (one.type === 'negation') return unnegated(one.scope, a, b, reads, places);
  const read = reads[a]!;
  // Who speaks is compared as such, see `speakerConflicts`.
  if (one.type === 'name' && isOwnSpeaker(one, read)) return null;
  const candidates = reads[b]!.facts.filter((fact) => fact.type === one.type);
  if (candidates.some((fact) => factsAgree(one, fact, read, reads[b]!))) return null;
  if (!sayTheSame(read, reads[b]!) || isMark(one, read)) return null;
  const other = candidates.find(
    (fact) =>
      !(fact.type === 'name' && isOwnSpeaker(fact, reads[b]!)) &&
      !isMark(fact, reads[b]!) &&
      isSamePlace(one, a, fact, b, reads, places),
  );
  if (other === undefined) return null;
  // What the first witness says elsewhere too is not contradicted by it.
  return read.facts.some((fact) => fact.type === one.type && factsAgree(fact, other, read, reads[b]!)) ? null : other;
}

/** Versions that share little besides a formula, or that lie weeks apart, speak of different things; captions of other pictures. */
function sayTheSame(a: ReadWitness, b: ReadWitness): boolean {
  if (isCaption(a) || isCaption(b)) return false;
  const [x, y] = [a.witness.date, b.witness.date].map((date) => (date === null ? null : dayNumber(date)));
  if (x != null && y != null && Math.abs(x - y) > maxDays) return false;
  return wordLikeness(a, b) >= leastLikeness;
}

/** Below this most pairs of versions speak of two sides of a thing (read by hand: docs/accuracy.md). */
const leastLikeness = 0.6;

/** Credits as they stand under pictures: "AGENCY/First Last", "Photo taken", "Pool via Agency", "Hide caption". */
function isCaption({ witness }: ReadWitness): boolean {
  const text = witness.text.slice(witness.span.start, witness.span.end);
  return /\p{Lu}{2,}\/\p{Lu}|\b(?:photo|picture|image)(?:graph)?s?(?: taken\b| by\b|:)|\b(?:pool|press) via \p{Lu}|\bcaption\b/iu.test(
    text,
  );
}

function isQuestion({ witness: { text, span } }: ReadWitness): boolean {
  return /[?？؟][\p{Pf}\p{Pe}"'\s]*$/u.test(text.slice(Math.max(span.start, span.end - questionTail), span.end));
}

/** How far from the end of a passage a question mark is looked for: closing quote marks and brackets may follow it. */
const questionTail = 12;

/** Counts change from week to week: what differs then is no contradiction. */
const maxDays = 14;

/** Numbers, dates and names that mark rather than tell: parts of addresses and ids, "28 of 77", the signature of a post. */
function isMark(fact: Fact, { witness, tokens }: ReadWitness): boolean {
  if (fact.type === 'negation') return false;
  const [start, end] = [tokens.starts[fact.from]!, tokens.ends[fact.to - 1]!];
  const before = witness.text.slice(Math.max(witness.span.start, start - 8), start);
  const after = witness.text.slice(end, Math.min(witness.span.end, end + 7));
  if (/[/#@_=]$/u.test(before) || /^[/@_=]/u.test(after)) return true;
  if (fact.type === 'number') {
    if (/\d{9,}/.test(witness.text.slice(start, end))) return true;
    return /\d\s(?:of|von|de|из)\s$/u.test(before) || /^\s(?:of|von|de|из)\s\d/u.test(after);
  }
  // "(R-Velden)", "(VPA)": where somebody comes from, not what is told.
  if (fact.type === 'name') return /[([]\s*$/u.test(before) && /^\.?\s*[)\]]/u.test(after);
  return /[)@|]\s*$/u.test(before) || /^\p{Lu}{3,}$/u.test(witness.text.slice(start, end));
}

function factsAgree(a: Fact, b: Fact, readA: ReadWitness, readB: ReadWitness): boolean {
  if (a.type === 'number' && b.type === 'number') return numbersAgree(a, b);
  if (a.type === 'date' && b.type === 'date') return datesAgree(a, b);
  if (a.type === 'name' && b.type === 'name') return namesAgree(nameOf(a, readA), nameOf(b, readB));
  return true;
}

function isSamePlace(
  one: Fact,
  a: number,
  other: Fact,
  b: number,
  reads: readonly ReadWitness[],
  places: Places,
): boolean {
  const row = places.row(a, one.to - 1);
  const isOneRow = row >= 0 && row === places.row(b, other.to - 1);
  const before = places.agreesBeside(a, one, b, other, -1);
  const after = places.agreesBeside(a, one, b, other, 1);
  if (one.type === 'number' && other.type === 'number') {
    const isOneUnit = one.unit !== null && one.unit === other.unit;
    if (isSign(one.unit) || isSign(other.unit))
      return isOneUnit && ((isOneRow && (before || after)) || sharesCompany(one, reads[a]!, other, reads[b]!));
    if (isOneRow) return isOneUnit || (before && after);
    return isOneUnit && sharesCompany(one, reads[a]!, other, reads[b]!);
  }
  if (one.type === 'date' && other.type === 'date') {
    // What a speaker calls "yesterday" is not the article's yesterday.
    if ([one, other].some(({ days, day }) => days !== null && day === null) && isQuoted(reads[a]!, reads[b]!))
      return false;
    // "Subscribe today" stands in many articles: the same word of different days is no contradiction.
    const word = (fact: Fact, read: ReadWitness) => read.tokens.words.slice(fact.from, fact.to).join(' ');
    if (word(one, reads[a]!) === word(other, reads[b]!)) return false;
    return isOneRow && (before || after);
  }
  // Names stand for each other in too many ways: the words on both sides and most others must agree, neither may be a
  // first word or an adjective of a state.
  if (one.type === 'name' && other.type === 'name' && (isState(one, reads[a]!) || isState(other, reads[b]!)))
    return false;
  return isOneRow && before && after && one.from > 0 && other.from > 0 && wordLikeness(reads[a]!, reads[b]!) >= 0.6;
}

function isQuoted(a: ReadWitness, b: ReadWitness): boolean {
  return [a, b].some(({ witness }) => witness.kind === 'direct');
}

function isSign(unit: string | null): boolean {
  return unit !== null && /^[%$€£¥₽]$/u.test(unit);
}

/** Whether the same content words stand near two numbers, beside what is counted. */
function sharesCompany(one: Fact, readA: ReadWitness, other: Fact, readB: ReadWitness): boolean {
  const near = (fact: Fact, read: ReadWitness) =>
    read.stems.filter(
      (stem, i) =>
        i >= fact.from - 4 &&
        i < fact.to + 5 &&
        (i < fact.from || i >= fact.to) &&
        !isFunctionWord(read.tokens.words[i]!) &&
        stem !== unitOf(fact),
    );
  const company = new Set(near(one, readA));
  return near(other, readB).some((stem) => company.has(stem));
}

function unitOf(fact: Fact): string | null {
  return fact.type === 'number' ? fact.unit : null;
}

/** A missing "not" turns a sentence round only where nearly all else is said alike. */
const leastNegatedLikeness = 0.7;

/** The words of `b` that say plainly what `a` negates, where all else there agrees; null where none do. */
function unnegated(scope: number, a: number, b: number, reads: readonly ReadWitness[], places: Places): Span | null {
  if (scope < 0) return null;
  const [readA, readB] = [reads[a]!, reads[b]!];
  if (isCaption(readA) || isCaption(readB)) return null;
  // Who asks whether something is so does not say that it is.
  if (isQuestion(readA) || isQuestion(readB)) return null;
  if ([readA, readB].some(({ tokens, words }) => tokens.words.some((word) => words.denials.has(word)))) return null;
  // "Not John", "not 60" and the like lean on what stands around.
  if (((readA.tokens.flags[scope] ?? 0) & (TokenFlag.Capitalised | TokenFlag.Number)) !== 0) return null;
  const row = places.row(a, scope);
  const stem = readA.stems[scope];
  // "I don't think …, I think …": which of them answers which is not to be told.
  const count = (read: ReadWitness) => read.stems.filter((candidate) => candidate === stem).length;
  if (count(readA) !== 1 || count(readB) !== 1) return null;
  const word = readB.stems.findIndex((candidate, i) => candidate === stem && row >= 0 && places.row(b, i) === row);
  if (word < 0) return null;
  // Another negation in the same clause may mean the same ("never said that", "denied").
  if (readB.facts.some((fact) => fact.type === 'negation' && fact.from < word + 1 && fact.from > word - 12))
    return null;
  const negationsA = readA.facts.filter(({ type }) => type === 'negation').length;
  const negationsB = readB.facts.filter(({ type }) => type === 'negation').length;
  if (negationsA === negationsB) return null;
  // The clause must go on alike, else another thing is meant ("does not support the ban", "supports the bill").
  const follows = (read: ReadWitness, from: number) =>
    read.stems.slice(from + 1, from + 7).filter((_, k) => !isFunctionWord(read.tokens.words[from + 1 + k]!));
  if (wordLikeness(readA, readB) < leastNegatedLikeness) return null;
  const rest = new Set(follows(readB, word));
  const own = follows(readA, scope);
  const shared = own.filter((s) => rest.has(s)).length;
  if (own.length === 0 || rest.size === 0 ? own.length !== rest.size : shared === 0) return null;
  return { start: readB.tokens.starts[word]!, end: readB.tokens.ends[word]! };
}

/** Joins contradicting pairs over the same words into one conflict, with the witnesses that agree with either side. */
function joinPairs(
  type: PlacedType,
  pairs: readonly { readonly a: number; readonly b: number; readonly one: Fact; readonly other: Fact | Span }[],
  reads: readonly ReadWitness[],
): Conflict[] {
  const conflicts: (Span | null)[][] = [];
  const spanOf = (witness: number, fact: Fact | Span): Span =>
    'type' in fact
      ? { start: reads[witness]!.tokens.starts[fact.from]!, end: reads[witness]!.tokens.ends[fact.to - 1]! }
      : fact;
  for (const { a, b, one, other } of pairs) {
    const spanA = spanOf(a, one);
    const spanB = spanOf(b, other);
    const known = conflicts.find(
      (readings) => isSpan(readings[a] ?? null, spanA) || isSpan(readings[b] ?? null, spanB),
    );
    const readings = known ?? reads.map(() => null as Span | null);
    readings[a] ??= spanA;
    readings[b] ??= spanB;
    if (!known) conflicts.push(readings);
  }
  for (const readings of conflicts)
    readings.forEach((span, w) => {
      const fact = span === null ? agreeingFact(type, w, readings, reads) : undefined;
      if (fact) readings[w] = spanOf(w, fact);
    });
  return conflicts.map((readings) => ({ type, readings }));
}

/** What a witness that contradicts nobody has of a number or date that others disagree in: whose side it is on. */
function agreeingFact(
  type: PlacedType,
  w: number,
  readings: readonly (Span | null)[],
  reads: readonly ReadWitness[],
): Fact | undefined {
  if (type !== 'number' && type !== 'date') return undefined;
  const disputed = readings.flatMap((span, k) =>
    reads[k]!.facts.filter(
      (fact) => fact.type === type && span !== null && reads[k]!.tokens.starts[fact.from] === span.start,
    ).map((fact) => ({ fact, read: reads[k]! })),
  );
  return reads[w]!.facts.find(
    (own) =>
      own.type === type &&
      disputed.some(
        ({ fact, read }) =>
          factsAgree(own, fact, reads[w]!, read) &&
          (own.type !== 'number' || fact.type !== 'number' || own.unit === fact.unit),
      ),
  );
}

function isSpan(a: Span | null, b: Span): boolean {
  return a !== null && a.start === b.start && a.end === b.end;
}

function nameOf({ from, to }: NameFact, read: ReadWitness): string {
  return read.witness.text.slice(read.tokens.starts[from], read.tokens.ends[to - 1]);
}

function isOwnSpeaker(name: NameFact, read: ReadWitness): boolean {
  const speaker = new Set(nameWords(read.witness.speaker ?? '').words);
  return nameWords(nameOf(name, read)).words.some((word) => speaker.has(word));
}

/** Whether two names may be one: shared words, spellings, initials, a country and its people or capital. */
function namesAgree(a: string, b: string): boolean {
  const one = nameWords(a).words;
  const other = nameWords(b).words;
  if (one.length === 0 || other.length === 0) return true;
  for (const x of one)
    for (const y of other)
      if (
        x === y ||
        spellingKey(x) === spellingKey(y) ||
        commonPrefix(x, y) >= Math.min(4, Math.max(3, Math.min(x.length, y.length) - 1)) ||
        editDistanceWithin(x, y, Math.min(x.length, y.length) < 7 ? 1 : 2)
      )
        return true;
  const initials = (words: readonly string[]) => words.map((word) => word[0]).join('');
  if (initials(one) === other.join('') || initials(other) === one.join('')) return true;
  return one.some((x) => stateWords.get(x)?.some((group) => other.some((y) => stateWords.get(y)?.includes(group))));
}

/** Whether a name is one of a state's: such names are exchanged for style more often than by mistake. */
function isState(name: NameFact, read: ReadWitness): boolean {
  return nameWords(nameOf(name, read)).words.every((word) => stateWords.has(word));
}

/** Words of names that stand for a state, each with the states that it may stand for. */
const stateWords: ReadonlyMap<string, readonly number[]> = (() => {
  const map = new Map<string, number[]>();
  places
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .forEach((line, group) => {
      for (const name of line.split('\t'))
        for (const word of foldWord(name).split(/[\s-]+/)) {
          const folded = foldNameWord(word);
          const groups = map.get(folded);
          if (groups === undefined) map.set(folded, [group]);
          else if (!groups.includes(group)) groups.push(group);
        }
    });
  return map;
})();

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** Whether two words of five letters or more are at most `most` insertions, deletions and replacements apart. */
function editDistanceWithin(a: string, b: string, most: number): boolean {
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > most || a.length > 40) return false;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++)
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    previous = current;
  }
  return previous[b.length]! <= most;
}

/** Two people often say alike things; the same words are another matter. */
const leastSpokenLikeness = 0.75;

/** The same words from two mouths: both people by full name, the words alike, at least one of them quoted. */
function speakerConflicts(reads: readonly ReadWitness[]): Conflict[] {
  const readings: (Span | null)[] = reads.map(() => null);
  for (let a = 0; a < reads.length; a++)
    for (let b = a + 1; b < reads.length; b++) {
      const [one, other] = [reads[a]!, reads[b]!];
      const isPerson = ({ witness }: ReadWitness) =>
        witness.speaker !== null &&
        witness.speakerKind === 'person' &&
        nameWords(witness.speaker).words.length > 1 &&
        // "Ana Diaz's spokesperson" is a description.
        !/(?:^|\s)\p{Ll}{3,}/u.test(witness.speaker) &&
        // "Ana DiazMore" and "Diaz Ana Maria Diaz" are names that a page's links ran into.
        !/\p{Ll}\p{Lu}{2,}|\p{Ll}{3,}\p{Lu}/u.test(witness.speaker) &&
        new Set(nameWords(witness.speaker).words).size === nameWords(witness.speaker).words.length;
      if (!isPerson(one) || !isPerson(other)) continue;
      // Who is named in another sentence may have been resolved wrongly; one surname may be one person.
      const [surname, otherSurname] = [surnameOf(one), surnameOf(other)];
      if (surname === otherSurname || !mentions(one, surname) || !mentions(other, otherSurname)) continue;
      if ([one, other].every(({ witness }) => witness.kind === 'indirect' || witness.kind === null)) continue;
      const known = (read: ReadWitness) => ({ name: read.witness.speaker!, isFullName: true });
      if (speakersAgree(known(one), known(other)) !== 'different' || wordLikeness(one, other) < leastSpokenLikeness)
        continue;
      // Where one names both, they may have spoken together, or one quotes the other.
      if (mentions(one, otherSurname) || mentions(other, surname)) continue;
      readings[a] ??= speakerSpan(one);
      readings[b] ??= speakerSpan(other);
    }
  return readings.some((span) => span !== null) ? [{ type: 'speaker', readings }] : [];
}

/** Share of content words that two witnesses have in common, but for speakers' names, numbers and dates: those may differ. */
function wordLikeness(a: ReadWitness, b: ReadWitness): number {
  const content = (read: ReadWitness) => {
    const names = new Set(nameWords(read.witness.speaker ?? '').words);
    const counted = new Uint8Array(read.tokens.words.length);
    for (const { type, from, to } of read.facts) if (type === 'number' || type === 'date') counted.fill(1, from, to);
    return new Set(
      read.stems.filter(
        (_, i) =>
          counted[i] === 0 && !isFunctionWord(read.tokens.words[i]!) && !names.has(foldNameWord(read.tokens.words[i]!)),
      ),
    );
  };
  const [one, other] = [content(a), content(b)];
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const stem of one) if (other.has(stem)) shared++;
  return (2 * shared) / (one.size + other.size);
}

function surnameOf(read: ReadWitness): string {
  return nameWords(read.witness.speaker ?? '').words.at(-1) ?? '';
}

function mentions(read: ReadWitness, surname: string): boolean {
  return read.tokens.words.some((word) => foldNameWord(word) === surname);
}

/** The speaker's name in the witness's words, or all of them where the name stands outside. */
function speakerSpan(read: ReadWitness): Span {
  const names = new Set(nameWords(read.witness.speaker ?? '').words);
  const at = read.tokens.words.map((word) => names.has(foldNameWord(word)));
  const first = at.indexOf(true);
  if (first < 0) return { start: read.witness.span.start, end: read.witness.span.end };
  let last = first;
  while (at[last + 1]) last++;
  return { start: read.tokens.starts[first]!, end: read.tokens.ends[last]! };
}

function lowerBound(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
