/** A growing byte buffer with the variable-length integers and strings of the index format. */
export class ByteWriter {
  private buffer: Uint8Array;
  length = 0;

  constructor(initialCapacity = 1024) {
    this.buffer = new Uint8Array(initialCapacity);
  }

  /** The bytes written so far, as a view that the next write may invalidate. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = value;
  }

  /** Writes a non-negative integer below 2³² in 7-bit groups, lowest first. */
  varint(value: number): void {
    if (this.length + 5 > this.buffer.length) this.grow(5);
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.length++] = rest;
  }

  /** Writes a signed 32-bit integer: small magnitudes take few bytes. */
  zigzag(value: number): void {
    this.varint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  /** Writes the UTF-16 code units of a string as varints, without a length: any string survives, lone surrogates too. */
  codeUnits(text: string): void {
    for (let index = 0; index < text.length; index++) this.varint(text.charCodeAt(index));
  }

  private grow(extra: number): void {
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + extra));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

/** A string as {@link ByteWriter.codeUnits} writes it. */
export function encodeCodeUnits(text: string): Uint8Array {
  const writer = new ByteWriter(text.length * 3 + 5);
  writer.codeUnits(text);
  return writer.bytes();
}
