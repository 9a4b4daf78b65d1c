import { LineRuns } from './lineRuns';
import { Rows } from '../base/rows';
import type { Milestone } from './past';
import { DEFAULT_ALIGN } from './trace';

/** In the `size` column: the size is 2^32 - 1 or above; it is read again from the line. */
export const LARGE_SIZE = 0xffff_ffff;

const INITIAL_EVENTS = 1 << 10;
/** Up to so many events columns grow fourfold, to be copied less often; then they double. */
const MANY_EVENTS = 1 << 22;

/** The events of a trace while it is being read. Row i of every column is event i. */
export class Columns {
  count = 0;
  kind = new Uint8Array(0);
  id = new Int32Array(0);
  size = new Uint32Array(0);
  align = new Uint8Array(0);
  /** Some event has an alignment: the `align` column was written. */
  hasAligned = false;
  /** Some event says at which address the recorded program had its block. */
  hasAddresses = false;
  /** The lines the events are on. */
  lines = new LineRuns();
  /** Events of the form `realloc ID NEWID SIZE`, ascending, and their new ids. */
  renamed = new Rows();
  newIds = new Rows();
  /** Events whose line is kept because it is not plain, ascending, and where their text is. */
  kept = new Rows();
  keptAt = new Rows();
  /** Events from which on plain lines have the other spelling of verbs, short first. */
  spellings = new Rows();

  /** How many events there will be in all, as far as can be told. Room is made for so many. */
  expected: number;

  constructor(expectedEvents: number) {
    this.expected = expectedEvents;
  }

  /**
   * Columns that begin with the first events of others. What is rare is there at once; `copy` brings
   * the events themselves.
   */
  static goingOn(past: Columns, { events, hasAligned, hasAddresses }: Milestone): Columns {
    const columns = new Columns(past.count + (past.count >>> 4));
    columns.hasAligned = hasAligned;
    columns.hasAddresses = hasAddresses;
    columns.lines = past.lines.upTo(events);
    const renamed = past.renamed.firstAtLeast(events);
    columns.renamed = past.renamed.upTo(renamed);
    columns.newIds = past.newIds.upTo(renamed);
    const kept = past.kept.firstAtLeast(events);
    columns.kept = past.kept.upTo(kept);
    columns.keptAt = past.keptAt.upTo(kept);
    columns.spellings = past.spellings.upTo(past.spellings.firstAtLeast(events));
    return columns;
  }

  /** Copies the events from `count` on up to `end` of others. @throws RangeError if memory runs out */
  copy(past: Columns, end: number): void {
    const { count } = this;
    this.expected = Math.max(this.expected, end);
    if (end > this.kind.length) this.grow();
    this.kind.set(past.kind.subarray(count, end), count);
    this.id.set(past.id.subarray(count, end), count);
    this.size.set(past.size.subarray(count, end), count);
    if (this.hasAligned) this.align.set(past.align.subarray(count, end), count);
    this.count = end;
  }

  /** Bytes in use. What is only set aside for events to come is no memory yet. */
  get memoryBytes(): number {
    const { lines, renamed, newIds, kept, keptAt, spellings } = this;
    return [lines, renamed, newIds, kept, keptAt, spellings].reduce(
      (sum, { memoryBytes }) => sum + memoryBytes,
      this.count * (this.hasAligned ? 10 : 9),
    );
  }

  /** Makes sure that there is room for one more event. @throws RangeError if memory runs out */
  reserve(): void {
    if (this.count === this.kind.length) this.grow();
  }

  /**
   * Adds an event, for which there is room. `size` may be any safe integer, `align` is log2 + 1 or
   * DEFAULT_ALIGN.
   */
  add(kind: number, id: number, size: number, align: number, line: number): void {
    const row = this.count;
    this.lines.add(row, line);
    this.kind[row] = kind;
    this.id[row] = id;
    this.size[row] = size < LARGE_SIZE ? size : LARGE_SIZE;
    if (align !== DEFAULT_ALIGN) {
      this.align[row] = align;
      this.hasAligned = true;
    }
    this.count = row + 1;
  }

  /**
   * Adds an event, for which there is room, that names no alignment, has a size below 2^32 - 1 and
   * is on the line after the event before.
   */
  addNext(kind: number, id: number, size: number): void {
    const row = this.count;
    this.kind[row] = kind;
    this.id[row] = id;
    this.size[row] = size;
    this.count = row + 1;
  }

  /** Gives the next event a new id. */
  rename(newId: number): void {
    this.renamed.push(this.count);
    this.newIds.push(newId);
  }

  /** Says that the line of the next event is kept at a position. */
  keep(position: number): void {
    this.kept.push(this.count);
    this.keptAt.push(position);
  }

  /** Says how the verbs of plain lines from the next event on are spelled. */
  spell(long: boolean): void {
    if (this.isLong !== long) this.spellings.push(this.count);
  }

  get isLong(): boolean {
    return this.spellings.length % 2 === 1;
  }

  /**
   * What was expected is set aside at once: pages of memory that are never written cost nothing,
   * while a copy holds the host up and writes them twice.
   */
  private grow(): void {
    const { count, expected } = this;
    const factor = count < MANY_EVENTS ? 4 : 2;
    const capacity = Math.max(INITIAL_EVENTS, count + (count >>> 2));
    try {
      this.resize(expected > capacity ? expected : Math.max(capacity, factor * count));
    } catch (error) {
      if (!(error instanceof RangeError) || count > 0) throw error;
      this.resize(INITIAL_EVENTS);
    }
  }

  private resize(capacity: number): void {
    const kind = new Uint8Array(capacity);
    const id = new Int32Array(capacity);
    const size = new Uint32Array(capacity);
    const align = new Uint8Array(capacity);
    kind.set(this.kind);
    id.set(this.id);
    size.set(this.size);
    // Copying would write pages that hold nothing but zeros.
    if (this.hasAligned) align.set(this.align);
    this.kind = kind;
    this.id = id;
    this.size = size;
    this.align = align;
  }
}
