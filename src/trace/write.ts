import type { EventAttributes, HeapDirective, MetaEntry } from './trace';

/** The first line of every trace. */
export const VERSION_LINE = 'alloctrace 1';

/** An event to be written. `null` as an id is the null pointer. */
export type EventToWrite =
  | {
      readonly verb: 'alloc' | 'calloc';
      readonly id: string;
      readonly size: number;
      readonly align?: number | undefined;
      readonly attributes?: EventAttributes;
    }
  | {
      readonly verb: 'realloc';
      readonly id: string;
      /** The id of the result, where it is not the same. */
      readonly newId?: string | undefined;
      readonly size: number;
      readonly align?: number | undefined;
      readonly attributes?: EventAttributes;
    }
  | { readonly verb: 'free'; readonly id: string; readonly attributes?: EventAttributes }
  | { readonly verb: 'mark'; readonly text: string; readonly attributes?: EventAttributes };

/** Whether `text` can stand as an id. */
export function isId(text: string): boolean {
  return /^[^\0\t\n\r "#=]+$/.test(text);
}

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** `text` as a quoted string. What UTF-8 cannot hold (half a surrogate pair) becomes U+FFFD. */
export function quoted(text: string): string {
  let result = '"';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const control = point < 0x20 || point === 0x7f;
    if (point >= 0xd800 && point <= 0xdfff) result += '\ufffd';
    else result += NAMED_ESCAPES.get(character) ?? (control ? codeEscape(point) : character);
  }
  return `${result}"`;
}

function codeEscape(point: number): string {
  return `\\u{${point.toString(16)}}`;
}

/** `text` as the value of an attribute: bare where that says the same. */
function value(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must be quoted
  return /^[^\0-\x20\x7f"#\ud800-\udfff]+$/u.test(text) ? text : quoted(text);
}

/** `PATH:LINE[:COL]`. A path that ends like a line number gets column 0, which is "not known". */
function location({ path, line, column }: NonNullable<EventAttributes['at']>): string {
  const place = `${path}:${line}`;
  if (column !== undefined) return `${place}:${column}`;
  return /:\d+$/.test(path) ? `${place}:0` : place;
}

/** The attributes in their order: align, at, tid, t, addr, the unknown ones, the label. */
function attributesText(
  align: number | undefined,
  attributes: EventAttributes | undefined,
): string {
  let text = align === undefined ? '' : ` align=${align}`;
  if (!attributes) return text;
  const { at, tid, t, addr, unknown, label } = attributes;
  if (at !== undefined) text += ` at=${value(location(at))}`;
  if (tid !== undefined) text += ` tid=${tid}`;
  if (t !== undefined) text += ` t=${t}`;
  if (addr !== undefined) text += ` addr=${addr === null ? 'null' : hexadecimal(addr)}`;
  for (const entry of unknown) text += ` ${entry.key}=${value(entry.value)}`;
  return label === undefined ? text : `${text} ${quoted(label)}`;
}

function hexadecimal(address: number): string {
  return `0x${address.toString(16)}`;
}

/** An event as a line, without its line end. Ids must be ids: see `isId`. */
export function eventLine(event: EventToWrite): string {
  switch (event.verb) {
    case 'mark':
      return `mark ${quoted(event.text)}${attributesText(undefined, event.attributes)}`;
    case 'free':
      return `free ${event.id}${attributesText(undefined, event.attributes)}`;
    case 'realloc': {
      const ids = event.newId === undefined ? event.id : `${event.id} ${event.newId}`;
      return `realloc ${ids} ${event.size}${attributesText(event.align, event.attributes)}`;
    }
    case 'alloc':
    case 'calloc':
      return `${event.verb} ${event.id} ${event.size}${attributesText(event.align, event.attributes)}`;
  }
}

/** A `meta` line, without its line end. */
export function metaLine(entries: readonly MetaEntry[]): string {
  return `meta${entries.map((entry) => ` ${entry.key}=${value(entry.value)}`).join('')}`;
}

/** A size in bytes as the format writes it shortest: in the largest unit that divides it. */
export function sizeText(size: number): string {
  if (size > 0 && size % 2 ** 30 === 0) return `${size / 2 ** 30}GiB`;
  if (size > 0 && size % 2 ** 20 === 0) return `${size / 2 ** 20}MiB`;
  return size > 0 && size % 2 ** 10 === 0 ? `${size / 2 ** 10}KiB` : String(size);
}

/** A `heap` line, without its line end. */
export function heapLine({
  size,
  base,
  layout,
  policy,
  align,
}: Omit<HeapDirective, 'line'>): string {
  let text = 'heap';
  if (size !== undefined) text += ` size=${sizeText(size)}`;
  if (base !== undefined) text += ` base=${hexadecimal(base)}`;
  if (layout !== undefined) text += ` layout=${layout}`;
  if (policy !== undefined) text += ` policy=${policy}`;
  return align === undefined ? text : `${text} align=${align}`;
}
