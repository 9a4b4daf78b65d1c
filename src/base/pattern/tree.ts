/** What must hold between two characters. */
export type Boundary = 'start' | 'end' | 'word' | 'not-word';

/** A pattern as it was understood. */
export type Tree =
  | { readonly kind: 'nothing' }
  /** One character: `set[code]` is 1 for those that fit. */
  | { readonly kind: 'one'; readonly set: Uint8Array }
  | { readonly kind: 'boundary'; readonly what: Boundary }
  | { readonly kind: 'row'; readonly parts: readonly Tree[] }
  | { readonly kind: 'choice'; readonly options: readonly Tree[] }
  | {
      readonly kind: 'repeat';
      readonly of: Tree;
      readonly min: number;
      /** Infinity for no limit. */
      readonly max: number;
      /** Whether few are tried first. */
      readonly lazy: boolean;
    }
  | { readonly kind: 'group'; readonly of: Tree; readonly name: string };

/** Why a pattern cannot be used. */
export class PatternError extends Error {
  constructor(
    message: string,
    /** Characters in front of what is wrong. */
    readonly column: number,
  ) {
    super(message);
  }
}
