const chunkBytes = 1 << 16;

/**
 * Hands out small typed arrays as pieces of large ones. Each array of more than 64 bytes would else be an allocation of
 * its own outside of the heap, which for a sentence of thirty words costs several times its numbers. A chunk lives as
 * long as any piece of it: for things that are made together and dropped together.
 */
export class Arena {
  private ints = new Int32Array(0);
  private floats = new Float32Array(0);
  private bytes = new Uint8Array(0);
  private intsUsed = 0;
  private floatsUsed = 0;
  private bytesUsed = 0;

  /** `length` zeros. */
  int32(length: number): Int32Array {
    if (this.intsUsed + length > this.ints.length) {
      this.ints = new Int32Array(Math.max(chunkBytes >> 2, length));
      this.intsUsed = 0;
    }
    return this.ints.subarray(this.intsUsed, (this.intsUsed += length));
  }

  /** `length` zeros. */
  float32(length: number): Float32Array {
    if (this.floatsUsed + length > this.floats.length) {
      this.floats = new Float32Array(Math.max(chunkBytes >> 2, length));
      this.floatsUsed = 0;
    }
    return this.floats.subarray(this.floatsUsed, (this.floatsUsed += length));
  }

  /** `length` zeros. */
  uint8(length: number): Uint8Array {
    if (this.bytesUsed + length > this.bytes.length) {
      this.bytes = new Uint8Array(Math.max(chunkBytes, length));
      this.bytesUsed = 0;
    }
    return this.bytes.subarray(this.bytesUsed, (this.bytesUsed += length));
  }
}
