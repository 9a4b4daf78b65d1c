/** What a thread of a workload does. The numbers are those of the file. */
export const enum Op {
  Nop = 0,
  Done = 1,
  Malloc = 2,
  Calloc = 3,
  Realloc = 4,
  Free = 5,
  SyncWrite = 6,
  SyncRead = 7,
  Pointers = 8,
  Syncs = 9,
  Threads = 10,
  StartThread = 11,
  Memalign = 12,
  Valloc = 13,
  Pvalloc = 14,
  PosixMemalign = 15,
}

/** How many numbers stand behind an operation. */
const NUMBERS = [0, 0, 2, 2, 3, 1, 1, 1, 1, 1, 1, 1, 3, 2, 2, 3];

/** A number of a workload. */
export interface WorkloadNumber {
  /** Undefined above 2^53 - 1. */
  readonly value: number | undefined;
  /** Equal for equal numbers, `0` for zero. */
  readonly key: string;
}

/** An operation, and where it is. */
export interface Operation {
  readonly op: Op;
  readonly numbers: readonly WorkloadNumber[];
  readonly at: number;
}

/** Seven bits a byte, the most significant first; the last byte has no 0x80. Longer ones are no sizes. */
const LONGEST = 10;

/** Reads operations from `at` to `end`, one after the other. */
export class Code {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private end: number,
  ) {}

  /** Nothing behind `end` is read. */
  cutAt(end: number): void {
    this.end = Math.min(this.end, end);
  }

  get isOver(): boolean {
    return this.at >= this.end;
  }

  /** Reads the next operation; says why where there is none. Then nothing more can be read. */
  next(): Operation | string {
    const { at } = this;
    const op = this.bytes[this.at++] as Op;
    const count = NUMBERS[op] as number | undefined;
    if (count === undefined) return `The operation ${op} is not known.`;
    const numbers: WorkloadNumber[] = [];
    for (let i = 0; i < count; i++) {
      const number = this.number();
      if (number === undefined)
        return 'The operation is cut off, or has a number that is too long.';
      numbers.push(number);
    }
    return { op, numbers, at };
  }

  private number(): WorkloadNumber | undefined {
    const start = this.at;
    let value = 0;
    let isExact = true;
    for (; this.at < this.end && this.at - start < LONGEST;) {
      const byte = this.bytes[this.at++];
      value = value * 128 + (byte & 127);
      if (value > Number.MAX_SAFE_INTEGER) isExact = false;
      if (byte < 128) {
        if (isExact) return { value, key: String(value) };
        return { value: undefined, key: bigKey(this.bytes.subarray(start, this.at)) };
      }
    }
    return undefined;
  }
}

function bigKey(bytes: Uint8Array): string {
  return bytes.reduce((sum, byte) => sum * 128n + BigInt(byte & 127), 0n).toString();
}
