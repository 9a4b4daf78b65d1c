import { takeAttributes } from './attributes';
import { BYTE_CLASS, ByteClass } from './bytes';
import { LARGE_SIZE } from './columns';
import { takeMeta } from './directives';
import { EventFields, readEvent } from './event';
import { Line, TokenKind } from './line';
import type { Problem } from './problem';
import type { Scanner } from './scanner';
import {
  DEFAULT_ALIGN,
  type EventAttributes,
  EventKind,
  type HeapDirective,
  type MetaEntry,
  NULL_ID,
  type Trace,
} from './trace';
import { decodeText } from './utf8';
import { textValue } from './values';

/** The first row whose value is not below `value`; the rows ascend. */
function lowerBound(rows: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A trace over its source bytes. What is rare is read from an event's own line when asked for. */
export class ColumnTrace implements Trace {
  readonly eventCount: number;
  readonly kind: Uint8Array;
  readonly id: Int32Array;
  readonly size: Uint32Array;
  readonly align: Uint8Array;
  readonly version: number | undefined;
  readonly heap: HeapDirective | undefined;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  readonly lines: Trace['lines'];
  readonly provisional: boolean;
  readonly idCount: number;

  private readonly line: Uint32Array;
  private readonly lineStart: Uint32Array;
  private readonly bytes: Uint8Array;
  private readonly ids: Scanner['ids'];
  private readonly renamed: readonly number[];
  private readonly newIds: readonly number[];
  private readonly metaStarts: readonly number[];
  private readMeta: MetaEntry[] | undefined;
  private readonly cutLine = new Line();
  private readonly fields = new EventFields();

  constructor(bytes: Uint8Array, scanner: Scanner) {
    const { columns, ids, problems } = scanner;
    const { count } = columns;
    this.bytes = bytes;
    this.eventCount = count;
    this.kind = columns.kind.subarray(0, count);
    this.id = columns.id.subarray(0, count);
    this.size = columns.size.subarray(0, count);
    this.align = columns.align.subarray(0, count);
    this.line = columns.line.subarray(0, count);
    this.lineStart = columns.lineStart.subarray(0, count);
    this.renamed = columns.renamed;
    this.newIds = columns.newIds;
    this.version = scanner.version;
    this.heap = scanner.heap;
    this.metaStarts = scanner.metaStarts;
    this.problems = problems.problems;
    this.problemCount = problems.count;
    this.lines = scanner.lines;
    this.ids = ids;
    this.idCount = ids.count;
    this.provisional = scanner.provisional;
  }

  get meta(): readonly MetaEntry[] {
    this.readMeta ??= this.metaStarts.flatMap((start) => {
      this.cutLine.cut(this.bytes, start, this.lineEnd(start));
      return takeMeta(this.cutLine);
    });
    return this.readMeta;
  }

  idText(id: number): string {
    return id === NULL_ID ? 'null' : this.ids.text(this.bytes, id);
  }

  sizeOf(event: number): number {
    const size = this.size[event] ?? 0;
    return size === LARGE_SIZE ? this.cut(event).size : size;
  }

  lineOf(event: number): number {
    return this.line[event] ?? 0;
  }

  alignOf(event: number): number | undefined {
    const log2 = this.align[event] ?? DEFAULT_ALIGN;
    return log2 === DEFAULT_ALIGN ? undefined : 2 ** log2;
  }

  newIdOf(event: number): number {
    const row = lowerBound(this.renamed, event);
    return this.renamed[row] === event ? this.newIds[row] : this.id[event];
  }

  attributesOf(event: number): EventAttributes {
    return takeAttributes(this.cutLine, this.cut(event).rest);
  }

  markText(event: number): string {
    if (this.kind[event] !== EventKind.Mark) return '';
    const { rest } = this.cut(event);
    const first = this.cutLine.tokens[1];
    if (first.kind === TokenKind.Text) return textValue(this.cutLine, first);
    return decodeText(this.bytes, first.start, this.cutLine.tokens[rest - 1].end);
  }

  lineText(event: number): string {
    const start = this.lineStart[event];
    return start === undefined ? '' : decodeText(this.bytes, start, this.lineEnd(start));
  }

  eventAtOrBefore(line: number): number {
    return lowerBound(this.line, line + 1) - 1;
  }

  eventAtOrAfter(line: number): number {
    return lowerBound(this.line, line);
  }

  /** Reads an event's line again. The result is valid until the next call. */
  private cut(event: number): EventFields {
    const start = this.lineStart[event];
    const kind = this.kind[event];
    if (start === undefined || kind === undefined) {
      this.cutLine.cut(this.bytes, 0, 0);
      return new EventFields();
    }
    this.cutLine.cut(this.bytes, start, this.lineEnd(start));
    readEvent(this.cutLine, kind, this.fields);
    return this.fields;
  }

  private lineEnd(start: number): number {
    const { bytes } = this;
    let at = start;
    while (at < bytes.length && BYTE_CLASS[bytes[at]] !== ByteClass.LineEnd) at++;
    return at;
  }
}
