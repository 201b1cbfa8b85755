import { Arena } from '../base/arena';
import { decodeCodeUnits, ByteReader } from '../base/byteReader';
import type { QuoteKind, QuoteMode } from '../quotation/quoteTypes';
import type { ArticleSpeaker } from '../quotation/quoteTypes';
import type { Weights } from '../collation/weights';
import type { Genre, PassageRole } from '../text/article';
import type { KnownName } from '../text/personNames';
import type { Span } from '../text/span';
import type { FileState } from './segmentBuilder';
import { genreBits, genres, kindOrder, modeOrder, passageRoles, speakerKinds } from './segmentCodes';
import { unpackSegment, type Column } from './segmentFormat';

/** The facts of an article as a segment keeps them. */
export interface SegmentArticle extends Span {
  readonly headline: string | null;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly byline: string | null;
  readonly credit: string | null;
  readonly language: string | null;
  readonly genre: Genre;
  /** Where the facts were read, packed: see `text/factPlace.ts`. */
  readonly factPlaces: number;
  readonly quoteCount: number;
}

/** A quote as a segment keeps it; `speaker` is an index into the article's speakers. */
export interface SegmentQuote {
  readonly kind: QuoteKind;
  readonly mode: QuoteMode;
  readonly speaker: number | null;
  readonly content: readonly Span[];
}

/** A quote cut to one passage, by token indices. */
export interface SegmentPiece {
  readonly kind: QuoteKind;
  readonly mode: QuoteMode;
  readonly speaker: number | null;
  readonly from: number;
  readonly to: number;
}

const articleFieldCount = 10;

/** Facts that many articles share. */
export type SegmentFact = keyof typeof factFields;
const factFields = { outlet: 3, date: 4, language: 7 } as const;

/** One article is looked up for so many passages, as a power of two: most articles have more. */
const blockBits = 5;

/** The passages of an article are mostly asked for together. */
const arena = new Arena();

/** How many strings a segment keeps decoded: a corpus has dozens of segments, and each would keep all that it has. */
const maxDecodedStrings = 4_096;

/** Reads a segment in place: immutable, columnar, one buffer that threads may share. Ordinals are the segment's own. */
export class Segment {
  /** Of all its bytes: tells it from other segments. */
  readonly checksum: number;
  readonly fileCount: number;
  readonly articleCount: number;
  readonly passageCount: number;
  /** First article of each file, and one more. */
  readonly fileArticles: Uint32Array;
  /** First passage of each article, and one more. */
  readonly articlePassages: Uint32Array;
  readonly passageStarts: Uint32Array;
  readonly passageEnds: Uint32Array;
  /** Ascending ids of the stems that occur. */
  readonly stemIds: Uint32Array;
  /** By rank in {@link stemIds}: in how many passages and articles of the segment it occurs. */
  readonly stemPassages: Uint32Array;
  readonly stemArticles: Uint32Array;
  private readonly stringOffsets: Uint32Array;
  private readonly stringBlob: Uint8Array;
  private readonly fileStrings: Uint32Array;
  private readonly fileStates: Float64Array;
  private readonly fileLines: Uint32Array;
  private readonly lineBlob: Uint8Array;
  private readonly articleFields: Uint32Array;
  private readonly articleQuotes: Uint32Array;
  private readonly quoteBlob: Uint8Array;
  private readonly speakerOffsets: Uint32Array;
  private readonly speakerBlob: Uint8Array;
  private readonly passageRoles: Uint8Array;
  private readonly passageOffsets: Uint32Array;
  private readonly passageBlob: Uint8Array;
  private readonly stemOffsets: Uint32Array;
  private readonly postingBlob: Uint8Array;
  private readonly decodedStrings = new Map<number, string>();
  private articleBlocks: Uint32Array | null = null;

