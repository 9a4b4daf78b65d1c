import { Byte, BYTE_CLASS, ByteClass, spellsNull } from './bytes';
import { Columns } from './columns';
import { checkMeta, readHeap, readVersion, VERSION } from './directives';
import { EventFields, readEvent } from './event';
import { IdTable } from './ids';
import { Line } from './line';
import { messages, PROVISIONAL_NOTE } from './messages';
import { plainVerb, plainVerbLength } from './plainVerb';
import { ProblemList } from './problemList';
import type { Refusal } from './sniff';
import { DEFAULT_ALIGN, type HeapDirective, NO_ID, NULL_ID } from './trace';
import { Verb, verbOf } from './verbs';

/** The longest line that is read. */
export const MAX_LINE_LENGTH = 2 ** 20;

/** So many digits always fit an int32, and most sizes have fewer. */
const PLAIN_DIGITS = 9;

/** Turns bytes into columns, line by line, as far as whole lines are there. */
export class Scanner {
  readonly columns: Columns;
  readonly ids: IdTable;
  readonly problems: ProblemList;
  /** Where each `meta` line starts; they are read when somebody asks. */
  readonly metaStarts: number[] = [];
  version: number | undefined;
  heap: HeapDirective | undefined;
  readonly lines = { total: 0, events: 0, directives: 0, blank: 0, comments: 0, diagnosed: 0 };

  /** The first byte that no finished line holds. */
  private at = 0;
  /** Up to here the line at `at` is known to have no end; where its first run of NULs is. */
  private searched = 0;
  private nulStart = -1;
  private nulEnd = -1;
  /** A significant line was seen: the version line is behind us, or missing. */
  private started = false;
  /** A newer version: lines are counted, not read. */
  private ignoring = false;
  /** The last line read so far has no line end. */
  provisional = false;
  private readonly line = new Line();
  private readonly fields = new EventFields();

  constructor(start: number, expectedEvents: number, maxProblems: number) {
    this.at = this.searched = start;
    this.columns = new Columns(expectedEvents);
    this.ids = new IdTable(expectedEvents >> 1);
    this.problems = new ProblemList(maxProblems);
  }

  /**
   * Reads the lines of `bytes[..end)` that were not read before. A line that is not finished waits,
   * unless `last` says that nothing follows. Earlier bytes must stay what and where they were.
   */
  scan(bytes: Uint8Array, end: number, last: boolean): void {
    while (this.at < end) {
      if (this.started && !this.ignoring && this.searched === this.at) this.scanPlain(bytes, end);
      if (this.at < end && !this.scanLine(bytes, end, last)) break;
    }
  }

  /** How many bytes belong to lines that were read. */
  get position(): number {
    return this.at;
  }

  /** Reports why the rest of the file, which counts as one line, is not read. */
  refuse(bytes: Uint8Array, end: number, { code, message, detail }: Refusal): void {
    const line = this.lines.total++;
    this.lines.diagnosed++;
    this.provisional = false;
    const start = this.at;
    const finding = { code, line, lineStart: start, start, message, detail };
    this.problems.add(bytes, {
      ...finding,
      severity: 'error',
      end: Math.max(end, start + 1),
      note: '',
    });
  }

  /**
   * The lines that most traces are made of: `a ID SIZE` and `f ID`, and the same with long verbs,
   * one blank between fields and nothing else. Stops before the first line that is not like that.
   */
  private scanPlain(bytes: Uint8Array, end: number): void {
    const { columns, ids } = this;
    const first = this.lines.total;
    let total = first;
    let start = this.at;
    // Also where memory runs out: what was read then is a trace.
    try {
      while (start < end) {
        let at = start + plainVerbLength(bytes, start, end);
        if (at === start) break;
        const idStart = at;
        let byte = 0;
        let number = 0;
        while (at < end && (byte = bytes[at]) >= Byte.Zero && byte <= Byte.Nine) {
          number = (number * 10 + byte - Byte.Zero) | 0;
          at++;
        }
        // A number in its only spelling is its own key. `007` and `7` are two ids.
        const digits = at - idStart;
        let numbered = digits > 0 && digits <= PLAIN_DIGITS;
        if (numbered && digits > 1 && bytes[idStart] === Byte.Zero) numbered = false;
        while (at < end && BYTE_CLASS[(byte = bytes[at])] === ByteClass.Word) at++;
        const idEnd = at;
        if (idEnd - idStart > digits) numbered = false;
        if (at === end || idEnd === idStart) break;
        if (!numbered && spellsNull(bytes, idStart, idEnd)) break;
        const kind = plainVerb(bytes[start]);
        let size = 0;
        if (kind !== Verb.Free) {
          if (byte !== Byte.Space) break;
          const sizeStart = ++at;
          while (at < end && (byte = bytes[at]) >= Byte.Zero && byte <= Byte.Nine) {
            size = (size * 10 + byte - Byte.Zero) | 0;
            at++;
          }
          if (at === sizeStart || at === end || at - sizeStart > PLAIN_DIGITS) break;
        }
        if (byte === Byte.Return) {
          if (++at === end) break;
          byte = bytes[at];
        }
        if (byte !== Byte.LineFeed || at - start > MAX_LINE_LENGTH) break;
        const id = numbered
          ? ids.internNumber(number, bytes, idStart, idEnd)
          : ids.intern(bytes, idStart, idEnd);
        columns.add(kind, id, size, DEFAULT_ALIGN, total++, start);
        start = at + 1;
      }
    } finally {
      this.at = this.searched = start;
      this.lines.total = total;
      this.lines.events += total - first;
    }
  }

