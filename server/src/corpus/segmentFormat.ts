import { checksum } from '../base/hash';

/** Bumped with every change of the layout below; segments of another format are rebuilt. */
export const segmentFormat = 2;

const magic = 0x47455356;
const headerWords = 4;

/**
 * The columns of a segment, in the order in which they lie in it. Fixed-width columns are read in place; `…Blob`
 * columns hold varints and are found by the offsets of a neighbouring column.
 */
export const columns = [
  'stringOffsets',
  'stringBlob',
  'fileStrings',
  'fileStates',
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

/** Lays columns out in one buffer: magic, format, checksum, column count, (offset, bytes) of each, then the columns. */
export function packSegment(parts: Record<Column, ArrayBufferView>): SharedArrayBuffer {
  const headerBytes = align((headerWords + columns.length * 2) * 4);
  let total = headerBytes;
  for (const column of columns) total += align(parts[column].byteLength);
  const buffer = new SharedArrayBuffer(total);
  const header = new Uint32Array(buffer, 0, headerWords + columns.length * 2);
  const bytes = new Uint8Array(buffer);
  let offset = headerBytes;
  columns.forEach((column, index) => {
    const part = parts[column];
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    header[headerWords + index * 2] = offset;
    header[headerWords + index * 2 + 1] = part.byteLength;
    offset += align(part.byteLength);
  });
  header[0] = magic;
  header[1] = segmentFormat;
  header[3] = columns.length;
  header[2] = checksum(bytes.subarray(headerWords * 4));
  return buffer;
}

/** Where each column of a segment lies, or a word on why the buffer is none. */
export function unpackSegment(
  buffer: ArrayBufferLike,
): { readonly bytesOf: (column: Column) => { offset: number; length: number } } | { readonly damage: string } {
  const bytes = new Uint8Array(buffer);
  if (buffer.byteLength < (headerWords + columns.length * 2) * 4 || buffer.byteLength % 8 !== 0)
    return { damage: 'cut short' };
  const header = new Uint32Array(buffer, 0, headerWords + columns.length * 2);
  if (header[0] !== magic) return { damage: 'not a segment' };
  if (header[1] !== segmentFormat || header[3] !== columns.length) return { damage: 'of another format' };
  if (header[2] !== checksum(bytes.subarray(headerWords * 4))) return { damage: 'damaged' };
  return {
    bytesOf: (column) => {
      const index = columns.indexOf(column);
      return { offset: header[headerWords + index * 2]!, length: header[headerWords + index * 2 + 1]! };
    },
  };
}

function align(length: number): number {
  return (length + 7) & ~7;
}
