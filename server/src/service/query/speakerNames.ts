import type { SearchIndex, SpeakerPart, SpeakerSlot } from '../../corpus/searchIndex';
import { searchWords } from './foldSearch';

/** Where the names of one part stand: pairs of a speaker and a name by article, in order. */
interface PartPlaces {
  /** The first pair of each article, and one more. */
  readonly starts: Uint32Array;
  readonly speakers: Uint16Array;
  readonly names: Uint32Array;
}

/** A part whose names are being taken in. */
interface PartInWork {
  readonly part: SpeakerPart;
  /** Ids of names by the part's keys. */
  readonly ids: Map<number, number>;
  readonly starts: number[];
  readonly speakers: number[];
  readonly names: number[];
}

/** Words that came in since they were last sorted: as many are looked through one by one. */
const maxUnsorted = 256;

/**
 * The names that articles give their speakers, found by the words and beginnings of words in them. Each name is held
 * once, its words once, and where it stands as numbers; what is new or gone since the last question is taken in or out.
 */
export class SpeakerNames {
  private static readonly known = new WeakMap<SearchIndex, SpeakerNames>();
  private readonly names: string[] = [];
  private readonly ids = new Map<string, number>();
  /** In how many places each name stands; 0 for one that is gone. */
  private readonly counts: number[] = [];
  private readonly namesByWord = new Map<string, number[]>();
  private sortedWords: string[] = [];
  private unsortedWords: string[] = [];
  private readonly places = new Map<SpeakerPart, PartPlaces>();
  private inWork: PartInWork | null = null;
  /** See {@link earliestPlaces}; for which ranks they hold. */
  private earliest: {
    readonly ranks: Int32Array;
    readonly articles: Int32Array;
    readonly speakers: Uint16Array;
  } | null = null;

  private constructor(private readonly index: SearchIndex) {}

  /** The names of an index: one object for its lifetime. */
  static of(index: SearchIndex): SpeakerNames {
    let names = SpeakerNames.known.get(index);
    if (names === undefined) SpeakerNames.known.set(index, (names = new SpeakerNames(index)));
    return names;
  }

  /** Follows the index until a time of `performance.now()`; answers whether all names are in. */
  update(until = Infinity): boolean {
    const parts = this.index.speakerParts();
    const isThere = new Set(parts);
    for (const [part, places] of this.places) {
      if (isThere.has(part)) continue;
      for (const name of places.names) this.counts[name]! -= 1;
      this.places.delete(part);
      this.earliest = null;
    }
    for (const part of parts) if (!this.places.has(part) && !this.takeIn(part, until)) return false;
    this.inWork = null;
    return true;
  }

  name(id: number): string {
    return this.names[id]!;
  }

  /** In how many places a name stands. */
  countOf(id: number): number {
    return this.counts[id]!;
  }

  /** The names that hold a word, or a word that begins so. */
  withWord(word: string, form: 'word' | 'prefix'): Set<number> {
    return new Set(this.idsWithWord(word, form));
  }