  /** Throws where the buffer is not a whole segment: see {@link openSegment}. */
  constructor(readonly buffer: ArrayBufferLike) {
    const unpacked = unpackSegment(buffer);
    if ('damage' in unpacked) throw new Error(unpacked.damage);
    this.checksum = unpacked.checksum;
    const bytes = (column: Column) => {
      const { offset, length } = unpacked.bytesOf(column);
      return new Uint8Array(buffer, offset, length);
    };
    const numbers = (column: Column) => {
      const { offset, length } = unpacked.bytesOf(column);
      return new Uint32Array(buffer, offset, length / 4);
    };
    this.stringOffsets = numbers('stringOffsets');
    this.stringBlob = bytes('stringBlob');
    this.fileStrings = numbers('fileStrings');
    const states = unpacked.bytesOf('fileStates');
    this.fileStates = new Float64Array(buffer, states.offset, states.length / 8);
    this.fileLines = numbers('fileLines');
    this.lineBlob = bytes('lineBlob');
    this.fileArticles = numbers('fileArticles');
    this.articlePassages = numbers('articlePassages');
    this.articleFields = numbers('articleFields');
    this.articleQuotes = numbers('articleQuotes');
    this.quoteBlob = bytes('quoteBlob');
    this.speakerOffsets = numbers('speakerOffsets');
    this.speakerBlob = bytes('speakerBlob');
    this.passageStarts = numbers('passageStarts');
    this.passageEnds = numbers('passageEnds');
    this.passageRoles = bytes('passageRoles');
    this.passageOffsets = numbers('passageOffsets');
    this.passageBlob = bytes('passageBlob');
    this.stemIds = numbers('stemIds');
    this.stemOffsets = numbers('stemOffsets');
    this.stemPassages = numbers('stemPassages');
    this.stemArticles = numbers('stemArticles');
    this.postingBlob = bytes('postingBlob');
    this.fileCount = this.fileArticles.length - 1;
    this.articleCount = this.articlePassages.length - 1;
    this.passageCount = this.passageStarts.length;
  }

  fileUri(file: number): string {
    return this.string(this.fileStrings[file * 2]!);
  }

  filePath(file: number): string {
    return this.string(this.fileStrings[file * 2 + 1]!);
  }

  fileState(file: number): FileState {
    const at = file * 4;
    return {
      mtimeMs: this.fileStates[at]!,
      size: this.fileStates[at + 1]!,
      textHash: this.fileStates[at + 2]!,
      contextHash: this.fileStates[at + 3]!,
    };
  }

  /** Offsets at which the lines of a file's text start, the first one too: see `text/lineIndex.ts`. */
  lineStarts(file: number): number[] {
    const reader = new ByteReader(this.lineBlob, this.fileLines[file]!);
    const end = this.fileLines[file + 1]!;
    const starts = [0];
    for (let start = 0; reader.position < end;) starts.push((start += reader.varint()));
    return starts;
  }

  /** How many quotes the articles of a file hold. */
  fileQuoteCount(file: number): number {
    let count = 0;
    for (let article = this.fileArticles[file]!; article < this.fileArticles[file + 1]!; article++)
      count += this.articleFields[article * articleFieldCount + 9]!;
    return count;
  }

  article(article: number): SegmentArticle {
    const at = article * articleFieldCount;
    const fields = this.articleFields;
    return {
      start: fields[at]!,
      end: fields[at + 1]!,
      headline: this.optionalString(fields[at + 2]!),
      outlet: this.optionalString(fields[at + 3]!),
      date: this.optionalString(fields[at + 4]!),
      byline: this.optionalString(fields[at + 5]!),
      credit: this.optionalString(fields[at + 6]!),
      language: this.optionalString(fields[at + 7]!),
      genre: genres[fields[at + 8]! & ((1 << genreBits) - 1)] ?? 'report',
      factPlaces: fields[at + 8]! >>> genreBits,
      quoteCount: fields[at + 9]!,
    };
  }

  /** The number of a fact's string, for {@link factText}; 0 where the fact is unknown. */
  factString(article: number, fact: SegmentFact): number {
    return this.articleFields[article * articleFieldCount + factFields[fact]]!;
  }

  /** Whether an article has a headline that is, or by its length may be, another text than its first passage. */
  hasOddHeadline(article: number): boolean {
    const string = this.articleFields[article * articleFieldCount + 2]!;
    if (string === 0) return false;
    const first = this.articlePassages[article]!;
    if (first === this.articlePassages[article + 1] || this.passageRole(first) !== 'headline') return true;
    const length = this.passageEnds[first]! - this.passageStarts[first]!;
    // As many bytes as code units: a headline in ASCII, and as long as the passage.
    return (
      this.stringOffsets[string]! - this.stringOffsets[string - 1]! !== length &&
      this.string(string - 1).length !== length
    );
  }

  factText(factString: number): string | null {
    return this.optionalString(factString);
  }

  articleQuoteCount(article: number): number {
    return this.articleFields[article * articleFieldCount + 9]!;
  }

