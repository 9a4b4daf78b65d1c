import { visibleText } from '../base/visibleText';
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

/** A text of a trace as a name in a list: on one line, not too long, nothing hidden, never empty. */
export function shownText(text: string): string {
  const shown = visibleText(text, LONGEST);
  return shown.trim() === '' ? '""' : shown;
}
