import { bytesDelta, withBytesDelta } from '../base/bytesDelta';
import type { DownMessage } from './message';
import { pack, unpack, type PackedMessage } from './packing';

/**
 * Most of a state is as it was in the state before: a step changes some words of the heap. Told by
 * its differences it is short, and VS Code, which hands a message on four times, takes the longer the
 * longer it is.
 */
interface PackedDifference {
  readonly type: 'difference';
  /** Of the state that it leads to, and of the state that it starts from. */
  readonly number: number;
  readonly from: number;
  readonly fresh: Uint8Array<ArrayBuffer>;
  readonly runs: Uint32Array<ArrayBuffer>;
}

/** A state as a whole, from which differences can start. */
interface NumberedMessage extends PackedMessage {
  readonly number: number;
}

/** What was told before holds: mostly, that a state which was foreseen has come. */
interface Confirmation {
  readonly type: 'confirmation';
  readonly number: number;
}

/** A step of the cursor by one event. */
export type Step = 'back' | 'forward';

/** Beside a message: the state in it is what this step from the state before would show. */
interface Foreseen {
  readonly foreseen?: Step;
}

/** What every state has that others can start from. */
interface Numbered extends Foreseen {
  readonly number: number;
}

export type StreamedMessage =
  | ((PackedMessage | NumberedMessage | PackedDifference) & Foreseen)
  | Confirmation;

/** The state that the next one is compared with. */
interface Known {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** The host's side: packs what goes down to one view. */
export class StateSender {
  private known: Known | undefined;
  /** What was sent since the last state that is there: what its steps would show. */
  private foreseen: Known[] = [];
  private number = 0;

  /** The view may have lost what it was sent: the next state is sent as a whole. */
  forget(): void {
    this.known = undefined;
    this.foreseen = [];
  }

  /** @param foreseen the step that leads there, for a state that is not there yet */
  pack(message: DownMessage, foreseen?: Step): StreamedMessage {
    const packed = pack(message);
    if (message.type !== 'notification') return packed;
    const { known } = this;
    const bytes = flatten(packed);
    if (foreseen === undefined) {
      const told = known === undefined ? [] : [known, ...this.foreseen];
      const come = told.find((each) => areSame(each.bytes, bytes));
      this.foreseen = [];
      if (come !== undefined) {
        this.known = come;
        return { type: 'confirmation', number: come.number };
      }
    }
    const number = ++this.number;
    this.known = { number, bytes };
    if (foreseen !== undefined) this.foreseen.push(this.known);
    const mark = foreseen && { foreseen };
    const delta = known && bytesDelta(known.bytes, bytes, bytes.length >> 1);
    if (known === undefined || delta === undefined) return { ...packed, number, ...mark };
    return { type: 'difference', number, from: known.number, ...delta, ...mark };
  }
}

/** A state that a view was told, and the message that it was. */
interface Told extends Known {
  readonly message: unknown;
}

/** The view's side. */
export class StateReceiver {
  private known: Told | undefined;
  private foreseen: Told[] = [];

  /**
   * The message that was packed: that of a confirmation is the very one that it confirms. Anything
   * else as it is.
   * @returns undefined for what starts from a state that is not known here
   */
  unpack(message: unknown): unknown {
    if (isConfirmation(message)) {
      const told = this.known === undefined ? [] : [this.known, ...this.foreseen];
      const come = told.find(({ number }) => number === message.number);
      if (come === undefined) return undefined;
      this.known = come;
      this.foreseen = [];
      return come.message;
    }
    if (isDifference(message)) {
      if (message.from !== this.known?.number) return undefined;
      const bytes = withBytesDelta(this.known.bytes, message);
      return this.keep(message, bytes, unpack(raised(bytes)));
    }
    const unpacked = unpack(message);
    // The bytes are what differences start from: only numbered ones are.
    return isNumbered(message) ? this.keep(message, flatten(message), unpacked) : unpacked;
  }

  private keep({ number, foreseen }: Numbered, bytes: Uint8Array, message: unknown): unknown {
    this.known = { number, bytes, message };
    if (foreseen === undefined) this.foreseen = [];
    else this.foreseen.push(this.known);
    return message;
  }
}

/** The step that would show the state in a message, if that is foreseen only. */
export function foreseenStep(message: unknown): Step | undefined {
  const isForeseen = isDifference(message) || isNumbered(message);
  return isForeseen ? (message as Foreseen).foreseen : undefined;
}

const ARRAY_TYPES = [
  Uint8Array,
  Uint8ClampedArray,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
] as const;

/** Where one array lies in the bytes, and what it is: type, length in bytes, path in the message. */
type Layout = readonly (readonly [number, number, ...string[]])[];

/** Before everything else: how long the text and the layout are. */
const HEAD = 8;

/** A packed message as one run of bytes: the same things lie at much the same places in the next. */
function flatten({ text, arrays, paths }: PackedMessage): Uint8Array {
  const layout: Layout = arrays.map((array, i) => [
    ARRAY_TYPES.findIndex((type) => array instanceof type),
    array.byteLength,
    ...(paths[i] ?? []),
  ]);
  const encoder = new TextEncoder();
  const [textBytes, layoutBytes] = [encoder.encode(text), encoder.encode(JSON.stringify(layout))];
  const size = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = new Uint8Array(HEAD + textBytes.length + layoutBytes.length + size);
  new Uint32Array(bytes.buffer, 0, 2).set([textBytes.length, layoutBytes.length]);
  bytes.set(textBytes, HEAD);
  let at = HEAD + textBytes.length;
  bytes.set(layoutBytes, at);
  at += layoutBytes.length;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** The packed message that was flattened. */
function raised(bytes: Uint8Array<ArrayBuffer>): PackedMessage {
  const [textLength = 0, layoutLength = 0] = new Uint32Array(bytes.buffer, 0, 2);
  const decoder = new TextDecoder();
  const decoded = (from: number, length: number) =>
    decoder.decode(bytes.subarray(from, from + length));
  let at = HEAD + textLength + layoutLength;
  const arrays: ArrayBufferView[] = [];
  const paths: string[][] = [];
  for (const [type, length, ...path] of JSON.parse(
    decoded(HEAD + textLength, layoutLength),
  ) as Layout) {
    const ArrayType = ARRAY_TYPES[type] ?? Uint8Array;
    // A copy of its own, because it must begin at a multiple of its numbers' size.
    arrays.push(new ArrayType(bytes.slice(at, at + length).buffer));
    paths.push(path);
    at += length;
  }
  return { type: 'packed', text: decoded(HEAD, textLength), arrays, paths };
}

function areSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function isConfirmation(message: unknown): message is Confirmation {
  return typeOf(message) === 'confirmation';
}

function isDifference(message: unknown): message is PackedDifference {
  return typeOf(message) === 'difference';
}

function isNumbered(message: unknown): message is NumberedMessage {
  return typeOf(message) === 'packed' && typeof (message as NumberedMessage).number === 'number';
}

function typeOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'type' in message
    ? message.type
    : undefined;
}
