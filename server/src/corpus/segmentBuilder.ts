import { ByteWriter } from '../base/byteWriter';
import type { ArticleSpeaker, Extraction, Quote } from '../quotation/quoteTypes';
import type { Article } from '../text/article';
import { packFactPlaces } from '../text/factPlace';
import { lineStarts } from '../text/lineIndex';
import type { Span } from '../text/span';
import { endOfPlainWord, scanTokens, TokenFlag } from '../text/tokens';
import type { AnalysedFile } from './analyseFile';
import { genreBits, genres, kindOrder, modeOrder, passageRoles, speakerKinds } from './segmentCodes';
import { packSegment } from './segmentFormat';
import type { Segment, SegmentArticle, SegmentPiece, SegmentQuote } from './segment';
import type { WordInterner } from './wordInterner';

/** Modification time in milliseconds, and size in bytes, as the disk told them; -1 where the file is none on disk. */
export interface FileStat {
  readonly mtimeMs: number;
  readonly size: number;
}

/** What tells whether a file must be read again. Hashes are 53-bit numbers. */
export interface FileState extends FileStat {
  /** Of the decoded text. */
  readonly textHash: number;
  /** Of everything else that the analysis depended on: path, metadata, settings. */
  readonly contextHash: number;
}

/** How a copy of a file differs from it: to multiply a corpus for measuring. */
export interface FileChange {
  uri(uri: string): string;
  article(article: SegmentArticle): SegmentArticle;
  word(wordId: number): number;
}

const noChange: FileChange = { uri: (uri) => uri, article: (article) => article, word: (wordId) => wordId };

/** Collects analysed files and writes them as one immutable segment. */
export class SegmentBuilder {
  fileCount = 0;
  passageCount = 0;
  quoteCount = 0;
  private readonly strings = new Map<string, number>();
  private readonly stringOffsets = new NumberColumn();
  private readonly stringBlob = new ByteWriter();
  private readonly fileStrings = new NumberColumn();
  private readonly fileStates: number[] = [];
  private readonly fileLines = new NumberColumn();
  private readonly lineBlob = new ByteWriter();
  private readonly fileArticles = new NumberColumn();
  private readonly articlePassages = new NumberColumn();
  private readonly articleFields = new NumberColumn();
  private readonly articleQuotes = new NumberColumn();
  private readonly quoteBlob = new ByteWriter();
  private readonly speakerOffsets = new NumberColumn();
  private readonly speakerBlob = new ByteWriter();
  private readonly passageStarts = new NumberColumn();
  private readonly passageEnds = new NumberColumn();
  private readonly passageRoleBlob = new ByteWriter();
  private readonly tokens = new NumberColumn();
  private readonly tokenFlags = new ByteWriter();
  private readonly passageTokens = new NumberColumn();
  private readonly pieceOffsets = new NumberColumn();
  private readonly pieces = new ByteWriter();
  private articleCount = 0;

  /** Words are interned while texts are read; a builder that only copies stored files needs no interner. */
  constructor(private readonly interner: WordInterner | null) {}

  /** Adds a file; its text is not kept. */
  addFile(uri: string, path: string, state: FileState, file: AnalysedFile): void {
    this.fileCount++;
    this.fileStrings.push(this.stringId(uri));
    this.fileStrings.push(this.stringId(path));
    this.fileStates.push(state.mtimeMs, state.size, state.textHash, state.contextHash);
    this.addLines(lineStarts(file.text));
    this.fileArticles.push(this.articleCount);
    for (const { article, extraction } of file.articles) {
      this.articleCount++;
      this.articlePassages.push(this.passageCount);
      this.addFields({
        start: article.start,
        end: article.end,
        headline: article.headline?.value ?? null,
        outlet: article.outlet?.value ?? null,
        date: article.date?.value ?? null,
        byline: article.byline?.value ?? null,
        credit: article.credit?.value ?? null,
        language: article.language,
        genre: article.genre,
        factPlaces: packFactPlaces(article),
        quoteCount: extraction.quotes.length,
      });
      this.articleQuotes.push(this.quoteBlob.length);
      this.addQuotes(extraction.quotes);
      this.addSpeakers(extraction.speakers);
      this.addPassages(file.text, article, extraction);
    }
  }

