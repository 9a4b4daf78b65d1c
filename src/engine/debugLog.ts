import { Counter, Quantity } from './counters';
import { LOG_CAPACITY, type Memory } from './memory';

/** The lines of the debug log, as the reference allocator words them. */
export const logLine = {
  init: (size: number) => `Initializing allocator with ${size} bytes\n`,
  alloc: (size: number, align: number) => `Allocating ${size} bytes with alignment ${align}\n`,
  free: (address: number) => `Deallocating pointer 0x${address.toString(16)}\n`,
} as const;

/** Appends ASCII text to the ring; the oldest bytes give way. */
export function writeLog({ log, counters, quantities }: Memory, line: string): void {
  let next = counters[Counter.LogNext];
  for (let i = 0; i < line.length; i++) {
    log[next] = line.charCodeAt(i);
    next = (next + 1) % LOG_CAPACITY;
  }
  counters[Counter.LogNext] = next;
  counters[Counter.LogHeld] = Math.min(counters[Counter.LogHeld] + line.length, LOG_CAPACITY);
  quantities[Quantity.LogWritten] += line.length;
}

/** The bytes in the ring, oldest first: a copy. */
export function readLog({ log, counters }: Memory): Uint8Array {
  const held = counters[Counter.LogHeld];
  const start = (counters[Counter.LogNext] - held + LOG_CAPACITY) % LOG_CAPACITY;
  const result = new Uint8Array(held);
  const first = log.subarray(start, Math.min(start + held, LOG_CAPACITY));
  result.set(first);
  result.set(log.subarray(0, held - first.length), first.length);
  return result;
}

/** Empties the ring. */
export function clearLog({ log, counters }: Memory): void {
  log.fill(0);
  counters[Counter.LogNext] = 0;
  counters[Counter.LogHeld] = 0;
}
