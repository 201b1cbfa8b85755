import { chooseOriginal } from '../collation/original';
import { MemoryPassageIndex, type ArticleInput } from '../collation/memoryPassageIndex';
import type { PassageQuote } from '../collation/passageIndex';
import { findVersions, sweepStatements, type VersionMatch } from '../collation/versions';
import type { QuoteKind } from '../quotation/quoteTypes';
import { defaultCorpusSettings, type FileContext, type Passage } from '../text/article';
import { hull, overlapLength, type Span } from '../text/span';
import { tokenise } from '../text/tokens';
import { analyseFile, type AnalysedArticle, type AnalysedFile } from './analyseFile';
import type {
  ArticleRecord,
  CorpusReader,
  QuoteRecord,
  SpeakerRecord,
  Statement,
  StatementMember,
  StatementOptions,
} from './corpusTypes';
import { SpeakerRegistry } from './speakerRegistry';

interface Row {
  readonly record: ArticleRecord;
  readonly analysed: AnalysedArticle;
  readonly text: string;
}

/**
 * A small corpus kept wholly in memory and built anew after each change: the plain model that the indexed corpus must
 * agree with, for tests and comparisons. Texts are kept.
 */
export class MemoryCorpus implements CorpusReader {
  private readonly files = new Map<string, { file: AnalysedFile; context: FileContext }>();
  private built: {
    index: MemoryPassageIndex;
    rows: Row[];
    passages: { row: Row; passage: Passage }[];
    registry: SpeakerRegistry;
  } | null = null;

  /** Takes a file in, or replaces it. */
  setFile(
    uri: string,
    text: string,
    context: FileContext = { path: uri, metadata: null, settings: defaultCorpusSettings },
  ): void {
    this.files.set(uri, { file: analyseFile(text, context), context });
    this.built = null;
  }

  removeFile(uri: string): void {
    this.files.delete(uri);
    this.built = null;
  }

  get fileCount(): number {
    return this.files.size;
  }
  get articleCount(): number {
    return this.state.rows.length;
  }
  get passageCount(): number {
    return this.state.passages.length;
  }
  get quoteCount(): number {
    return this.state.rows.reduce((sum, { record }) => sum + record.quoteCount, 0);
  }
  hasFile(uri: string): boolean {
    return this.files.has(uri);
  }
  uris(): Iterable<string> {
    return this.files.keys();
  }
  analysedFile(uri: string): Promise<AnalysedFile | null> {
    return Promise.resolve(this.files.get(uri)?.file ?? null);
  }
  readText(uri: string): Promise<string | null> {
    return Promise.resolve(this.files.get(uri)?.file.text ?? null);
  }
  articles(): Iterable<ArticleRecord> {
    return this.state.rows.map(({ record }) => record);
  }
  articlesOf(uri: string): readonly ArticleRecord[] {
    return this.state.rows.filter(({ record }) => record.uri === uri).map(({ record }) => record);
  }
  speakers(): Iterable<SpeakerRecord> {
    return this.state.registry.speakers();
  }
  speakerOf(uri: string, articleIndex: number, speakerIndex: number): SpeakerRecord | null {
    return this.state.registry.speakerOf(uri, articleIndex, speakerIndex);
  }

  quotesOfSpeaker(speakerId: string): readonly QuoteRecord[] {
    return this.state.rows.flatMap(({ record, analysed }) =>
      analysed.extraction.quotes.flatMap((quote): QuoteRecord[] => {
        const speaker = quote.speaker === null ? null : this.speakerOf(record.uri, record.index, quote.speaker);
        return speaker?.id === speakerId
          ? [{ article: record, kind: quote.kind, mode: quote.mode, speaker, content: quote.content }]
          : [];
      }),
    );
  }

  introductionsOf(speakerId: string): readonly (Span & { readonly article: ArticleRecord })[] {
    return this.state.rows
      .flatMap(({ record, analysed }) =>
        analysed.extraction.speakers.flatMap(({ introduced, isFullName }, i) =>
          introduced && isFullName && this.speakerOf(record.uri, record.index, i)?.id === speakerId
            ? [{ ...introduced, article: record }]
            : [],
        ),
      )
      .sort(
        (a, b) =>
          compare(a.article.date ?? '9', b.article.date ?? '9') ||
          compare(a.article.uri, b.article.uri) ||
          a.start - b.start,
      );
  }

  statementAt(uri: string, offset: number, options: StatementOptions): Statement | null {
    const { passages, index } = this.state;
    const inFile = passages
      .map(({ row, passage }, id) => ({ row, passage, id }))
      .filter(({ row }) => row.record.uri === uri);
    const found =
      inFile.find(({ passage }) => passage.start <= offset && offset < passage.end) ??
      inFile.find(({ passage }) => passage.end === offset);
    const query = found && index.passage(found.id);
    if (!query) return null;
    return this.statement(findVersions(query, index, options), query.id);
  }

  versionCounts(uri: string): readonly (Span & { readonly count: number; readonly original: string | null })[] {
    return this.state.passages.flatMap(({ row, passage }) => {
      if (row.record.uri !== uri) return [];
      const statement = this.statementAt(uri, passage.start, { includePossible: false });
      if (statement === null) return [];
      const original = statement.original && statement.members[statement.original.member]?.article;
      return [
        {
          start: passage.start,
          end: passage.end,
          count: statement.members.length - 1,
          original: original ? (original.outlet ?? original.credit) : null,
        },
      ];
    });
  }

