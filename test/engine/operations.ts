import * as fc from 'fast-check';
import type { HeapConfig } from '../../src/engine/config';
import { NONE } from '../../src/engine/block';

// Random heaps and random programs. A pointer is described, not given: what it means is decided
// when the operation is carried out, so that a shrunk program is still a sensible one.

/** `nth` counts round: any number names some pointer. */
export type Pointer =
  | { readonly kind: 'live'; readonly nth: number }
  /** One that was valid once; it may be valid again. */
  | { readonly kind: 'stale'; readonly nth: number }
  /** Some bytes into (or before) a live block's user data. */
  | { readonly kind: 'interior'; readonly nth: number; readonly by: number }
  | { readonly kind: 'wild'; readonly user: number }
  | { readonly kind: 'null' };

export type Operation =
  | {
      readonly kind: 'alloc' | 'calloc';
      readonly size: number;
      readonly align: number;
      readonly tag: number;
    }
  | {
      readonly kind: 'realloc';
      readonly pointer: Pointer;
      readonly size: number;
      readonly align: number;
      readonly tag: number;
    }
  | { readonly kind: 'free'; readonly pointer: Pointer };

const LAYOUTS = ['rounded', 'reference'] as const;
const POLICIES = ['first-fit', 'next-fit', 'best-fit', 'worst-fit'] as const;

/** Bases at which an address calculation can go wrong: carries and signs of 32 bits, the top. */
function baseFor(size: number): fc.Arbitrary<number> {
  const highest = Math.floor((2 ** 53 - 1 - size) / 8) * 8;
  return fc.oneof(
    fc.constantFrom(0x10000000, 8, 24, 2 ** 31 - 256, 2 ** 31, 2 ** 32 - 256, 2 ** 32 - 24),
    fc.constantFrom(2 ** 32, 2 ** 32 + 8, 2 ** 40 - 256, 2 ** 48 - 64, highest, highest - 8),
    fc.nat({ max: 2 ** 24 }).map((unit) => 2 ** 32 - 4096 + (unit % 1024) * 8),
    fc.integer({ min: 1, max: highest / 8 }).map((unit) => unit * 8),
  );
}

export const heapConfig: fc.Arbitrary<HeapConfig> = fc
  .record({
    size: fc.oneof(
      fc.integer({ min: 64, max: 96 }),
      fc.integer({ min: 64, max: 1024 }),
      fc.integer({ min: 1024, max: 8000 }),
    ),
    layout: fc.constantFrom(...LAYOUTS),
    policy: fc.constantFrom(...POLICIES),
    reallocInPlace: fc.boolean(),
  })
  .chain((rest) => baseFor(rest.size).map((base) => ({ ...rest, base, debugLog: false })));

const size = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 80 }) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 20 }).map((unit) => unit * 8) },
  { weight: 2, arbitrary: fc.integer({ min: 80, max: 1500 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      0,
      2 ** 30 - 24,
      2 ** 30 - 8,
      2 ** 30,
      2 ** 30 + 1,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32 - 8,
      2 ** 32,
      2 ** 32 + 40,
      2 ** 53 - 1,
    ),
  },
);

const align = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 5 }).map((power) => 2 ** power) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 12 }).map((power) => 2 ** power) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      2 ** 16,
      2 ** 29,
      2 ** 30,
      2 ** 31,
      2 ** 32,
      2 ** 40,
      2 ** 48,
      2 ** 52,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 3, 24, -8, 0.5, 48, 2 ** 53, 2 ** 53 - 1, Infinity, NaN),
  },
);

// Small multiples of 8 look like the offsets in the live table, which is what a forged or stale
// back pointer would need.
const tag = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((unit) => unit * 8),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
);

const nth = fc.nat({ max: 1000 });

const somePointer: fc.Arbitrary<Pointer> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('live' as const), nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('stale' as const), nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('interior' as const),
      nth,
      by: fc.oneof(fc.constantFrom(-16, -8, 8, 16, 24, 32), fc.integer({ min: -64, max: 64 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wild' as const),
      user: fc.oneof(
        fc.nat({ max: 700 }).map((unit) => unit * 8),
        fc.constantFrom(-2, -8, -(2 ** 31), 2 ** 31, 2 ** 32 + 24, 24.5, 2 ** 53 - 1, -(2 ** 53)),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'null' as const }) },
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('alloc' as const), size, align, tag }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('calloc' as const), size, align, tag }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('free' as const), pointer: somePointer }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('realloc' as const),
      pointer: somePointer,
      size,
      align,
      tag,
    }),
  },
);

export const program: fc.Arbitrary<Operation[]> = fc.array(operation, {
  minLength: 1,
  maxLength: 120,
  size: 'max',
});

/** What a described pointer means now: a user offset, NONE for null. */
export function resolve(
  pointer: Pointer,
  live: readonly number[],
  stale: readonly number[],
): number {
  switch (pointer.kind) {
    case 'live':
      return live.length === 0 ? NONE : live[pointer.nth % live.length];
    case 'stale':
      return stale.length === 0 ? NONE : stale[pointer.nth % stale.length];
    case 'interior':
      return live.length === 0 ? 24 : live[pointer.nth % live.length] + pointer.by;
    case 'wild':
      return pointer.user;
    case 'null':
      return NONE;
  }
}
