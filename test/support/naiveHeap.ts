// The heap model in its plainest form: an array of block objects in address order, no bytes, every
// question answered by looking at all of them. Written from the text of the model, not from the
// engine; the engine's tests compare the two after every operation.

export interface NaiveOptions {
  readonly size: number;
  readonly base: number;
  readonly layout: 'rounded' | 'reference';
  readonly policy: 'first-fit' | 'next-fit' | 'best-fit' | 'worst-fit';
  readonly reallocInPlace: boolean;
}

/** A header of 16 bytes at offset `start`, then `size` bytes. Free while `live` is null. */
export interface NaiveBlock {
  start: number;
  size: number;
  live: { user: number; requested: number; tag: number } | null;
}

/** What the heap has done so far: the counters that cannot be read off the blocks. */
export interface NaiveHistory {
  splits: number;
  coalesces: number;
  searches: number;
  failures: number;
  visitedLast: number;
  visitedMax: number;
  visitedTotal: number;
  lostBytes: number;
  peakLiveBytes: number;
  highWater: number;
}

export class NaiveHeap {
  blocks: NaiveBlock[];
  /** Where next fit goes on: a free block, or null for the first one. */
  rover: NaiveBlock | null = null;
  readonly history: NaiveHistory = {
    splits: 0,
    coalesces: 0,
    searches: 0,
    failures: 0,
    visitedLast: 0,
    visitedMax: 0,
    visitedTotal: 0,
    lostBytes: 0,
    peakLiveBytes: 0,
    highWater: 0,
  };

  constructor(readonly options: NaiveOptions) {
    this.blocks = [{ start: 0, size: options.size - 16, live: null }];
  }

  clone(): NaiveHeap {
    const copy = new NaiveHeap(this.options);
    copy.blocks = structuredClone(this.blocks);
    copy.rover = copy.blocks.find((block) => block.start === this.rover?.start) ?? null;
    Object.assign(copy.history, this.history);
    return copy;
  }

  freeBlocks(): NaiveBlock[] {
    return this.blocks.filter((block) => block.live === null);
  }

  liveBlocks(): NaiveBlock[] {
    return this.blocks.filter((block) => block.live !== null);
  }

  blockAt(user: number): NaiveBlock | undefined {
    return this.blocks.find((block) => block.live?.user === user);
  }

  /** Where an allocation would lie in a block, and how many of its bytes it would take. */
  placement(block: NaiveBlock, size: number, align: number) {
    const raw = this.options.base + block.start + 16 + 8;
    const padding = Math.ceil(raw / align) * align - raw;
    const exact = 8 + padding + size;
    const consumed = this.options.layout === 'rounded' ? Math.ceil(exact / 8) * 8 : exact;
    return {
      padding,
      consumed,
      user: block.start + 16 + 8 + padding,
      fits: block.size >= consumed,
    };
  }

  /** The free blocks in the order in which the policy looks at them. */
  searchOrder(): NaiveBlock[] {
    const free = this.freeBlocks();
    const first = this.options.policy === 'next-fit' && this.rover ? free.indexOf(this.rover) : 0;
    return [...free.slice(first), ...free.slice(0, first)];
  }

  /** The block that the policy takes, if any, and how many it looked at. */
  choose(size: number, align: number): { block: NaiveBlock | undefined; visited: number } {
    const order = this.searchOrder();
    const fitting = order.filter((block) => this.placement(block, size, align).fits);
    const { policy } = this.options;
    if (policy === 'first-fit' || policy === 'next-fit') {
      const [block] = fitting;
      return { block, visited: block ? order.indexOf(block) + 1 : order.length };
    }
    const sizes = fitting.map((block) => block.size);
    const wanted = policy === 'best-fit' ? Math.min(...sizes) : Math.max(...sizes);
    return { block: fitting.find((block) => block.size === wanted), visited: order.length };
  }

