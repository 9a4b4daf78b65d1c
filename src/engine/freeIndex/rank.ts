/**
 * How many are in the places before a place: a binary indexed tree of counts.
 * (Fenwick, A New Data Structure for Cumulative Frequency Tables, 1994.)
 */
export class Rank {
  private readonly tree: Int32Array;

  constructor(places: number) {
    this.tree = new Int32Array(places + 1);
  }

  /** Adds to the count at a place. */
  add(place: number, count: number): void {
    const { tree } = this;
    for (let i = place + 1; i < tree.length; i += i & -i) tree[i] += count;
  }

  /** The sum of the counts at the places before `place`. */
  before(place: number): number {
    let sum = 0;
    for (let i = place; i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  clear(): void {
    this.tree.fill(0);
  }
}
