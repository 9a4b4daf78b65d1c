import { formatCount } from '../base/format';
import { Byte, spellsNull } from './bytes';
import { Columns } from './columns';
import { checkMeta, readHeap, readVersion, VERSION } from './directives';
import { EventFields, readEvent } from './event';
import { IdKeys } from './idKeys';
import { IdTable } from './ids';
import { Line } from './line';
import { messages, PROVISIONAL_NOTE } from './messages';
import { MAX_LINE_LENGTH, PlainLines } from './plainLines';
import type { Milestone, Past } from './past';
import { isPlain } from './plainText';
import { ProblemList } from './problemList';
import { namesAddress } from './recordedAddress';
import { Rows } from '../base/rows';
import type { Refusal } from './sniff';
import { TextStore } from './textStore';
import { TornLine } from './tornLine';
import { DEFAULT_ALIGN, type HeapDirective, NO_ID, NULL_ID } from './trace';
import { Verb, verbOf } from './verbs';

/** The messages of refusals quote nothing. */
const NO_BYTES = new Uint8Array(0);

/** Turns bytes into columns, line by line, as far as whole lines are there. */
export class Scanner {
  readonly texts: TextStore;
  readonly ids: IdTable;
  /** Where the text of each `meta` line is kept; they are read when somebody asks. */
  readonly metaAt: Rows;
  version: number | undefined;
  heap: HeapDirective | undefined;
  readonly lines = { total: 0, events: 0, directives: 0, blank: 0, comments: 0, diagnosed: 0 };

  /** Where the line that is read next starts, in the bytes of this call. */
  private at = 0;
  /** What is known of the line at `at`, if an earlier call did not find its end. */
  private readonly torn = new TornLine();
  /** A significant line was seen: the version line is behind us, or missing. */
  private started = false;
  /** A newer version: lines are counted, not read. */
  private ignoring = false;
  /** The last line read so far has no line end. */
  provisional = false;
  private readonly plain: PlainLines;
  private readonly line = new Line();
  private readonly fields = new EventFields();

  /** Use `fresh` or `goingOn`. */
  constructor(
    readonly columns: Columns,
    keys: IdKeys,
    readonly problems: ProblemList,
    metaAt = new Rows(),
  ) {
    this.texts = keys.texts;
    this.ids = new IdTable(keys);
    this.metaAt = metaAt;
    this.plain = new PlainLines(this.columns, this.ids);
  }

  /** One that has read nothing yet. */
  static fresh(expectedEvents: number, maxProblems: number): Scanner {
    const keys = new IdKeys(new TextStore());
    return new Scanner(new Columns(expectedEvents), keys, new ProblemList(maxProblems));
  }

  /** One that has read what another had at a milestone, once `catchUp` is done. */
  static goingOn({ kept }: Past, milestone: Milestone): Scanner {
    const keys = kept.keys.upTo(milestone.ids, kept.texts.upTo(milestone.texts));
    const scanner = new Scanner(
      Columns.goingOn(kept.columns, milestone),
      keys,
      kept.problems.upTo(milestone.problems),
      kept.metaAt.upTo(milestone.metaLines),
    );
    Object.assign(scanner.lines, milestone.lines);
    scanner.version = milestone.version;
    scanner.heap = milestone.heap;
    scanner.started = milestone.isStarted;
    scanner.ignoring = milestone.isIgnoring;
    return scanner;
  }

  /** What it has, of so many bytes; undefined amid a line of which something was dropped. */
  milestone(bytes: number): Milestone | undefined {
    const { columns, ids, texts, metaAt, problems } = this;
    if (this.dropped > 0) return undefined;
    return {
      bytes,
      lines: { ...this.lines },
      events: columns.count,
      ids: ids.count,
      texts: texts.mark,
      metaLines: metaAt.length,
      problems: problems.count,
      hasAligned: columns.hasAligned,
      hasAddresses: columns.hasAddresses,
      version: this.version,
      heap: this.heap,
      isStarted: this.started,
      isIgnoring: this.ignoring,
    };
  }

