/** Children of a node: a node and its siblings share a cache line or two. */
const FAN_BITS = 3;
const FAN = 1 << FAN_BITS;

/** One value for each page, and the first page whose value is large enough in a few steps. */
export class MaxTree {
  /** All levels one behind the other, the pages first; a node holds the largest of its children. */
  private readonly nodes: Int32Array;
  /** Where each level starts in `nodes`, and where the last one ends. */
  private readonly starts: readonly number[];

  constructor(pages: number) {
    const starts = [0];
    let width = pages;
    let end = width;
    while (width > 1) {
      width = Math.ceil(width / FAN);
      starts.push(end);
      end += width;
    }
    this.starts = [...starts, end];
    this.nodes = new Int32Array(end);
  }

  /** The value of a page. */
  value(page: number): number {
    return this.nodes[page];
  }

  /** Makes the value of a page at least `value`. */
  raise(page: number, value: number): void {
    const { nodes, starts } = this;
    let node = page;
    for (let level = 0; level < starts.length - 1 && nodes[starts[level] + node] < value; level++) {
      nodes[starts[level] + node] = value;
      node >>>= FAN_BITS;
    }
  }

  /** Makes the value of a page `value`. */
  set(page: number, value: number): void {
    const { nodes, starts } = this;
    const before = nodes[page];
    if (value > before) return this.raise(page, value);
    let now = value;
    nodes[page] = value;
    let node = page;
    for (let level = 1; level < starts.length - 1 && now !== before; level++) {
      node >>>= FAN_BITS;
      const at = starts[level] + node;
      // Another child is larger: nothing changes from here up.
      if (nodes[at] !== before) return;
      now = this.largestChild(level, node);
      nodes[at] = now;
    }
  }

  /** The first page at or after `from` whose value is at least `value` (1 or more), or -1. */
  firstFrom(from: number, value: number): number {
    const { nodes, starts } = this;
    const top = starts.length - 2;
    let node = from;
    let level = 0;
    // Up and to the right, until a subtree begins here that holds the answer.
    for (;;) {
      while ((node & (FAN - 1)) === 0 && level < top) {
        node >>>= FAN_BITS;
        level++;
      }
      if (starts[level] + node >= starts[level + 1]) return -1;
      if (nodes[starts[level] + node] >= value) break;
      node++;
    }
    while (level > 0) {
      level--;
      node <<= FAN_BITS;
      const start = starts[level];
      while (nodes[start + node] < value) node++;
    }
    return node;
  }

  private largestChild(level: number, node: number): number {
    const start = this.starts[level - 1] + (node << FAN_BITS);
    const end = Math.min(start + FAN, this.starts[level]);
    let largest = 0;
    for (let child = start; child < end; child++) {
      const value = this.nodes[child];
      if (value > largest) largest = value;
    }
    return largest;
  }
}
