/** In the `size` column: the size is 2^32 - 1 or above; it is read again from the line. */
export const LARGE_SIZE = 0xffff_ffff;

const INITIAL_EVENTS = 1 << 10;

/** The events of a trace while it is being read. Row i of every column is event i. */
export class Columns {
  count = 0;
  kind: Uint8Array;
  id: Int32Array;
  size: Uint32Array;
  align: Uint8Array;
  line: Uint32Array;
  lineStart: Uint32Array;
  /** Events of the form `realloc ID NEWID SIZE`, ascending, and their new ids. */
  readonly renamed: number[] = [];
  readonly newIds: number[] = [];

  constructor(expectedEvents: number) {
    const capacity = Math.max(INITIAL_EVENTS, expectedEvents);
    this.kind = new Uint8Array(capacity);
    this.id = new Int32Array(capacity);
    this.size = new Uint32Array(capacity);
    this.align = new Uint8Array(capacity);
    this.line = new Uint32Array(capacity);
    this.lineStart = new Uint32Array(capacity);
  }

  /** Adds an event. `size` may be any safe integer, `align` is log2 or DEFAULT_ALIGN. */
  add(
    kind: number,
    id: number,
    size: number,
    align: number,
    line: number,
    lineStart: number,
  ): void {
    const row = this.count;
    if (row === this.kind.length) this.grow();
    this.kind[row] = kind;
    this.id[row] = id;
    this.size[row] = size < LARGE_SIZE ? size : LARGE_SIZE;
    this.align[row] = align;
    this.line[row] = line;
    this.lineStart[row] = lineStart;
    this.count = row + 1;
  }

  private grow(): void {
    const capacity = 2 * this.kind.length;
    const kind = new Uint8Array(capacity);
    const id = new Int32Array(capacity);
    const size = new Uint32Array(capacity);
    const align = new Uint8Array(capacity);
    const line = new Uint32Array(capacity);
    const lineStart = new Uint32Array(capacity);
    kind.set(this.kind);
    id.set(this.id);
    size.set(this.size);
    align.set(this.align);
    line.set(this.line);
    lineStart.set(this.lineStart);
    this.kind = kind;
    this.id = id;
    this.size = size;
    this.align = align;
    this.line = line;
    this.lineStart = lineStart;
  }
}