  /**
   * Reads the lines of `bytes[start..)` and returns where it stopped. What is behind that is a line
   * that is not finished, unless `last` says that nothing follows: the next call must start with it
   * and more.
   */
  scan(bytes: Uint8Array, start: number, last: boolean): number {
    this.at = start;
    const end = this.torn.isFresh ? bytes.lastIndexOf(Byte.LineFeed) : -1;
    while (this.at < bytes.length) {
      if (this.started && !this.ignoring && this.torn.isFresh) this.readPlain(bytes, end);
      if (this.at < bytes.length && !this.readAny(bytes, last)) break;
    }
    // All of the last line may have been dropped before.
    if (last && this.torn.dropped > 0) this.readAny(bytes, last);
    return this.at;
  }

  /** Where the last `scan` stopped, also if it threw. */
  get position(): number {
    return this.at;
  }

  /** How many bytes before `position` belong to a line that is not finished, and too long. */
  get dropped(): number {
    return this.torn.dropped;
  }

  /** Reports why the rest of the file, so many bytes, which count as one line, is not read. */
  refuse({ code, message, detail }: Refusal, length: number): void {
    const line = this.lines.total++;
    this.lines.diagnosed++;
    this.provisional = false;
    const end = Math.max(length, 1);
    const finding = { code, line, lineStart: 0, start: 0, end, message, detail };
    this.problems.addLast(NO_BYTES, { ...finding, severity: 'error', note: '' });
  }

  /** Reads plain lines as far as there are some; `end` is the last line end. */
  private readPlain(bytes: Uint8Array, end: number): void {
    const { columns, lines, plain } = this;
    const first = columns.count;
    try {
      plain.read(bytes, this.at, end, lines.total);
    } finally {
      this.at = plain.at;
      lines.total += columns.count - first;
      lines.events += columns.count - first;
    }
  }

  /** Reads one line of any kind; false if its end has not come yet. */
  private readAny(bytes: Uint8Array, last: boolean): boolean {
    const { torn } = this;
    const start = this.at;
    const lineEnd = torn.findEnd(bytes, start);
    let next = lineEnd;
    if (lineEnd < bytes.length) {
      const wide = bytes[lineEnd] === Byte.Return;
      // The other half of a CRLF may still come.
      if (wide && lineEnd + 1 === bytes.length && !last) return this.wait(bytes, start, lineEnd);
      next = wide && bytes[lineEnd + 1] === Byte.LineFeed ? lineEnd + 2 : lineEnd + 1;
    } else if (!last) return this.wait(bytes, start, lineEnd);
    this.provisional = lineEnd === bytes.length;
    this.readLine(bytes, start, lineEnd);
    this.lines.total++;
    this.at = next;
    torn.begin();
    return true;
  }

  /** Of a line that is too long however it ends, only what its problem says is kept. */
  private wait(bytes: Uint8Array, start: number, end: number): false {
    if (this.torn.dropped + end - start > MAX_LINE_LENGTH) {
      this.torn.drop(bytes, start, end);
      this.at = end;
    }
    return false;
  }

  private readLine(bytes: Uint8Array, start: number, end: number): void {
    const { line, lines, torn } = this;
    if (this.ignoring) {
      lines.diagnosed++;
      return;
    }
    const length = torn.dropped + end - start;
    if (torn.nulStart >= 0 || length > MAX_LINE_LENGTH) {
      if (torn.dropped > 0) this.failDamaged(torn.head, 0, length);
      else this.failDamaged(bytes, start, length);
    } else {
      line.cut(bytes, start, end);
      if (line.count === 0 && !line.fault) {
        if (line.hasComment) lines.comments++;
        else lines.blank++;
        return;
      }
      this.readStatement();
    }
    if (!line.fault) return;
    lines.diagnosed++;
    this.report();
  }

  private failDamaged(bytes: Uint8Array, start: number, length: number): void {
    const { line } = this;
    const { nulStart, nulEnd } = this.torn;
    line.cut(bytes, start, start);
    this.start(start, start + length);
    if (nulStart >= 0) {
      const count = formatCount(nulEnd - nulStart);
      line.fail('nul-bytes', start + nulStart, start + nulEnd, messages.nulBytes, count);
    } else {
      line.fail('line-too-long', start, start + length, messages.lineTooLong, formatCount(length));
    }
  }