  /**
   * Adds a file of another segment as it is, or with what `change` says for another. Token ids are corpus ids then:
   * finish with {@link finishCopies}.
   */
  copyFile(segment: Segment, file: number, change: FileChange = noChange): void {
    this.fileCount++;
    this.fileStrings.push(this.stringId(change.uri(segment.fileUri(file))));
    this.fileStrings.push(this.stringId(segment.filePath(file)));
    const { mtimeMs, size, textHash, contextHash } = segment.fileState(file);
    this.fileStates.push(mtimeMs, size, textHash, contextHash);
    this.addLines(segment.lineStarts(file));
    this.fileArticles.push(this.articleCount);
    for (let article = segment.fileArticles[file]!; article < segment.fileArticles[file + 1]!; article++) {
      this.articleCount++;
      this.articlePassages.push(this.passageCount);
      this.addFields(change.article(segment.article(article)));
      this.articleQuotes.push(this.quoteBlob.length);
      this.addQuotes(segment.quotes(article));
      this.addSpeakers(segment.speakers(article));
      for (let at = segment.articlePassages[article]!; at < segment.articlePassages[article + 1]!; at++) {
        this.passageCount++;
        this.passageStarts.push(segment.passageStarts[at]!);
        this.passageEnds.push(segment.passageEnds[at]!);
        this.passageRoleBlob.byte(passageRoles.indexOf(segment.passageRole(at)));
        const { words, flags, pieces } = segment.passage(at);
        this.passageTokens.push(this.tokens.length);
        for (let token = 0; token < words.length; token++) {
          this.tokens.push(change.word(words[token]!));
          this.tokenFlags.byte(flags[token]!);
        }
        this.pieceOffsets.push(this.pieces.length);
        for (const piece of pieces) this.writePiece(piece);
      }
    }
  }

  /** Where lines start is kept, so that nothing need be read to say on which line a place lies. */
  private addLines(starts: readonly number[]): void {
    this.fileLines.push(this.lineBlob.length);
    for (let line = 1; line < starts.length; line++) this.lineBlob.varint(starts[line]! - starts[line - 1]!);
  }

  /** Writes the segment. The interner must have resolved all its words. */
  finish(): SharedArrayBuffer {
    if (this.interner === null) throw new Error('a builder of copies is finished with finishCopies');
    return this.pack(this.interner.corpusIds, this.interner.stems);
  }

  /** Writes a segment of copied files. `stems` has the corpus id of each word's stem. */
  finishCopies(stems: Uint32Array): SharedArrayBuffer {
    return this.pack(
      stems.map((_, id) => id),
      stems,
    );
  }

  private pack(corpusIds: ArrayLike<number>, stems: ArrayLike<number>): SharedArrayBuffer {
    this.fileLines.push(this.lineBlob.length);
    this.fileArticles.push(this.articleCount);
    this.articlePassages.push(this.passageCount);
    this.articleQuotes.push(this.quoteBlob.length);
    this.speakerOffsets.push(this.speakerBlob.length);
    this.passageTokens.push(this.tokens.length);
    this.pieceOffsets.push(this.pieces.length);
    this.stringOffsets.push(this.stringBlob.length);

    const passageOffsets = new Uint32Array(this.passageCount + 1);
    const blob = new ByteWriter(this.tokens.length * 2);
    const tokens = this.tokens.view();
    const flags = this.tokenFlags.bytes();
    const pieces = this.pieces.bytes();
    const starts = this.passageTokens.view();
    for (let passage = 0; passage < this.passageCount; passage++) {
      passageOffsets[passage] = blob.length;
      const end = starts[passage + 1]!;
      blob.varint(end - starts[passage]!);
      for (let index = starts[passage]!; index < end; index++) {
        const flag = flags[index]!;
        blob.varint(corpusIds[tokens[index]!]! * 2 + (flag === 0 ? 0 : 1));
        if (flag !== 0) blob.byte(flag);
      }
      const pieceEnd = this.pieceOffsets.at(passage + 1);
      for (let index = this.pieceOffsets.at(passage); index < pieceEnd; index++) blob.byte(pieces[index]!);
    }
    passageOffsets[this.passageCount] = blob.length;

    return packSegment({
      stringOffsets: this.stringOffsets.view(),
      stringBlob: this.stringBlob.bytes(),
      fileStrings: this.fileStrings.view(),
      fileStates: Float64Array.from(this.fileStates),
      fileLines: this.fileLines.view(),
      lineBlob: this.lineBlob.bytes(),
      fileArticles: this.fileArticles.view(),
      articlePassages: this.articlePassages.view(),
      articleFields: this.articleFields.view(),
      articleQuotes: this.articleQuotes.view(),
      quoteBlob: this.quoteBlob.bytes(),
      speakerOffsets: this.speakerOffsets.view(),
      speakerBlob: this.speakerBlob.bytes(),
      passageStarts: this.passageStarts.view(),
      passageEnds: this.passageEnds.view(),
      passageRoles: this.passageRoleBlob.bytes(),
      passageOffsets,
      passageBlob: blob.bytes(),
      ...this.invert(tokens, starts, stems, corpusIds),
    });
  }

