import { Byte } from './bytes';
import { EventKind } from './trace';
import { verbName } from './verbs';

// Read with plain comparisons: this runs once a line, before anything else is known of it.

const A = 0x61;
const C = 0x63;
const E = 0x65;
const F = 0x66;
const L = 0x6c;
const O = 0x6f;
const R = 0x72;

/** The kind of event whose verb starts with a byte, 0 for other bytes. Marks are never plain. */
export const KIND_OF_FIRST: Uint8Array = kindsByFirst();

function kindsByFirst(): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[A] = EventKind.Alloc;
  kinds[C] = EventKind.Calloc;
  kinds[R] = EventKind.Realloc;
  kinds[F] = EventKind.Free;
  return kinds;
}

function isAlloc(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === A &&
    bytes[at + 1] === L &&
    bytes[at + 2] === L &&
    bytes[at + 3] === O &&
    bytes[at + 4] === C &&
    bytes[at + 5] === Byte.Space
  );
}

/**
 * Length of the long verb at `at` and the one blank after it; 0 if there is none. The line must
 * have an end: nothing behind it is looked at.
 */
export function longVerbLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === A) return isAlloc(bytes, at) ? 6 : 0;
  if (first === C) return isAlloc(bytes, at + 1) ? 7 : 0;
  if (first === R) return bytes[at + 1] === E && isAlloc(bytes, at + 2) ? 8 : 0;
  const free =
    first === F &&
    bytes[at + 1] === R &&
    bytes[at + 2] === E &&
    bytes[at + 3] === E &&
    bytes[at + 4] === Byte.Space;
  return free ? 5 : 0;
}

/** How the verb of an event is spelled, without the blank. */
export function spelling(kind: EventKind, long: boolean): string {
  const name = verbName(kind as number);
  return long ? name : name.charAt(0);
}
