import type { Extraction } from '../quotation/quoteTypes';
import type { Span } from '../text/span';
import { jsonLine, oneLine, terminalSafe, type Command } from './command';
import { UsageError } from './environment';

/** `quotes PATH…`: every quotation with source, cue, content and speaker. */
export const quotesCommand: Command = {
  name: 'quotes',
  summary: 'every quotation with its speaker',
  help: `usage: variorum quotes PATH… [--format jsonl]

Finds every quotation in the files and folders named: who speaks (source, speaker),
the words that introduce it (cue) and what is said (content).

  variorum quotes news/                     readable, one quotation a paragraph
  variorum quotes news/ --format jsonl      one JSON object a line, with offsets

Kinds: direct (all in quotation marks), indirect (reported), mixed.
Modes: said, thought (beliefs, knowledge), intended (plans, wishes).
`,
  options: {},
  async run(paths, _options, format, environment) {
    if (paths.length === 0) throw new UsageError('quotes: name at least one file or folder');
    const corpus = await environment.loadCorpus(paths);
    const uris = [...corpus.reader.uris()].map((uri) => ({ uri, path: corpus.pathOf(uri) }));
    uris.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    for (const { uri, path } of uris) {
      const file = await corpus.reader.analysedFile(uri);
      if (file === null) continue;
      const roles = (spans: readonly Span[]) => {
        const parts = spans.map(({ start, end }) => ({ start, end, text: file.text.slice(start, end) }));
        return parts.length === 0 ? null : parts.length === 1 ? parts[0]! : parts;
      };
      const rows = file.articles.flatMap(({ article, extraction }) =>
        extraction.quotes.map((quote) => {
          const speaker = quote.speaker === null ? null : corpus.reader.speakerOf(uri, article.index, quote.speaker);
          return {
            path,
            article: article.index,
            kind: quote.kind,
            mode: quote.mode,
            // One id across the corpus; the name as this article has it where it has the full one.
            speaker: speaker && { id: speaker.id, name: ownName(extraction, quote.speaker) ?? speaker.name },
            source: roles(quote.source),
            cue: roles(quote.cue),
            content: quote.content.map(({ start, end }) => ({ start, end, text: file.text.slice(start, end) })),
            via: quote.via && { ...quote.via, text: file.text.slice(quote.via.start, quote.via.end) },
            confidence: Number(quote.confidence.toFixed(3)),
          };
        }),
      );
      rows.sort((a, b) => firstStart(a) - firstStart(b));
      if (rows.length === 0) continue;
      await environment.write(
        format === 'jsonl'
          ? rows.map(jsonLine).join('')
          : terminalSafe(
              `${path}\n` +
                rows
                  .map(
                    (row) =>
                      `  ${row.speaker?.name ?? 'unnamed'} (${row.kind}${row.mode === 'said' ? '' : `, ${row.mode}`}): ` +
                      `${oneLine(row.content.map((part) => part.text).join(' … '), 300)}\n`,
                  )
                  .join(''),
            ),
      );
    }
  },
};

function ownName(extraction: Extraction, speaker: number | null): string | null {
  const own = speaker === null ? undefined : extraction.speakers[speaker];
  return own?.isFullName === true ? own.name : null;
}

function firstStart(row: {
  readonly source: { start: number } | readonly { start: number }[] | null;
  readonly content: readonly { start: number }[];
}): number {
  return row.content[0]?.start ?? 0;
}
