// What each word of a trace means, in a sentence or two, for hovers and suggestions: plain text that
// is good Markdown, too. docs/alloctrace.md has the whole.

/** What a word means, and how it is written. */
export interface Meaning {
  /** The word with what it takes. */
  readonly form: string;
  readonly text: string;
}

export type Meanings = ReadonlyMap<string, Meaning>;

/** What a line may begin with, by long name. */
export const VERBS: Meanings = new Map([
  [
    'alloctrace',
    { form: 'alloctrace 1', text: 'The version of the format. It is the first line that counts.' },
  ],
  [
    'meta',
    {
      form: 'meta KEY=VALUE...',
      text:
        'Facts about the recording, for people and tools. capture=midway says that it began while ' +
        'the program was running, so that it may free what it never allocated.',
    },
  ],
  [
    'heap',
    {
      form: 'heap [size=SIZE] [base=ADDRESS] [layout=LAYOUT] [policy=POLICY] [align=ALIGN]',
      text: 'The heap to simulate. It comes at most once, before the first event; every key may be left out.',
    },
  ],
  [
    'alloc',
    {
      form: 'alloc ID SIZE [ALIGN]',
      text: 'Allocates SIZE bytes, as malloc does, at a multiple of ALIGN. ID names the block from here on.',
    },
  ],
  [
    'calloc',
    {
      form: 'calloc ID SIZE',
      text: 'Allocates SIZE bytes and makes them zero. SIZE is the product of count and size.',
    },
  ],
  [
    'realloc',
    {
      form: 'realloc ID SIZE or realloc ID NEWID SIZE',
      text:
        'Gives a block another size: allocates anew, copies, frees the old one. With NEWID the ' +
        'result has that name. Size 0 frees.',
    },
  ],
  ['free', { form: 'free ID', text: 'Gives a block back. free null does nothing.' }],
  ['mark', { form: 'mark "TEXT"', text: 'A moment with a name. It does nothing to the heap.' }],
]);

const SHORT: ReadonlyMap<string, string> = new Map([
  ['a', 'alloc'],
  ['c', 'calloc'],
  ['r', 'realloc'],
  ['f', 'free'],
  ['m', 'mark'],
]);

/** The meaning of a verb in its long or short form, and its long name. */
export function meaningOfVerb(word: string): (Meaning & { readonly name: string }) | undefined {
  const name = SHORT.get(word) ?? word;
  const meaning = VERBS.get(name);
  return meaning && { ...meaning, name };
}

/** The attributes that an event may have and that this version knows. */
export const ATTRIBUTES: Meanings = new Map([
  [
    'align',
    {
      form: 'align=ALIGN',
      text: 'The address of the user data is a multiple of this power of two, 16 unless the heap says otherwise.',
    },
  ],
  [
    'at',
    {
      form: 'at=PATH:LINE[:COLUMN]',
      text: 'Where the recorded program did it. Nothing is opened unless you ask for it.',
    },
  ],
  ['tid', { form: 'tid=N', text: 'The thread of the recorded program that did it.' }],
  [
    't',
    {
      form: 't=TIME',
      text: 'When it happened, in nanoseconds, or a whole number of us, ms or s. The order of the lines counts all the same.',
    },
  ],
  [
    'addr',
    {
      form: 'addr=ADDRESS or addr=null',
      text: 'The address that the recorded program got; null where its allocation failed. The simulated heap chooses its own.',
    },
  ],
]);

/** What `meta` may say that this version knows. */
export const META_KEYS: Meanings = new Map([
  ['program', { form: 'program=TEXT', text: 'What was recorded.' }],
  ['recorder', { form: 'recorder=TEXT', text: 'What made the recording.' }],
  [
    'capture',
    {
      form: 'capture=midway',
      text: 'The recording began while the program ran: that it frees what it never allocated is no fault.',
    },
  ],
]);

/** What `heap` may set. */
export const HEAP_KEYS: Meanings = new Map([
  ['size', { form: 'size=SIZE', text: 'Bytes of the heap, 64 bytes to 1 GiB. Without it, 1 MiB.' }],
  [
    'base',
    {
      form: 'base=ADDRESS',
      text: 'Address of the first byte of the heap, a multiple of 8. Without it, 0x10000000.',
    },
  ],
  [
    'layout',
    {
      form: 'layout=rounded or layout=reference',
      text: 'What becomes of the bytes behind an odd size.',
    },
  ],
  [
    'policy',
    { form: 'policy=POLICY', text: 'Which of the free blocks that fit an allocation takes.' },
  ],
  [
    'align',
    { form: 'align=ALIGN', text: 'The alignment of allocations that name none. Without it, 16.' },
  ],
]);

/** What the keys of `heap` may be that have names for values. */
export const HEAP_CHOICES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'layout',
    new Map([
      [
        'rounded',
        'Each block takes a multiple of 8 bytes, so that neighbours always touch. The default.',
      ],
      [
        'reference',
        'What follows an odd size belongs to no block: the bytes are lost, and the neighbours can never merge.',
      ],
    ]),
  ],
  [
    'policy',
    new Map([
      ['first-fit', 'The first free block that fits, by address. The default.'],
      ['next-fit', 'The first that fits from where the last search ended.'],
      ['best-fit', 'The smallest that fits.'],
      ['worst-fit', 'The largest.'],
    ]),
  ],
]);
