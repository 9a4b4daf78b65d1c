import { bytes, integer, nullable, object, oneOf, text, type Check } from '../base/check';
import { command } from './message';

/** The largest file from outside the editor that can be dropped, in bytes: it comes in one message. */
export const LARGEST_DROP = 32 * 2 ** 20;

/** So many files are opened of what is dropped at once. */
export const MOST_DROPPED = 10;

/** One file that was dropped on a view, or how many more there were than are opened. */
export type Dropped =
  /** A file of the editor's own lists; anything may be in the address. */
  | { readonly kind: 'address'; readonly uri: string }
  /** A file from elsewhere; `bytes` is null where it is too large or could not be read. */
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly size: number;
      readonly bytes: Uint8Array | null;
    }
  | { readonly kind: 'more'; readonly count: number };

const address = object({ kind: oneOf('address'), uri: text(4096) });
const file = object({
  kind: oneOf('file'),
  name: text(1024),
  size: integer(0, 2 ** 53 - 1),
  bytes: nullable(bytes(LARGEST_DROP)),
});

const more = object({ kind: oneOf('more'), count: integer(1, 2 ** 32) });

const dropped: Check<Dropped> = (value) => address(value) ?? file(value) ?? more(value);

/** Open a file that was dropped: a trace as it is, anything else as a recording of another tool. */
export const openDropped = command('openDropped', dropped);
