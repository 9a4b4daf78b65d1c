import type { Slot } from './slot';
import type { Suggestion } from './suggestion';

interface Key {
  readonly name: string;
  readonly meaning: string;
  readonly values: readonly Value[];
}

interface Value {
  readonly text: string;
  readonly detail?: string;
}

const value = (text: string, detail?: string): Value =>
  detail === undefined ? { text } : { text, detail };

const ALIGNMENTS: readonly Value[] = [8, 16, 32, 64, 128, 256, 512, 1024, 4096].map((align) =>
  value(String(align), align === 64 ? 'a cache line' : align === 4096 ? 'a page' : undefined),
);

const ALIGN: Key = {
  name: 'align',
  meaning: 'The alignment of the user address, a power of two. Costs padding where it is large.',
  values: ALIGNMENTS,
};

const OF_EVENTS: readonly Key[] = [
  ALIGN,
  {
    name: 'at',
    meaning:
      'Where the program did it: `at=PATH:LINE` or `at=PATH:LINE:COLUMN`. **Go to Source** opens it.',
    values: [],
  },
  { name: 'tid', meaning: 'The thread, as a number.', values: [] },
  {
    name: 't',
    meaning: 'When: nanoseconds, or a whole number with `us`, `ms` or `s`.',
    values: [],
  },
  {
    name: 'addr',
    meaning: 'The address in the recorded program, or `null` for an allocation that failed there.',
    values: [value('null', 'it failed')],
  },
];

const OF_HEAP: readonly Key[] = [
  {
    name: 'size',
    meaning: 'Bytes of the heap: 64 bytes to 1 GiB.',
    values: ['1KiB', '4KiB', '64KiB', '1MiB', '16MiB', '256MiB', '1GiB'].map((text) => value(text)),
  },
  {
    name: 'base',
    meaning: 'The address of the first byte: a multiple of 8, above 0.',
    values: [value('0x10000000', 'unless told'), value('0x20000000')],
  },
  {
    name: 'layout',
    meaning: 'What becomes of the bytes between a block and the next multiple of 8.',
    values: [
      value('rounded', 'they belong to the block'),
      value('reference', 'they belong to no block, for ever'),
    ],
  },
  {
    name: 'policy',
    meaning: 'Which free block is taken.',
    values: [
      value('first-fit', 'the first that is large enough'),
      value('next-fit', 'the first one from where the last search ended'),
      value('best-fit', 'the smallest that is large enough'),
      value('worst-fit', 'the largest'),
    ],
  },
  { ...ALIGN, meaning: 'The alignment of events that name none. Without it, 16.' },
];

const OF_META: readonly Key[] = [
  { name: 'program', meaning: 'What was recorded.', values: [] },
  { name: 'recorder', meaning: 'What made the recording.', values: [] },
  {
    name: 'capture',
    meaning: '`midway`: the recording began while the program ran.',
    values: [value('midway', 'frees of what it never saw are no faults')],
  },
];

function keysOf(verb: string): readonly Key[] {
  if (verb === 'heap') return OF_HEAP;
  if (verb === 'meta') return OF_META;
  return verb === 'free' || verb === 'mark' ? OF_EVENTS.filter((key) => key !== ALIGN) : OF_EVENTS;
}

/** What can come after the positional fields. */
export function restSuggestions({
  verb,
  keys,
  hasLabel,
  isAlign,
}: Extract<Slot, { kind: 'rest' }>): Suggestion[] {
  const isEvent = verb !== 'heap' && verb !== 'meta';
  return [
    ...keysOf(verb)
      .filter(({ name }) => !keys.includes(name))
      .map(({ name, meaning, values }): Suggestion => ({
        kind: 'key',
        label: `${name}=`,
        meaning,
        goesOn: values.length > 0,
      })),
    ...(isEvent && verb !== 'mark' && !hasLabel ? [LABEL] : []),
    ...(isAlign ? ALIGNMENTS.map(valueSuggestion) : []),
  ];
}

const LABEL: Suggestion = {
  kind: 'snippet',
  label: '"label"',
  meaning: 'What the block is for. The inspector shows it, and the outline lists it.',
  insert: '"${1:label}"',
  isSnippet: true,
};

/** The values that a key is known to have. */
export function valueSuggestions(verb: string, key: string): Suggestion[] {
  const found = keysOf(verb).find(({ name }) => name === key);
  return (found?.values ?? []).map(valueSuggestion);
}

function valueSuggestion({ text, detail }: Value): Suggestion {
  return { kind: 'value', label: text, ...(detail !== undefined && { detail }) };
}
