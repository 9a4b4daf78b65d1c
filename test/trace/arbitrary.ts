import * as fc from 'fast-check';
import {
  eventLine,
  type EventToWrite,
  heapLine,
  metaLine,
  VERSION_LINE,
} from '../../src/trace/write';

const WORD = Array.from('ab7_:/\\.-é€😀$<>\u001b');
const AWKWARD = Array.from('"\\\n\r\t\0 #=a\u007f');

const word = fc
  .string({ unit: fc.constantFrom(...WORD), minLength: 1, maxLength: 6 })
  .filter((text) => text !== 'null');
const key = word.filter((text) => !['align', 'at', 'tid', 't', 'addr'].includes(text));
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const anyText = fc.oneof(text, fc.string({ unit: fc.constantFrom(...AWKWARD) }));
const number = fc.oneof(fc.nat(100), fc.maxSafeNat());
const id = fc.oneof(fc.nat(20).map(String), fc.constantFrom('__proto__', 'constructor'), word);
const align = fc.option(
  fc.nat(52).map((log2) => 2 ** log2),
  { nil: undefined },
);

const location = fc
  .record({
    path: anyText.filter((path) => path.length > 0),
    line: fc.integer({ min: 1 }),
    column: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
  })
  .map(({ path, line, column }) =>
    column === undefined ? { path, line } : { path, line, column },
  );

function attributes(withLabel: boolean) {
  return fc
    .record(
      {
        ...(withLabel && { label: anyText }),
        at: location,
        tid: number,
        t: number,
        addr: fc.option(number),
      },
      { requiredKeys: [] },
    )
    .chain((known) =>
      fc
        .array(fc.record({ key, value: anyText }, { noNullPrototype: true }), { maxLength: 2 })
        .map((unknown) => ({ ...known, unknown })),
    );
}

const some = attributes(true);

/** An event with anything that can be written about it. */
export const event: fc.Arbitrary<EventToWrite> = fc.oneof(
  fc.record({
    verb: fc.constantFrom('alloc' as const, 'calloc' as const),
    id,
    size: number,
    align,
    attributes: some,
  }),
  fc.record({
    verb: fc.constant('realloc' as const),
    id,
    newId: fc.option(id, { nil: undefined }),
    size: number,
    align,
    attributes: some,
  }),
  fc.record({
    verb: fc.constant('free' as const),
    id: fc.oneof(id, fc.constant('null')),
    attributes: some,
  }),
  fc.record({ verb: fc.constant('mark' as const), text: anyText, attributes: attributes(false) }),
);

export const heap = fc.record(
  {
    size: fc.integer({ min: 64, max: 2 ** 30 }),
    base: fc.integer({ min: 1, max: 2 ** 40 }).map((n) => n * 8),
    layout: fc.constantFrom('rounded' as const, 'reference' as const),
    policy: fc.constantFrom(
      'first-fit' as const,
      'next-fit' as const,
      'best-fit' as const,
      'worst-fit' as const,
    ),
    align: fc.nat(52).map((log2) => 2 ** log2),
  },
  { requiredKeys: [], noNullPrototype: true },
);

export const meta = fc.array(fc.record({ key: word, value: anyText }, { noNullPrototype: true }), {
  minLength: 1,
  maxLength: 3,
});

/** A whole valid trace as text, with any line ends. */
export const traceText = fc
  .record({
    heap,
    meta,
    events: fc.array(event, { maxLength: 30 }),
    end: fc.constantFrom('\n', '\r\n', '\r'),
  })
  .map(({ heap: directive, meta: entries, events, end }) =>
    [
      VERSION_LINE,
      metaLine(entries),
      heapLine(directive),
      '# comment',
      '',
      ...events.map(eventLine),
    ]
      .map((line) => line + end)
      .join(''),
  );
