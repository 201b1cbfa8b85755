import { packColumns, unpackColumns } from '../base/columnFile';

/** Bumped with every change of the layout below; segments of another format are rebuilt. */
export const segmentFormat = 4;

const magic = 0x47455356;

/**
 * The columns of a segment, in the order in which they lie in it. Fixed-width columns are read in place; `…Blob`
 * columns hold varints and are found by the offsets of a neighbouring column.
 */
export const columns = [
  'stringOffsets',
  'stringBlob',
  'fileStrings',
  'fileStates',
  'fileLines',
  'lineBlob',
  'fileArticles',
  'articlePassages',
  'articleFields',
  'articleQuotes',
  'quoteBlob',
  'speakerOffsets',
  'speakerBlob',
  'passageStarts',
  'passageEnds',
  'passageRoles',
  'passageOffsets',
  'passageBlob',
  'stemIds',
  'stemOffsets',
  'stemPassages',
  'stemArticles',
  'postingBlob',
] as const;

export type Column = (typeof columns)[number];

/** Lays columns out in one buffer. */
export function packSegment(parts: Record<Column, ArrayBufferView>): SharedArrayBuffer {
  return packColumns(magic, segmentFormat, columns, parts);
}

/** Where each column of a segment lies, or a word on why the buffer is none. */
export function unpackSegment(buffer: ArrayBufferLike) {
  return unpackColumns(magic, segmentFormat, columns, buffer);
}
