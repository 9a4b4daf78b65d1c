import { Byte } from './bytes';
import { Verb } from './verbs';

// Read with plain comparisons: this runs once a line, before anything else is known of it.

const A = 0x61;
const C = 0x63;
const E = 0x65;
const F = 0x66;
const L = 0x6c;
const O = 0x6f;
const R = 0x72;

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

/** The length of "realloc ", the longest verb with its blank. */
const LONGEST = 8;

/**
 * Length of the verb at `at` and the one blank after it, for `a`, `c`, `r`, `f` and their long
 * forms; 0 for everything else, and within a few bytes of `end`, where the caller has a slower way.
 */
export function plainVerbLength(bytes: Uint8Array, at: number, end: number): number {
  const rest = end - at;
  if (rest < 2) return 0;
  const first = bytes[at];
  if (first !== A && first !== F && first !== R && first !== C) return 0;
  if (bytes[at + 1] === Byte.Space) return 2;
  if (rest < LONGEST) return 0;
  if (first === A) return isAlloc(bytes, at) ? 6 : 0;
  if (first === C) return isAlloc(bytes, at + 1) ? 7 : 0;
  if (first === R) return bytes[at + 1] === E && isAlloc(bytes, at + 2) ? 8 : 0;
  const free =
    bytes[at + 1] === R &&
    bytes[at + 2] === E &&
    bytes[at + 3] === E &&
    bytes[at + 4] === Byte.Space;
  return free ? 5 : 0;
}

/** The verb that starts with `first`, one of the letters `plainVerbLength` accepts. */
export function plainVerb(first: number): Verb {
  if (first === A) return Verb.Alloc;
  if (first === F) return Verb.Free;
  return first === R ? Verb.Realloc : Verb.Calloc;
}
