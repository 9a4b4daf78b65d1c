import * as fc from 'fast-check';

// Random traces as text. Few ids, so that every kind of fault comes up by itself.

const LAYOUTS = ['rounded', 'reference'] as const;
const POLICIES = ['first-fit', 'next-fit', 'best-fit', 'worst-fit'] as const;

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const maybeNull = fc.oneof({ weight: 12, arbitrary: id }, fc.constant('null'));
const size = fc.oneof(
  { weight: 12, arbitrary: fc.nat({ max: 120 }) },
  { weight: 3, arbitrary: fc.nat({ max: 1500 }) },
  fc.constantFrom(0, 2 ** 30, 2 ** 32, 2 ** 53 - 1),
);
const align = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom(' align=1', ' align=8', ' align=64', ' align=512', ' align=4503599627370496'),
);

const event: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(id, size, align).map(([i, n, a]) => `alloc ${i} ${n}${a}`) },
  { weight: 2, arbitrary: fc.tuple(id, size, align).map(([i, n, a]) => `calloc ${i} ${n}${a}`) },
  { weight: 3, arbitrary: fc.tuple(id, size, align).map(([i, n, a]) => `realloc ${i} ${n}${a}`) },
  { weight: 1, arbitrary: fc.tuple(maybeNull, id, size).map((fields) => `r ${fields.join(' ')}`) },
  { weight: 6, arbitrary: maybeNull.map((i) => `free ${i}`) },
  { weight: 1, arbitrary: fc.constant('mark here') },
);

/** The `heap` line of a trace, with any layout and policy. */
export const heapLine: fc.Arbitrary<string> = fc
  .record({
    size: fc.oneof(fc.integer({ min: 64, max: 400 }), fc.integer({ min: 400, max: 5000 })),
    base: fc.constantFrom(0x10000000, 8, 2 ** 32 - 64, 2 ** 48),
    layout: fc.constantFrom(...LAYOUTS),
    policy: fc.constantFrom(...POLICIES),
    align: fc.constantFrom(1, 8, 16, 64),
  })
  .map((fields) => {
    const keys = Object.entries(fields).map(([key, value]) => `${key}=${value}`);
    return `heap ${keys.join(' ')}`;
  });

/** A trace of up to some 200 events. */
export const program: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', 'meta capture=midway\n'),
    heapLine,
    fc.array(event, { maxLength: 200, size: 'max' }),
  )
  .map(([meta, heap, events]) => `${meta}${heap}\n${events.join('\n')}\n`);

/** A long trace, always the same for a seed, that keeps some 40 blocks in a small heap. */
export function longProgram(seed: number, events: number): string {
  let state = seed;
  const below = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const lines = ['heap size=8KiB'];
  while (lines.length <= events) {
    const name = `i${below(60)}`;
    const kind = ['alloc', 'calloc', 'realloc', 'free', 'free'][below(5)];
    lines.push(kind === 'free' ? `free ${name}` : `${kind} ${name} ${below(200)}`);
  }
  return `${lines.join('\n')}\n`;
}
