// https://docs.espressif.com/projects/esp-idf/en/stable/esp32/api-reference/system/heap_debug.html
// (heap_trace_dump, from components/heap/heap_trace_standalone.c) and the log that
// tools/esp_app_trace/sysviewtrace_proc.py prints.
//
// A dump is a snapshot: each record is an allocation and, if it was given back, its free, whose time is
// not known. The host's log is a stream, which a report repeats below a heading: only the stream counts.

import type { EventAttributes } from '../trace';
import { Clock } from './clock';
import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY } from './numbers';
import type { Report } from './report';
import { shownText } from './text';

const RECORD =
  /(?:^|\s)([0-9]+) bytes \(@ (0x[0-9a-f]+)(?:, +\w+)?\) allocated CPU ([0-9]+) ccount 0x[0-9a-f]+/;
const FREED_HERE = / freed(?: by .*)?$/;
const FREED_BELOW = /^\s*freed by /;
const STREAM =
  /\[([0-9]{1,9}\.[0-9]{1,9})\] HEAP: (?:Allocated ([0-9]+) bytes|Freed bytes) @ (0x[0-9a-f]+) from (.*) on core ([0-9]+) by:/;
const FRAME = /^\s*0x[0-9a-f]+: (.+) at (.+):([0-9]+)(?: \(.*\))?$/;
const BARE_FRAME = /^\s*(\/.*|[A-Za-z]:\\.*):([0-9]+)$/;
const CORRUPT = /CORRUPT HEAP: (.*)$/;
/** The recorders' own lines are far shorter, and in longer ones the patterns would search for long. */
const LONGEST = 4096;
const HEADING = /^\s*={4,}/;
const STREAM_LINE = /^(?:EVENT\[[0-9]+\]|LOG\[|\[[0-9]+\.[0-9]+\])/;
const ALLOCATOR_FILE = /\/(?:heap_caps|heap_caps_base|heap_trace|multi_heap|heap)\.[ch]$/;
const ALLOCATOR =
  /^(?:heap_caps_|heap_trace_|multi_heap|esp_sysview_|trace_|pvPort|vPort|_?(?:malloc|calloc|realloc|free)(?:_r)?$)/;

export const espIdf: LineImporter = {
  reads: 'lines',
  id: 'esp-idf',
  label: 'ESP-IDF heap tracing',
  extensions: ['log', 'txt'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => {
    if (RECORD.test(line) || STREAM.test(line) || /={4,} Heap Trace/i.test(line))
      return Sign.Strong;
    return FRAME.test(line) || STREAM_LINE.test(line) ? Sign.Weak : Sign.None;
  },
  begin: (ledger, report) => new EspIdfReader(ledger, report),
};

/** An event that waits for the lines below it, which say where it was done. */
interface Waiting {
  readonly key: string;
  readonly size: number | undefined;
  readonly verb: 'alloc' | 'free';
  readonly detail: Detail;
  readonly line: number;
  at: EventAttributes['at'];
  /** The frame is the allocator's own: a better one may follow. */
  provisional: boolean;
}

class EspIdfReader implements LineReader {
  private waiting: Waiting | undefined;
  private readonly clock = new Clock(true);
  private inStream = false;
  /** A heading ended the stream: what follows repeats it. */
  private repeats = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (text.trim() === '') return;
    if (text.length > LONGEST) return this.report.skip('very long lines');
    if (this.repeats) return this.report.skip('reports that repeat the stream');
    if (HEADING.test(text)) return this.heading();
    const record = RECORD.exec(text);
    if (record !== null) return this.record(text, record);
    const stream = STREAM.exec(text);
    if (stream !== null) return this.streamEvent(text, stream);
    const frame = FRAME.exec(text);
    if (frame !== null) return this.frame(frame[1], frame[2], frame[3]);
    const bare = BARE_FRAME.exec(text);
    if (bare !== null) return this.frame('', bare[1], bare[2]);
    if (FREED_BELOW.test(text)) return this.freedBelow();
    const corrupt = CORRUPT.exec(text);
    if (corrupt !== null) return this.corrupt(corrupt);
    if (/ bytes \(@ 0x| allocated CPU /.test(text)) {
      return this.report.problem('The record is cut off: other output came in between.');
    }
    this.report.skip('other output');
  }

  end(): void {
    this.settle();
  }

  private heading(): void {
    this.settle();
    this.repeats = this.inStream;
    this.report.skip('headings');
  }

  private record(text: string, [, size, pointer, cpu]: RegExpExecArray): void {
    const more = [{ key: 'cpu', value: String(Number(cpu)) }];
    if (!this.wait('alloc', text, pointer, exactNumber(size), { more })) return;
    if (FREED_HERE.test(text)) this.freedBelow(false);
  }

  /** The free of the record before, which the dump knows of but not when it was. */
  private freedBelow(countLine = true): void {
    const { waiting } = this;
    if (waiting?.verb !== 'alloc') {
      return this.report.problem('"freed by" belongs to no record.');
    }
    this.settle();
    this.waiting = { ...waiting, verb: 'free', at: undefined, provisional: false };
    if (countLine) this.report.skip('second lines of records');
  }

  private streamEvent(text: string, match: RegExpExecArray): void {
    const [, time, size, pointer, context, core] = match;
    this.inStream = true;
    const task = /^task "(.*)"$/.exec(context)?.[1] ?? context;
    const detail: Detail = {
      t: this.clock.at(time),
      more: [
        { key: 'task', value: shownText(task) },
        { key: 'core', value: String(Number(core)) },
      ],
    };
    this.wait(
      size === undefined ? 'free' : 'alloc',
      text,
      pointer,
      exactNumber(size ?? '0'),
      detail,
    );
  }

  private wait(
    verb: 'alloc' | 'free',
    text: string,
    pointer: string,
    size: number | undefined,
    detail: Detail,
  ): boolean {
    this.settle();
    const key = addressKey(pointer);
    if (key === undefined) {
      this.report.problem('The address has more than 64 bits.', text.indexOf(pointer));
      return false;
    }
    const { line } = this.report;
    this.waiting = { verb, key, size, detail, line, at: undefined, provisional: false };
    return true;
  }

  /** A frame of the stack, innermost first. The allocator's own say nothing. */
  private frame(name: string, path: string, line: string): void {
    this.report.skip('stack frames');
    const { waiting } = this;
    const number = exactNumber(line);
    if (waiting === undefined || number === undefined || number === 0) return;
    if (waiting.at !== undefined && !waiting.provisional) return;
    const provisional = ALLOCATOR.test(name) || ALLOCATOR_FILE.test(path);
    if (waiting.at !== undefined && provisional) return;
    waiting.at = { path: shownText(path), line: number };
    waiting.provisional = provisional;
  }

  private corrupt(match: RegExpExecArray): void {
    this.settle();
    this.report.problem(`The program found its heap damaged: ${shownText(match[1])}`, match.index);
  }

  /** Gives the event that waits to the ledger. */
  private settle(): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting !== undefined) this.report.inLine(waiting.line, () => this.give(waiting));
  }

  private give(waiting: Waiting): void {
    const { verb, key, size, at } = waiting;
    const detail = at === undefined ? waiting.detail : { ...waiting.detail, at };
    if (verb === 'free') {
      if (key === NULL_KEY) this.ledger.freeNull(detail);
      else this.ledger.free(key, detail);
    } else if (key === NULL_KEY) {
      this.ledger.failed(`malloc(${size ?? 'more than 2^53'})`, size, detail);
    } else this.ledger.alloc(key, size, detail);
  }
}
