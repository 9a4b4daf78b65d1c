/** What was counted while a recording was read. */
export class Totals {
  alloc = 0;
  free = 0;
  realloc = 0;
  /** Calls that got nothing. */
  failed = 0;
  freeNull = 0;
  /** Frees of what was not live: never allocated in the recording, or freed before. */
  freeUnknown = 0;
  /** Allocations at an address, or under an id, that was live. */
  allocOverLive = 0;
  liveBlocks = 0;
  liveBytes = 0;
  peakBytes = 0;
  /** The most that the live blocks took in the simulated heap, overhead included. */
  peakFootprint = 0;
  private footprint = 0;

  /** Everything that people are told, by name. */
  get counts() {
    const { alloc, free, realloc, failed, freeNull, freeUnknown, allocOverLive } = this;
    const { liveBlocks, liveBytes, peakBytes } = this;
    return {
      alloc,
      free,
      realloc,
      failed,
      freeNull,
      freeUnknown,
      allocOverLive,
      liveBlocks,
      liveBytes,
      peakBytes,
    };
  }

  /** A block of so many bytes is there. */
  grow(size: number, footprint: number): void {
    this.liveBlocks++;
    this.liveBytes += size;
    this.footprint += footprint;
    if (this.liveBytes > this.peakBytes) this.peakBytes = this.liveBytes;
    if (this.footprint > this.peakFootprint) this.peakFootprint = this.footprint;
  }

  /** It is gone. */
  shrink(size: number, footprint: number): void {
    this.liveBlocks--;
    this.liveBytes -= size;
    this.footprint -= footprint;
  }
}
