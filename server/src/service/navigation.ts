import type { CancellationToken } from '../base/cancellation';
import type { CorpusReader } from '../corpus/corpusTypes';
import { hull, overlapLength, type Span } from '../text/span';
import { locate } from './locate';

/** A span in a file. */
export interface FileSpan {
  readonly uri: string;
  readonly span: Span;
}

const strip = ({ start, end }: Span): Span => ({ start, end });

/**
 * Go to source. On a source, name or pronoun: where the speaker is first named in full. Elsewhere: the original version;
 * where that is undetermined, all other versions, so that the reader can choose. The origin is what the answer is about.
 */
export async function definition(
  uri: string,
  offset: number,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<{ readonly origin: Span; readonly targets: readonly FileSpan[] } | null> {
  const file = await reader.analysedFile(uri);
  const place = file && locate(file, offset);
  if (file === null || place === null) return null;
  const { speaker, article } = place;
  if (speaker !== null) {
    const origin = place.mention ?? hull(place.quote?.source ?? [{ start: offset, end: offset }]);
    const local = article.extraction.speakers[speaker];
    if (local?.introduced && local.isFullName)
      return { origin: strip(origin), targets: [{ uri, span: local.introduced }] };
    const record = reader.speakerOf(uri, article.article.index, speaker);
    const introduction = record && reader.introductionOf(record.id);
    if (introduction)
      return { origin: strip(origin), targets: [{ uri: introduction.article.uri, span: strip(introduction) }] };
    if (local?.introduced) return { origin: strip(origin), targets: [{ uri, span: local.introduced }] };
  }
  const statement = reader.statementAt(uri, offset, { includePossible: false }, token);
  const here = statement?.members[0];
  if (!statement || !here) return null;
  const original = statement.original && statement.members[statement.original.member];
  const targets = original ? [original] : statement.members.slice(1);
  return {
    origin: strip(here),
    targets: targets.map((member) => ({ uri: member.article.uri, span: strip(member) })),
  };
}

/** A list of references is read from so many files as it is long; nobody reads forty thousand. */
const maxQuotesListed = 500;

/**
 * On a quote's source: all quotes of the speaker, of somebody with more than {@link maxQuotesListed} those of about the
 * same time. Elsewhere: all versions of the statement, the one asked from only with `includeDeclaration`. A name outside
 * every statement counts as its speaker.
 */
export async function references(
  uri: string,
  offset: number,
  includeDeclaration: boolean,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<FileSpan[]> {
  const file = await reader.analysedFile(uri);
  const place = file && locate(file, offset);
  if (file === null || place === null) return [];
  const statement = reader.statementAt(uri, offset, { includePossible: false }, token);
  if (place.speaker !== null && (place.isOnSource || statement === null)) {
    const record = reader.speakerOf(uri, place.article.article.index, place.speaker);
    if (record !== null)
      return reader
        .quotesOfSpeaker(record.id, { count: maxQuotesListed, near: place.article.article.date?.value ?? null })
        .map((quote) => ({ uri: quote.article.uri, span: hull(quote.content) }));
  }
  return (statement?.members ?? [])
    .slice(includeDeclaration ? 0 : 1)
    .map((member) => ({ uri: member.article.uri, span: strip(member) }));
}

/** The same speaker's mentions and quotes, or the same statement's versions, in this file. */
export async function documentHighlights(
  uri: string,
  offset: number,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Span[]> {
  const file = await reader.analysedFile(uri);
  const place = file && locate(file, offset);
  if (file === null || place === null) return [];
  if (place.speaker !== null) {
    const { mentions, quotes } = place.article.extraction;
    const sources = quotes.filter((quote) => quote.speaker === place.speaker).flatMap((quote) => quote.source);
    const spans: Span[] = mentions.filter((mention) => mention.speaker === place.speaker).map(strip);
    for (const source of sources) if (!spans.some((span) => overlapLength(span, source) > 0)) spans.push(strip(source));
    return spans.sort((a, b) => a.start - b.start);
  }
  const statement = reader.statementAt(uri, offset, { includePossible: false }, token);
  return (statement?.members ?? []).filter((member) => member.article.uri === uri).map(strip);
}
