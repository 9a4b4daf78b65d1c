import { integer, object, text } from '../base/check';
import { command, request } from './message';

/** The longest text that one can look for, in UTF-16 units. */
export const LONGEST_QUERY = 200;

/** What became of a search. */
export interface Found {
  readonly found: boolean;
  /** For people, in one short sentence. */
  readonly message: string;
}

/**
 * Finds what a person typed: an event number, `line N` or `:N`, an address, an id, or a text. Moves
 * or selects accordingly, and says in words what was found or why nothing was. For addresses and
 * texts a list is made, too: `SearchView`.
 */
export const find = request<{ query: string }, Found>(
  'find',
  object({ query: text(LONGEST_QUERY) }),
);

/** A list of what was found, as far as it is worked out. */
export interface SearchView {
  /** `text`: lines with a text in them. `lives`: blocks that ever covered an address. */
  readonly kind: 'text' | 'lives';
  readonly query: string;
  /** Items in the list; `isCut` where there are more. */
  readonly count: number;
  readonly isCut: boolean;
  /** The item that was gone to, or -1. */
  readonly current: number;
  /** How far it is, 0 to 1, while it is worked out; else null. */
  readonly fraction: number | null;
}

/** Go to an item of the list. */
export const goToFound = command('goToFound', object({ index: integer(0, 2 ** 32) }));
/** Stop looking, and forget the list. */
export const cancelFind = command('cancelFind', object({}));

/** The most items one request may ask for. */
export const FOUND_LIMIT = 500;

export interface FoundItem {
  /** Line, from 1: of the text, or of the allocation. */
  readonly line: number;
  /** The event of that line, from 1; 0 where the line is no event. */
  readonly event: number;
  /** Of a life: the event that ends it, from 1; 0 for never. */
  readonly end: number;
  /** The line, or what the trace calls the block: hostile. */
  readonly text: string;
  /** Of a life: what was asked for, in bytes. */
  readonly requested: number;
}

export const foundWindow = request<
  { start: number; count: number },
  { readonly items: readonly FoundItem[] }
>('foundWindow', object({ start: integer(0, 2 ** 32), count: integer(0, FOUND_LIMIT) }));
