/**
 * A table of rows of signed bytes of which some are summed, column by column: the first layer of a network whose inputs are
 * on or off.
 */
export interface RowSums {
  /** Where the caller writes the hashes of the rows to be summed, at most 256; their upper bits say which. */
  readonly hashes: Int32Array;
  /** The columns' sums after {@link RowSums.add}. */
  readonly sums: Int16Array;
  /** Sums the rows of the first `count` hashes. */
  add(count: number): void;
}

/** Hashes that there is room for: so many signed bytes fit a sum of two bytes. */
export const maxSummedRows = 256;

/**
 * Makes a table ready: in a WebAssembly module of some two hundred bytes that adds eight columns at once, or in JavaScript
 * where there is none, with the same sums. `width`, the columns, is a multiple of eight; rows are 2^`rowBits`.
 */
export function rowSums(rows: Int8Array, rowBits: number, width: number): RowSums {
  try {
    return vectorSums(rows, rowBits, width);
  } catch {
    // No WebAssembly, no vectors in it, or no memory for it here.
    return plainSums(rows, rowBits, width);
  }
}

/** {@link rowSums} without WebAssembly. */
export function plainSums(rows: Int8Array, rowBits: number, width: number): RowSums {
  const hashes = new Int32Array(maxSummedRows);
  const sums = new Int16Array(width);
  const shift = 32 - rowBits;
  return {
    hashes,
    sums,
    add: (count) => {
      sums.fill(0);
      for (let k = 0; k < count; k++) {
        const from = (hashes[k]! >>> shift) * width;
        for (let column = 0; column < width; column++) sums[column]! += rows[from + column]!;
      }
    },
  };
}

const sumsAt = 4 * maxSummedRows;
/** The first page of memory holds hashes and sums. */
const pageSize = 65_536;

/** {@link rowSums} in WebAssembly; throws where that is missing. */
export function vectorSums(rows: Int8Array, rowBits: number, width: number): RowSums {
  const pages = 1 + Math.ceil(rows.length / pageSize);
  const module = new WebAssembly.Module(sumModule(pages, 32 - rowBits, width));
  const { memory, add } = new WebAssembly.Instance(module).exports as {
    memory: WebAssembly.Memory;
    add: (count: number) => void;
  };
  new Int8Array(memory.buffer, pageSize, rows.length).set(rows);
  return {
    hashes: new Int32Array(memory.buffer, 0, maxSummedRows),
    sums: new Int16Array(memory.buffer, sumsAt, width),
    add,
  };
}

/** Codes of the WebAssembly binary format (W3C, WebAssembly Core Specification 2.0, chapter 5). */
const Op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  br: [0x0c],
  brIf: [0x0d],
  get: [0x20],
  set: [0x21],
  load: [0x28, 2],
  i32: [0x41],
  ge: [0x4f],
  plus: [0x6a],
  times: [0x6c],
  shl: [0x74],
  shr: [0x76],
  /** Loads eight signed bytes as numbers of two. */
  load8x8: [0xfd, 0x01, 0],
  store128: [0xfd, 0x0b, 4],
  add16x8: [0xfd, 0x8e, 0x01],
} as const;

/**
 * A module with a memory of so many pages and `add(count)`, as text:
 * for each of the first `count` numbers at 0: row = (number >>> shift) * width; sums += the row's columns, eight by eight.
 */
function sumModule(pages: number, shift: number, width: number): Uint8Array<ArrayBuffer> {
  const [count, end, at, row] = [0, 1, 2, 3];
  const columns = Array.from({ length: width / 8 }, (_, i) => i);
  const sum = (i: number) => row + 1 + i;
  const body = [
    // Locals: three numbers of 32 bits, then the vectors.
    ...[2, 3, 0x7f, columns.length, 0x7b],
    ...[...Op.get, count, ...Op.i32, 2, ...Op.shl, ...Op.set, end],
    ...[...Op.block, ...Op.loop],
    ...[...Op.get, at, ...Op.get, end, ...Op.ge, ...Op.brIf, 1],
    ...[...Op.get, at, ...Op.load, 0, ...Op.i32, ...signed(shift), ...Op.shr],
    ...[...Op.i32, ...signed(width), ...Op.times, ...Op.set, row],
    ...columns.flatMap((i) => [
      ...[...Op.get, sum(i), ...Op.get, row, ...Op.load8x8, ...unsigned(pageSize + 8 * i)],
      ...[...Op.add16x8, ...Op.set, sum(i)],
    ]),
    ...[...Op.get, at, ...Op.i32, 4, ...Op.plus, ...Op.set, at],
    ...[...Op.br, 0, ...Op.end, ...Op.end],
    ...columns.flatMap((i) => [...Op.i32, 0, ...Op.get, sum(i), ...Op.store128, ...unsigned(sumsAt + 16 * i)]),
    ...Op.end,
  ];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, 0x7f, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...named('memory'), 2, 0, ...named('add'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function named(name: string): number[] {
  return [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))];
}

/** A number in groups of seven bits, the lowest first (LEB128). */
function unsigned(n: number): number[] {
  return n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...unsigned(n >>> 7)];
}

/** The same for numbers that may be negative, as constants are written; these here never are. */
function signed(n: number): number[] {
  return n < 0x40 ? [n] : [(n & 0x7f) | 0x80, ...signed(n >>> 7)];
}
