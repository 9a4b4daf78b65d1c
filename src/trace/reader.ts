import type { Work } from '../base/work';
import { Byte } from './bytes';
import { Carry } from './carry';
import { ColumnTrace } from './columnTrace';
import { messages } from './messages';
import { Past, type Milestone } from './past';
import { Scanner } from './scanner';
import { byteOrderMark, HEAD_LENGTH, type Refusal, refusalOf } from './sniff';
import type { Trace } from './trace';

export interface ReadOptions {
  /** How many problems are kept; the rest is only counted. 1,000 unless told. */
  readonly maxProblems?: number;
  /** How many bytes will come, as the file system says. Only saves growing. */
  readonly expectedBytes?: number;
  /** How many bytes are read at most. 2^31 - 1 unless told; may be more. */
  readonly maxBytes?: number;
  /** Bytes from one milestone to the next, at least. */
  readonly milestoneBytes?: number;
}

/** Where a reading goes on with what another has read, instead of at the beginning. */
export interface Beginning {
  readonly past: Past;
  readonly milestone: Milestone;
}

const DEFAULT_MAX_PROBLEMS = 1000;
const MOST_BYTES = 2 ** 31 - 1;
/** Read in a fraction of a millisecond; two hundred milestones for the longest text of an editor. */
const MILESTONE_BYTES = 2 ** 16;
/** What is copied at once of another reading, in events; less than a millisecond. */
const EVENTS_AT_ONCE = 2 ** 15;
/** What is set aside at once, whatever is expected: the rest grows as it really comes. */
const MOST_EVENTS_AHEAD = 2 ** 24;
/** What is read at once of a file that is there as a whole. */
const SLICE = 2 ** 20;

/**
 * Reads a trace that comes in chunks. Chunks of any size give the same trace as the whole at once.
 * One `push` of a bounded chunk is one bounded slice of work: a host that must not block pushes
 * a mebibyte or so at a time and lets others run in between. Chunks may be used again after `push`:
 * what is needed of them is copied, which of plain lines is nothing.
 */
export class TraceReader {
  private readonly maxProblems: number;
  private readonly maxBytes: number;
  private expectedBytes: number;
  /** How many bytes came, how many of them are lines that were read, and those in between. */
  private received = 0;
  private consumed = 0;
  private readonly carry = new Carry();
  private scanner: Scanner | undefined;
  private refusal: Refusal | undefined;
  /** More came than is read, or than there is memory for. */
  private full = false;
  private result: Trace | undefined;
  private past_: Past | undefined;
  private readonly milestoneBytes: number;
  /** What another has read and this one has not yet. */
  private behind: CatchUp | undefined;

  /**
   * @param beginning read before by another, and the beginning of this text, too: what is pushed
   *   goes on behind it
   */
  constructor(options: ReadOptions = {}, beginning?: Beginning) {
    this.maxProblems = Math.max(0, options.maxProblems ?? DEFAULT_MAX_PROBLEMS);
    this.maxBytes = Math.max(0, options.maxBytes ?? MOST_BYTES);
    this.expectedBytes = Math.max(0, Math.trunc(options.expectedBytes ?? 0));
    this.milestoneBytes = options.milestoneBytes ?? MILESTONE_BYTES;
    if (beginning === undefined) return;
    const { past, milestone } = beginning;
    this.received = this.consumed = milestone.bytes;
    const scanner = (this.scanner = Scanner.goingOn(past, milestone));
    this.past_ = pastOf(scanner);
    this.past_.begin(past, milestone);
    this.behind = catchUp(scanner, beginning);
  }

  /** The file is no text, as its first bytes say: whatever else comes is not read. */
  get isRefused(): boolean {
    return this.refusal !== undefined;
  }

  /** What another reading can begin with; undefined where there is nothing of that kind. */
  get past(): Past | undefined {
    return this.past_;
  }

  /**
   * Does a part of what is left of taking over a beginning. Returns whether nothing is left; whoever
   * pushes before that has it done at once. @throws RangeError if memory runs out
   */
  catchUp(): boolean {
    if (this.behind?.next().done === true) this.behind = undefined;
    return this.behind === undefined;
  }

  /** Reads one more chunk. Ignored after `finish`. */
  push(chunk: Uint8Array): void {
    while (!this.catchUp());
    if (this.result || this.refusal || this.full) return;
    const room = this.maxBytes - this.received;
    const bytes = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.received += bytes.length;
    this.whileMemoryLasts(() => this.read(bytes));
    if (chunk.length > room) this.full = true;
  }

  /** Reads all of a file. Nothing may have been pushed before. */
  adopt(bytes: Uint8Array): this {
    this.expectedBytes = Math.max(this.expectedBytes, bytes.length);
    for (let at = 0; at < bytes.length; at += SLICE) this.push(bytes.subarray(at, at + SLICE));
    return this;
  }

  /**
   * The trace of all lines pushed so far that have an end; more may be pushed then. It shares the
   * columns, so that it costs no more for a longer trace, and it stays as it is: every later trace
   * begins with the same events and ids.
   */
  snapshot(): Trace {
    // Where no more is read, that has to be said.
    while (!this.catchUp());
    if (this.result || this.full) return this.finish();
    if (this.scanner) return new ColumnTrace(this.scanner);
    if (this.refusal) return this.refused(this.refusal);
    // Too little came to be sure that the file is text. Another reader makes do with it.
    const early = new TraceReader({ maxProblems: this.maxProblems });
    early.received = this.received;
    early.carry.add(this.carry.bytes);
    const scanner = early.begin();
    if (early.refusal) return this.refused(early.refusal);
    early.scanCarry(scanner, false);
    return new ColumnTrace(scanner);
  }

