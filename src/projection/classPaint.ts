import { MOST_CLASSES, type PaintClass } from '../protocol/heapMap';
import { FREE, type BlockList } from './blockList';
import type { BlockPaint } from './blockPaint';

/** What an event's class may be but a name: the codes from FIRST_NAME on are names. */
export const enum ClassCode {
  /** Nobody has looked yet. */
  Unread = 0,
  None = 1,
  /** There are too many names to keep this one. */
  Unkept = 2,
}
export const FIRST_NAME = 3;

/** In UTF-16 units: what a legend shows of a name. */
const LONGEST_NAME = 100;

/** The class of each event, and the names of the classes. */
export interface EventClasses {
  /** By event. */
  readonly codes: Uint16Array;
  /** By code. */
  readonly names: readonly string[];
}

/** Live blocks, and the bytes that they asked for, by the code of their class. */
export interface ClassTally {
  readonly blocks: Uint32Array;
  readonly bytes: Float64Array;
}

/** Counts the live blocks of each class. Linear in the number of blocks. */
export function tallyOf(list: BlockList, { codes, names }: EventClasses): ClassTally {
  const { requested, tag } = list;
  const blocks = new Uint32Array(names.length);
  const bytes = new Float64Array(names.length);
  for (let row = 0; row < requested.length; row++) {
    if (requested[row] === FREE) continue;
    const code = codes[tag[row]];
    blocks[code]++;
    bytes[code] += requested[row];
  }
  return { blocks, bytes };
}

/**
 * The codes of the classes with a colour of their own, at most MOST_CLASSES: those with the most
 * bytes. One that had a place `before` keeps it as long as it is among them, and as long as nobody
 * needs the place, so that colours stay while one steps.
 */
export function placesOf({ blocks, bytes }: ClassTally, before: readonly number[]): number[] {
  const isMore = (a: number, b: number) => bytes[a] > bytes[b] || (bytes[a] === bytes[b] && a < b);
  const largest: number[] = [];
  for (let code = FIRST_NAME; code < blocks.length; code++) {
    if (blocks[code] === 0) continue;
    if (largest.length === MOST_CLASSES && !isMore(code, largest[MOST_CLASSES - 1])) continue;
    const place = largest.findIndex((other) => isMore(code, other));
    largest.splice(place < 0 ? largest.length : place, 0, code);
    largest.length = Math.min(largest.length, MOST_CLASSES);
  }
  const places = [...before];
  for (const code of largest) {
    if (places.includes(code)) continue;
    if (places.length < MOST_CLASSES) places.push(code);
    else places[places.findIndex((other) => !largest.includes(other))] = code;
  }
  return places;
}

/** By thread or label: each class with a place has its own value, the others share one. */
export function classPaint(
  list: BlockList,
  of: 'thread' | 'label',
  classes: EventClasses,
  tally: ClassTally,
  places: readonly number[],
): BlockPaint {
  const { tag } = list;
  const { codes, names } = classes;
  const others = places.length + 1;
  const values = new Uint8Array(names.length).fill(others);
  values[ClassCode.None] = others + 1;
  places.forEach((code, place) => (values[code] = place + 1));
  const sum = (amounts: ArrayLike<number>) =>
    Array.from(amounts).reduce((all, each, code) => all + (values[code] === others ? each : 0), 0);
  const named = places.map((code): PaintClass => {
    const [blocks, bytes] = [tally.blocks[code], tally.bytes[code]];
    return { name: names[code].slice(0, LONGEST_NAME), kind: 'named', blocks, bytes };
  });
  return {
    scale: {
      kind: 'classes',
      of,
      classes: [
        ...named,
        { name: '', kind: 'others', blocks: sum(tally.blocks), bytes: sum(tally.bytes) },
        {
          name: '',
          kind: 'none',
          blocks: tally.blocks[ClassCode.None],
          bytes: tally.bytes[ClassCode.None],
        },
      ],
    },
    valueAt: (row) => values[codes[tag[row]]],
  };
}
