import {
  DocumentHighlightKind,
  FoldingRangeKind,
  InlayHintKind,
  MarkupKind,
  SymbolKind,
  type CodeLens,
  type Connection,
  type Definition,
  type DefinitionLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type Location,
  type SelectionRange,
} from 'vscode-languageserver';
import type { AnalysedFile } from '../corpus/analyseFile';
import type { CorpusReader } from '../corpus/corpusTypes';
import {
  statementAtRequest,
  statementsOfFileRequest,
  type StatementAtParams,
  type StatementsOfFileParams,
} from '../protocol';
import { hover } from '../service/hover';
import { definition, documentHighlights, references, type FileSpan } from '../service/navigation';
import { outline, type OutlineItem } from '../service/outline';
import { folds, hints, lenses, selectionChain, semanticSpans, semanticTokenTypes } from '../service/readingAids';
import { statementItem, statementsOfFile } from '../service/statementItems';
import { findSymbols } from '../service/symbols';
import { guarded } from './errorBoundary';
import { LineMaps } from './lineMaps';
import { renderHover, renderPlainHover } from './markdown';
import { fromPosition, fromRange, toLocation, toPosition, toRange, type LineMap } from './toProto';

/** What the handlers may ask of the session. */
export interface FeatureContext {
  readonly reader: () => CorpusReader;
  readonly settings: () => {
    readonly codeLens: boolean;
    readonly inlayHints: boolean;
    readonly includePossible: boolean;
  };
  /** What the client said it can do. */
  readonly client: () => {
    readonly markdown: boolean;
    readonly linkSupport: boolean;
    readonly commands: ReadonlySet<string>;
  };
  readonly onError: (message: string) => void;
}

