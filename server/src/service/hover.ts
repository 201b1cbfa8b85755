import type { CancellationToken } from '../base/cancellation';
import { alignPair } from '../collation/alignPair';
import type { Grade } from '../collation/versions';
import type { ArticleRecord, CorpusReader, SpeakerRecord, Statement } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { flatten } from './displayText';
import { locate } from './locate';

/** A run of words that the versions share, or in which they differ. */
export interface MarkedRun {
  readonly text: string;
  readonly differs: boolean;
}

/** A parallel version as the hover shows it. */
export interface HoverVersion {
  readonly article: ArticleRecord;
  readonly span: Span;
  readonly speaker: string | null;
  readonly grade: Grade;
  readonly kind: string | null;
  readonly isOriginal: boolean;
  /** How many near-identical copies of this version's article are folded into it. */
  readonly copyCount: number;
  readonly runs: readonly MarkedRun[];
}

/** Who a name, pronoun or source is. */
export interface HoverSpeaker {
  readonly record: SpeakerRecord;
  readonly title: string | null;
  /** Where the speaker is named in full in this file, or else in the corpus. */
  readonly introduced: { readonly uri: string; readonly span: Span; readonly text: string } | null;
}

/** What a hover shows; plain data, nothing escaped yet. */
export interface HoverContent {
  readonly span: Span;
  readonly speaker: HoverSpeaker | null;
  readonly versions: readonly HoverVersion[];
  /** Versions that did not fit. */
  readonly moreCount: number;
  readonly original: {
    readonly isHere: boolean;
    readonly name: string;
    readonly reason: string;
    readonly confidence: number;
  } | null;
}

const maxVersionLength = 420;

/** The hover at an offset with at most `maxVersions` versions, or null where there is nothing to show. */
export async function hover(
  uri: string,
  offset: number,
  reader: CorpusReader,
  maxVersions: number,
  token: CancellationToken,
): Promise<HoverContent | null> {
  const file = await reader.analysedFile(uri);
  const place = file && locate(file, offset);
  if (file === null || place === null) return null;
  const speaker =
    place.speaker === null ? null : await describeSpeaker(uri, place.article.article.index, place.speaker, reader);
  const statement = reader.statementAt(uri, offset, { includePossible: false }, token);
  if (statement === null && speaker === null) return null;
  const here = statement?.members[0];
  const versions =
    statement === null || here === undefined
      ? []
      : await describeVersions(statement, file.text.slice(here.start, here.end), reader, maxVersions);
  const span =
    speaker !== null && place.mention !== null && versions.length === 0
      ? place.mention
      : (here ?? place.passage ?? place.mention ?? { start: offset, end: offset });
  return {
    span: { start: span.start, end: span.end },
    speaker,
    versions: versions.slice(0, maxVersions),
    moreCount: Math.max(0, versions.length - maxVersions),
    original: statement === null ? null : describeOriginal(statement),
  };
}

async function describeVersions(
  statement: Statement,
  hereText: string,
  reader: CorpusReader,
  maxVersions: number,
): Promise<HoverVersion[]> {
  const others = statement.members
    .map((member, index) => ({ member, index }))
    .filter(({ index }) => index > 0)
    .sort((a, b) => b.member.score - a.member.score || a.index - b.index);
  // Prints of one text stand behind the best of them: forty papers with one agency's report are one confirmation.
  const foldedInto = new Map<number, number>();
  for (const { member, index } of others) {
    if (foldedInto.has(index)) continue;
    for (const copy of member.copies)
      if (copy > 0 && copy !== index && !foldedInto.has(copy)) foldedInto.set(copy, index);
  }
  const countOf = (index: number) => [...foldedInto.values()].filter((into) => into === index).length;
  const described: HoverVersion[] = [];
  for (const { member, index } of others) {
    if (foldedInto.has(index)) continue;
    // Only what is shown needs its text; the rest is counted.
    const text = described.length < maxVersions ? ((await reader.readText(member.article.uri)) ?? '') : '';
    described.push({
      article: member.article,
      span: { start: member.start, end: member.end },
      speaker: member.speaker?.name ?? null,
      grade: member.grade,
      kind: member.kind,
      isOriginal: statement.original?.member === index,
      copyCount: countOf(index),
      runs: text === '' ? [] : markDifferences(text.slice(member.start, member.end), hereText),
    });
  }
  return described;
}

/** Cuts `version` into runs of words that `here` has too and words that it does not, bounded in length. */
export function markDifferences(version: string, here: string): MarkedRun[] {
  const runs: MarkedRun[] = [];
  let length = 0;
  const push = (text: string, differs: boolean) => {
    if (text === '' || length > maxVersionLength) return;
    length += text.length;
    const cut =
      length > maxVersionLength
        ? text.slice(0, Math.max(0, text.length - (length - maxVersionLength))).replace(/\s+\S*$/, '') + '…'
        : text;
    const last = runs.at(-1);
    if (last && last.differs === differs) runs[runs.length - 1] = { text: last.text + cut, differs };
    else runs.push({ text: cut, differs });
  };
  let at = 0;
  for (const { start, end } of alignPair(version, here).a) {
    push(spaced(version.slice(at, start)), false);
    push(spaced(version.slice(start, end)), true);
    at = end;
  }
  push(spaced(version.slice(at)), false);
  return runs;
}

/** Flattened text that keeps one space at an edge that had some, so that runs can be joined. */
function spaced(text: string): string {
  const flat = flatten(text);
  if (flat === '') return /\s/u.test(text) ? ' ' : '';
  return (/^\s/u.test(text) ? ' ' : '') + flat + (/\s$/u.test(text) ? ' ' : '');
}

function describeOriginal(statement: Statement): HoverContent['original'] {
  const { original } = statement;
  const member = original && statement.members[original.member];
  if (!original || !member) return null;
  return {
    isHere: original.member === 0,
    name: member.article.outlet ?? member.article.credit ?? member.article.headline ?? '?',
    reason: original.reason,
    confidence: original.confidence,
  };
}

async function describeSpeaker(
  uri: string,
  articleIndex: number,
  speakerIndex: number,
  reader: CorpusReader,
): Promise<HoverSpeaker | null> {
  const record = reader.speakerOf(uri, articleIndex, speakerIndex);
  const file = await reader.analysedFile(uri);
  const local = file?.articles[articleIndex]?.extraction.speakers[speakerIndex];
  if (record === null || file === null || local === undefined) return null;
  if (local.introduced !== null && local.isFullName)
    return {
      record,
      title: local.title,
      introduced: { uri, span: local.introduced, text: around(file.text, local.introduced) },
    };
  const introduction = reader.introductionOf(record.id);
  const text = introduction && (await reader.readText(introduction.article.uri));
  return {
    record,
    title: local.title,
    introduced:
      introduction && text
        ? { uri: introduction.article.uri, span: introduction, text: around(text, introduction) }
        : null,
  };
}

/** The words around a span, cut at line ends: enough to see how somebody is introduced. */
function around(text: string, span: Span): string {
  const from = Math.max(text.lastIndexOf('\n', span.start - 1) + 1, span.start - 80);
  const lineEnd = text.indexOf('\n', span.end);
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, span.end + 80);
  return `${from > 0 && text[from - 1] !== '\n' ? '…' : ''}${flatten(text.slice(from, to))}${to < text.length && text[to] !== '\n' ? '…' : ''}`;
}
