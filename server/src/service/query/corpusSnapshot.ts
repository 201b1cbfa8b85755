import type { FactColumn, SearchIndex } from '../../corpus/searchIndex';

/** The live articles of one state of the index in the order of hits (date, outlet, place), with their facts as columns. */
export interface CorpusSnapshot {
  readonly revision: number;
  /** Ids of articles; undated ones last. */
  readonly order: Int32Array;
  /** By article id: its place in {@link order}. */
  readonly ranks: Int32Array;
  /** By article id: passages `[firstPassage, endPassage)`. */
  readonly firstPassage: Int32Array;
  readonly endPassage: Int32Array;
  readonly date: FactColumn;
  readonly outlet: FactColumn;
  /** `YYYY-MM`. */
  readonly month: FactColumn;
  readonly language: FactColumn;
}

/** Reads the facts of all live articles and puts them in order, by numbers as far as that goes. */
export function takeSnapshot(index: SearchIndex): CorpusSnapshot {
  const { revision } = index;
  const { firstPassage, endPassage, date, outlet, language } = index.articleColumns();
  const { ranks: dateRanks, unknown: noDate } = ranksOf(date);
  const { ranks: outletRanks, unknown: noOutlet } = ranksOf(outlet);
  const limit = firstPassage.length;
  const keys = new Float64Array(limit);
  let count = 0;
  for (let id = 0; id < limit; id += 1) {
    if (firstPassage[id]! < 0) continue;
    const dateValue = date.ofArticle[id]!;
    const outletValue = outlet.ofArticle[id]!;
    const rank =
      (dateValue < 0 ? noDate : dateRanks[dateValue]!) * (noOutlet + 1) +
      (outletValue < 0 ? noOutlet : outletRanks[outletValue]!);
    keys[count] = rank * limit + id;
    count += 1;
  }
  const sorted = keys.subarray(0, count).sort();
  const order = new Int32Array(count);
  for (let at = 0; at < count; at += 1) order[at] = sorted[at]! % limit;
  for (let from = 0, to = 1; to <= count; to += 1) {
    const next = sorted[from]! - order[from]! + limit;
    if (to < count && sorted[to]! < next) continue;
    if (to - from > 1) sortByPlace(order.subarray(from, to), index);
    from = to;
  }
  const ranks = new Int32Array(limit);
  for (let at = 0; at < count; at += 1) ranks[order[at]!] = at;
  return { revision, order, ranks, firstPassage, endPassage, date, outlet, month: monthsOf(date), language };
}

/** The place of each value among the sorted values; `unknown` stands after all of them. */
function ranksOf({ values }: FactColumn): { readonly ranks: Int32Array; readonly unknown: number } {
  const ranks = new Int32Array(values.length);
  [...values.keys()]
    .sort((a, b) => (values[a]! < values[b]! ? -1 : 1))
    .forEach((value, rank) => {
      ranks[value] = rank;
    });
  return { ranks, unknown: values.length };
}

/** Articles of one outlet and date stand by file and place. Mostly they do so already. */
function sortByPlace(ids: Int32Array, index: SearchIndex): void {
  const places = Array.from(ids, (id) => ({ id, ...index.placeOf(id) }));
  if (places.every((place, at) => at === 0 || isBefore(places[at - 1]!, place))) return;
  places.sort((a, b) => (isBefore(a, b) ? -1 : 1));
  for (let at = 0; at < ids.length; at += 1) ids[at] = places[at]!.id;
}

interface Place {
  readonly uri: string;
  readonly index: number;
}

function isBefore(a: Place, b: Place): boolean {
  return a.uri < b.uri || (a.uri === b.uri && a.index < b.index);
}

function monthsOf({ values, ofArticle }: FactColumn): FactColumn {
  const ids = new Map<string, number>();
  const months = Int32Array.from(values, (date) => {
    const month = date.slice(0, 7);
    const id = ids.get(month) ?? ids.size;
    ids.set(month, id);
    return id;
  });
  return { values: [...ids.keys()], ofArticle: ofArticle.map((date) => (date < 0 ? -1 : months[date]!)) };
}