  /** Reads what is left and returns the trace; again and again the same one. */
  finish(): Trace {
    while (!this.catchUp());
    this.result ??= this.finished();
    // What only reading needs is more than what the trace keeps.
    this.scanner = undefined;
    return this.result;
  }

  private finished(): Trace {
    if (this.refusal) return this.refused(this.refusal);
    const scanner = this.scanner ?? this.begin();
    if (this.refusal) return this.refused(this.refusal);
    // Where the file goes on, the line that is cut belongs to what is not read.
    this.whileMemoryLasts(() => this.scanCarry(scanner, !this.full));
    if (this.full) {
      const position = this.consumed - scanner.dropped;
      scanner.refuse(tooLarge(position), this.received - position);
    }
    return new ColumnTrace(scanner);
  }

  /** Reads the lines that `bytes` finish, and carries the rest. */
  private read(bytes: Uint8Array): void {
    const { carry } = this;
    let from = 0;
    if (!this.scanner) {
      from = Math.min(bytes.length, HEAD_LENGTH - carry.length);
      carry.add(bytes.subarray(0, from));
      if (carry.length < HEAD_LENGTH) return;
      this.scanner = this.begin();
      if (this.refusal) return;
      this.scanCarry(this.scanner, false);
    }
    const { scanner } = this;
    if (carry.length > 0 && from < bytes.length) {
      const end = bytes.indexOf(Byte.LineFeed, from) + 1 || bytes.length;
      carry.add(bytes.subarray(from, end));
      from = end;
      this.scanCarry(scanner, false);
    }
    if (from < bytes.length) carry.add(bytes.subarray(this.scan(scanner, bytes, from, false)));
  }

  /** Looks at the first bytes, which are carried; sets `refusal` if they are no text. */
  private begin(): Scanner {
    const { carry } = this;
    const head = carry.bytes;
    this.refusal = refusalOf(head);
    const events = expectedEvents(head, Math.max(this.expectedBytes, this.received));
    this.consumed = byteOrderMark(head);
    carry.take(this.consumed);
    const scanner = Scanner.fresh(events, this.maxProblems);
    this.past_ = pastOf(scanner);
    return scanner;
  }

  private scanCarry(scanner: Scanner, last: boolean): void {
    const { carry } = this;
    carry.take(this.scan(scanner, carry.bytes, 0, last));
  }

  /** Reads the lines of `bytes[from..)`; returns where it stopped. */
  private scan(scanner: Scanner, bytes: Uint8Array, from: number, last: boolean): number {
    const { columns } = scanner;
    if (this.consumed > 0) {
      const share = Math.max(1, this.expectedBytes / this.consumed);
      const more = Math.min(columns.count * (share - 1), MOST_EVENTS_AHEAD);
      // A little more, so that an estimate that is nearly right is enough.
      columns.expected = Math.max(columns.expected, columns.count + Math.ceil(1.02 * more));
    }
    try {
      return scanner.scan(bytes, from, last);
    } finally {
      this.consumed += scanner.position - from;
      if (!last) this.noteMilestone(scanner);
    }
  }

  private noteMilestone(scanner: Scanner): void {
    const { past_: past, consumed } = this;
    // What is not yet known to be text may still be refused.
    if (past === undefined || consumed < Math.max(HEAD_LENGTH, past.bytes + this.milestoneBytes)) {
      return;
    }
    const milestone = scanner.milestone(consumed);
    if (milestone !== undefined) past.add(milestone);
  }

  /** The trace of a file that is not read at all. */
  private refused(refusal: Refusal): Trace {
    const scanner = Scanner.fresh(0, this.maxProblems);
    scanner.refuse(refusal, 0);
    return new ColumnTrace(scanner);
  }

  /** A file that does not fit into memory is read as far as it does. */
  private whileMemoryLasts(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.full = true;
    }
  }
}

type CatchUp = Work<void>;

/** Takes over what is too much for a moment. */
function* catchUp(scanner: Scanner, { past, milestone }: Beginning): CatchUp {
  const { columns, ids } = scanner;
  while (columns.count < milestone.events) {
    columns.copy(past.kept.columns, Math.min(columns.count + EVENTS_AT_ONCE, milestone.events));
    yield;
  }
  for (let id = 0; id < milestone.ids; id += EVENTS_AT_ONCE) {
    ids.learn(id, Math.min(id + EVENTS_AT_ONCE, milestone.ids));
    yield;
  }
}

function pastOf({ columns, ids, texts, metaAt, problems }: Scanner): Past {
  return new Past({ columns, keys: ids.keys, texts, metaAt, problems });
}

/** How many events there are if the lines go on as they begin. */
function expectedEvents(head: Uint8Array, bytes: number): number {
  let lines = 1;
  for (const byte of head) if (byte === Byte.LineFeed) lines++;
  // Frees are shorter, and a beginning has few. Room that is not used costs nothing.
  const expected = Math.ceil((1.5 * lines * bytes) / Math.max(1, head.length));
  // Four bytes are the shortest event: a head of blank lines must not say otherwise.
  return Math.min(expected, Math.trunc(bytes / 4), MOST_EVENTS_AHEAD);
}

function tooLarge(position: number): Refusal {
  return {
    code: 'file-too-large',
    message: messages.fileTooLarge,
    detail: position.toLocaleString('en-US'),
  };
}

/**
 * Reads all of a trace. Never throws: what cannot be read is in `problems`, and everything else is
 * read. `bytes` are not needed any more then.
 */
export function readTrace(bytes: Uint8Array, options: ReadOptions = {}): Trace {
  return new TraceReader(options).adopt(bytes).finish();
}
