import { formatCount } from './format';

/**
 * Characters that can hide or reorder what stands around them: controls, format characters (bidi
 * overrides, zero-width ones, tags), line and paragraph separators, halves of surrogate pairs, and
 * letters that are drawn as nothing.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u{115f}\u{1160}\u{3164}\u{ffa0}]|\u{34f}|\u{17b4}|\u{17b5}/gu;

/** More combining marks than this on one letter would draw over the neighbouring lines. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\0', '\\0'],
]);

/**
 * Text of a trace as it may be shown: characters that a person could not see are written as
 * escapes, and what is longer than `limit` is cut. Everything that a trace says passes here.
 */
export function visibleText(text: string, limit = 400): string {
  const escaped = beginningOf(text, limit).replace(STACKED_MARKS, '$1…').replace(INVISIBLE, escape);
  return text.length > limit ? `${escaped}… (${formatCount(text.length)} characters)` : escaped;
}

/** At most so many UTF-16 units of a text, not ending in half a surrogate pair. */
export function beginningOf(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? limit - 1 : limit);
}

function escape(character: string): string {
  const named = NAMED.get(character);
  if (named !== undefined) return named;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
