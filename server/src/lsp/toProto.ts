import type { Location, Position, Range } from 'vscode-languageserver';
import { lineStarts, offsetAt, positionAt } from '../text/lineIndex';
import type { Span } from '../text/span';

/** Turns offsets of one text into LSP positions. */
export interface Lines {
  readonly starts: readonly number[];
}

/** Turns offsets of one text into LSP positions and back. */
export interface LineMap extends Lines {
  readonly text: string;
}

/** Reads the line ends of a text: linear. */
export function lineMapOf(text: string): LineMap {
  return { text, starts: lineStarts(text) };
}

/** The LSP position of an offset. */
export function toPosition(map: Lines, offset: number): Position {
  return positionAt(map.starts, offset);
}

/** The LSP range of a span. */
export function toRange(map: Lines, span: Span): Range {
  return { start: toPosition(map, span.start), end: toPosition(map, span.end) };
}

/** The LSP location of a span in a file. */
export function toLocation(map: Lines, uri: string, span: Span): Location {
  return { uri, range: toRange(map, span) };
}

/** The offset of an LSP position. */
export function fromPosition(map: LineMap, position: Position): number {
  return offsetAt(map.text, map.starts, position.line, position.character);
}

/** The span of an LSP range. */
export function fromRange(map: LineMap, range: Range): Span {
  return { start: fromPosition(map, range.start), end: fromPosition(map, range.end) };
}

/** A link to a place in a file, safe inside a Markdown destination: `file:///a.txt#L3,5`. */
export function toLink(uri: string, span: Span, map: Lines): string {
  const { line, character } = toPosition(map, span.start);
  return `${uri.replace(/[()<>\s\\]/g, (found) => `%${found.charCodeAt(0).toString(16).padStart(2, '0')}`)}#L${line + 1},${character + 1}`;
}
