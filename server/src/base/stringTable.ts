import { decodeCodeUnits } from './byteReader';

/**
 * Strings with small integers for ids, in one byte heap found by open addressing: a `Map` of 350,000 strings takes 40 MB
 * and a second to fill at every start. Strings are never taken out.
 */
export class StringTable {
  /** How many strings there are: ids are `[0, size)`. */
  size = 0;
  private heap = new Uint8Array(1 << 16);
  private heapLength = 0;
  private starts = new Uint32Array(1024);
  private hashes = new Uint32Array(1024);
  private slots = new Int32Array(4096).fill(-1);

  /** A table of what {@link columns} gave: no string stands twice in there. */
  static of(heap: Uint8Array, starts: Uint32Array): StringTable {
    const table = new StringTable();
    table.reserve(starts.length, heap.length);
    table.heap.set(heap);
    table.heapLength = heap.length;
    table.size = starts.length;
    table.starts.set(starts);
    const { slots, hashes } = table;
    const mask = slots.length - 1;
    for (let id = 0; id < starts.length; id++) {
      const hash = hashBytes(heap, starts[id]!, id + 1 < starts.length ? starts[id + 1]! : heap.length);
      hashes[id] = hash;
      let slot = hash & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    return table;
  }

  /** Makes room for so many more strings of so many bytes together. */
  reserve(count: number, bytes: number): void {
    this.makeRoom(bytes);
    const size = this.size + count;
    if (size > this.starts.length) {
      this.starts = longer(this.starts, size + (size >> 3));
      this.hashes = longer(this.hashes, this.starts.length);
    }
    let { length } = this.slots;
    while (length < size * 2) length *= 2;
    if (length > this.slots.length) this.rehash(length);
  }

  /** The id of a string, a new one where it is not there. */
  idOf(text: string): number {
    const hash = hashString(text);
    const slot = this.slotOf(text, hash);
    const id = this.slots[slot]!;
    return id >= 0 ? id : this.add(text, hash, slot);
  }

  /** The id of a string, or -1 where it is not there. */
  find(text: string): number {
    return this.slots[this.slotOf(text, hashString(text))]!;
  }

  /** The string of an id, made anew at each call. */
  text(id: number): string {
    return decodeCodeUnits(this.heap, this.starts[id]!, this.endOf(id));
  }

  /** All strings as they lie in the heap; good until the next one comes in. */
  columns(): { readonly bytes: Uint8Array; readonly starts: Uint32Array } {
    return { bytes: this.heap.subarray(0, this.heapLength), starts: this.starts };
  }

  /** Where a string ends in {@link columns}. */
  endOf(id: number): number {
    return id + 1 < this.size ? this.starts[id + 1]! : this.heapLength;
  }

  /** Adds a string as it lies in another table's heap; its id is `size`, unless the string is there already. */
  addBytes(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let id = this.slots[slot]!; id >= 0; id = this.slots[slot]!) {
      if (this.hashes[id] === hash && this.hasBytes(id, bytes, start, end)) return id;
      slot = (slot + 1) & mask;
    }
    this.makeRoom(end - start);
    const id = this.place(hash, slot);
    // Most strings are so short that a view on them takes longer than their bytes.
    const { heap } = this;
    let { heapLength } = this;
    for (let at = start; at < end; at++) heap[heapLength++] = bytes[at]!;
    this.heapLength = heapLength;
    return id;
  }

  /** Forgets all strings. */
  clear(): void {
    this.size = 0;
    this.heapLength = 0;
    this.slots.fill(-1);
  }

  private slotOf(text: string, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let id = this.slots[slot]!; id >= 0; id = this.slots[slot]!) {
      if (this.hashes[id] === hash && this.hasText(id, text)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private hasText(id: number, text: string): boolean {
    const { heap } = this;
    const end = this.endOf(id);
    let position = this.starts[id]!;
    for (let index = 0; index < text.length; index++) {
      if (position >= end) return false;
      let unit = heap[position++]!;
      if (unit >= 0x80) {
        const second = heap[position++]!;
        unit = (unit & 0x7f) | ((second & 0x7f) << 7);
        if (second >= 0x80) unit |= heap[position++]! << 14;
      }
      if (unit !== text.charCodeAt(index)) return false;
    }
    return position === end;
  }

  private hasBytes(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.starts[id]!;
    if (this.endOf(id) - own !== end - start) return false;
    for (let at = 0; at < end - start; at++) if (this.heap[own + at] !== bytes[start + at]) return false;
    return true;
  }

  private add(text: string, hash: number, slot: number): number {
    this.makeRoom(text.length * 3);
    const id = this.place(hash, slot);
    const { heap } = this;
    let position = this.heapLength;
    for (let index = 0; index < text.length; index++) {
      let unit = text.charCodeAt(index);
      while (unit > 0x7f) {
        heap[position++] = (unit & 0x7f) | 0x80;
        unit >>>= 7;
      }
      heap[position++] = unit;
    }
    this.heapLength = position;
    return id;
  }

  private place(hash: number, slot: number): number {
    const id = this.size++;
    if (id === this.starts.length) {
      this.starts = longer(this.starts, this.starts.length + (this.starts.length >> 1));
      this.hashes = longer(this.hashes, this.starts.length);
    }
    this.starts[id] = this.heapLength;
    this.hashes[id] = hash;
    this.slots[slot] = id;
    if (this.size * 2 > this.slots.length) this.rehash(this.slots.length * 2);
    return id;
  }

  private makeRoom(bytes: number): void {
    if (this.heapLength + bytes <= this.heap.length) return;
    const heap = new Uint8Array(Math.max(this.heapLength + bytes, this.heap.length + (this.heap.length >> 1)));
    heap.set(this.heap.subarray(0, this.heapLength));
    this.heap = heap;
  }

  private rehash(length: number): void {
    const slots = new Int32Array(length).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = this.hashes[id]! & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

function longer(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}

/** FNV-1a over code units, finished with a shift-multiply so that low bits depend on all. */
function hashString(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return finish(hash);
}

/** {@link hashString} of a string as it lies in a heap. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let position = start; position < end;) {
    let unit = bytes[position++]!;
    if (unit >= 0x80) {
      const second = bytes[position++]!;
      unit = (unit & 0x7f) | ((second & 0x7f) << 7);
      if (second >= 0x80) unit |= bytes[position++]! << 14;
    }
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return finish(hash);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