  quotes(article: number): SegmentQuote[] {
    const reader = new ByteReader(this.quoteBlob, this.articleQuotes[article]!);
    const end = this.articleQuotes[article + 1]!;
    const quotes: SegmentQuote[] = [];
    let previous = 0;
    while (reader.position < end) {
      const code = reader.byte();
      const speaker = reader.varint();
      const content: Span[] = [];
      for (let count = reader.varint(); count > 0; count--) {
        const start = previous + reader.zigzag();
        previous = start + reader.varint();
        content.push({ start, end: previous });
      }
      quotes.push({ ...attribution(code, speaker), content });
    }
    return quotes;
  }

  /** How many quotes of an article each of its speakers has. */
  quoteCountsBySpeaker(article: number, speakerCount: number): number[] {
    const counts = new Array<number>(speakerCount).fill(0);
    const reader = new ByteReader(this.quoteBlob, this.articleQuotes[article]!);
    const end = this.articleQuotes[article + 1]!;
    while (reader.position < end) {
      reader.byte();
      const speaker = reader.varint() - 1;
      if (speaker >= 0) counts[speaker]!++;
      for (let count = reader.varint() * 2; count > 0; count--) reader.varint();
    }
    return counts;
  }

  speakers(article: number): ArticleSpeaker[] {
    const reader = new ByteReader(this.speakerBlob, this.speakerOffsets[article]!);
    const end = this.speakerOffsets[article + 1]!;
    const speakers: ArticleSpeaker[] = [];
    while (reader.position < end) {
      const name = this.string(reader.varint());
      const code = reader.byte();
      const title = this.optionalString(reader.varint());
      const start = reader.varint();
      const introduced = start === 0 ? null : { start: start - 1, end: start - 1 + reader.varint() };
      const aliases: string[] = [];
      for (let count = reader.varint(); count > 0; count--) aliases.push(this.string(reader.varint()));
      const kind = speakerKinds[code & 7] ?? 'person';
      speakers.push({ name, kind, title, introduced, aliases, isFullName: (code & 8) !== 0 });
    }
    return speakers;
  }

  /** The names of an article's speakers, in the order of {@link speakers}, at a fraction of its cost. */
  speakerNames(article: number): KnownName[] {
    const reader = new ByteReader(this.speakerBlob, this.speakerOffsets[article]!);
    const end = this.speakerOffsets[article + 1]!;
    const names: KnownName[] = [];
    while (reader.position < end) {
      const name = this.string(reader.varint());
      names.push({ name, isFullName: (reader.byte() & 8) !== 0 });
      reader.varint();
      if (reader.varint() > 0) reader.varint();
      for (let aliases = reader.varint(); aliases > 0; aliases--) reader.varint();
    }
    return names;
  }

  /** How many speakers an article has; the list itself is not made. */
  speakerCount(article: number): number {
    let count = 0;
    this.forEachSpeakerName(article, (speaker) => (count = speaker + 1));
    return count;
  }

  /** Gives the names of an article's speakers, and other forms of them, as keys for {@link speakerName}; no string is made. */
  forEachSpeakerName(article: number, visit: (speaker: number, key: number) => void): void {
    const reader = new ByteReader(this.speakerBlob, this.speakerOffsets[article]!);
    const end = this.speakerOffsets[article + 1]!;
    for (let speaker = 0; reader.position < end; speaker++) {
      visit(speaker, reader.varint());
      reader.byte();
      reader.varint();
      if (reader.varint() > 0) reader.varint();
      for (let aliases = reader.varint(); aliases > 0; aliases--) visit(speaker, reader.varint());
    }
  }

  speakerName(key: number): string {
    return this.string(key);
  }

  /** The article that holds a passage. */
  articleOfPassage(passage: number): number {
    this.articleBlocks ??= this.blocksOfArticles();
    const { articlePassages } = this;
    let article = this.articleBlocks[passage >> blockBits]!;
    while (articlePassages[article + 1]! <= passage) article++;
    return article;
  }

  /** The article of every so manieth passage: looked up in a few kilobytes, where a search or a full table would miss the cache. */
  private blocksOfArticles(): Uint32Array {
    const blocks = new Uint32Array((this.passageCount >> blockBits) + 1);
    for (let block = 0, article = 0; block < blocks.length; block++) {
      while (article < this.articleCount - 1 && this.articlePassages[article + 1]! <= block << blockBits) article++;
      blocks[block] = article;
    }
    return blocks;
  }

  /** The file that holds an article. */
  fileOfArticle(article: number): number {
    return rangeOf(this.fileArticles, article);
  }

  passageRole(passage: number): PassageRole {
    return passageRoles[this.passageRoles[passage]!] ?? 'body';
  }