  async *statements(options: StatementOptions): AsyncIterable<Statement> {
    for (const { members } of sweepStatements(this.state.index, options)) {
      const statement = this.statement(members, null);
      if (statement) yield statement;
    }
  }

  private statement(matches: readonly VersionMatch[], asked: number | null): Statement | null {
    const members = matches.flatMap((match): (StatementMember & { id: number })[] => {
      const at = this.state.passages[match.passage];
      if (!at) return [];
      const quote = quoteOf(at.row.analysed, at.passage);
      const speaker =
        quote?.speaker == null ? null : this.speakerOf(at.row.record.uri, at.row.record.index, quote.speaker);
      return [
        {
          id: match.passage,
          article: at.row.record,
          start: at.passage.start,
          end: at.passage.end,
          role: at.passage.role,
          kind: quote?.kind ?? null,
          speaker: speaker && { id: speaker.id, name: speaker.name },
          score: match.score,
          grade: match.grade,
          copies: [],
        },
      ];
    });
    members.sort(
      (a, b) =>
        Number(b.id === asked) - Number(a.id === asked) ||
        compare(a.article.outlet ?? '', b.article.outlet ?? '') ||
        compare(a.article.date ?? '', b.article.date ?? '') ||
        compare(a.article.uri, b.article.uri) ||
        a.start - b.start,
    );
    if (new Set(members.map(({ article }) => `${article.uri}#${article.index}`)).size < 2) return null;
    const original = chooseOriginal(
      members.map((member) => {
        const text = this.files.get(member.article.uri)?.file.text ?? '';
        return {
          outlet: member.article.outlet,
          date: member.article.date,
          genre: member.article.genre,
          credit: member.article.credit,
          kind: member.kind as QuoteKind | null,
          words: tokenise(text, member).words,
          namedSources: [],
        };
      }),
    );
    const first = [...members].sort((a, b) => compare(a.article.uri, b.article.uri) || a.start - b.start)[0]!;
    return {
      id: `${first.article.uri}#${first.start}`,
      speaker: members.find(({ speaker }) => speaker !== null)?.speaker ?? null,
      original,
      members: members.map(({ id: _, ...member }) => member),
    };
  }

  private get state() {
    if (this.built) return this.built;
    const registry = new SpeakerRegistry([...this.files.values()][0]?.context.settings.speakers ?? []);
    const rows: Row[] = [];
    const passages: { row: Row; passage: Passage }[] = [];
    const inputs: ArticleInput[] = [];
    let fileNumber = 0;
    for (const uri of [...this.files.keys()].sort()) {
      const { file } = this.files.get(uri)!;
      for (const analysed of file.articles) {
        const { article, extraction } = analysed;
        const record: ArticleRecord = {
          uri,
          index: article.index,
          start: article.start,
          end: article.end,
          headline: article.headline?.value ?? null,
          outlet: article.outlet?.value ?? null,
          date: article.date?.value ?? null,
          byline: article.byline?.value ?? null,
          credit: article.credit?.value ?? null,
          language: article.language,
          genre: article.genre,
          quoteCount: extraction.quotes.length,
        };
        const row = { record, analysed, text: file.text };
        rows.push(row);
        registry.add({
          uri,
          index: article.index,
          date: record.date,
          speakers: extraction.speakers,
          quoteCounts: extraction.speakers.map(
            (_, i) => extraction.quotes.filter((quote) => quote.speaker === i).length,
          ),
        });
        for (const passage of article.passages) passages.push({ row, passage });
        inputs.push({
          file: fileNumber,
          outlet: record.outlet,
          date: record.date,
          credit: record.credit,
          language: record.language,
          genre: record.genre,
          passages: article.passages.map((passage) => ({
            text: file.text.slice(passage.start, passage.end),
            role: passage.role,
            quotes: passageQuotes(file.text, passage, analysed),
          })),
        });
      }
      fileNumber++;
    }
    this.built = { index: new MemoryPassageIndex(inputs), rows, passages, registry };
    return this.built;
  }
}

/** The quotes of an article cut to one passage, in token indices. */
function passageQuotes(text: string, passage: Span, { extraction }: AnalysedArticle): PassageQuote[] {
  const tokens = tokenise(text, passage);
  return extraction.quotes.flatMap((quote): PassageQuote[] => {
    const parts = quote.content.filter((part) => overlapLength(part, passage) > 0);
    if (parts.length === 0) return [];
    const { start, end } = hull(parts);
    const from = tokens.starts.findIndex((at) => at >= start);
    const to = tokens.starts.filter((at) => at < end).length;
    if (from < 0 || to <= from) return [];
    const speaker = quote.speaker === null ? undefined : extraction.speakers[quote.speaker];
    return [
      {
        kind: quote.kind,
        mode: quote.mode,
        speaker: speaker?.name ?? null,
        isFullName: speaker?.isFullName ?? false,
        from,
        to,
      },
    ];
  });
}

/** The quote that covers most of a passage. */
function quoteOf({ extraction }: AnalysedArticle, passage: Span) {
  let best: (typeof extraction.quotes)[number] | null = null;
  let most = 0;
  for (const quote of extraction.quotes) {
    const length = quote.content.reduce((sum, part) => sum + overlapLength(part, passage), 0);
    if (length > most) [best, most] = [quote, length];
  }
  return best;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