  /** Reads one line of any kind; false if its end has not come yet. */
  private scanLine(bytes: Uint8Array, end: number, last: boolean): boolean {
    const start = this.at;
    const lineEnd = this.findLineEnd(bytes, end);
    let next = lineEnd;
    if (lineEnd < end) {
      const wide = bytes[lineEnd] === Byte.Return;
      // The other half of a CRLF may still come.
      if (wide && lineEnd + 1 === end && !last) return false;
      next =
        wide && lineEnd + 1 < end && bytes[lineEnd + 1] === Byte.LineFeed
          ? lineEnd + 2
          : lineEnd + 1;
    } else if (!last) return false;
    this.provisional = lineEnd === end;
    this.readLine(bytes, start, lineEnd);
    this.lines.total++;
    this.at = this.searched = next;
    this.nulStart = this.nulEnd = -1;
    return true;
  }

  /** The line end at or after `searched`, or `end`. Notes the first run of NULs on the way. */
  private findLineEnd(bytes: Uint8Array, end: number): number {
    let at = this.searched;
    for (; at < end; at++) {
      const kind = BYTE_CLASS[bytes[at]];
      if (kind === ByteClass.LineEnd) break;
      if (kind !== ByteClass.Nul) continue;
      if (this.nulStart < 0) this.nulStart = this.nulEnd = at;
      if (this.nulEnd === at) this.nulEnd = at + 1;
    }
    this.searched = at;
    return at;
  }

  private readLine(bytes: Uint8Array, start: number, end: number): void {
    const { line, lines } = this;
    if (this.ignoring) {
      lines.diagnosed++;
      return;
    }
    if (this.nulStart >= 0 || end - start > MAX_LINE_LENGTH) {
      line.cut(bytes, start, start);
      this.start(start, end);
      this.failDamaged(start, end);
    } else {
      line.cut(bytes, start, end);
      if (line.count === 0 && !line.fault) {
        if (line.hasComment) lines.comments++;
        else lines.blank++;
        return;
      }
      this.readStatement(start);
    }
    if (!line.fault) return;
    lines.diagnosed++;
    this.report(start);
  }

  private failDamaged(start: number, end: number): void {
    const { line, nulStart, nulEnd } = this;
    if (nulStart >= 0) {
      line.fail('nul-bytes', nulStart, nulEnd, messages.nulBytes, String(nulEnd - nulStart));
    } else line.fail('line-too-long', start, end, messages.lineTooLong, String(end - start));
  }

  /** Reads a line that holds something. What is wrong with it is noted on `line`. */
  private readStatement(start: number): void {
    const { line, lines } = this;
    const verbToken = line.token(0);
    if (!line.isWord(0)) {
      this.start(start, verbToken?.end ?? line.fault?.end ?? start);
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
        if (!line.fault) this.metaStarts.push(start);
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
        this.addEvent(start);
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

  private addEvent(start: number): void {
    const { fields, line, columns, ids } = this;
    const { kind, idStart, idEnd, newStart, newEnd, align } = fields;
    let id = NO_ID;
    if (idEnd > idStart) {
      const isNull = spellsNull(line.bytes, idStart, idEnd);
      id = isNull ? NULL_ID : ids.intern(line.bytes, idStart, idEnd);
    }
    if (newEnd > newStart) {
      columns.renamed.push(columns.count);
      columns.newIds.push(ids.intern(line.bytes, newStart, newEnd));
    }
    const log2 = align > 0 ? Math.log2(align) : DEFAULT_ALIGN;
    columns.add(kind, id, fields.size, log2, this.lines.total, start);
  }

  /** Reports the fault of the current line. */
  private report(lineStart: number): void {
    const { code, start, end, message, detail } = this.line.fault!;
    const soft = this.provisional && code !== 'newer-version';
    this.problems.add(this.line.bytes, {
      code,
      severity: soft ? 'warning' : 'error',
      line: this.lines.total,
      lineStart,
      start,
      end,
      message,
      detail,
      note: soft ? PROVISIONAL_NOTE : '',
    });
  }
}
