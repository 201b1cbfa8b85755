import { isFunctionWord } from '../text/stem';
import type { ReadWitness } from './variantFacts';

/**
 * A column of the alignment: per witness the index of its word, or -1. A witness whose word stands in another order than
 * the column's neighbours is in `moved`.
 */
export interface AlignedColumn {
  readonly words: Int32Array;
  readonly moved: ReadonlySet<number>;
}

/** All witnesses aligned, columns in reading order. */
export interface WitnessAlignment {
  readonly columns: readonly AlignedColumn[];
  /** Witnesses in an order that depends on their words alone. */
  readonly canonicalOrder: readonly number[];
  /** Mean likeness of each witness to the others, in [0, 1]. */
  readonly centrality: Float64Array;
  readonly isTruncated: boolean;
}

/**
 * Aligns witnesses word by word, progressively: the two most alike first, then always the one most like those aligned,
 * each against the columns built so far (as multiple sequence alignment does; for texts Dekker et al. 2015, "Computer-
 * supported collation of modern manuscripts", and Jänicke et al. 2015, TRAViz). All choices go by the witnesses' words,
 * so their order in the list does not matter. Bounded by {@link maxCells}; what does not fit is left out.
 */
export function alignWitnesses(reads: readonly ReadWitness[]): WitnessAlignment {
  const groups = groupByWords(reads);
  const sequences = groups.map((group) => reads[group[0]!]!);
  const forms = new Map<string, number>();
  const stems = new Map<string, number>();
  const words = sequences.map((read) => describeWords(read, forms, stems));
  const likeness = pairwiseLikeness(words);
  const { order, columns, isTruncated } = alignProgressively(words, likeness);
  void order;
  const expanded = columns.map((column): AlignedColumn => {
    const indices = new Int32Array(reads.length).fill(-1);
    groups.forEach((group, sequence) => {
      for (const witness of group) indices[witness] = column[sequence]!;
    });
    return { words: indices, moved: new Set() };
  });
  const centrality = new Float64Array(reads.length);
  groups.forEach((group, sequence) => {
    let sum = group.length - 1;
    groups.forEach((other, k) => {
      if (k !== sequence) sum += likeness[sequence]![k]! * other.length;
    });
    for (const witness of group) centrality[witness] = reads.length < 2 ? 1 : sum / (reads.length - 1);
  });
  return { columns: expanded, canonicalOrder: groups.flat(), centrality, isTruncated };
}

/** How much a word counts when columns are weighed: a shared "the" is little evidence. */
export function wordWeight(word: string): number {
  return isFunctionWord(word) ? 0.4 : /^[\p{Script=Han}]$/u.test(word) ? 0.7 : 1;
}

/** Cells of all dynamic programmes of one apparatus together: about half a second. */
const maxCells = 4_000_000;
/** Beyond this many different witnesses the order of alignment goes by their words, not by likeness. */
const maxLikenessWitnesses = 120;

interface WordFeatures {
  readonly form: number;
  readonly stem: number;
  /** What a number's first word amounts to; NaN elsewhere. */
  readonly amount: number;
  readonly isName: boolean;
  readonly weight: number;
}

