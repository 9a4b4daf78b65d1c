import { takeAttributes } from './attributes';
import { type Columns, LARGE_SIZE } from './columns';
import { takeMeta } from './directives';
import { EventFields, readEvent } from './event';
import { findId } from './findId';
import type { IdKeys } from './idKeys';
import { Line, TokenKind } from './line';
import { spelling } from './plainVerb';
import type { Problem } from './problem';
import type { Rows } from '../base/rows';
import { type AddressHalves, AddressKind, takeAddress } from './recordedAddress';
import type { Scanner } from './scanner';
import type { TextStore } from './textStore';
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

/**
 * What a scanner has read so far. It stays so when the scanner reads on: everything that is shared
 * is only added to. What is rare is read from an event's own line when asked for.
 */
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

  private readonly columns: Columns;
  private readonly keys: IdKeys;
  private readonly texts: TextStore;
  private readonly hasRenamed: boolean;
  private readonly hasAligned: boolean;
  readonly hasAddresses: boolean;
  private readonly metaAt: Rows;
  private readonly metaLines: number;
  private readMeta: MetaEntry[] | undefined;
  private readonly cutLine = new Line();
  private readonly fields = new EventFields();

  constructor(scanner: Scanner) {
    const { columns, ids, problems } = scanner;
    const { count } = columns;
    this.columns = columns;
    this.eventCount = count;
    this.kind = columns.kind.subarray(0, count);
    this.id = columns.id.subarray(0, count);
    this.size = columns.size.subarray(0, count);
    this.align = columns.align.subarray(0, count);
    this.hasRenamed = columns.renamed.length > 0;
    this.hasAligned = columns.hasAligned;
    this.hasAddresses = columns.hasAddresses;
    this.version = scanner.version;
    this.heap = scanner.heap;
    this.metaAt = scanner.metaAt;
    this.metaLines = scanner.metaAt.length;
    this.problems = problems.problems.slice();
    this.problemCount = problems.count;
    this.lines = { ...scanner.lines };
    this.keys = ids.keys;
    this.texts = scanner.texts;
    this.idCount = ids.count;
    this.provisional = scanner.provisional;
  }

  get meta(): readonly MetaEntry[] {
    this.readMeta ??= Array.from({ length: this.metaLines }, (_, row) => {
      this.cutAt(this.metaAt.at(row));
      return takeMeta(this.cutLine);
    }).flat();
    return this.readMeta;
  }

  get memoryBytes(): number {
    const { columns, keys, texts, metaAt } = this;
    return columns.memoryBytes + keys.memoryBytes + texts.memoryBytes + metaAt.memoryBytes;
  }

  idText(id: number): string {
    if (id === NULL_ID) return 'null';
    return id >= 0 && id < this.idCount ? this.keys.text(id) : '';
  }

  findId(text: string, from = 0, to = this.idCount): number {
    return findId(this.keys, text, from, Math.min(to, this.idCount));
  }

  sizeOf(event: number): number {
    const size = this.size[event] ?? 0;
    return size === LARGE_SIZE ? this.cut(event).size : size;
  }

  lineOf(event: number): number {
    return this.has(event) ? this.columns.lines.lineOf(event) : 0;
  }

  alignOf(event: number): number | undefined {
    if (!this.hasAligned) return undefined;
    const log2 = this.align[event] ?? DEFAULT_ALIGN;
    return log2 === DEFAULT_ALIGN ? undefined : 2 ** (log2 - 1);
  }

  newIdOf(event: number): number {
    const id = this.id[event];
    return this.hasRenamed && this.kind[event] === EventKind.Realloc
      ? (this.renamedId(event) ?? id)
      : id;
  }

  attributesOf(event: number): EventAttributes {
    return takeAttributes(this.cutLine, this.cut(event).rest);
  }

  readAddress(event: number, into: AddressHalves): AddressKind {
    const position = this.hasAddresses && this.has(event) ? this.keptAt(event) : -1;
    if (position < 0) return AddressKind.None;
    this.cutAt(position);
    return takeAddress(this.cutLine, into);
  }

  markText(event: number): string {
    if (this.kind[event] !== EventKind.Mark) return '';
    const { rest } = this.cut(event);
    const { bytes, tokens } = this.cutLine;
    const first = tokens[1];
    if (first.kind === TokenKind.Text) return textValue(this.cutLine, first);
    return decodeText(bytes, first.start, tokens[rest - 1].end);
  }

  lineText(event: number): string {
    if (!this.has(event)) return '';
    const kept = this.keptAt(event);
    if (kept < 0) return this.plainText(event);
    const place = this.texts.at(kept);
    return decodeText(place.bytes, place.start, this.texts.lineEnd(place));
  }

  eventAtOrBefore(line: number): number {
    return Math.min(this.columns.lines.atOrBefore(line), this.eventCount - 1);
  }

  eventAtOrAfter(line: number): number {
    return this.eventAtOrBefore(line - 1) + 1;
  }

  private has(event: number): boolean {
    return event >= 0 && event < this.eventCount;
  }

  /** The line of an event whose line is plain, made again from the columns. */
  private plainText(event: number): string {
    const { kind, columns } = this;
    const isLong = columns.spellings.firstAtLeast(event + 1) % 2 === 1;
    let text = `${spelling(kind[event], isLong)} ${this.idText(this.id[event])}`;
    if (kind[event] === EventKind.Free) return text;
    const newId = this.renamedId(event);
    if (newId !== undefined) text += ` ${this.idText(newId)}`;
    text += ` ${this.size[event]}`;
    const align = this.alignOf(event);
    return align === undefined ? text : `${text} ${align}`;
  }

  private renamedId(event: number): number | undefined {
    const { renamed, newIds } = this.columns;
    const row = renamed.firstAtLeast(event);
    return row < renamed.length && renamed.at(row) === event ? newIds.at(row) : undefined;
  }

  /** Where the text of an event's line is kept, or -1 where the line is plain. */
  private keptAt(event: number): number {
    const { kept, keptAt } = this.columns;
    const row = kept.firstAtLeast(event);
    return row < kept.length && kept.at(row) === event ? keptAt.at(row) : -1;
  }

  /** Reads an event's kept line again; of a plain line nothing. Valid until the next call. */
  private cut(event: number): EventFields {
    const position = this.has(event) ? this.keptAt(event) : -1;
    if (position < 0) {
      this.cutLine.cut(NO_BYTES, 0, 0);
      return NO_FIELDS;
    }
    this.cutAt(position);
    readEvent(this.cutLine, this.kind[event], this.fields);
    return this.fields;
  }

  private cutAt(position: number): void {
    const place = this.texts.at(position);
    this.cutLine.cut(place.bytes, place.start, this.texts.lineEnd(place));
  }
}

const NO_BYTES = new Uint8Array(0);
const NO_FIELDS: EventFields = Object.freeze(new EventFields());