  /** {@link withWord} as a list in which each name stands once: a letter alone begins tens of thousands. */
  idsWithWord(word: string, form: 'word' | 'prefix'): number[] {
    const found: number[] = [];
    const isFound = new Uint8Array(this.names.length);
    const add = (key: string): void => {
      for (const id of this.namesByWord.get(key) ?? []) {
        if (this.counts[id]! === 0 || isFound[id] === 1) continue;
        isFound[id] = 1;
        found.push(id);
      }
    };
    if (form === 'word') {
      add(word);
      return found;
    }
    this.sortWords();
    const { sortedWords } = this;
    let low = 0;
    let high = sortedWords.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sortedWords[middle]! < word) low = middle + 1;
      else high = middle;
    }
    for (; low < sortedWords.length && sortedWords[low]!.startsWith(word); low += 1) add(sortedWords[low]!);
    for (const key of this.unsortedWords) if (key.startsWith(word)) add(key);
    return found;
  }

  /** The names that pass a test. Looks at all of them. */
  matching(test: (name: string) => boolean): Set<number> {
    const found = new Set<number>();
    for (let id = 0; id < this.names.length; id += 1) if (this.counts[id]! > 0 && test(this.names[id]!)) found.add(id);
    return found;
  }

  /** Where any of the names stands. Ends when `visit` answers false. */
  forEachPlace(names: ReadonlySet<number>, visit: (slot: SpeakerSlot, name: number) => boolean | void): void {
    const wanted = new Uint8Array(this.names.length);
    for (const name of names) wanted[name] = 1;
    for (const [part, places] of this.places) {
      let article = 0;
      for (let pair = 0; pair < places.names.length; pair += 1) {
        const name = places.names[pair]!;
        if (wanted[name] === 0) continue;
        while (places.starts[article + 1]! <= pair) article += 1;
        if (visit({ article: part.firstArticle + article, speaker: places.speakers[pair]! }, name) === false) return;
      }
    }
  }

  /**
   * Where a name stands in the first of its articles; null where it stands nowhere. All names' are found together and kept.
   * @param ranks the place of each article in order, by its id; the same object for as long as it holds
   */
  earliestPlace(name: number, ranks: Int32Array): SpeakerSlot | null {
    if (this.earliest?.ranks !== ranks) this.earliest = this.earliestPlaces(ranks);
    const { articles, speakers } = this.earliest;
    const article = articles[name] ?? -1;
    return article < 0 ? null : { article, speaker: speakers[name]! };
  }

  private earliestPlaces(ranks: Int32Array) {
    const articles = new Int32Array(this.names.length).fill(-1);
    const speakers = new Uint16Array(this.names.length);
    for (const [part, { starts, names, speakers: own }] of this.places)
      for (let article = 0; article + 1 < starts.length; article += 1) {
        const id = part.firstArticle + article;
        for (let pair = starts[article]!; pair < starts[article + 1]!; pair += 1) {
          const name = names[pair]!;
          const known = articles[name]!;
          if (known >= 0 && ranks[known]! <= ranks[id]!) continue;
          articles[name] = id;
          speakers[name] = own[pair]!;
        }
      }
    return { ranks, articles, speakers };
  }

  private takeIn(part: SpeakerPart, until: number): boolean {
    if (this.inWork?.part !== part) {
      // What was begun of another part counts no more.
      for (const name of this.inWork?.names ?? []) this.counts[name]! -= 1;
      this.inWork = { part, ids: new Map(), starts: [], speakers: [], names: [] };
    }
    const { ids, starts, speakers, names } = this.inWork;
    while (starts.length < part.articleCount) {
      const article = starts.length;
      starts.push(names.length);
      part.forEachName(part.firstArticle + article, (speaker, key) => {
        let id = ids.get(key);
        if (id === undefined) ids.set(key, (id = this.idOf(part.name(key))));
        this.counts[id]! += 1;
        speakers.push(speaker);
        names.push(id);
      });
      if ((article & 15) === 0 && performance.now() >= until) return false;
    }
    starts.push(names.length);
    this.places.set(part, {
      starts: Uint32Array.from(starts),
      speakers: Uint16Array.from(speakers),
      names: Uint32Array.from(names),
    });
    this.earliest = null;
    this.inWork = null;
    return true;
  }

  private idOf(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = this.names.push(name) - 1;
    this.ids.set(name, id);
    this.counts.push(0);
    for (const word of new Set(searchWords(name))) {
      const names = this.namesByWord.get(word);
      if (names !== undefined) names.push(id);
      else {
        this.namesByWord.set(word, [id]);
        this.unsortedWords.push(word);
      }
    }
    return id;
  }

  private sortWords(): void {
    if (this.unsortedWords.length <= maxUnsorted) return;
    this.sortedWords = [...this.namesByWord.keys()].sort();
    this.unsortedWords = [];
  }
}
