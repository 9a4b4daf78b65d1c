// https://sourceware.org/git/?p=glibc.git;a=shortlog;h=refs/heads/dj/malloc (malloc/trace2wl.cc
// writes the file, malloc/trace_run.c carries it out)
//
// A block of operations that says how much there is and where the code of each thread begins, then
// that code. Blocks are slots of a table; slot 0 is the null pointer. Threads wait for each other only
// where one gives another a slot, so a workload has many orders: here each runnable thread has a turn
// of one operation after the other.

import type { ByteImporter, ByteReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { NULL_KEY, powerOf2 } from './numbers';
import type { Report } from './report';
import { Code, Op, type Operation, type WorkloadNumber } from './workloadCode';

/** A workload is read when all of it is there, because the code of the threads comes in a row. */
const MOST_BYTES = 2 ** 28;

/** Operations between two looks at the clock. */
const AT_ONCE = 2000;

export const glibcWorkload: ByteImporter = {
  reads: 'bytes',
  unit: 'byte',
  id: 'glibc-workload',
  label: 'glibc malloc workload',
  extensions: ['wl'],
  seesPart: false,
  names: 'births',
  magic: (head) => {
    const code = new Code(head, 0, head.length);
    const wanted = [Op.Pointers, Op.Syncs, Op.Threads, Op.StartThread];
    for (const op of wanted) {
      const found = code.isOver ? '' : code.next();
      if (typeof found === 'string' || found.op !== op) return undefined;
    }
    return 'it begins with the operations of a glibc workload: slots, signals, threads';
  },
  begin: (ledger, report) => new WorkloadReader(ledger, report),
};

interface Thread {
  readonly tid: number;
  readonly code: Code;
}

class WorkloadReader implements ByteReader {
  private pieces: Uint8Array[] = [];
  private length = 0;
  private isTooLong = false;
  /** Those that can go on, the next one first. */
  private runnable: Thread[] = [];
  private readonly given = new Set<string>();
  private readonly waiting = new Map<string, { threads: Thread[]; at: number }>();

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  push(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.length > MOST_BYTES) {
      this.isTooLong = true;
      this.pieces = [];
    } else this.pieces.push(bytes.slice());
  }

  *end(): Generator<void, void, undefined> {
    const { report } = this;
    const bytes = new Uint8Array(this.isTooLong ? 0 : this.length);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.pieces = [];
    if (this.isTooLong) {
      report.line = 0;
      report.problem(`The file is larger than ${MOST_BYTES / 2 ** 20} MiB and is not read.`);
    } else if (bytes.length > 0) {
      this.runnable = this.threads(bytes);
      if (this.runnable.length > 1) {
        this.ledger.meta.push({ key: 'order', value: 'one of many: the threads take turns' });
      }
      yield* this.run();
    }
    report.line = this.length - 1;
  }

  /** Reads the first block: where the code of each thread begins. */
  private threads(bytes: Uint8Array): Thread[] {
    const code = new Code(bytes, 0, bytes.length);
    const starts: { at: number; start: number }[] = [];
    for (;;) {
      const found = this.next(code, 'The first block has no end.');
      if (found === undefined || found.op === Op.Done) break;
      const { op, at, numbers } = found;
      if (op === Op.StartThread) starts.push({ at, start: numbers[0].value ?? Infinity });
      else if (op === Op.Nop || (op >= Op.Pointers && op <= Op.Threads)) {
        this.report.skip('operations of the first block');
      } else this.problem(at, 'This operation has no place in the first block.');
    }
    const threads: Thread[] = [];
    let last: Code | undefined;
    let lastStart = code.at - 1;
    for (const { at, start } of starts.toSorted((a, b) => a.start - b.start)) {
      if (start <= lastStart || start >= bytes.length) {
        this.problem(at, 'The code of this thread is not in the file, or is that of another one.');
        continue;
      }
      this.report.skip('operations of the first block');
      last?.cutAt(start);
      last = new Code(bytes, start, bytes.length);
      lastStart = start;
      threads.push({ tid: threads.length + 1, code: last });
    }
    return threads;
  }

  private *run(): Generator<void, void, undefined> {
    let turns = 0;
    for (;;) {
      let next: Thread[] = [];
      for (const thread of this.runnable) {
        if (++turns % AT_ONCE === 0) yield;
        this.turn(thread, next);
      }
      if (next.length === 0) next = this.unblocked();
      if (next.length === 0) return;
      this.runnable = next;
    }
  }

  /** One operation of a thread. Puts whoever can go on into `next`. */
  private turn(thread: Thread, next: Thread[]): void {
    const operation = this.next(thread.code, 'The code of the thread has no end.');
    if (operation === undefined) return;
    const { op, numbers } = operation;
    if (op === Op.Done) {
      if (!thread.code.isOver) this.report.skip('parts of the file behind the end of a thread');
      return this.report.skip('ends of threads');
    }
    if (op === Op.SyncWrite || op === Op.SyncRead) {
      this.report.skip('signals between threads');
      const { key } = numbers[0];
      if (op === Op.SyncWrite) this.give(key, next);
      else if (!this.given.has(key)) return this.wait(key, thread, operation.at);
    } else this.carryOut(operation, { tid: thread.tid });
    next.push(thread);
  }

  private give(key: string, next: Thread[]): void {
    this.given.add(key);
    next.push(...(this.waiting.get(key)?.threads ?? []));
    this.waiting.delete(key);
  }

  private wait(key: string, thread: Thread, at: number): void {
    const others = this.waiting.get(key);
    if (others === undefined) this.waiting.set(key, { threads: [thread], at });
    else others.threads.push(thread);
  }

  /** Everybody waits for a signal that nobody gives: the first goes on all the same. */
  private unblocked(): Thread[] {
    const [first] = this.waiting;
    if (first === undefined) return [];
    const [key, { threads, at }] = first;
    this.problem(at, 'No thread gives the signal that is waited for here.');
    this.waiting.delete(key);
    this.given.add(key);
    return threads;
  }

  private carryOut({ op, numbers, at }: Operation, detail: Detail): void {
    const { ledger, report } = this;
    report.line = at;
    const [first, second, third] = numbers as (WorkloadNumber | undefined)[];
    const key = first?.key ?? NULL_KEY;
    switch (op) {
      case Op.Nop:
        return report.skip('operations that do nothing');
      case Op.Free:
        if (key === NULL_KEY) ledger.freeNull(detail);
        else ledger.free(key, detail);
        return;
      case Op.Realloc:
        return this.realloc(key, second?.key ?? NULL_KEY, third, detail);
      case Op.Malloc:
      case Op.Calloc:
      case Op.Valloc:
      case Op.Pvalloc:
        return this.alloc(key, second, { ...detail, ...(op === Op.Calloc && { zeroed: true }) });
      case Op.Memalign:
      case Op.PosixMemalign:
        return this.alloc(key, third, { ...detail, align: powerOf2(second?.value) });
      case Op.Done:
      case Op.SyncWrite:
      case Op.SyncRead:
      case Op.Pointers:
      case Op.Syncs:
      case Op.Threads:
      case Op.StartThread:
        report.problem('This operation has no place in the code of a thread.');
    }
  }

  private alloc(key: string, size: WorkloadNumber | undefined, detail: Detail): void {
    if (key === NULL_KEY) this.ledger.failed(`malloc(${size?.key ?? ''})`, size?.value, detail);
    else this.ledger.alloc(key, size?.value, detail);
  }

  /** The slot of the result comes first. */
  private realloc(
    newKey: string,
    key: string,
    size: WorkloadNumber | undefined,
    detail: Detail,
  ): void {
    if (key === NULL_KEY) this.alloc(newKey, size, detail);
    else if (newKey !== NULL_KEY) this.ledger.realloc(key, newKey, size?.value, detail);
    else if (size?.key === '0') this.ledger.free(key, detail);
    else this.ledger.failed(`realloc(${size?.key ?? ''})`, size?.value, detail);
  }

  private next(code: Code, unfinished: string): Operation | undefined {
    const { at, isOver } = code;
    const found = isOver ? unfinished : code.next();
    if (typeof found !== 'string') return found;
    // Where the code is over, its last byte is what there is to show.
    this.problem(isOver ? at - 1 : at, found);
    return undefined;
  }

  private problem(at: number, text: string): void {
    this.report.problemAt(at, text);
  }
}
