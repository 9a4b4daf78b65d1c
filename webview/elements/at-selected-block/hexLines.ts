import type { SelectedBlock } from '../../../src/protocol/state';

export type Field = 'size' | 'next' | 'padding' | 'backPointer' | 'user' | 'tail' | 'free';

/** Some bytes of a block in one line. */
export interface HexLine {
  /** From the heap's base. */
  readonly offset: number;
  /** At most eight. */
  readonly bytes: readonly number[];
  readonly field: Field;
  /** The first line of its field, where the field is named. */
  readonly isFirst: boolean;
  /** Bytes in lines below that repeat this one and are left out. */
  readonly repeated: number;
}

const WORD = 8;

interface FieldRange {
  readonly field: Field;
  readonly size: number;
}

/** The fields of a block in address order; the empty ones are left out. */
export function fieldsOf({ block, size, live }: SelectedBlock): FieldRange[] {
  const header: FieldRange[] = [
    { field: 'size', size: WORD },
    { field: 'next', size: WORD },
  ];
  if (!live) return [...header, { field: 'free', size }];
  const padding = live.user - block - 3 * WORD;
  const body: FieldRange[] = [
    { field: 'padding', size: padding },
    { field: 'backPointer', size: WORD },
    { field: 'user', size: live.requested },
    { field: 'tail', size: size - padding - WORD - live.requested },
  ];
  return [...header, ...body.filter((each) => each.size > 0)];
}

/** The bytes of a block, as far as they are given, field by field in lines of a word. */
export function hexLines(selected: SelectedBlock, bytes: Uint8Array): HexLine[] {
  const lines: HexLine[] = [];
  let at = 0;
  for (const { field, size } of fieldsOf(selected)) {
    const end = Math.min(at + size, bytes.length);
    for (let start = at; start < end; start += WORD) {
      const line: HexLine = {
        offset: selected.block + start,
        bytes: [...bytes.subarray(start, Math.min(start + WORD, end))],
        field,
        isFirst: start === at,
        repeated: 0,
      };
      const previous = lines.at(-1);
      if (previous && repeats(previous, line)) {
        const repeated = previous.repeated + line.bytes.length;
        lines[lines.length - 1] = { ...previous, repeated };
      } else lines.push(line);
    }
    at += size;
  }
  return lines;
}

function repeats(previous: HexLine, line: HexLine): boolean {
  if (previous.field !== line.field) return false;
  return line.bytes.every((byte, place) => byte === previous.bytes[place]);
}

/** A word as stored, lowest byte first. Sizes and addresses stay below 2^53. */
export function wordAt(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let place = WORD - 1; place >= 0; place--) value = value * 256 + (bytes[start + place] ?? 0);
  return value;
}
