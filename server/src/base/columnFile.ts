import { checksum } from './hash';

const headerWords = 4;

/** Where the columns of a buffer lie. */
export interface ColumnFile<Column extends string> {
  /** Of all that is in it. */
  readonly checksum: number;
  bytesOf(column: Column): { readonly offset: number; readonly length: number };
}

/**
 * Lays columns out in one buffer: magic, format, checksum, column count, (offset, bytes) of each, then the columns, each
 * at a multiple of eight bytes.
 */
export function packColumns<Column extends string>(
  magic: number,
  format: number,
  columns: readonly Column[],
  parts: Readonly<Record<Column, ArrayBufferView>>,
): SharedArrayBuffer {
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
  header[1] = format;
  header[3] = columns.length;
  header[2] = checksum(bytes.subarray(headerWords * 4));
  return buffer;
}

/** Where each column of {@link packColumns} lies, or a word on why the buffer is none. */
export function unpackColumns<Column extends string>(
  magic: number,
  format: number,
  columns: readonly Column[],
  buffer: ArrayBufferLike,
): ColumnFile<Column> | { readonly damage: string } {
  const bytes = new Uint8Array(buffer);
  if (buffer.byteLength < (headerWords + columns.length * 2) * 4 || buffer.byteLength % 8 !== 0)
    return { damage: 'cut short' };
  const header = new Uint32Array(buffer, 0, headerWords + columns.length * 2);
  if (header[0] !== magic) return { damage: 'something else' };
  if (header[1] !== format || header[3] !== columns.length) return { damage: 'of another format' };
  if (header[2] !== checksum(bytes.subarray(headerWords * 4))) return { damage: 'damaged' };
  return {
    checksum: header[2]!,
    bytesOf: (column) => {
      const index = columns.indexOf(column);
      return { offset: header[headerWords + index * 2]!, length: header[headerWords + index * 2 + 1]! };
    },
  };
}

function align(length: number): number {
  return (length + 7) & ~7;
}
