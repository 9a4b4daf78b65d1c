/** A filter as it was read: what all has to hold of a block. */
export interface Filter {
  readonly tests: readonly FilterTest[];
}

/** One term of a filter. Of what a block does not have, nothing holds. */
export type FilterTest = { readonly isNegated: boolean } & (
  | { readonly kind: 'state'; readonly isLive: boolean }
  /** From `low` to `high`, both included; a whole number lies there or does not. */
  | {
      readonly kind: 'number';
      readonly column: NumberColumn;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'text'; readonly field: TextField; readonly match: TextMatch }
);

/** What a block has in numbers: `made` is the event of its allocation, from 1. */
export type NumberColumn =
  | 'lost'
  | 'size'
  | 'requested'
  | 'padding'
  | 'tail'
  | 'age'
  | 'line'
  | 'thread'
  | 'made'
  | 'address';

/** `name` is id and label, one after the other. */
export type TextField = 'name' | 'id' | 'label' | 'at';

export interface TextMatch {
  /** In lower case if `how` is `has`. */
  readonly text: string;
  /** Whether a text has it in it, in whatever case; is it; or begins with it. */
  readonly how: 'has' | 'is' | 'begins' | 'isNumbered';
}

/** Ends the reading of a filter; never leaves this folder. */
export class FilterFault extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
  }
}
