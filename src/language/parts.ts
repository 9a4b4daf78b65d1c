import { Line, TokenKind } from '../trace/line';
import { touches, type Columns } from './lines';

/** A piece of a line of a trace. Columns are UTF-16 units from 0, as an editor counts them. */
export interface Part {
  readonly kind: 'word' | 'text' | 'attribute';
  readonly from: number;
  readonly to: number;
  /** What stands there, quotes and key included. */
  readonly text: string;
  /** Of an attribute: its key, and the columns of its value without quotes. */
  readonly key: string;
  readonly valueFrom: number;
  readonly valueTo: number;
}

/** A line cut into parts, as the reader of traces cuts it. */
export interface LineParts {
  readonly parts: readonly Part[];
  /** Column where the comment begins, or where the line ends. */
  readonly end: number;
  /** Whether the line breaks off in the middle of a part, as in a string without an end. */
  readonly isBroken: boolean;
}

const encoder = new TextEncoder();

/** Cuts a line, given without its line end. Total: a broken line gives the parts before the break. */
export function partsOf(text: string): LineParts {
  const bytes = encoder.encode(text);
  const line = new Line();
  line.cut(bytes, 0, bytes.length);
  const columns = columnsOf(text, bytes.length);
  const parts = line.tokens.slice(0, line.count).map((token): Part => {
    const [from, to] = [columns(token.start), columns(token.end)];
    const isAttribute = token.kind === TokenKind.Attribute;
    return {
      kind: KINDS[token.kind],
      from,
      to,
      text: text.slice(from, to),
      key: isAttribute ? text.slice(from, columns(token.keyEnd)) : '',
      valueFrom: columns(token.valueStart),
      valueTo: columns(token.valueEnd),
    };
  });
  const last = parts.at(-1)?.to ?? 0;
  const comment = line.hasComment ? text.indexOf('#', last) : text.length;
  return { parts, end: comment, isBroken: line.fault !== undefined };
}

/** The part that the column is in or touches, or undefined. */
export function partAt({ parts }: LineParts, column: number): Part | undefined {
  return parts.find((part) => touches(part, column));
}

/** From the beginning of the first part to the end of the last; undefined where there are none. */
export function extentOf({ parts }: LineParts): Columns | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  return last && { from: first.from, to: last.to };
}

const KINDS = {
  [TokenKind.Word]: 'word',
  [TokenKind.Text]: 'text',
  [TokenKind.Attribute]: 'attribute',
} as const;

/** Byte columns of a text to UTF-16 columns. */
function columnsOf(text: string, byteLength: number): (byte: number) => number {
  if (byteLength === text.length) return (byte) => byte;
  const columns = new Int32Array(byteLength + 1);
  let byte = 0;
  let column = 0;
  for (const character of text) {
    const end = byte + utf8Length(character.codePointAt(0)!);
    while (byte < end) columns[byte++] = column;
    column += character.length;
  }
  columns[byte] = column;
  return (at) => columns[at];
}

/** Bytes of a character; half of a surrogate pair is encoded as U+FFFD, which has three. */
function utf8Length(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
