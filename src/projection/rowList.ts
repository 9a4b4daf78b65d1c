const FIRST = 64;

/** Rows that are only ever added: hundreds of thousands of them, without an object or a box each. */
export class RowList {
  private length = 0;
  private items = new Uint32Array(FIRST);

  push(row: number): void {
    if (this.length === this.items.length) {
      const items = new Uint32Array(2 * this.length);
      items.set(this.items);
      this.items = items;
    }
    this.items[this.length++] = row;
  }

  /** All of them. What is added later is not in it. */
  get rows(): Uint32Array {
    return this.items.subarray(0, this.length);
  }
}
