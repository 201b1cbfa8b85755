import type { SearchArticle, SearchIndex } from '../../corpus/searchIndex';

/** Values of a fact over the corpus, as small numbers for each article; -1 where unknown. */
export interface FactColumn {
  readonly values: readonly string[];
  readonly ofArticle: Int32Array;
}

/** The live articles of one state of the index in the order of hits (date, outlet, place), with their facts as columns. */
export interface CorpusSnapshot {
  readonly revision: number;
  /** Ids of articles; undated ones last. */
  readonly order: Int32Array;
  /** By article id: passages `[firstPassage, endPassage)`. */
  readonly firstPassage: Int32Array;
  readonly endPassage: Int32Array;
  readonly outlet: FactColumn;
  /** The id of an article by its file and its position there. */
  articleAt(uri: string, index: number): number | undefined;
  /** `YYYY-MM`. */
  readonly month: FactColumn;
  readonly language: FactColumn;
}

/** Reads the facts of all live articles: a tenth of a second for 40,000. */
export function takeSnapshot(index: SearchIndex): CorpusSnapshot {
  const { revision, articleLimit } = index;
  const ids: number[] = [];
  const places = new Map<string, number[]>();
  const keys: string[] = new Array<string>(articleLimit);
  const firstPassage = new Int32Array(articleLimit);
  const endPassage = new Int32Array(articleLimit);
  const outlet = new ColumnBuilder(articleLimit);
  const month = new ColumnBuilder(articleLimit);
  const language = new ColumnBuilder(articleLimit);
  for (let id = 0; id < articleLimit; id += 1) {
    const article = index.article(id);
    if (article === undefined) continue;
    const { record } = article;
    ids.push(id);
    const ofFile = places.get(record.uri);
    if (ofFile === undefined) places.set(record.uri, [id]);
    else ofFile.push(id);
    keys[id] = sortKey(article);
    firstPassage[id] = article.firstPassage;
    endPassage[id] = article.firstPassage + article.passageCount;
    outlet.set(id, record.outlet);
    month.set(id, record.date === null ? null : record.date.slice(0, 7));
    language.set(id, record.language);
  }
  ids.sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
  const order = Int32Array.from(ids);
  const articleAt = (uri: string, position: number): number | undefined =>
    places.get(uri)?.find((id) => index.article(id)?.record.index === position);
  return { revision, order, firstPassage, endPassage, articleAt, outlet, month, language };
}

/** Compares as date, outlet, file, place in the file; `~` sorts after all digits and letters. */
function sortKey({ record }: SearchArticle): string {
  return `${record.date ?? '~'}\u0000${record.outlet ?? '~'}\u0000${record.uri}\u0000${String(record.index).padStart(6, '0')}`;
}

class ColumnBuilder implements FactColumn {
  readonly values: string[] = [];
  readonly ofArticle: Int32Array;
  private readonly ids = new Map<string, number>();

  constructor(articleLimit: number) {
    this.ofArticle = new Int32Array(articleLimit).fill(-1);
  }

  set(article: number, value: string | null): void {
    if (value === null) return;
    let id = this.ids.get(value);
    if (id === undefined) {
      id = this.values.length;
      this.ids.set(value, id);
      this.values.push(value);
    }
    this.ofArticle[article] = id;
  }
}
