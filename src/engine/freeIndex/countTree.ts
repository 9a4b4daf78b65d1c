/** Children of a node. */
const FAN_BITS = 3;
const FAN = 1 << FAN_BITS;

/** How many there are in each page, and how many in all the pages before one in a few steps. */
export class CountTree {
  /** Level 0 counts pages; a node of level k + 1 is the sum of FAN of level k. */
  private readonly levels: Int32Array[] = [];

  constructor(pages: number) {
    let width = pages;
    this.levels.push(new Int32Array(width));
    while (width > FAN) {
      width = Math.ceil(width / FAN);
      this.levels.push(new Int32Array(width));
    }
  }

  /** Adds `count`, which may be negative, to a page. */
  add(page: number, count: number): void {
    let node = page;
    for (const level of this.levels) {
      level[node] += count;
      node >>>= FAN_BITS;
    }
  }

  /** Moves one from a page to another. */
  move(from: number, to: number): void {
    let left = from;
    let right = to;
    for (const level of this.levels) {
      if (left === right) return;
      level[left]--;
      level[right]++;
      left >>>= FAN_BITS;
      right >>>= FAN_BITS;
    }
  }

  /** The sum over the pages before `page`. */
  before(page: number): number {
    let sum = 0;
    let node = page;
    for (const level of this.levels) {
      for (let sibling = node & ~(FAN - 1); sibling < node; sibling++) sum += level[sibling];
      node >>>= FAN_BITS;
    }
    return sum;
  }

  clear(): void {
    for (const level of this.levels) level.fill(0);
  }
}
