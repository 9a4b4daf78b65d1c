import { DEFAULT_CONFIG } from '../../engine/config';
import { Heap } from '../../engine/heap';
import { fnv1a64 } from '../../engine/imageHash';
import { Counter } from '../../engine/counters';
import { timed } from './turns';
import { Operation, timedRows, WORDS_PER_ROW, type Workload } from './workloads/workload';

/** The engine with a workload: the counterpart of the native walk. */
export class EngineRun {
  private readonly heap: Heap;
  private readonly users: Int32Array;

  constructor(private readonly workload: Workload) {
    const { heapSize: size, layout, policy, slots } = workload;
    this.heap = new Heap({ ...DEFAULT_CONFIG, size, layout, policy, debugLog: false });
    this.users = new Int32Array(slots);
  }

  /** Carries the timed part of the workload out once. Returns the milliseconds it took. */
  run(): number {
    const { rows, setup } = this.workload;
    this.prepare();
    return timed(() => {
      carryOut(this.heap, this.users, rows, setup * WORDS_PER_ROW, rows.length);
    });
  }

  /** FNV-1a of the heap as the last run left it. */
  hash(): string {
    return fnv1a64(this.heap.memory.bytes);
  }

  /** How many free blocks there are in the timed part, on average over at most a thousand looks. */
  meanFreeBlocks(): number {
    const { rows, setup } = this.workload;
    const every = Math.ceil(timedRows(this.workload) / 1000) * WORDS_PER_ROW;
    this.prepare();
    let sum = 0;
    let looks = 0;
    for (let from = setup * WORDS_PER_ROW; from < rows.length; from += every) {
      carryOut(this.heap, this.users, rows, from, Math.min(from + every, rows.length));
      sum += this.heap.counter(Counter.FreeBlocks);
      looks++;
    }
    return looks === 0 ? 0 : sum / looks;
  }

  private prepare(): void {
    const { rows, setup } = this.workload;
    this.heap.init();
    this.users.fill(-1);
    carryOut(this.heap, this.users, rows, 0, setup * WORDS_PER_ROW);
  }
}

function carryOut(heap: Heap, users: Int32Array, rows: Uint32Array, from: number, to: number) {
  for (let row = from; row < to; row += WORDS_PER_ROW) {
    const slot = rows[row + 1];
    switch (rows[row]) {
      case Operation.Alloc:
        users[slot] = heap.alloc(rows[row + 2], rows[row + 3]);
        break;
      case Operation.Calloc:
        users[slot] = heap.calloc(rows[row + 2], rows[row + 3]);
        break;
      case Operation.Realloc: {
        const moved = heap.realloc(users[slot], rows[row + 2], rows[row + 3]);
        if (moved >= 0) users[slot] = moved;
        break;
      }
      default:
        heap.free(users[slot]);
    }
  }
}