  private addFields(article: SegmentArticle): void {
    const fields = this.articleFields;
    fields.push(article.start);
    fields.push(article.end);
    fields.push(this.optionalStringId(article.headline));
    fields.push(this.optionalStringId(article.outlet));
    fields.push(this.optionalStringId(article.date));
    fields.push(this.optionalStringId(article.byline));
    fields.push(this.optionalStringId(article.credit));
    fields.push(this.optionalStringId(article.language));
    fields.push(genres.indexOf(article.genre) | (article.factPlaces << genreBits));
    fields.push(article.quoteCount);
  }

  private addSpeakers(speakers: readonly ArticleSpeaker[]): void {
    const blob = this.speakerBlob;
    this.speakerOffsets.push(blob.length);
    for (const speaker of speakers) {
      blob.varint(this.stringId(speaker.name));
      blob.byte(speakerKinds.indexOf(speaker.kind) | (speaker.isFullName ? 8 : 0));
      blob.varint(this.optionalStringId(speaker.title));
      blob.varint(speaker.introduced === null ? 0 : speaker.introduced.start + 1);
      if (speaker.introduced !== null) blob.varint(Math.max(0, speaker.introduced.end - speaker.introduced.start));
      blob.varint(speaker.aliases.length);
      for (const alias of speaker.aliases) blob.varint(this.stringId(alias));
    }
  }

  private addQuotes(quotes: readonly SegmentQuote[]): void {
    const blob = this.quoteBlob;
    let previous = 0;
    for (const quote of quotes) {
      this.quoteCount++;
      blob.byte(kindOrder.indexOf(quote.kind) | (modeOrder.indexOf(quote.mode) << 2));
      blob.varint(quote.speaker === null ? 0 : quote.speaker + 1);
      blob.varint(quote.content.length);
      for (const span of quote.content) {
        blob.zigzag(span.start - previous);
        blob.varint(Math.max(0, span.end - span.start));
        previous = span.end;
      }
    }
  }

  private addPassages(text: string, article: Article, { quotes, marked }: Extraction): void {
    const interner = this.interner!;
    const cut = quotes.flatMap((quote) => quote.content.map((span) => ({ quote, span })));
    cut.sort((a, b) => a.span.start - b.span.start);
    const piecesOf = byPassage(article.passages, cut);
    const markedIn = byPassage(
      article.passages,
      marked.map((span) => ({ span })),
    );
    article.passages.forEach((passage, index) => {
      this.passageCount++;
      this.passageStarts.push(passage.start);
      this.passageEnds.push(passage.end);
      this.passageRoleBlob.byte(passageRoles.indexOf(passage.role));
      this.passageTokens.push(this.tokens.length);
      let count = 0;
      const firstToken = this.tokenFlags.length;
      scanTokens(text, passage, (start, end, flags, folded) => {
        const id =
          folded === null
            ? interner.internPlain(text, start, endOfPlainWord(text, start, end))
            : interner.intern(folded);
        this.tokens.push(id);
        this.tokenFlags.byte(flags);
        tokenStarts[count] = start;
        tokenEnds[count++] = end;
      });
      for (const { span } of markedIn[index]!) {
        const from = firstAtLeast(tokenEnds, count, span.start + 1);
        const to = firstAtLeast(tokenStarts, count, span.end);
        if (to - from < leastMarkedWords) continue;
        this.tokenFlags.bytes()[firstToken + from]! |= TokenFlag.MarkedFirst;
        this.tokenFlags.bytes()[firstToken + to - 1]! |= TokenFlag.MarkedLast;
      }
      this.pieceOffsets.push(this.pieces.length);
      for (const { quote, span } of piecesOf[index]!) this.addPiece(count, quote, span);
    });
  }

  /** Adds the part of a quote that lies in the passage whose `count` tokens were scanned last. */
  private addPiece(count: number, quote: Quote, span: Span): void {
    const from = firstAtLeast(tokenEnds, count, span.start + 1);
    const to = firstAtLeast(tokenStarts, count, span.end);
    if (from < to) this.writePiece({ ...quote, from, to });
  }

  private writePiece(piece: SegmentPiece): void {
    this.pieces.byte(kindOrder.indexOf(piece.kind) | (modeOrder.indexOf(piece.mode) << 2));
    this.pieces.varint(piece.speaker === null ? 0 : piece.speaker + 1);
    this.pieces.varint(piece.from);
    this.pieces.varint(piece.to - piece.from);
  }

