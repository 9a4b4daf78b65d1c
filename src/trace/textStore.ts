import { Byte } from './bytes';
import { decodeText } from './utf8';

/** Holds the longest line and its end, so that no text is ever cut in two. */
const SEGMENT_BITS = 21;
const SEGMENT = 1 << SEGMENT_BITS;
const FIRST_SEGMENT = 1 << 12;
/** Positions are kept in 32 bits. */
const MOST_SEGMENTS = 2 ** 32 / SEGMENT;

/** Where a text is: in `bytes`, from `start`. Valid until the next call that finds one. */
export interface Place {
  bytes: Uint8Array;
  start: number;
}

/** How much a store holds. */
export interface TextMark {
  readonly segments: number;
  readonly used: number;
}

/**
 * The source text of what the columns cannot say: lines that are not plain, and ids that are not
 * numbers. Texts are only added, and stay where they are: in segments, so that growing copies
 * nothing but the first few.
 */
export class TextStore {
  private readonly segments: Uint8Array[] = [];
  /** How much of the last segment is used. */
  private used = SEGMENT;
  private readonly place: Place = { bytes: new Uint8Array(0), start: 0 };

  /** How much it holds now. */
  get mark(): TextMark {
    return { segments: this.segments.length, used: this.used };
  }

  /** What it held at a mark, to be gone on with. Full segments, which never change, are shared. */
  upTo({ segments, used }: TextMark): TextStore {
    const store = new TextStore();
    store.segments.push(...this.segments.slice(0, segments));
    const last = store.segments.pop();
    if (last !== undefined) store.segments.push(last.slice());
    store.used = used;
    return store;
  }

  /** Bytes set aside. */
  get memoryBytes(): number {
    return this.segments.reduce((sum, segment) => sum + segment.length, 0);
  }

  /** Adds `bytes[start..end)`; returns its position. @throws RangeError if memory runs out */
  add(bytes: Uint8Array, start: number, end: number): number {
    return this.append(bytes, start, end, end - start);
  }

  /** Adds a line, given without its line end, and ends it. */
  addLine(bytes: Uint8Array, start: number, end: number): number {
    const position = this.append(bytes, start, end, end - start + 1);
    this.segments[this.segments.length - 1][this.used - 1] = Byte.LineFeed;
    return position;
  }

  /** Finds the text at `position`. */
  at(position: number): Place {
    this.place.bytes = this.segments[position >>> SEGMENT_BITS];
    this.place.start = position & (SEGMENT - 1);
    return this.place;
  }

  /** Where in its segment the line at `place` ends. */
  lineEnd({ bytes, start }: Place): number {
    return bytes.indexOf(Byte.LineFeed, start);
  }

  /** The text of `length` bytes at `position`. */
  text(position: number, length: number): string {
    const { bytes, start } = this.at(position);
    return decodeText(bytes, start, start + length);
  }

  /** Whether the text at `position` begins with `bytes[start..end)`. */
  beginsWith(position: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.segments[position >>> SEGMENT_BITS];
    let at = position & (SEGMENT - 1);
    for (let from = start; from < end; from++) if (own[at++] !== bytes[from]) return false;
    return true;
  }

  private append(bytes: Uint8Array, start: number, end: number, room: number): number {
    if (this.used + room > SEGMENT) this.addSegment();
    const index = this.segments.length - 1;
    if (this.used + room > this.segments[index].length) this.growSegment(index, room);
    const segment = this.segments[index];
    const { used } = this;
    // Most texts are short, and `set` takes longer to begin than they take to copy.
    for (let from = start, to = used; from < end; from++) segment[to++] = bytes[from];
    this.used = used + room;
    return index * SEGMENT + used;
  }

  private addSegment(): void {
    const first = this.segments.length === 0;
    if (this.segments.length === MOST_SEGMENTS) throw new RangeError('The texts are too long');
    this.segments.push(new Uint8Array(first ? FIRST_SEGMENT : SEGMENT));
    this.used = 0;
  }

  private growSegment(index: number, room: number): void {
    const old = this.segments[index];
    let length = 2 * old.length;
    while (length < this.used + room) length *= 2;
    const segment = new Uint8Array(length);
    segment.set(old.subarray(0, this.used));
    this.segments[index] = segment;
  }
}
