import { tailLimitOf, type HeapConfig } from './config';
import { COUNTERS, QUANTITIES, Quantity } from './counters';
import { makeKernel, type Kernel, type SizeListener } from './heapKernel';
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
  /** What works on it fast. A memory that several workers share has none. */
  readonly kernel: Kernel | undefined;
  readonly sizes: SizeListener;
}

export const LOG_CAPACITY = 4096;

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

/** The views of a heap of `size` bytes that lies at the start of a buffer. */
function viewsOf(buffer: ArrayBuffer | SharedArrayBuffer, size: number): Views {
  const units = unitsOf(size);
  const imageStart = imageCell(size) * 4;
  return {
    buffer,
    cells: new Int32Array(buffer, 0, memoryBytes(size) / 4),
    counters: new Int32Array(buffer, 0, COUNTERS),
    quantities: new Float64Array(buffer, COUNTERS * 4, QUANTITIES),
    log: new Uint8Array(buffer, LOG_START, LOG_CAPACITY),
    live: new Int32Array(buffer, LIVE_START, units),
    words: new Int32Array(buffer, imageStart, units * 2),
    bytes: new Uint8Array(buffer, imageStart, size),
  };
}

type Views = Omit<Memory, 'kernel' | 'sizes'>;

/** Makes the memory of a heap of its own. */
export function createMemory(config: HeapConfig): Memory {
  const { size, base } = config;
  const sizes: SizeListener = { tree: undefined };
  const kernel = makeKernel(sizes);
  kernel.setUp(
    size,
    (base % 2 ** 32) | 0,
    Math.floor(base / 2 ** 32) | 0,
    tailLimitOf(config),
    policyNumber(config),
    LIVE_START,
    imageCell(size) * 4,
    memoryBytes(size),
  );
  // Only now: a memory that grows takes its views away.
  const views = viewsOf(kernel.memory.buffer, size);
  keepConfig(views, config);
  return { ...views, kernel, sizes };
}

/** Lays a heap out in a zeroed buffer of `memoryBytes(config.size)` bytes that several workers share. */
export function createSharedMemory(config: HeapConfig, buffer: SharedArrayBuffer): Memory {
  const views = viewsOf(buffer, config.size);
  keepConfig(views, config);
  return { ...views, kernel: undefined, sizes: { tree: undefined } };
}

function keepConfig({ quantities }: Views, config: HeapConfig): void {
  quantities[Quantity.Size] = config.size;
  quantities[Quantity.Base] = config.base;
  quantities[Quantity.IsReference] = config.layout === 'reference' ? 1 : 0;
  quantities[Quantity.Policy] = policyNumber(config);
  quantities[Quantity.ReallocInPlace] = config.reallocInPlace ? 1 : 0;
  quantities[Quantity.DebugLog] = config.debugLog ? 1 : 0;
}

function policyNumber({ policy }: HeapConfig): number {
  return POLICIES.findIndex(({ name }) => name === policy);
}

/** The views and the configuration of a heap that already lives in a shared `buffer`. */
export function attachMemory(buffer: SharedArrayBuffer): {
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
  const views = viewsOf(buffer, config.size);
  return { memory: { ...views, kernel: undefined, sizes: { tree: undefined } }, config };
}
