import { unescape } from '../trace/escapes';
import { decodeText } from '../trace/utf8';
import type { Part } from './parts';

const LONGEST = 120;

/** What a part stands for: its value, or all of a word, with escapes taken for what they mean. */
export function valueOf({ kind, text, from, valueFrom, valueTo }: Part): string {
  if (kind === 'word') return text;
  const value = text.slice(valueFrom - from, valueTo - from);
  const isQuoted = text.endsWith('"') && valueTo < from + text.length;
  if (!isQuoted || !value.includes('\\')) return value;
  const bytes = new TextEncoder().encode(value);
  const meant = unescape(bytes, 0, bytes.length);
  return decodeText(meant, 0, meant.length);
}

/** Control characters, and those that change or hide what stands beside them. */
// eslint-disable-next-line no-control-regex -- control characters are what must be shown
const UNFIT = /[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text of a trace as a name in a list: on one line, not too long, nothing hidden, never empty. */
export function shownText(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const shown = cut.replaceAll(UNFIT, (found) => `\\u{${found.codePointAt(0)!.toString(16)}}`);
  return shown.trim() === '' ? '""' : shown;
}
