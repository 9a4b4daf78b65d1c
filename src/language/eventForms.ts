/** A field of an event's line, as it is written in forms, and what it means. */
export interface Field {
  readonly name: string;
  readonly meaning: string;
}

/** A way to write an event. */
export interface EventForm {
  readonly verb: string;
  readonly short: string;
  readonly fields: readonly Field[];
  readonly meaning: string;
}

const ID: Field = { name: 'ID', meaning: 'What the block is called: no blank, `#`, quote or `=`.' };
const LIVE: Field = { name: 'ID', meaning: 'A block that is live, or `null`.' };
const SIZE: Field = { name: 'SIZE', meaning: 'Bytes: `64`, `0x40`, `4KiB`.' };
const ALIGN: Field = {
  name: '[ALIGN]',
  meaning: 'A power of two. Without it the alignment of the heap, or 16.',
};
const REST: Field = {
  name: '[attributes]',
  meaning: '`align=` `at=` `tid=` `t=` `addr=`, a label in quotes, or any `key=value`.',
};
const REST_OF_FREE: Field = {
  name: '[attributes]',
  meaning: '`at=` `tid=` `t=` `addr=`, a label in quotes, or any `key=value`.',
};
const REST_OF_MARK: Field = {
  name: '[attributes]',
  meaning: '`at=` `tid=` `t=` `addr=`, or any `key=value`.',
};

/** Every way to write an event; the forms of one verb follow each other. */
export const EVENT_FORMS: readonly EventForm[] = [
  {
    verb: 'alloc',
    short: 'a',
    fields: [ID, SIZE, ALIGN, REST],
    meaning: 'Allocates SIZE bytes under the name ID.',
  },
  {
    verb: 'calloc',
    short: 'c',
    fields: [ID, { name: 'SIZE', meaning: 'Bytes: the product of count and size.' }, REST],
    meaning: 'Allocates SIZE bytes under the name ID, and makes them zero.',
  },
  {
    verb: 'realloc',
    short: 'r',
    fields: [LIVE, SIZE, REST],
    meaning: 'Resizes a block: allocates, copies and frees the old one.',
  },
  {
    verb: 'realloc',
    short: 'r',
    fields: [
      LIVE,
      { name: 'NEWID', meaning: 'What the resized block is called from here on.' },
      SIZE,
      REST,
    ],
    meaning: 'Resizes a block, which gets another name.',
  },
  {
    verb: 'free',
    short: 'f',
    fields: [LIVE, REST_OF_FREE],
    meaning: 'Frees a block. `free null` does nothing.',
  },
  {
    verb: 'mark',
    short: 'm',
    fields: [
      { name: 'TEXT', meaning: 'A name for this point in time, best in quotes.' },
      REST_OF_MARK,
    ],
    meaning: 'A point in time with a name. Does nothing to the heap.',
  },
];

/** The forms of a verb in its long or short spelling. */
export function formsOf(verb: string): EventForm[] {
  return EVENT_FORMS.filter((form) => form.verb === verb || form.short === verb);
}

/** A form as one line of text. */
export function textOfForm({ verb, fields }: EventForm): string {
  return [verb, ...fields.map(({ name }) => name)].join(' ');
}
