const HALF = 2 ** 32;

/** A run of blocks in address order, measured from where it begins. */
export class PieceOfAddresses {
  /** Up to the end of the block that reaches furthest. */
  length = 0;

  /**
   * @param first the place of its first block in the order
   * @param high of the address where it begins, with `low`
   */
  constructor(
    readonly first: number,
    private readonly high: number,
    private readonly low: number,
  ) {}

  get address(): bigint {
    return BigInt(this.high) * BigInt(HALF) + BigInt(this.low);
  }

  /** Adds a block; returns how far from the beginning it is. */
  add(high: number, low: number, extent: number): number {
    const from = (high - this.high) * HALF + (low - this.low);
    this.length = Math.max(this.length, from + extent);
    return from;
  }
}
