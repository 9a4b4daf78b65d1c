import { Bitmap } from './bitmap';

/** Bytes of a unit, as a power of two: every block starts at one. */
const UNIT_BITS = 3;

/**
 * The free blocks of a long list as one bit for each place where a block can be, and nothing of
 * their sizes: enough for whoever only follows operations whose results are known, who needs the
 * neighbours of a block but no search.
 */
export class Marks {
  /** How many free blocks there are. */
  count = 0;
  private readonly blocks: Bitmap;

  constructor(heapSize: number) {
    this.blocks = new Bitmap(Math.ceil(heapSize / 2 ** UNIT_BITS));
  }

  add(block: number): void {
    this.blocks.add(block >> UNIT_BITS);
    this.count++;
  }

  remove(block: number): void {
    this.blocks.remove(block >> UNIT_BITS);
    this.count--;
  }

  /** The last free block before `offset`, or -1 (NONE). */
  before(offset: number): number {
    const unit = this.blocks.before(offset >> UNIT_BITS);
    return unit < 0 ? -1 : unit << UNIT_BITS;
  }

  clear(): void {
    this.blocks.clear();
    this.count = 0;
  }
}
