/** Children of a node, which lie in one cache line. */
export const FAN_BITS = 4;
const FAN = 1 << FAN_BITS;

/**
 * Where the nodes of a tree over the pages of a heap lie in an array: all levels one behind the
 * other, the pages first, one root last. Each level starts at a multiple of the fan and is padded
 * to one, so that every node has all its children.
 */
export class TreeShape {
  /** Where each level starts. */
  readonly starts: readonly number[];
  /** How many nodes there are, the root included. */
  readonly nodes: number;

  constructor(pages: number) {
    const starts: number[] = [];
    let width = pages;
    let end = 0;
    do {
      starts.push(end);
      end += Math.ceil(width / FAN) * FAN;
      width = Math.ceil(width / FAN);
    } while (width > 1);
    starts.push(end);
    this.starts = starts;
    this.nodes = end + 1;
  }

  /** The level of the root. */
  get top(): number {
    return this.starts.length - 1;
  }
}

/** How many there are in each page: a node is the sum of its children. */
export class CountTree {
  readonly nodes: Int32Array;

  constructor(private readonly shape: TreeShape) {
    this.nodes = new Int32Array(shape.nodes);
  }

  /** Adds `count`, which may be negative, to a page. */
  add(page: number, count: number): void {
    const { nodes } = this;
    const { starts } = this.shape;
    let node = page;
    for (let level = 0; level < starts.length; level++) {
      nodes[starts[level] + node] += count;
      node >>>= FAN_BITS;
    }
  }

  /** Moves one from a page to another. */
  move(from: number, to: number): void {
    const { nodes } = this;
    const { starts } = this.shape;
    let left = from;
    let right = to;
    for (let level = 0; left !== right; level++) {
      nodes[starts[level] + left]--;
      nodes[starts[level] + right]++;
      left >>>= FAN_BITS;
      right >>>= FAN_BITS;
    }
  }

  /** The sum over the pages before `page`. */
  before(page: number): number {
    const { nodes } = this;
    const { starts } = this.shape;
    let sum = 0;
    let node = page;
    for (let level = 0; level < starts.length; level++) {
      const end = starts[level] + node;
      for (let at = end - (node & (FAN - 1)); at < end; at++) sum += nodes[at];
      node >>>= FAN_BITS;
    }
    return sum;
  }

  clear(): void {
    this.nodes.fill(0);
  }
}

/** One value for each page: a node is the largest of its children. */
export class MaxTree {
  readonly nodes: Int32Array;

  constructor(private readonly shape: TreeShape) {
    this.nodes = new Int32Array(shape.nodes);
  }

  /** Makes the value of a page at least `value`. */
  raise(page: number, value: number): void {
    const { nodes } = this;
    const { starts } = this.shape;
    let node = page;
    for (let level = 0; level < starts.length && nodes[starts[level] + node] < value; level++) {
      nodes[starts[level] + node] = value;
      node >>>= FAN_BITS;
    }
  }

  /** Makes the value of a page `value`. */
  set(page: number, value: number): void {
    const { nodes } = this;
    const { starts } = this.shape;
    const before = nodes[page];
    if (value >= before) return this.raise(page, value);
    nodes[page] = value;
    let node = page;
    for (let level = 1; level < starts.length; level++) {
      node >>>= FAN_BITS;
      const at = starts[level] + node;
      // Another child is larger: nothing changes from here up.
      if (nodes[at] !== before) return;
      const first = starts[level - 1] + (node << FAN_BITS);
      let largest = 0;
      for (let child = first; child < first + FAN; child++) {
        // As arithmetic: which of two is larger no processor predicts.
        const more = nodes[child] - largest;
        largest += more & ~(more >> 31);
      }
      if (largest === before) return;
      nodes[at] = largest;
    }
  }

  /** The first page at or after `from` whose value is at least `value` (1 or more), or -1. */
  firstFrom(from: number, value: number): number {
    const { nodes } = this;
    const { starts } = this.shape;
    let node = from;
    let level = 0;
    // Up and to the right, until a subtree begins here that holds the answer.
    for (; level < starts.length - 1; level++) {
      const first = starts[level] + node;
      if (first >= starts[level + 1]) return -1;
      const end = first + FAN - (node & (FAN - 1));
      let at = first;
      while (at < end && nodes[at] < value) at++;
      node += at - first;
      if (at < end) break;
      node >>>= FAN_BITS;
    }
    if (level === starts.length - 1 && (node > 0 || nodes[starts[level]] < value)) return -1;
    while (level > 0) {
      level--;
      node <<= FAN_BITS;
      const start = starts[level];
      while (nodes[start + node] < value) node++;
    }
    return node;
  }

  clear(): void {
    this.nodes.fill(0);
  }
}