  /** Reads a line that holds something. What is wrong with it is noted on `line`. */
  private readStatement(): void {
    const { line, lines } = this;
    const verbToken = line.token(0);
    if (!line.isWord(0)) {
      this.start(line.start, verbToken?.end ?? line.fault?.end ?? line.start);
      if (verbToken) line.failAt(verbToken, 'unknown-verb', messages.notAVerb);
      return;
    }
    const { bytes } = line;
    const end = line.tokens[0].end;
    const verb = verbOf(bytes, line.tokens[0].start, end);
    const first = !this.started;
    if (verb !== Verb.Version) this.start(line.tokens[0].start, end);
    this.started = true;
    switch (verb) {
      case Verb.Version:
        this.readVersionLine(first);
        break;
      case Verb.Meta:
        checkMeta(line);
        if (!line.fault) this.metaAt.push(this.texts.addLine(bytes, line.start, line.end));
        break;
      case Verb.Heap:
        this.readHeapLine();
        break;
      case Verb.Reserved:
        line.failAt(line.tokens[0], 'reserved-verb', messages.reservedVerb);
        break;
      case Verb.Unknown:
        line.failAt(line.tokens[0], 'unknown-verb', messages.unknownVerb);
        break;
      case Verb.Alloc:
      case Verb.Calloc:
      case Verb.Realloc:
      case Verb.Free:
      case Verb.Mark:
        readEvent(line, verb as number, this.fields);
        if (line.fault) return;
        this.addEvent();
        lines.events++;
        return;
    }
    if (!line.fault) lines.directives++;
  }

  /** The first significant line is here, and `bytes[at..end)` of it is not a version. */
  private start(at: number, end: number): void {
    if (this.started) return;
    this.started = true;
    this.problems.add(this.line.bytes, {
      code: 'missing-version',
      severity: 'warning',
      line: this.lines.total,
      lineStart: this.line.start,
      start: at,
      end,
      message: messages.missingVersion,
      detail: '',
      note: '',
    });
  }

  private readVersionLine(first: boolean): void {
    if (!first) {
      this.line.failAt(this.line.tokens[0], 'bad-version', messages.lateVersion);
      return;
    }
    this.version = readVersion(this.line);
    this.ignoring = this.version !== undefined && this.version > VERSION;
  }

  private readHeapLine(): void {
    const { line, columns } = this;
    const verb = line.tokens[0];
    const heap = readHeap(line, this.lines.total);
    if (this.heap) {
      const detail = String(this.heap.line + 1);
      line.failAt(verb, 'duplicate-heap', messages.duplicateHeap, detail);
    } else if (columns.count > 0) line.failAt(verb, 'late-heap', messages.lateHeap);
    if (!line.fault) this.heap = heap;
  }

  private addEvent(): void {
    const { fields, line, columns } = this;
    const { kind, idStart, idEnd, newStart, newEnd, align, size } = fields;
    columns.reserve();
    const plain = isPlain(line, fields);
    if (plain) columns.spell(line.tokens[0].end - line.start > 1);
    const kept = plain ? -1 : this.texts.addLine(line.bytes, line.start, line.end);
    const id = idEnd > idStart ? this.idAt(idStart, idEnd, kept) : NO_ID;
    if (newEnd > newStart) columns.rename(this.idAt(newStart, newEnd, kept));
    if (!plain) {
      columns.keep(kept);
      columns.hasAddresses ||= namesAddress(line, this.fields.rest);
    }
    const log2 = align > 0 ? Math.log2(align) + 1 : DEFAULT_ALIGN;
    columns.add(kind, id, size, log2, this.lines.total);
  }

  /** The id that `[start..end)` of the line names; `kept` is where the line is kept, or -1. */
  private idAt(start: number, end: number, kept: number): number {
    const { bytes, start: lineStart } = this.line;
    if (spellsNull(bytes, start, end)) return NULL_ID;
    return this.ids.intern(bytes, start, end, kept < 0 ? -1 : kept + start - lineStart);
  }

  /** Reports the fault of the current line. */
  private report(): void {
    const { code, start, end, message, detail } = this.line.fault!;
    const soft = this.provisional && code !== 'newer-version';
    this.problems.add(this.line.bytes, {
      code,
      severity: soft ? 'warning' : 'error',
      line: this.lines.total,
      lineStart: this.line.start,
      start,
      end,
      message,
      detail,
      note: soft ? PROVISIONAL_NOTE : '',
    });
  }
}
