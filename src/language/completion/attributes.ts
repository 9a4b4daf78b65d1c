import { ATTRIBUTES, HEAP_KEYS, META_KEYS, type Meanings } from '../meanings';
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

/** The keys of a kind of line, with the values that some of them are known to have. */
function keysFrom(
  meanings: Meanings,
  values: { readonly [name: string]: readonly Value[] },
): Key[] {
  return [...meanings].map(([name, { form, text }]) => ({
    name,
    meaning: `\`${form}\`\n\n${text}`,
    values: values[name] ?? [],
  }));
}

const OF_EVENTS = keysFrom(ATTRIBUTES, {
  align: ALIGNMENTS,
  addr: [value('null', 'it failed')],
});

const OF_HEAP = keysFrom(HEAP_KEYS, {
  size: ['1KiB', '4KiB', '64KiB', '1MiB', '16MiB', '256MiB', '1GiB'].map((text) => value(text)),
  base: [value('0x10000000', 'unless told'), value('0x20000000')],
  layout: [
    value('rounded', 'they belong to the block'),
    value('reference', 'they belong to no block, for ever'),
  ],
  policy: [
    value('first-fit', 'the first that is large enough'),
    value('next-fit', 'the first one from where the last search ended'),
    value('best-fit', 'the smallest that is large enough'),
    value('worst-fit', 'the largest'),
  ],
  align: ALIGNMENTS,
});

const OF_META = keysFrom(META_KEYS, {
  capture: [value('midway', 'frees of what it never saw are no faults')],
});

function keysOf(verb: string): readonly Key[] {
  if (verb === 'heap') return OF_HEAP;
  if (verb === 'meta') return OF_META;
  return verb === 'free' || verb === 'mark'
    ? OF_EVENTS.filter(({ name }) => name !== 'align')
    : OF_EVENTS;
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
