import { isFunctionWord } from '../text/stem';
import { wordWeight, type AlignedColumn } from './alignWitnesses';
import type { ReadWitness } from './variantFacts';

/**
 * Joins words that stand in another place: where two columns of different witnesses hold the same words, they become one,
 * and the witnesses of the column given up are marked as moved. The base never counts as moved. Longest runs first.
 */
export function joinTranspositions(
  columns: readonly AlignedColumn[],
  reads: readonly ReadWitness[],
  base: number,
): AlignedColumn[] {
  const runs = findRuns(columns, reads);
  const takenBy = new Int32Array(columns.length).fill(-1);
  for (const { first, second, length } of runs) {
    const isFree = Array.from({ length }, (_, k) => takenBy[first + k]! < 0 && takenBy[second + k]! < 0).every(Boolean);
    if (!isFree) continue;
    const [keeper, giver] = chooseKeeper(columns, first, second, length, base);
    for (let k = 0; k < length; k++) {
      takenBy[giver + k] = keeper + k;
      takenBy[keeper + k] = keeper + k;
    }
  }
  const joined: AlignedColumn[] = [];
  columns.forEach((column, c) => {
    if (takenBy[c]! >= 0 && takenBy[c] !== c) return;
    const giver = takenBy[c] === c ? takenBy.findIndex((keeper, k) => keeper === c && k !== c) : -1;
    if (giver < 0) {
      joined.push(column);
      return;
    }
    const words = Int32Array.from(column.words);
    const moved = new Set<number>();
    columns[giver]!.words.forEach((word, witness) => {
      if (word < 0) return;
      words[witness] = word;
      moved.add(witness);
    });
    joined.push({ words, moved });
  });
  return joined;
}

/** Words that occur more often than this in one apparatus tell no moves. */
const maxOccurrences = 16;
const maxRuns = 4000;

interface Run {
  readonly first: number;
  readonly second: number;
  readonly length: number;
  readonly weight: number;
}

function findRuns(columns: readonly AlignedColumn[], reads: readonly ReadWitness[]): Run[] {
  const stemsOf = columns.map((column) => {
    const stems = new Set<string>();
    column.words.forEach((word, witness) => {
      if (word >= 0) stems.add(reads[witness]!.stems[word]!);
    });
    return stems;
  });
  const columnsOf = new Map<string, number[]>();
  stemsOf.forEach((stems, c) => {
    for (const stem of stems) {
      const list = columnsOf.get(stem);
      if (list) list.push(c);
      else columnsOf.set(stem, [c]);
    }
  });
  const sharedStem = (a: number, b: number): string | null => {
    for (const stem of stemsOf[a] ?? []) if (stemsOf[b]?.has(stem)) return stem;
    return null;
  };
  const isMove = (a: number, b: number) =>
    a >= 0 && b < columns.length && a < b && sharedStem(a, b) !== null && areDisjoint(columns[a]!, columns[b]!);
  // Short words move only where they are names, numbers or characters.
  const isDistinctive = (c: number) =>
    columns[c]!.words.some(
      (word, witness) =>
        word >= 0 &&
        (!/^\p{Ll}+$/u.test(reads[witness]!.tokens.words[word]!) ||
          reads[witness]!.facts.some(({ type, from, to }) => type === 'name' && from <= word && word < to)),
    );
  const runs: Run[] = [];
  const seen = new Set<number>();
  for (const [, list] of columnsOf) {
    if (list.length < 2 || list.length > maxOccurrences) continue;
    for (let x = 0; x < list.length && runs.length < maxRuns; x++)
      for (let y = x + 1; y < list.length; y++) {
        const [a, b] = [list[x]!, list[y]!];
        const key = a * columns.length + b;
        if (seen.has(key) || !isMove(a, b) || isMove(a - 1, b - 1)) continue;
        seen.add(key);
        let length = 0;
        let weight = 0;
        let contentCount = 0;
        while (a + length < b && isMove(a + length, b + length)) {
          const stem = sharedStem(a + length, b + length)!;
          weight += wordWeight(stem);
          if (!isFunctionWord(stem) && (stem.length > 3 || isDistinctive(a + length) || isDistinctive(b + length)))
            contentCount++;
          length++;
        }
        if (contentCount > 0) runs.push({ first: a, second: b, length, weight });
      }
  }
  return runs.sort(
    (p, q) =>
      q.weight - p.weight || p.second - p.first - (q.second - q.first) || p.first - q.first || p.second - q.second,
  );
}

function areDisjoint(a: AlignedColumn, b: AlignedColumn): boolean {
  return a.words.every((word, witness) => word < 0 || b.words[witness]! < 0);
}

/** The base's place wins, else that of more witnesses, else the earlier. */
function chooseKeeper(
  columns: readonly AlignedColumn[],
  first: number,
  second: number,
  length: number,
  base: number,
): [number, number] {
  let balance = 0;
  for (let k = 0; k < length; k++) {
    const [a, b] = [columns[first + k]!, columns[second + k]!];
    if (b.words[base]! >= 0) return [second, first];
    if (a.words[base]! >= 0) return [first, second];
    balance += count(a) - count(b);
  }
  return balance >= 0 ? [first, second] : [second, first];
}

function count(column: AlignedColumn): number {
  return column.words.reduce((sum, word) => sum + (word >= 0 ? 1 : 0), 0);
}
