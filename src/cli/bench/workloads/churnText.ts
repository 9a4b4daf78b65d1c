import { randomFrom } from './random';

const PIECE = 128 * 1024;
/** No line is longer: a verb, two numbers of ten digits, blanks and the line end. */
const LONGEST_LINE = 32;

/** A trace to be written. */
export interface ChurnText {
  readonly events: number;
  /** Bytes. */
  readonly heapSize: number;
  /** How many blocks are live at a time, about, once there have been as many. */
  readonly live: number;
  /** Whether every allocation has an id of its own, or takes one that was freed. */
  readonly ids: 'running' | 'reused';
}

/**
 * The text of a trace of blocks of 8 to 512 bytes that die in random order, in pieces. Each piece is
 * gone when the next is asked for: they share one buffer, because ten million events are to be read
 * without being in memory twice.
 */
export function* churnText({ events, heapSize, live, ids }: ChurnText): Generator<Uint8Array> {
  const random = randomFrom(42);
  const buffer = new Uint8Array(PIECE);
  const used = new Int32Array(2 * live);
  const unused = new Int32Array(2 * live);
  let usedCount = 0;
  let unusedCount = 0;
  let nextId = 0;
  const head = new TextEncoder().encode(`alloctrace 1\nheap size=${heapSize}\n`);
  buffer.set(head);
  let at = head.length;
  for (let event = 0; event < events; event++) {
    if (at > PIECE - LONGEST_LINE) {
      yield buffer.subarray(0, at);
      at = 0;
    }
    // The more are live, the likelier the next one dies.
    if (random(2 * live) < usedCount) {
      const place = random(usedCount);
      const id = used[place];
      used[place] = used[--usedCount];
      if (ids === 'reused') unused[unusedCount++] = id;
      buffer[at++] = LETTER_F;
      buffer[at++] = BLANK;
      at = writeNumber(buffer, at, id);
    } else {
      const id = unusedCount > 0 ? unused[--unusedCount] : nextId++;
      used[usedCount++] = id;
      buffer[at++] = LETTER_A;
      buffer[at++] = BLANK;
      at = writeNumber(buffer, at, id);
      buffer[at++] = BLANK;
      at = writeNumber(buffer, at, 8 + random(505));
    }
    buffer[at++] = LINE_END;
  }
  yield buffer.subarray(0, at);
}

const LETTER_A = 0x61;
const LETTER_F = 0x66;
const BLANK = 0x20;
const LINE_END = 0x0a;
const DIGIT_0 = 0x30;

/** Writes a number in decimal and returns where it ends. */
function writeNumber(buffer: Uint8Array, at: number, value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits++;
  let rest = value;
  for (let i = at + digits - 1; i >= at; i--) {
    buffer[i] = DIGIT_0 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return at + digits;
}