  /** The inverted index: for each stem, ascending by corpus id, the passages that hold it. Two counting passes, linear. */
  private invert(
    tokens: Uint32Array,
    starts: Uint32Array,
    stems: ArrayLike<number>,
    corpusIds: ArrayLike<number>,
  ): Record<'stemIds' | 'stemOffsets' | 'stemPassages' | 'stemArticles' | 'postingBlob', ArrayBufferView> {
    const seen = new Int32Array(stems.length).fill(-1);
    const counts = new Uint32Array(stems.length);
    for (let passage = 0; passage < this.passageCount; passage++)
      for (let index = starts[passage]!; index < starts[passage + 1]!; index++) {
        const stem = stems[tokens[index]!]!;
        if (seen[stem] === passage) continue;
        seen[stem] = passage;
        counts[stem]!++;
      }
    const present: number[] = [];
    for (let stem = 0; stem < counts.length; stem++) if (counts[stem]! > 0) present.push(stem);
    present.sort((a, b) => corpusIds[a]! - corpusIds[b]!);
    const fill = new Uint32Array(stems.length);
    let total = 0;
    for (const stem of present) {
      fill[stem] = total;
      total += counts[stem]!;
    }
    const passages = new Uint32Array(total);
    seen.fill(-1);
    for (let passage = 0; passage < this.passageCount; passage++)
      for (let index = starts[passage]!; index < starts[passage + 1]!; index++) {
        const stem = stems[tokens[index]!]!;
        if (seen[stem] === passage) continue;
        seen[stem] = passage;
        passages[fill[stem]!++] = passage;
      }
    const articleOf = new Uint32Array(this.passageCount);
    const firstPassages = this.articlePassages.view();
    for (let article = 0; article < this.articleCount; article++)
      articleOf.fill(article, firstPassages[article]!, firstPassages[article + 1]!);
    const stemIds = new Uint32Array(present.length);
    const stemOffsets = new Uint32Array(present.length + 1);
    const stemPassages = new Uint32Array(present.length);
    const stemArticles = new Uint32Array(present.length);
    const blob = new ByteWriter(total * 2);
    let position = 0;
    present.forEach((stem, rank) => {
      stemIds[rank] = corpusIds[stem]!;
      stemOffsets[rank] = blob.length;
      stemPassages[rank] = counts[stem]!;
      let previous = -1;
      let previousArticle = -1;
      let articles = 0;
      for (const end = position + counts[stem]!; position < end; position++) {
        const passage = passages[position]!;
        blob.varint(passage - previous - 1);
        previous = passage;
        if (articleOf[passage] !== previousArticle) {
          articles++;
          previousArticle = articleOf[passage]!;
        }
      }
      stemArticles[rank] = articles;
    });
    stemOffsets[present.length] = blob.length;
    return { stemIds, stemOffsets, stemPassages, stemArticles, postingBlob: blob.bytes() };
  }

  private stringId(text: string): number {
    const known = this.strings.get(text);
    if (known !== undefined) return known;
    const id = this.strings.size;
    this.strings.set(text, id);
    this.stringOffsets.push(this.stringBlob.length);
    this.stringBlob.codeUnits(text);
    return id;
  }

  private optionalStringId(text: string | null): number {
    return text === null ? 0 : this.stringId(text) + 1;
  }
}

/** A growing column of 32-bit numbers. */
class NumberColumn {
  private values = new Uint32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  view(): Uint32Array {
    return this.values.subarray(0, this.length);
  }
}

/** Where the tokens of the passage that is being added begin and end; used again for each. */
const tokenStarts: number[] = [];
const tokenEnds: number[] = [];

/** Fewer words in marks are names and titles as often as speech. */
const leastMarkedWords = 3;

/** For each passage what of the items, sorted by start, lies in it. */
function byPassage<Item extends { readonly span: Span }>(passages: readonly Span[], items: readonly Item[]): Item[][] {
  const order = passages.map((_, index) => index);
  order.sort((a, b) => passages[a]!.start - passages[b]!.start);
  const found: Item[][] = passages.map(() => []);
  let first = 0;
  for (const item of items) {
    while (first < order.length && passages[order[first]!]!.end <= item.span.start) first++;
    for (let at = first; at < order.length && passages[order[at]!]!.start < item.span.end; at++)
      found[order[at]!]!.push(item);
  }
  return found;
}

/** The index of the first of `count` ascending values that is at least `least`. */
function firstAtLeast(values: readonly number[], count: number, least: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
