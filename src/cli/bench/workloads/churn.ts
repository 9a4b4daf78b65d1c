import { randomFrom, type Random } from './random';
import { Operation, Rows, type Workload } from './workload';

/** Sizes of small blocks: 8 to 512 bytes. */
const smallSize = (random: Random): number => 8 + random(505);

export interface ChurnOptions extends Partial<Pick<Workload, 'layout' | 'policy'>> {
  readonly name: string;
  readonly heapSize: number;
  /** How many blocks are live at a time, about. */
  readonly live: number;
  /** Operations in the timed part. */
  readonly operations: number;
  /** Operations after the heap is filled and before the timed part; none unless told. */
  readonly settling?: number;
  readonly sizeOf?: (random: Random) => number;
  readonly alignOf?: (random: Random) => number;
}

/**
 * Blocks of random sizes that die in random order. First twice as many blocks as shall live are
 * made and every other one, more or less, is freed: the free list is long from the start. Those
 * frees go down in address, so that the walk has no search to do and the setup takes no time.
 */
export function churn(options: ChurnOptions): Workload {
  const { live, sizeOf = smallSize, alignOf = () => 16 } = options;
  const random = randomFrom(42);
  const rows = new Rows();
  const used: number[] = [];
  const unused: number[] = [];
  const alloc = (slot: number) => rows.add(Operation.Alloc, slot, sizeOf(random), alignOf(random));
  for (let slot = 0; slot < 2 * live; slot++) alloc(slot);
  for (let slot = 2 * live - 1; slot >= 0; slot--) {
    if (random(2) === 0) used.push(slot);
    else {
      rows.add(Operation.Free, slot);
      unused.push(slot);
    }
  }
  const step = () => {
    // The more are live, the likelier the next one dies.
    if (used.length > 0 && (unused.length === 0 || random(2 * live) < used.length)) {
      const at = random(used.length);
      const slot = used[at];
      used[at] = used[used.length - 1];
      used.pop();
      unused.push(slot);
      rows.add(Operation.Free, slot);
    } else {
      const slot = unused.pop() ?? 0;
      used.push(slot);
      alloc(slot);
    }
  };
  for (let i = 0; i < (options.settling ?? 0); i++) step();
  const setup = rows.count;
  for (let i = 0; i < options.operations; i++) step();
  return {
    name: options.name,
    heapSize: options.heapSize,
    layout: options.layout ?? 'rounded',
    policy: options.policy ?? 'first-fit',
    slots: 2 * live,
    rows: rows.toArray(),
    setup,
  };
}

/** `live` blocks; then each step frees the newest (`last`) or the oldest and makes a new one. */
export function inOrder(
  name: string,
  order: 'last' | 'first',
  live: number,
  operations: number,
): Workload {
  const random = randomFrom(42);
  const rows = new Rows();
  const alloc = (slot: number) => rows.add(Operation.Alloc, slot, smallSize(random), 16);
  for (let slot = 0; slot < live; slot++) alloc(slot);
  const setup = rows.count;
  if (order === 'first') {
    for (let i = 0; i < operations; i += 2) {
      const slot = (i / 2) % live;
      rows.add(Operation.Free, slot);
      alloc(slot);
    }
  } else {
    // Up and down by a random number of blocks, as a stack does.
    let depth = live;
    while (rows.count - setup < operations) {
      const target = random(live);
      while (depth > target) rows.add(Operation.Free, --depth);
      const top = target + random(live - target + 1);
      while (depth < top) alloc(depth++);
    }
  }
  return {
    name,
    heapSize: 2 ** 20,
    layout: 'rounded',
    policy: 'first-fit',
    slots: live,
    rows: rows.toArray(),
    setup,
  };
}