/** Registers the handlers that answer from the corpus. Each is a few lines: read, ask the service, convert. */
export function registerFeatures(connection: Connection, context: FeatureContext): void {
  const lineMaps = new LineMaps(context.reader);
  const guard = guarded(context.onError);

  /** The analysis and line ends of a file, or null where the corpus does not know it. */
  async function open(uri: string): Promise<{ file: AnalysedFile; map: LineMap } | null> {
    const file = await context.reader().analysedFile(uri);
    const map = file && (await lineMaps.get(uri));
    return file && map && { file, map };
  }

  async function toLocations(spans: readonly FileSpan[]): Promise<Location[]> {
    const maps = await lineMaps.all(spans.map(({ uri }) => uri));
    return spans.flatMap(({ uri, span }) => {
      const map = maps.get(uri);
      return map === undefined ? [] : [toLocation(map, uri, span)];
    });
  }

  connection.onHover(
    guard('hover', null, async ({ textDocument: { uri }, position }, token): Promise<Hover | null> => {
      const map = await lineMaps.get(uri);
      const content = map && (await hover(uri, fromPosition(map, position), context.reader(), token));
      if (!map || !content) return null;
      const client = context.client();
      const range = toRange(map, content.span);
      if (!client.markdown)
        return { contents: { kind: MarkupKind.PlainText, value: renderPlainHover(content) }, range };
      const uris = content.versions.map(({ article }) => article.uri);
      if (content.speaker?.introduced) uris.push(content.speaker.introduced.uri);
      const showAll = client.commands.has('variorum.showVersions')
        ? `command:variorum.showVersions?${encodeURIComponent(JSON.stringify([uri, position]))}`
        : null;
      const value = renderHover(content, { showAll, lineMaps: await lineMaps.all(uris) });
      return { contents: { kind: MarkupKind.Markdown, value }, range };
    }),
  );

  connection.onDefinition(
    guard(
      'definition',
      null,
      async ({ textDocument: { uri }, position }, token): Promise<Definition | DefinitionLink[] | null> => {
        const map = await lineMaps.get(uri);
        const found = map && (await definition(uri, fromPosition(map, position), context.reader(), token));
        if (!map || !found) return null;
        const locations = await toLocations(found.targets);
        if (!context.client().linkSupport) return locations;
        return locations.map((location) => ({
          originSelectionRange: toRange(map, found.origin),
          targetUri: location.uri,
          targetRange: location.range,
          targetSelectionRange: location.range,
        }));
      },
    ),
  );

  connection.onReferences(
    guard('references', [], async ({ textDocument: { uri }, position, context: { includeDeclaration } }, token) => {
      const map = await lineMaps.get(uri);
      return map
        ? toLocations(await references(uri, fromPosition(map, position), includeDeclaration, context.reader(), token))
        : [];
    }),
  );

  connection.onDocumentHighlight(
    guard('highlight', [], async ({ textDocument: { uri }, position }, token) => {
      const map = await lineMaps.get(uri);
      if (!map) return [];
      const spans = await documentHighlights(uri, fromPosition(map, position), context.reader(), token);
      return spans.map((span) => ({ range: toRange(map, span), kind: DocumentHighlightKind.Text }));
    }),
  );

  connection.onDocumentSymbol(
    guard('outline', [], async ({ textDocument: { uri } }) => {
      const opened = await open(uri);
      return opened
        ? outline(opened.file, uri, context.reader()).map((item) => toDocumentSymbol(item, opened.map))
        : [];
    }),
  );

  connection.onWorkspaceSymbol(
    guard('symbols', [], async ({ query }, token) => {
      const symbols = await findSymbols(query, context.reader(), token);
      const maps = await lineMaps.all(symbols.map(({ uri }) => uri));
      return symbols.flatMap(({ name, container, type, uri, span }) => {
        const map = maps.get(uri);
        return map === undefined
          ? []
          : [{ name, containerName: container, kind: symbolKinds[type], location: toLocation(map, uri, span) }];
      });
    }),
  );

  connection.onFoldingRanges(
    guard('folding', [], async ({ textDocument: { uri } }): Promise<FoldingRange[]> => {
      const opened = await open(uri);
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
    guard('selection', [], async ({ textDocument: { uri }, positions }): Promise<SelectionRange[]> => {
      const opened = await open(uri);
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
    guard('lenses', [], async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
      if (!context.settings().codeLens) return [];
      const map = await lineMaps.get(uri);
      if (!map) return [];
      return lenses(uri, context.reader()).map((lens) => {
        const range = toRange(map, lens);
        const count = `${lens.versionCount} ${lens.versionCount === 1 ? 'version' : 'versions'}`;
        return {
          range,
          command: {
            title: lens.original === null ? count : `${count} · original: ${lens.original}`,
            command: context.client().commands.has('variorum.showVersions') ? 'variorum.showVersions' : '',
            arguments: [uri, toPosition(map, lens.start)],
          },
        };
      });
    }),
  );

  connection.languages.semanticTokens.on(
    guard('semantic tokens', { data: [] }, async ({ textDocument: { uri } }) => {
      const opened = await open(uri);
      return { data: opened ? encodeTokens(opened) : [] };
    }),
  );

  connection.languages.inlayHint.on(
    guard('inlay hints', [], async ({ textDocument: { uri }, range }) => {
      const opened = context.settings().inlayHints ? await open(uri) : null;
      if (!opened) return [];
      return hints(opened.file, uri, fromRange(opened.map, range), context.reader()).map(({ offset, name }) => ({
        position: toPosition(opened.map, offset),
        label: `[${name}]`,
        kind: InlayHintKind.Type,
        paddingLeft: true,
      }));
    }),
  );

  connection.onRequest(
    statementAtRequest,
    guard('statement', null, async ({ uri, position, includePossible }: StatementAtParams, token) => {
      const map = await lineMaps.get(uri);
      const options = { includePossible: includePossible ?? context.settings().includePossible };
      const statement = map && context.reader().statementAt(uri, fromPosition(map, position), options, token);
      if (!statement) return null;
      const maps = await lineMaps.all(statement.members.map(({ article }) => article.uri));
      return statementItem(statement, maps, toRange);
    }),
  );

  connection.onRequest(
    statementsOfFileRequest,
    guard('statements of a file', [], async ({ uri }: StatementsOfFileParams) => {
      const opened = await open(uri);
      return opened
        ? statementsOfFile(opened.file, uri, context.reader()).map(({ span, ...item }) => ({
            ...item,
            range: toRange(opened.map, span),
          }))
        : [];
    }),
  );
}

const symbolKinds = {
  quote: SymbolKind.String,
  speaker: SymbolKind.Class,
  outlet: SymbolKind.Package,
  headline: SymbolKind.File,
} as const;

function toDocumentSymbol(item: OutlineItem, map: LineMap): DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: item.type === 'article' ? SymbolKind.File : SymbolKind.String,
    range: toRange(map, item.span),
    selectionRange: toRange(map, item.selection),
    children: item.children.map((child) => toDocumentSymbol(child, map)),
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
