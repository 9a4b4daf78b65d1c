import type { HeapConfig } from './config';
import { POLICIES } from './policies';

/**
 * Everything a heap is, in one buffer, so that the same engine runs over an ArrayBuffer or over a
 * SharedArrayBuffer that several workers have attached to, and so that one list of overwritten
 * cells is enough to take any step back.
 *
 *   control   32 int32 counters (`Counter`), then 8 float64 numbers (`Quantity`)
 *   log       the 4 KiB ring of the debug log
 *   live      three int32 per live block, at the slots of the 8-byte units of its header and back
 *             pointer: ~requested size, user offset, tag. Zero everywhere else. A block spans at
 *             least 24 bytes, so that its three slots are never another block's. Only the first
 *             is negative: a stale pointer can lead to any slot, and must not find a block there.
 *   image     the heap's bytes
 */
export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  /** The whole buffer as int32 cells. */
  readonly cells: Int32Array;
  readonly counters: Int32Array;
  readonly quantities: Float64Array;
  readonly log: Uint8Array;
  readonly live: Int32Array;
  /** The heap image as int32 words, rounded up to 8 bytes. */
  readonly words: Int32Array;
  /** The heap image as bytes, exactly the heap's size. */
  readonly bytes: Uint8Array;
}

export const enum Counter {
  Lock,
  Head,
  Rover,
  LiveBlocks,
  FreeBlocks,
  FreeBytes,
  LiveBytes,
  LostBytes,
  PeakLiveBytes,
  HighWater,
  Splits,
  Coalesces,
  Failures,
  Searches,
  VisitedLast,
  VisitedMax,
  LogNext,
  LogHeld,
}

export const enum Quantity {
  VisitedTotal,
  LogWritten,
  // The configuration, so that a worker can attach with nothing but the buffer.
  Size,
  Base,
  IsReference,
  Policy,
  ReallocInPlace,
  DebugLog,
}

export const LOG_CAPACITY = 4096;

const COUNTERS = 32;
const QUANTITIES = 8;
/** Control cells in the `cells` view: what changes with every step, whatever the step does. */
export const CONTROL_CELLS = COUNTERS + QUANTITIES * 2;
const LOG_START = CONTROL_CELLS * 4;
const LIVE_START = LOG_START + LOG_CAPACITY;

/** Cell of the first four bytes of the debug log's ring. */
export const LOG_CELL = LOG_START / 4;

/** Cell of the first live slot; slot i is cell LIVE_CELL + i. */
export const LIVE_CELL = LIVE_START / 4;

function unitsOf(size: number): number {
  return Math.ceil(size / 8);
}

/** Bytes that a heap of `size` bytes takes with everything beside it. */
export function memoryBytes(size: number): number {
  return LIVE_START + unitsOf(size) * 4 + (unitsOf(size) % 2) * 4 + unitsOf(size) * 8;
}

/** Cell of the first word of the image in a heap of `size` bytes. */
export function imageCell(size: number): number {
  return LIVE_CELL + unitsOf(size) + (unitsOf(size) % 2);
}

function viewsOf(buffer: ArrayBuffer | SharedArrayBuffer, size: number): Memory {
  const units = unitsOf(size);
  const imageStart = imageCell(size) * 4;
  return {
    buffer,
    cells: new Int32Array(buffer),
    counters: new Int32Array(buffer, 0, COUNTERS),
    quantities: new Float64Array(buffer, COUNTERS * 4, QUANTITIES),
    log: new Uint8Array(buffer, LOG_START, LOG_CAPACITY),
    live: new Int32Array(buffer, LIVE_START, units),
    words: new Int32Array(buffer, imageStart, units * 2),
    bytes: new Uint8Array(buffer, imageStart, size),
  };
}

/** Lays a heap out in a zeroed buffer of `memoryBytes(config.size)` bytes. */
export function createMemory(
  config: HeapConfig,
  buffer: ArrayBuffer | SharedArrayBuffer = new ArrayBuffer(memoryBytes(config.size)),
): Memory {
  const memory = viewsOf(buffer, config.size);
  const { quantities } = memory;
  quantities[Quantity.Size] = config.size;
  quantities[Quantity.Base] = config.base;
  quantities[Quantity.IsReference] = config.layout === 'reference' ? 1 : 0;
  quantities[Quantity.Policy] = POLICIES.findIndex((policy) => policy.name === config.policy);
  quantities[Quantity.ReallocInPlace] = config.reallocInPlace ? 1 : 0;
  quantities[Quantity.DebugLog] = config.debugLog ? 1 : 0;
  return memory;
}

/** The views and the configuration of a heap that already lives in `buffer`. */
export function attachMemory(buffer: ArrayBuffer | SharedArrayBuffer): {
  memory: Memory;
  config: HeapConfig;
} {
  const stored = new Float64Array(buffer, COUNTERS * 4, QUANTITIES);
  const config: HeapConfig = {
    size: stored[Quantity.Size],
    base: stored[Quantity.Base],
    layout: stored[Quantity.IsReference] === 1 ? 'reference' : 'rounded',
    policy: POLICIES[stored[Quantity.Policy]].name,
    reallocInPlace: stored[Quantity.ReallocInPlace] === 1,
    debugLog: stored[Quantity.DebugLog] === 1,
  };
  return { memory: viewsOf(buffer, config.size), config };
}
