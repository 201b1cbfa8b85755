/** Growing columns of 32-bit numbers that have one length; new numbers are 0. */
export class Columns<Name extends string> {
  columns: Record<Name, Int32Array>;

  constructor(private readonly names: readonly Name[]) {
    this.columns = this.make(() => new Int32Array(256));
  }

  /** The columns, with room up to `index` and including it. */
  upTo(index: number): Record<Name, Int32Array> {
    const [first] = this.names;
    const length = first === undefined ? 0 : this.columns[first].length;
    if (index >= length) {
      const old = this.columns;
      const larger = Math.max(index + 1, length + (length >> 1));
      this.columns = this.make((name) => {
        const column = new Int32Array(larger);
        column.set(old[name]);
        return column;
      });
    }
    return this.columns;
  }

  private make(columnOf: (name: Name) => Int32Array): Record<Name, Int32Array> {
    return Object.fromEntries(this.names.map((name) => [name, columnOf(name)])) as Record<Name, Int32Array>;
  }
}
