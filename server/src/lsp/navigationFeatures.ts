import {
  DocumentHighlightKind,
  MarkupKind,
  SymbolKind,
  type Connection,
  type Definition,
  type DefinitionLink,
  type Hover,
} from 'vscode-languageserver';
import { hover } from '../service/hover';
import { definition, documentHighlights, references } from '../service/navigation';
import { findSymbols } from '../service/symbols';
import type { FeatureTools } from './featureTools';
import { renderHover, renderPlainHover } from './markdown';
import { fromPosition, toLocation, toRange } from './toProto';

/** Hover, go to source, versions, highlights, symbols. Each handler reads, asks the service and converts. */
export function registerNavigationFeatures(connection: Connection, tools: FeatureTools): void {
  connection.onHover(
    tools.guard('hover', null, async ({ textDocument: { uri }, position }, token): Promise<Hover | null> => {
      const map = await tools.lineMaps.get(uri);
      const content =
        map &&
        (await hover(uri, fromPosition(map, position), tools.reader(), tools.settings().hoverMaxVersions, token));
      if (!map || !content) return null;
      const client = tools.client();
      const range = toRange(map, content.span);
      if (!client.markdown)
        return { contents: { kind: MarkupKind.PlainText, value: renderPlainHover(content, tools.messages()) }, range };
      const uris = content.versions.map(({ article }) => article.uri);
      if (content.speaker?.introduced) uris.push(content.speaker.introduced.uri);
      const showAll = client.commands.has('variorum.showVersions')
        ? `command:variorum.showVersions?${encodeURIComponent(JSON.stringify([uri, position]))}`
        : null;
      const value = renderHover(content, { showAll, lineMaps: await tools.lineMaps.lines(uris) }, tools.messages());
      return { contents: { kind: MarkupKind.Markdown, value }, range };
    }),
  );

  connection.onDefinition(
    tools.guard(
      'definition',
      null,
      async ({ textDocument: { uri }, position }, token): Promise<Definition | DefinitionLink[] | null> => {
        const map = await tools.lineMaps.get(uri);
        const found = map && (await definition(uri, fromPosition(map, position), tools.reader(), token));
        if (!map || !found) return null;
        const locations = await tools.toLocations(found.targets);
        if (!tools.client().linkSupport) return locations;
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
    tools.guard(
      'references',
      [],
      async ({ textDocument: { uri }, position, context: { includeDeclaration } }, token) => {
        const map = await tools.lineMaps.get(uri);
        return map
          ? tools.toLocations(
              await references(uri, fromPosition(map, position), includeDeclaration, tools.reader(), token),
            )
          : [];
      },
    ),
  );

  connection.onDocumentHighlight(
    tools.guard('highlight', [], async ({ textDocument: { uri }, position }, token) => {
      const map = await tools.lineMaps.get(uri);
      if (!map) return [];
      const spans = await documentHighlights(uri, fromPosition(map, position), tools.reader(), token);
      return spans.map((span) => ({ range: toRange(map, span), kind: DocumentHighlightKind.Text }));
    }),
  );

  connection.onWorkspaceSymbol(
    tools.guard('symbols', [], async ({ query }, token) => {
      const symbols = await findSymbols(query, tools.reader(), token);
      // Where a file begins is known without reading it.
      const maps = await tools.lineMaps.lines(symbols.flatMap(({ uri, span }) => (span.end === 0 ? [] : [uri])));
      const origin = { line: 0, character: 0 };
      return symbols.flatMap(({ name, container, type, uri, span }) => {
        const map = maps.get(uri);
        if (map === undefined && span.end > 0) return [];
        const location = map ? toLocation(map, uri, span) : { uri, range: { start: origin, end: origin } };
        return { name, containerName: container, kind: symbolKinds[type], location };
      });
    }),
  );
}

const symbolKinds = {
  quote: SymbolKind.String,
  speaker: SymbolKind.Class,
  outlet: SymbolKind.Package,
  headline: SymbolKind.File,
} as const;