/** Witnesses of the same words together; groups in the order of their words, members as they came. */
function groupByWords(reads: readonly ReadWitness[]): number[][] {
  const groups = new Map<string, number[]>();
  reads.forEach((read, index) => {
    const key = read.tokens.words.join(' ');
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  });
  // Members differ in capitals and punctuation only; the first of them by its text stands for all.
  const textOf = (index: number) =>
    reads[index]!.witness.text.slice(reads[index]!.witness.span.start, reads[index]!.witness.span.end);
  for (const group of groups.values()) group.sort((a, b) => compareText(textOf(a), textOf(b)) || a - b);
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function describeWords(read: ReadWitness, forms: Map<string, number>, stems: Map<string, number>): WordFeatures[] {
  const idOf = (map: Map<string, number>, key: string) => {
    let id = map.get(key);
    if (id === undefined) map.set(key, (id = map.size));
    return id;
  };
  const amounts = new Map<number, number>();
  const names = new Set<number>();
  for (const fact of read.facts) {
    if (fact.type === 'number') amounts.set(fact.to - 1, fact.value);
    if (fact.type === 'name') for (let i = fact.from; i < fact.to; i++) names.add(i);
  }
  return read.tokens.words.map((word, i) => ({
    form: idOf(forms, word),
    stem: idOf(stems, read.stems[i]!),
    amount: amounts.get(i) ?? NaN,
    isName: names.has(i),
    weight: wordWeight(word),
  }));
}

/** Weighted Dice likeness of bags of stems. */
function pairwiseLikeness(words: readonly (readonly WordFeatures[])[]): Float64Array[] {
  const bags = words.map((sequence) => {
    const bag = new Map<number, number>();
    for (const { stem, weight } of sequence) bag.set(stem, (bag.get(stem) ?? 0) + weight);
    return bag;
  });
  const totals = bags.map((bag) => [...bag.values()].reduce((sum, weight) => sum + weight, 0));
  const likeness = bags.map(() => new Float64Array(bags.length));
  const limit = Math.min(bags.length, maxLikenessWitnesses);
  for (let a = 0; a < limit; a++)
    for (let b = a + 1; b < limit; b++) {
      let shared = 0;
      for (const [stem, weight] of bags[a]!) shared += Math.min(weight, bags[b]!.get(stem) ?? 0);
      const total = totals[a]! + totals[b]!;
      likeness[a]![b] = likeness[b]![a] = total === 0 ? 0 : (2 * shared) / total;
    }
  return likeness;
}

function alignProgressively(
  words: readonly (readonly WordFeatures[])[],
  likeness: readonly Float64Array[],
): { order: number[]; columns: Int32Array[]; isTruncated: boolean } {
  const order = alignmentOrder(likeness);
  let columns: Int32Array[] = [];
  let cells = 0;
  let isTruncated = false;
  for (const sequence of order) {
    let length = words[sequence]!.length;
    const cost = (columns.length + 1) * (length + 1);
    if (cells + cost > maxCells) {
      length = Math.max(0, Math.floor((maxCells - cells) / (columns.length + 1)) - 1);
      isTruncated = true;
    }
    cells += (columns.length + 1) * (length + 1);
    columns = addSequence(columns, words, sequence, length);
  }
  return { order, columns, isTruncated };
}

/** The most alike pair, then always the one nearest to any aligned. Ties go to the lower index, that is, by words. */
function alignmentOrder(likeness: readonly Float64Array[]): number[] {
  const count = likeness.length;
  if (count === 0) return [];
  let first = 0;
  let best = -1;
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++)
      if (likeness[a]![b]! > best) {
        best = likeness[a]![b]!;
        first = a;
      }
  const order = [first];
  const nearest = Float64Array.from(likeness[first]!);
  const isPlaced = new Uint8Array(count);
  isPlaced[first] = 1;
  while (order.length < count) {
    let next = -1;
    for (let k = 0; k < count; k++) if (!isPlaced[k] && (next < 0 || nearest[k]! > nearest[next]!)) next = k;
    isPlaced[next] = 1;
    order.push(next);
    for (let k = 0; k < count; k++) nearest[k] = Math.max(nearest[k]!, likeness[next]![k]!);
  }
  return order;
}

/** What a column holds so far: its different words with how many witnesses have them. */
interface ColumnProfile {
  readonly entries: { readonly features: WordFeatures; count: number }[];
  count: number;
}

function profileOf(column: Int32Array, words: readonly (readonly WordFeatures[])[]): ColumnProfile {
  const profile: ColumnProfile = { entries: [], count: 0 };
  for (let sequence = 0; sequence < column.length; sequence++) {
    const index = column[sequence]!;
    if (index < 0) continue;
    const features = words[sequence]![index]!;
    profile.count++;
    const known = profile.entries.find((entry) => entry.features.form === features.form);
    if (known) known.count++;
    else profile.entries.push({ features, count: 1 });
  }
  return profile;
}

/** Words that only resemble each other: two different numbers, two different names. Kept apart from true matches. */
const weakMatch = 0.15;

function matchScore(profile: ColumnProfile, word: WordFeatures): number {
  let sum = 0;
  let most = 0;
  for (const { features, count } of profile.entries) {
    const score =
      features.form === word.form
        ? word.weight
        : features.stem === word.stem
          ? 0.8 * word.weight
          : features.amount === word.amount
            ? 0.9
            : !Number.isNaN(features.amount) && !Number.isNaN(word.amount)
              ? weakMatch
              : features.isName && word.isName
                ? weakMatch
                : 0;
    sum += score * count;
    if (score > most) most = score;
  }
  return most === 0 ? 0 : 0.5 * most + (0.5 * sum) / profile.count;
}

