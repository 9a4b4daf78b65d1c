import { ascii, spells } from './bytes';
import { EventKind } from './trace';

/** What a line does. Events are numbered as in `EventKind`. */
export const enum Verb {
  Unknown = 0,
  Alloc = EventKind.Alloc,
  Calloc = EventKind.Calloc,
  Realloc = EventKind.Realloc,
  Free = EventKind.Free,
  Mark = EventKind.Mark,
  Version = 16,
  Meta,
  Heap,
  Reserved,
}

interface VerbEntry {
  readonly name: string;
  readonly short?: string;
  readonly verb: Verb;
  /** How the line is written, for messages. */
  readonly form: string;
}

const TABLE: readonly VerbEntry[] = [
  { name: 'alloc', short: 'a', verb: Verb.Alloc, form: 'alloc ID SIZE' },
  { name: 'calloc', short: 'c', verb: Verb.Calloc, form: 'calloc ID SIZE' },
  {
    name: 'realloc',
    short: 'r',
    verb: Verb.Realloc,
    form: 'realloc ID SIZE or realloc ID NEWID SIZE',
  },
  { name: 'free', short: 'f', verb: Verb.Free, form: 'free ID' },
  { name: 'mark', short: 'm', verb: Verb.Mark, form: 'mark "TEXT"' },
  { name: 'alloctrace', verb: Verb.Version, form: 'alloctrace 1' },
  { name: 'meta', verb: Verb.Meta, form: 'meta KEY=VALUE' },
  { name: 'heap', verb: Verb.Heap, form: 'heap KEY=VALUE' },
  { name: 'write', verb: Verb.Reserved, form: '' },
  { name: 'expect', verb: Verb.Reserved, form: '' },
];

const SPELLINGS = TABLE.flatMap(({ name, short, verb }) =>
  (short === undefined ? [name] : [name, short]).map((word) => ({ word: ascii(word), verb })),
);

const BY_VERB = new Map(TABLE.map((entry) => [entry.verb, entry]));

/** The verbs that may be written, long forms only. */
export const VERB_NAMES: readonly string[] = TABLE.filter(({ verb }) => verb !== Verb.Reserved).map(
  ({ name }) => name,
);

/** The verbs of events. */
export const EVENT_VERBS: readonly string[] = TABLE.filter(({ verb }) => verb < Verb.Version).map(
  ({ name }) => name,
);

/** What other tools call the same thing. */
export const FOREIGN_VERBS: ReadonlyMap<string, string> = new Map([
  ['malloc', 'alloc'],
  ['allocate', 'alloc'],
  ['memalign', 'alloc'],
  ['aligned_alloc', 'alloc'],
  ['new', 'alloc'],
  ['delete', 'free'],
  ['dealloc', 'free'],
  ['deallocate', 'free'],
  ['release', 'free'],
  ['cfree', 'free'],
]);

/** Finds the verb that `bytes[start..end)` spells. */
export function verbOf(bytes: Uint8Array, start: number, end: number): Verb {
  const first = bytes[start];
  for (let i = 0; i < SPELLINGS.length; i++) {
    const { word, verb } = SPELLINGS[i];
    if (word[0] === first && spells(bytes, start, end, word)) return verb;
  }
  return Verb.Unknown;
}

/** The long name of a verb. */
export function verbName(verb: Verb): string {
  return BY_VERB.get(verb)?.name ?? '';
}

/** How a line with this verb is written. */
export function verbForm(verb: Verb): string {
  return BY_VERB.get(verb)?.form ?? '';
}