  /** @returns the user offset, or null */
  alloc(size: number, align: number, tag: number): number | null {
    if (!isPowerOfTwo(align)) return null;
    const { block, visited } = this.choose(size, align);
    const { history } = this;
    history.searches++;
    history.visitedLast = visited;
    history.visitedTotal += visited;
    history.visitedMax = Math.max(history.visitedMax, visited);
    if (block === undefined) {
      history.failures++;
      return null;
    }
    const { user, consumed } = this.placement(block, size, align);
    this.take(block, consumed, { user, requested: size, tag });
    this.rover = this.freeAfter(block);
    return user;
  }

  /** @returns false if `user` is no live block's user offset */
  free(user: number): boolean {
    const block = this.blockAt(user);
    if (block === undefined) return false;
    block.live = null;
    const index = this.blocks.indexOf(block);
    this.mergeIfTouching(block, this.blocks[index + 1]);
    this.mergeIfTouching(this.blocks[index - 1], block);
    return true;
  }

  /** @returns the user offset, or null; the old block then stays as it was (unless size is 0) */
  realloc(user: number | null, size: number, align: number, tag: number): number | null {
    if (user === null) return this.alloc(size, align, tag);
    const block = this.blockAt(user);
    if (block === undefined) return null;
    if (size === 0) {
      this.free(user);
      return null;
    }
    if (this.options.reallocInPlace && this.resizeInPlace(block, size, align, tag)) return user;
    const moved = this.alloc(size, align, tag);
    if (moved !== null) this.free(user);
    return moved;
  }

  /**
   * A realloc that stays: the block and a free block that touches its end count as one, from which
   * as much is taken as an allocation at that user address would take.
   */
  private resizeInPlace(block: NaiveBlock, size: number, align: number, tag: number): boolean {
    const { user } = block.live!;
    if (!isPowerOfTwo(align) || (this.options.base + user) % align !== 0) return false;
    const exact = user + size - block.start - 16;
    const consumed = this.options.layout === 'rounded' ? Math.ceil(exact / 8) * 8 : exact;
    const after = this.blocks[this.blocks.indexOf(block) + 1];
    const joins = touching(block, after) && after.live === null;
    if (consumed > block.size + (joins ? 16 + after.size : 0)) return false;
    block.live = null;
    this.mergeIfTouching(block, after);
    this.take(block, consumed, { user, requested: size, tag });
    return true;
  }

  /** Cuts a free block if the rest can be a block, and makes it live. */
  private take(block: NaiveBlock, consumed: number, live: NonNullable<NaiveBlock['live']>): void {
    const remaining = block.size - consumed;
    const end = block.start + 16 + consumed;
    const start = Math.ceil(end / 8) * 8;
    const lost = start - end;
    if (remaining >= 32 && remaining >= lost + 16) {
      const rest: NaiveBlock = { start, size: remaining - lost - 16, live: null };
      this.blocks.splice(this.blocks.indexOf(block) + 1, 0, rest);
      block.size = consumed;
      this.history.splits++;
      this.history.lostBytes += lost;
    }
    block.live = live;
    if (this.rover === block) this.rover = this.freeAfter(block);
    const { history } = this;
    history.peakLiveBytes = Math.max(history.peakLiveBytes, this.liveBytes());
    history.highWater = Math.max(history.highWater, block.start + 16 + block.size);
  }

  private mergeIfTouching(left: NaiveBlock | undefined, right: NaiveBlock | undefined): void {
    if (!left || !right || left.live || right.live || !touching(left, right)) return;
    left.size += 16 + right.size;
    this.blocks.splice(this.blocks.indexOf(right), 1);
    if (this.rover === right) this.rover = left;
    this.history.coalesces++;
  }

  private freeAfter(block: NaiveBlock): NaiveBlock | null {
    return this.freeBlocks().find((each) => each.start > block.start) ?? null;
  }

  liveBytes(): number {
    return sum(this.liveBlocks().map((block) => block.live!.requested));
  }
}

/** Whether no byte lies between two blocks. */
function touching(left: NaiveBlock, right: NaiveBlock | undefined): right is NaiveBlock {
  return right !== undefined && left.start + 16 + left.size === right.start;
}

function isPowerOfTwo(align: number): boolean {
  if (!Number.isSafeInteger(align) || align <= 0) return false;
  return (BigInt(align) & (BigInt(align) - 1n)) === 0n;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