  /** The words (corpus ids), flags and quotes of a passage. */
  passage(passage: number): { words: Int32Array; flags: Uint8Array; pieces: SegmentPiece[] } {
    const blob = this.passageBlob;
    const reader = new ByteReader(blob, this.passageOffsets[passage]!);
    const end = this.passageOffsets[passage + 1]!;
    const length = reader.varint();
    const words = arena.int32(length);
    const flags = arena.uint8(length);
    let position = reader.position;
    for (let index = 0; index < length; index++) {
      let byte = blob[position++]!;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = blob[position++]!;
        value |= (byte & 0x7f) << shift;
      }
      words[index] = value >>> 1;
      if (value & 1) flags[index] = blob[position++]!;
    }
    const pieces: SegmentPiece[] = [];
    reader.position = position;
    while (reader.position < end) {
      const code = reader.byte();
      const speaker = reader.varint();
      const from = reader.varint();
      pieces.push({ ...attribution(code, speaker), from, to: from + reader.varint() });
    }
    return { words, flags, pieces };
  }

  /** The quotes of a passage alone. */
  pieces(passage: number): SegmentPiece[] {
    const reader = new ByteReader(this.passageBlob, this.endOfWords(passage));
    const end = this.passageOffsets[passage + 1]!;
    if (reader.position >= end) return noPieces;
    const pieces: SegmentPiece[] = [];
    while (reader.position < end) {
      const code = reader.byte();
      const speaker = reader.varint();
      const from = reader.varint();
      pieces.push({ ...attribution(code, speaker), from, to: from + reader.varint() });
    }
    return pieces;
  }

  /**
   * Writes kind (its place in `kindOrder`) and speaker (-1 for none) of each quote of a passage into `into`, as many as
   * fit; gives how many numbers there are.
   */
  readPieces(passage: number, into: Int32Array): number {
    const reader = new ByteReader(this.passageBlob, this.endOfWords(passage));
    const end = this.passageOffsets[passage + 1]!;
    let length = 0;
    while (reader.position < end) {
      into[length++] = reader.byte() & 3;
      into[length++] = reader.varint() - 1;
      reader.varint();
      reader.varint();
    }
    return Math.min(length, into.length);
  }

  hasPieces(passage: number): boolean {
    return this.endOfWords(passage) < this.passageOffsets[passage + 1]!;
  }

  /** Where the quotes of a passage begin, behind its words. */
  private endOfWords(passage: number): number {
    const blob = this.passageBlob;
    const reader = new ByteReader(blob, this.passageOffsets[passage]!);
    let count = reader.varint();
    let { position } = reader;
    for (; count > 0; count--) {
      const hasFlags = (blob[position]! & 1) !== 0;
      while (blob[position]! >= 0x80) position++;
      position += hasFlags ? 2 : 1;
    }
    return position;
  }

  /** The words (corpus ids) of a passage alone. */
  passageWords(passage: number): Uint32Array {
    const blob = this.passageBlob;
    const reader = new ByteReader(blob, this.passageOffsets[passage]!);
    const words = new Uint32Array(reader.varint());
    let position = reader.position;
    for (let index = 0; index < words.length; index++) {
      let byte = blob[position++]!;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = blob[position++]!;
        value |= (byte & 0x7f) << shift;
      }
      words[index] = value >>> 1;
      if (value & 1) position++;
    }
    return words;
  }

  /** Writes the words of a passage into `into`, as many as fit; gives how many. */
  readWords(passage: number, into: Int32Array): number {
    const blob = this.passageBlob;
    let position = this.passageOffsets[passage]!;
    let byte = blob[position++]!;
    let length = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = blob[position++]!;
      length |= (byte & 0x7f) << shift;
    }
    const count = Math.min(length, into.length);
    for (let index = 0; index < count; index++) {
      byte = blob[position++]!;
      let value = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = blob[position++]!;
        value |= (byte & 0x7f) << shift;
      }
      into[index] = value >>> 1;
      if (value & 1) position++;
    }
    return count;
  }

  /** The rank of a stem in {@link stemIds}, or -1. */
  stemRank(stem: number): number {
    let low = 0;
    let high = this.stemIds.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const id = this.stemIds[middle]!;
      if (id === stem) return middle;
      if (id < stem) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The first rank at or after `from` whose stem is not before `stem`: cheap where it is near. */
  stemRankFrom(stem: number, from: number): number {
    const { stemIds } = this;
    let step = 1;
    let low = from;
    while (low + step < stemIds.length && stemIds[low + step]! < stem) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, stemIds.length);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (stemIds[middle]! < stem) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Adds units to the passages of the stem at `rank`, whose ids are `base +` their ordinals; `isDead` tells which do not
   * count. Gives the most that any of them has then.
   */
  addPassageWeights(rank: number, base: number, units: number, weights: Weights, isDead: Uint8Array | null): number {
    weights.expect(this.stemPassages[rank]!);
    const blob = this.postingBlob;
    const { values, marks, touched, reached, least, isOpen } = weights;
    let { touchedCount, reachedCount } = weights;
    const end = this.stemOffsets[rank + 1]!;
    let position = this.stemOffsets[rank]!;
    let passage = base - 1;
    let most = 0;
    while (position < end) {
      let byte = blob[position++]!;
      let gap = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = blob[position++]!;
        gap |= (byte & 0x7f) << shift;
      }
      passage += gap + 1;
      const mark = marks[passage >> 3]!;
      const bit = 1 << (passage & 7);
      let value = units;
      if ((mark & bit) !== 0) value += values[passage]!;
      else {
        if (!isOpen || (isDead !== null && isDead[passage - base] === 1)) continue;
        marks[passage >> 3] = mark | bit;
        touched[touchedCount++] = passage;
      }
      values[passage] = value;
      if (value >= least && value - units < least) reached[reachedCount++] = passage;
      if (value > most) most = value;
    }
    weights.touchedCount = touchedCount;
    weights.reachedCount = reachedCount;
    return most;
  }

  /** {@link addPassageWeights} for the passages' articles, once each; `base` is that of articles' ids. */
  addArticleWeights(rank: number, base: number, units: number, weights: Weights, isDead: Uint8Array | null): number {
    this.articleBlocks ??= this.blocksOfArticles();
    const { articleBlocks, articlePassages } = this;
    weights.expect(this.stemArticles[rank]!);
    const blob = this.postingBlob;
    const { values, marks, touched, isOpen } = weights;
    let { touchedCount } = weights;
    const end = this.stemOffsets[rank + 1]!;
    let position = this.stemOffsets[rank]!;
    let passage = -1;
    let nextArticle = 0;
    let most = 0;
    while (position < end) {
      let byte = blob[position++]!;
      let gap = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = blob[position++]!;
        gap |= (byte & 0x7f) << shift;
      }
      passage += gap + 1;
      if (passage < nextArticle || (isDead !== null && isDead[passage] === 1)) continue;
      let local = articleBlocks[passage >> blockBits]!;
      while (articlePassages[local + 1]! <= passage) local++;
      nextArticle = articlePassages[local + 1]!;
      const article = base + local;
      const mark = marks[article >> 3]!;
      const bit = 1 << (article & 7);
      let value = units;
      if ((mark & bit) !== 0) value += values[article]!;
      else {
        if (!isOpen) continue;
        marks[article >> 3] = mark | bit;
        touched[touchedCount++] = article;
      }
      values[article] = value;
      if (value > most) most = value;
    }
    weights.touchedCount = touchedCount;
    return most;
  }

  /** Writes `base +` the passages of the stem at `rank`, ascending, into `target` from `at` on; gives the end. */
  readPostings(rank: number, base: number, target: Uint32Array, at: number): number {
    const blob = this.postingBlob;
    const end = this.stemOffsets[rank + 1]!;
    let position = this.stemOffsets[rank]!;
    let passage = base - 1;
    let index = at;
    while (position < end) {
      let byte = blob[position++]!;
      let gap = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = blob[position++]!;
        gap |= (byte & 0x7f) << shift;
      }
      passage += gap + 1;
      target[index++] = passage;
    }
    return index;
  }

  /** A string of the table; those asked for lately are kept decoded. */
  private string(id: number): string {
    let text = this.decodedStrings.get(id);
    if (text === undefined) {
      text = decodeCodeUnits(this.stringBlob, this.stringOffsets[id]!, this.stringOffsets[id + 1]!);
      if (this.decodedStrings.size >= maxDecodedStrings) this.decodedStrings.clear();
      this.decodedStrings.set(id, text);
    }
    return text;
  }

  private optionalString(id: number): string | null {
    return id === 0 ? null : this.string(id - 1);
  }
}

const noPieces: SegmentPiece[] = [];

function attribution(code: number, speaker: number) {
  return {
    kind: kindOrder[code & 3] ?? 'direct',
    mode: modeOrder[(code >> 2) & 3] ?? 'said',
    speaker: speaker === 0 ? null : speaker - 1,
  } as const;
}

/** The `index` with `starts[index] <= value < starts[index + 1]`, the last such where ranges are empty. */
function rangeOf(starts: Uint32Array, value: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
