import { Byte } from './bytes';
import { ColumnTrace } from './columnTrace';
import { messages } from './messages';
import { Scanner } from './scanner';
import { byteOrderMark, HEAD_LENGTH, type Refusal, refusalOf } from './sniff';
import type { Trace } from './trace';

export interface ReadOptions {
  /** How many problems are kept; the rest is only counted. 1,000 unless told. */
  readonly maxProblems?: number;
  /** How many bytes will come, as the file system says. Only saves growing. */
  readonly expectedBytes?: number;
  /** How many bytes are read at most. 2^31 - 1 unless told. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_PROBLEMS = 1000;
const MOST_BYTES = 2 ** 31 - 1;
const INITIAL_BYTES = 2 ** 16;
/** What is set aside at once, whatever is expected: the rest grows as it really comes. */
const MOST_BYTES_AHEAD = 2 ** 26;
const MOST_EVENTS_AHEAD = 2 ** 22;

/**
 * Reads a trace that comes in chunks. Chunks of any size give the same trace as the whole at once.
 * One `push` of a bounded chunk is one bounded slice of work: a host that must not block pushes
 * a mebibyte or so at a time and lets others run in between.
 */
export class TraceReader {
  private bytes: Uint8Array = new Uint8Array(0);
  private length = 0;
  private readonly maxProblems: number;
  private readonly maxBytes: number;
  private readonly expectedBytes: number;
  private scanner: Scanner | undefined;
  private refusal: Refusal | undefined;
  /** More came than is read, or than there is memory for. */
  private full = false;
  private result: Trace | undefined;

  constructor(options: ReadOptions = {}) {
    this.maxProblems = Math.max(0, options.maxProblems ?? DEFAULT_MAX_PROBLEMS);
    this.maxBytes = Math.min(Math.max(0, options.maxBytes ?? MOST_BYTES), MOST_BYTES);
    this.expectedBytes = Math.max(0, Math.trunc(options.expectedBytes ?? 0));
  }

  /** Reads one more chunk, which is copied. Ignored after `finish`. */
  push(chunk: Uint8Array): void {
    if (this.result || this.refusal || this.full) return;
    this.whileMemoryLasts(() => {
      const room = this.maxBytes - this.length;
      this.append(chunk.length > room ? chunk.subarray(0, room) : chunk);
      this.full = chunk.length > room;
      if (this.length >= HEAD_LENGTH) this.scan(false);
    });
  }

  /** Takes all of a file at once, without a copy: it must not change while the trace is in use. */
  adopt(bytes: Uint8Array): this {
    this.full = bytes.length > this.maxBytes;
    this.bytes = this.full ? bytes.subarray(0, this.maxBytes) : bytes;
    this.length = this.bytes.length;
    return this;
  }

  /** Reads what is left and returns the trace; again and again the same one. */
  finish(): Trace {
    if (this.result) return this.result;
    // Where the file goes on, the line that is cut belongs to what is not read.
    if (!this.refusal) this.whileMemoryLasts(() => this.scan(!this.full));
    const scanner = (this.scanner ??= new Scanner(0, 0, this.maxProblems));
    if (this.refusal) this.length = 0;
    else if (this.full) this.refusal = tooLarge(scanner.position);
    if (this.refusal) scanner.refuse(this.bytes, this.length, this.refusal);
    this.result = new ColumnTrace(this.bytes.subarray(0, this.length), scanner);
    return this.result;
  }

  /** Reads the lines that are there, once enough of the file is there to tell that it is text. */
  private scan(last: boolean): void {
    if (!this.scanner) {
      const head = this.bytes.subarray(0, Math.min(this.length, HEAD_LENGTH));
      this.refusal = refusalOf(head);
      if (this.refusal) return;
      const events = expectedEvents(head, Math.max(this.expectedBytes, this.length));
      this.scanner = new Scanner(byteOrderMark(head), events, this.maxProblems);
    }
    this.scanner.scan(this.bytes, this.length, last);
  }

  private append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length;
    if (needed > this.bytes.length) {
      const ahead = Math.min(Math.max(this.expectedBytes, INITIAL_BYTES), MOST_BYTES_AHEAD);
      const bytes = new Uint8Array(Math.max(needed, 2 * this.bytes.length, ahead));
      bytes.set(this.bytes.subarray(0, this.length));
      this.bytes = bytes;
    }
    this.bytes.set(chunk, this.length);
    this.length = needed;
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

/** How many events there are if the lines go on as they begin. */
function expectedEvents(head: Uint8Array, bytes: number): number {
  let lines = 1;
  for (const byte of head) if (byte === Byte.LineFeed) lines++;
  const expected = Math.ceil((lines * bytes) / Math.max(1, head.length));
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
 * read. `bytes` are kept, not copied; they must not change while the trace is in use.
 */
export function readTrace(bytes: Uint8Array, options: ReadOptions = {}): Trace {
  return new TraceReader(options).adopt(bytes).finish();
}
