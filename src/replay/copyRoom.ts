import type { Kernel } from '../engine/heapKernel';
import type { HeapReader } from '../engine/heapReader';

/** Units of the image, and blocks of the live table, that are packed or unpacked at once. */
export const UNITS_AT_ONCE = 2 ** 17;
export const BLOCKS_AT_ONCE = 2 ** 16;

// Where the parts begin in the kernel's room, in bytes: `engine/kernel/copies.ts`.
const HALVES = UNITS_AT_ONCE / 4;
const OTHERS = HALVES + 2 * UNITS_AT_ONCE;
const TAGS = 6 * BLOCKS_AT_ONCE;
const WIDE = TAGS + 4 * BLOCKS_AT_ONCE;

/** The room of a heap's kernel through which its copies go, as arrays. */
export interface CopyRoom {
  readonly kernel: Kernel;
  /** Of a packed image. */
  readonly kinds: Uint8Array;
  readonly halves: Uint16Array;
  readonly others: Int32Array;
  /** Of a packed live table. */
  readonly liveHalves: Uint16Array;
  readonly tags: Int32Array;
  readonly wide: Int32Array;
}

/** @throws Error for a heap that workers share, which nobody copies */
export function copyRoomOf({ memory: { kernel } }: HeapReader): CopyRoom {
  if (kernel === undefined) throw new Error('A heap that workers share is not copied.');
  const { buffer } = kernel.memory;
  // WebAssembly knows no sign, and JavaScript gives one to what it returns.
  const at = kernel.copyRoom() >>> 0;
  return {
    kernel,
    kinds: new Uint8Array(buffer, at, UNITS_AT_ONCE / 4),
    halves: new Uint16Array(buffer, at + HALVES, UNITS_AT_ONCE),
    others: new Int32Array(buffer, at + OTHERS, 2 * UNITS_AT_ONCE),
    liveHalves: new Uint16Array(buffer, at, 3 * BLOCKS_AT_ONCE),
    tags: new Int32Array(buffer, at + TAGS, BLOCKS_AT_ONCE),
    wide: new Int32Array(buffer, at + WIDE, 3 * BLOCKS_AT_ONCE),
  };
}
