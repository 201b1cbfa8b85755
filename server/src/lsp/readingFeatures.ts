import {
  FoldingRangeKind,
  InlayHintKind,
  SymbolKind,
  type CodeLens,
  type Connection,
  type DocumentSymbol,
  type FoldingRange,
  type SelectionRange,
} from 'vscode-languageserver';
import type { AnalysedFile } from '../corpus/analyseFile';
import { shorten } from '../service/displayText';
import { outline, type OutlineItem } from '../service/outline';
import { folds, hints, lenses, selectionChain, semanticSpans, semanticTokenTypes } from '../service/readingAids';
import type { FeatureTools } from './featureTools';
import type { Messages } from './messages';
import { fromPosition, fromRange, toPosition, toRange, type LineMap } from './toProto';

/** Two lenses should fit side by side above a paragraph. */
const maxLensName = 36;

/** What helps to read one file: outline, folding, selection, lenses, colours, hints. */
export function registerReadingFeatures(connection: Connection, tools: FeatureTools): void {
  connection.onDocumentSymbol(
    tools.guard('outline', [], async ({ textDocument: { uri } }) => {
      const opened = await tools.open(uri);
      return opened
        ? outline(opened.file, uri, tools.reader()).map((item) => toDocumentSymbol(item, opened.map, tools.messages()))
        : [];
    }),
  );

  connection.onFoldingRanges(
    tools.guard('folding', [], async ({ textDocument: { uri } }): Promise<FoldingRange[]> => {
      const opened = await tools.open(uri);
      if (!opened) return [];
      return folds(opened.file)
        .map((fold) => ({ range: toRange(opened.map, fold), kind: fold.kind }))
        .filter(({ range }) => range.end.line > range.start.line)
        .map(({ range, kind }) => ({
          startLine: range.start.line,
          // A span that ends at a line's start does not take that line in.
          endLine: range.end.character === 0 ? range.end.line - 1 : range.end.line,
          kind: kind === 'boilerplate' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
        }))
        .filter(({ startLine, endLine }) => endLine > startLine);
    }),
  );

  connection.onSelectionRanges(
    tools.guard('selection', [], async ({ textDocument: { uri }, positions }): Promise<SelectionRange[]> => {
      const opened = await tools.open(uri);
      if (!opened) return [];
      return positions.map((position) => {
        const chain = selectionChain(opened.file, fromPosition(opened.map, position)).map((span) =>
          toRange(opened.map, span),
        );
        const outermost = chain.reduceRight<SelectionRange | undefined>(
          (parent, range) => ({ range, parent }),
          undefined,
        );
        return outermost ?? { range: { start: position, end: position } };
      });
    }),
  );

  connection.onCodeLens(
    tools.guard('lenses', [], async ({ textDocument: { uri } }, token): Promise<CodeLens[]> => {
      if (!tools.settings().codeLens) return [];
      const map = await tools.lineMaps.get(uri);
      if (!map) return [];
      await tools.reader().prepareVersionCounts(uri, token);
      return lenses(uri, tools.reader()).map((lens) => {
        const range = toRange(map, lens);
        const messages = tools.messages();
        return {
          range,
          command: {
            title:
              lens.original === null
                ? messages.versions(lens.versionCount)
                : messages.versionsAndOriginal(lens.versionCount, shorten(lens.original, maxLensName)),
            command: tools.client().commands.has('variorum.showVersions') ? 'variorum.showVersions' : '',
            arguments: [uri, toPosition(map, lens.start)],
          },
        };
      });
    }),
  );

  connection.languages.semanticTokens.on(
    tools.guard('semantic tokens', { data: [] }, async ({ textDocument: { uri } }) => {
      const opened = await tools.open(uri);
      return { data: opened ? encodeTokens(opened) : [] };
    }),
  );

  connection.languages.inlayHint.on(
    tools.guard('inlay hints', [], async ({ textDocument: { uri }, range }) => {
      const opened = tools.settings().inlayHints ? await tools.open(uri) : null;
      if (!opened) return [];
      return hints(opened.file, uri, fromRange(opened.map, range), tools.reader()).map(({ offset, name }) => ({
        position: toPosition(opened.map, offset),
        label: `[${name}]`,
        kind: InlayHintKind.Type,
        paddingLeft: true,
      }));
    }),
  );
}

function toDocumentSymbol(item: OutlineItem, map: LineMap, messages: Messages): DocumentSymbol {
  const { about } = item;
  const detail =
    about.type === 'article'
      ? [about.outlet, about.date]
      : [messages.kinds[about.kind], about.versionCount > 0 ? messages.versions(about.versionCount) : null];
  return {
    name: item.name,
    detail: detail.filter((part) => part !== null).join(' · '),
    kind: about.type === 'article' ? SymbolKind.File : SymbolKind.String,
    range: toRange(map, item.span),
    selectionRange: toRange(map, item.selection),
    children: item.children.map((child) => toDocumentSymbol(child, map, messages)),
  };
}

/** LSP's relative five-number encoding; tokens may not span lines, so a span over several is cut. */
function encodeTokens({ file, map }: { file: AnalysedFile; map: LineMap }): number[] {
  const data: number[] = [];
  let lastLine = 0;
  let lastCharacter = 0;
  for (const span of semanticSpans(file)) {
    const type = semanticTokenTypes.indexOf(span.type);
    let start = span.start;
    let { line } = toPosition(map, start);
    while (start < span.end) {
      const lineStart = map.starts[line]!;
      const lineEnd = map.starts[line + 1] ?? map.text.length;
      let end = Math.min(span.end, lineEnd);
      while (end > start && (map.text[end - 1] === '\n' || map.text[end - 1] === '\r')) end--;
      if (end > start) {
        const character = start - lineStart;
        data.push(line - lastLine, line === lastLine ? character - lastCharacter : character, end - start, type, 0);
        lastLine = line;
        lastCharacter = character;
      }
      start = Math.max(lineEnd, start + 1);
      line++;
    }
  }
  return data;
}
