/** Reads what {@link ByteWriter} wrote. A cursor over shared bytes; nothing is copied. */
export class ByteReader {
  constructor(
    private readonly bytes: Uint8Array,
    public position = 0,
  ) {}

  byte(): number {
    return this.bytes[this.position++] ?? 0;
  }

  varint(): number {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.bytes[this.position++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
      shift += 7;
    }
  }

  zigzag(): number {
    const value = this.varint();
    return (value >>> 1) ^ -(value & 1);
  }
}

/** Decodes the code units between two offsets into a string. */
export function decodeCodeUnits(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  let position = start;
  // In runs: adding letter by letter would leave a rope of small pieces behind every long string.
  while (position < end) {
    let length = 0;
    while (position < end && length < unitRun.length) {
      const byte = bytes[position++] ?? 0;
      if (byte < 0x80) {
        unitRun[length++] = byte;
        continue;
      }
      const second = bytes[position++] ?? 0;
      let unit = (byte & 0x7f) | ((second & 0x7f) << 7);
      if (second >= 0x80) unit |= (bytes[position++] ?? 0) << 14;
      unitRun[length++] = unit;
    }
    const run = String.fromCharCode.apply(null, unitRun.subarray(0, length) as unknown as number[]);
    text = text === '' ? run : text + run;
  }
  return text;
}

const unitRun = new Uint16Array(1024);
