/** Children of a node. */
const FAN = 8;
const FAN_BITS = 3;

/** One value for each page, and the first page whose value is large enough in a few steps. */
export class MaxTree {
  /** Level 0 has the pages' values; a node of level k + 1 the largest of FAN of level k. */
  private readonly levels: Int32Array[] = [];

  constructor(pages: number) {
    let nodes = pages;
    this.levels.push(new Int32Array(nodes));
    while (nodes > 1) {
      nodes = Math.ceil(nodes / FAN);
      this.levels.push(new Int32Array(nodes));
    }
  }

  /** Sets the value of a page, 0 or more. */
  set(page: number, value: number): void {
    const { levels } = this;
    let node = page;
    let before = levels[0][page];
    let now = value;
    levels[0][page] = value;
    for (let up = 1; up < levels.length && now !== before; up++) {
      const parent = node >>> FAN_BITS;
      const largest = levels[up][parent];
      // Smaller than the largest before and after: nothing above changes.
      if (now < largest && before < largest) return;
      const next = now > largest ? now : this.largestChild(up, parent);
      levels[up][parent] = next;
      node = parent;
      before = largest;
      now = next;
    }
  }

  /** The first page whose value is at least `value`, or -1. */
  first(value: number): number {
    const { levels } = this;
    const top = levels.length - 1;
    if (levels[top][0] < value) return -1;
    let node = 0;
    for (let level = top - 1; level >= 0; level--) {
      node <<= FAN_BITS;
      const values = levels[level];
      while (values[node] < value) node++;
    }
    return node;
  }

  clear(): void {
    for (const level of this.levels) level.fill(0);
  }

  private largestChild(level: number, node: number): number {
    const values = this.levels[level - 1];
    const end = Math.min((node + 1) << FAN_BITS, values.length);
    let largest = 0;
    for (let child = node << FAN_BITS; child < end; child++) {
      if (values[child] > largest) largest = values[child];
    }
    return largest;
  }
}
