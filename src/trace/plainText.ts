import { Byte } from './bytes';
import { LARGE_SIZE } from './columns';
import type { EventFields } from './event';
import { type Line, type Token, TokenKind } from './line';
import { EventKind } from './trace';

/** Whether a token is the number `value`, written the one way that numbers are printed. */
function isPlainNumber({ bytes }: Line, token: Token, value: number): boolean {
  const digits = String(value);
  if (token.end - token.start !== digits.length) return false;
  for (let i = 0; i < digits.length; i++) {
    if (bytes[token.start + i] !== digits.charCodeAt(i)) return false;
  }
  return true;
}

/**
 * Whether an event's line says nothing but its columns, in the one way to write them: a verb, words
 * and numbers with one blank between. The line was read into `fields`, without a fault.
 */
export function isPlain(line: Line, fields: EventFields): boolean {
  const { kind, size, align, rest } = fields;
  if (kind === EventKind.Mark || rest !== line.count || size >= LARGE_SIZE) return false;
  const { tokens, bytes } = line;
  if (tokens[0].start !== line.start || tokens[rest - 1].end !== line.end) return false;
  for (let i = 1; i < rest; i++) {
    const { kind: token, start } = tokens[i];
    if (token !== TokenKind.Word || bytes[start - 1] !== Byte.Space) return false;
    if (start !== tokens[i - 1].end + 1) return false;
  }
  if (kind === EventKind.Free) return true;
  const aligned = kind === EventKind.Alloc && rest === 4;
  if (aligned && !isPlainNumber(line, tokens[3], align)) return false;
  return isPlainNumber(line, tokens[aligned ? 2 : rest - 1], size);
}