const runBonus = 0.2;

function addSequence(
  columns: readonly Int32Array[],
  words: readonly (readonly WordFeatures[])[],
  sequence: number,
  length: number,
): Int32Array[] {
  const own = words[sequence]!;
  const profiles = columns.map((column) => profileOf(column, words));
  const partner = alignToProfiles(profiles, own, length);
  const result: Int32Array[] = [];
  let next = 0;
  const addOwn = (until: number) => {
    for (; next < until; next++) {
      const column = new Int32Array(words.length).fill(-1);
      column[sequence] = next;
      result.push(column);
    }
  };
  columns.forEach((column, c) => {
    const index = partner[c]!;
    if (index >= 0) {
      addOwn(index);
      column[sequence] = index;
      next = index + 1;
    }
    result.push(column);
  });
  addOwn(length);
  return result;
}

/** For each column the index of the word that joins it, or -1. */
function alignToProfiles(profiles: readonly ColumnProfile[], own: readonly WordFeatures[], length: number): Int32Array {
  const partner = new Int32Array(profiles.length).fill(-1);
  if (profiles.length === 0 || length === 0) return partner;
  const width = length + 1;
  const matched = new Float32Array((profiles.length + 1) * width).fill(-Infinity);
  const best = new Float32Array((profiles.length + 1) * width);
  for (let c = 1; c <= profiles.length; c++) {
    const profile = profiles[c - 1]!;
    for (let j = 1; j <= length; j++) {
      const cell = c * width + j;
      const score = matchScore(profile, own[j - 1]!);
      if (score > 0) {
        const before = cell - width - 1;
        matched[cell] = score + Math.max(matched[before]! + runBonus, best[before]!);
      }
      best[cell] = Math.max(matched[cell]!, best[cell - width]!, best[cell - 1]!);
    }
  }
  let c = profiles.length;
  let j = length;
  let isInRun = false;
  while (c > 0 && j > 0) {
    const cell = c * width + j;
    if (isInRun || matched[cell] === best[cell]) {
      partner[c - 1] = j - 1;
      const before = cell - width - 1;
      isInRun = matched[before]! + runBonus >= best[before]!;
      c--;
      j--;
    } else if (best[cell - width] === best[cell]) c--;
    else j--;
  }
  dropWeakMatches(profiles, own, partner);
  return partner;
}

/**
 * Undoes matches that only chop up what differs: different numbers or names with no true match beside them or whose
 * words stand elsewhere in the other text, and function words that meet alone.
 */
function dropWeakMatches(profiles: readonly ColumnProfile[], own: readonly WordFeatures[], partner: Int32Array): void {
  const ownForms = new Map<number, number>();
  for (const { form } of own) ownForms.set(form, (ownForms.get(form) ?? 0) + 1);
  const columnForms = new Set<number>();
  for (const profile of profiles) for (const { features } of profile.entries) columnForms.add(features.form);
  const strength = Array.from(partner, (index, c) => (index < 0 ? 0 : matchScore(profiles[c]!, own[index]!)));
  const original = partner.slice();
  const joins = (c: number, step: number, least: number) => {
    const at = c + step;
    if (at < 0 || at >= original.length) return original[c] === (step < 0 ? 0 : own.length - 1);
    return original[at] === original[c]! + step && strength[at]! > least;
  };
  for (let c = 0; c < original.length; c++) {
    const index = original[c]!;
    if (index < 0 || strength[c]! > weakMatch) continue;
    const word = own[index]!;
    const standsElsewhere =
      columnForms.has(word.form) || profiles[c]!.entries.some(({ features }) => ownForms.has(features.form));
    if (standsElsewhere || !(joins(c, -1, weakMatch) || joins(c, 1, weakMatch))) partner[c] = -1;
  }
  // One or two function words that meet alone only chop up what differs.
  for (let c = 0; c < partner.length;) {
    if (partner[c]! < 0) {
      c++;
      continue;
    }
    let end = c + 1;
    while (end < partner.length && partner[end] === partner[end - 1]! + 1) end++;
    const touchesEdge =
      (c === 0 && partner[0] === 0) || (end === partner.length && partner[end - 1] === own.length - 1);
    const holdsContent = Array.from({ length: end - c }, (_, k) => own[partner[c + k]!]!.weight).some((w) => w > 0.5);
    if (!touchesEdge && !holdsContent && end - c < 3) partner.fill(-1, c, end);
    c = end;
  }
}
