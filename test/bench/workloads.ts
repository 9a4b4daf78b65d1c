import type { Workload } from './native';

/** A generator of whole numbers below a bound, the same on every run (xorshift32, Marsaglia 2003). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const ALLOC = 1;
const FREE = 2;

/** Random sizes, about `live` blocks at a time. */
function steady(
  name: string,
  heapSize: number,
  live: number,
  operations: number,
  sizeOf: (random: (below: number) => number) => number,
): Workload {
  const random = generator(42);
  const rows: number[] = [];
  const used: number[] = [];
  const unused = Array.from({ length: live * 2 }, (_, slot) => slot);
  for (let i = 0; i < operations; i++) {
    if (used.length > 0 && (unused.length === 0 || random(2 * live) < used.length)) {
      const at = random(used.length);
      const slot = used[at];
      used[at] = used[used.length - 1];
      used.pop();
      unused.push(slot);
      rows.push(FREE, slot, 0, 0);
    } else {
      const slot = unused.pop() ?? 0;
      used.push(slot);
      rows.push(ALLOC, slot, sizeOf(random), 16);
    }
  }
  return { name, heapSize, slots: live * 2, rows: Uint32Array.from(rows) };
}

/**
 * Built against an index by size: `count` free blocks that are each 8 bytes too small once the
 * padding is added, before the first that fits. Then allocations and frees that meet them all.
 */
function nearMisses(count: number, operations: number): Workload {
  const rows: number[] = [];
  let slot = 0;
  const frees: number[] = [];
  for (let i = 0; i < count; i++) {
    frees.push(slot);
    rows.push(ALLOC, slot++, 120, 16, ALLOC, slot++, 8, 8);
  }
  for (const each of frees) rows.push(FREE, each, 0, 0);
  for (let i = 0; i < operations; i += 2) rows.push(ALLOC, slot, 128, 64, FREE, slot, 0, 0);
  return {
    name: `near misses, ${count} free blocks`,
    heapSize: 2 ** 24,
    slots: slot + 1,
    rows: Uint32Array.from(rows),
  };
}

const small = (random: (below: number) => number) => 8 + random(505);

/** What `npm run bench` compares with the native walk, from short free lists to long ones. */
export const WORKLOADS: readonly (() => Workload)[] = [
  () => steady('10 live blocks', 2 ** 20, 10, 400_000, small),
  () => steady('300 live blocks', 2 ** 20, 300, 400_000, small),
  () => steady('10,000 live blocks, mixed sizes', 2 ** 24, 10_000, 200_000, small),
  () =>
    steady('60,000 live blocks, mixed sizes', 2 ** 26, 60_000, 300_000, (random) =>
      random(8) === 0 ? 2000 + random(8000) : 8 + random(505),
    ),
  () => nearMisses(8000, 20_000),
];
