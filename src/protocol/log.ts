/** The debug log as the allocator keeps it. */
export interface LogView {
  /** What the ring holds, oldest first. The first line may be cut: the ring works in bytes. */
  readonly lines: readonly LogLine[];
  /** The oldest bytes of the first line are overwritten. */
  readonly isCut: boolean;
  /** Bytes in the ring, at most `capacity`. */
  readonly held: number;
  readonly capacity: number;
  /** Bytes ever written; those beyond `held` are overwritten. */
  readonly written: number;
  /** Where in the ring the next byte will be written. */
  readonly next: number;
}

export interface LogLine {
  readonly text: string;
  /** The event that wrote it; 0 for the line of `init`. */
  readonly event: number;
}
