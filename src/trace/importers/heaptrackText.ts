import { exactHex } from './numbers';

/** A string, and what follows it on its line. */
export interface StringField {
  readonly string: string;
  readonly rest: string;
}

/** The field that lies behind the letter of a line and a blank. */
export const FIRST_FIELD = 2;

/**
 * The string that begins at `at`. From file version 3 on it has its length in front; before, it goes
 * to the next blank (`toBlank`) or to the end. Undefined if it is shorter than its length says.
 */
export function stringAt(
  text: string,
  at: number,
  version: number,
  toBlank: boolean,
): StringField | undefined {
  if (version < 3) {
    const end = toBlank ? text.indexOf(' ', at) : -1;
    return end < 0
      ? { string: text.slice(at), rest: '' }
      : { string: text.slice(at, end), rest: text.slice(end) };
  }
  const blank = text.indexOf(' ', at);
  const length = exactHex(text.slice(at, Math.max(at, blank))) ?? Number.NaN;
  const start = blank + 1;
  if (blank < 0 || !(start + length <= text.length)) return undefined;
  return { string: text.slice(start, start + length), rest: text.slice(start + length) };
}

export const SHORTER = 'The string is shorter than the length in front of it says.';

/** The first numbers of `text`, which has blanks between them; NaN for what is none. */
export function hexFields(text: string, most: number): number[] {
  return text
    .trim()
    .split(' ', most)
    .map((field) => exactHex(field) ?? Number.NaN);
}

/** The name of a file without its folders. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
