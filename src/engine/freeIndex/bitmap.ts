/** The lowest set bit of a word that is not 0. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** The highest set bit of a word that is not 0. */
function highestBit(word: number): number {
  return 31 - Math.clz32(word);
}

/**
 * A set of whole numbers below a bound, as bits, with a summary bit for every 32 of them, and so on
 * up: the neighbours of a number are found in as many steps as there are levels (at most six).
 */
export class Bitmap {
  /** Level 0 has a bit for each number; level k + 1 one for each word of level k. */
  private readonly levels: Int32Array[] = [];

  constructor(bound: number) {
    let words = bound;
    do {
      words = Math.ceil(words / 32);
      this.levels.push(new Int32Array(words));
    } while (words > 1);
  }

  add(number: number): void {
    const { levels } = this;
    let bit = number;
    for (let up = 0; up < levels.length; up++) {
      const level = levels[up];
      const before = level[bit >>> 5];
      level[bit >>> 5] = before | (1 << (bit & 31));
      if (before !== 0) return;
      bit >>>= 5;
    }
  }

  remove(number: number): void {
    const { levels } = this;
    let bit = number;
    for (let up = 0; up < levels.length; up++) {
      const level = levels[up];
      const after = level[bit >>> 5] & ~(1 << (bit & 31));
      level[bit >>> 5] = after;
      if (after !== 0) return;
      bit >>>= 5;
    }
  }

  /** The largest number in the set below `number`, or -1. */
  before(number: number): number {
    const { levels } = this;
    let bit = number;
    for (let up = 0; up < levels.length; up++) {
      const below = levels[up][bit >>> 5] & ((1 << (bit & 31)) - 1);
      if (below !== 0) {
        bit = (bit & ~31) | highestBit(below);
        for (let down = up - 1; down >= 0; down--) bit = bit * 32 + highestBit(levels[down][bit]);
        return bit;
      }
      bit >>>= 5;
    }
    return -1;
  }

  /** The smallest number in the set above `number`, or -1. */
  after(number: number): number {
    const { levels } = this;
    let bit = number;
    for (let up = 0; up < levels.length; up++) {
      const above = levels[up][bit >>> 5] & (-2 << (bit & 31));
      if (above !== 0) {
        bit = (bit & ~31) | lowestBit(above);
        for (let down = up - 1; down >= 0; down--) bit = bit * 32 + lowestBit(levels[down][bit]);
        return bit;
      }
      bit >>>= 5;
    }
    return -1;
  }

  /** Empties the set. */
  clear(): void {
    for (const level of this.levels) level.fill(0);
  }
}
