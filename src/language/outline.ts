import { plural } from '../base/format';
import type { Columns, Lines } from './lines';
import { type LineParts, type Part, partsOf } from './parts';
import { shownText, valueOf } from './partValue';
import { BETWEEN_YIELDS, type Work } from './slices';

/** At most so many entries are made: an outline of more is of no use to anybody. */
const MOST_ENTRIES = 5000;
/** A line that is longer is left out. */
const LONGEST = 4096;

/** An entry of an outline: a mark with what comes after it, or an allocation that has a label. */
export interface Entry extends Columns {
  readonly kind: 'mark' | 'allocation';
  readonly name: string;
  readonly detail: string;
  readonly line: number;
  /** The last line that belongs to it. */
  lastLine: number;
  /** Of a mark: the labelled allocations up to the next. */
  readonly children: Entry[];
}

const MARK = /^[ \t]*(?:mark|m)[ \t]/;
const LABELLED = /^[ \t]*(?:alloc|calloc|realloc|[acr])[ \t][^"]*"/;

/** The outline of a text: its marks and labelled allocations, as they stand there. */
export function* outlineOf(lines: Lines): Work<Entry[]> {
  const entries: Entry[] = [];
  let mark: Entry | undefined;
  let count = 0;
  const { lineCount } = lines;
  for (let line = 0; line < lineCount && count < MOST_ENTRIES; line++) {
    if (line % BETWEEN_YIELDS === 0) yield;
    const entry = entryOf(lines.lineAt(line), line);
    if (entry === undefined) continue;
    count++;
    if (entry.kind === 'mark') {
      if (mark !== undefined) mark.lastLine = line - 1;
      mark = entry;
      entries.push(entry);
    } else (mark?.children ?? entries).push(entry);
  }
  if (mark !== undefined) mark.lastLine = lineCount - 1;
  return entries;
}

function entryOf(text: string, line: number): Entry | undefined {
  if (text.length > LONGEST) return undefined;
  if (MARK.test(text)) return markOf(partsOf(text), line);
  return LABELLED.test(text) ? allocationOf(partsOf(text), line) : undefined;
}

function markOf({ parts }: LineParts, line: number): Entry | undefined {
  const [, first] = parts;
  const last = first?.kind === 'word' ? lastWord(parts) : first;
  if (last === undefined || last.kind === 'attribute') return undefined;
  const texts = parts.slice(1, parts.indexOf(last) + 1).map(valueOf);
  return {
    kind: 'mark',
    name: shownText(texts.join(' ')),
    detail: '',
    line,
    lastLine: line,
    from: parts[0].from,
    to: last.to,
    children: [],
  };
}

function lastWord(parts: readonly Part[]): Part {
  const end = parts.findIndex(({ kind }) => kind !== 'word');
  return parts.at(end === -1 ? -1 : end - 1)!;
}

function allocationOf({ parts, isBroken }: LineParts, line: number): Entry | undefined {
  const label = parts.find(({ kind }) => kind === 'text');
  const words = parts.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  if (isBroken || label === undefined || words.length < 3) return undefined;
  const isRenamed = words[0].startsWith('r') && words.length > 3;
  const [id, size] = isRenamed ? words.slice(2) : words.slice(1);
  return {
    kind: 'allocation',
    name: shownText(valueOf(label)),
    detail: shownText(`${id}, ${/^\d+$/.test(size) ? plural(Number(size), 'byte') : size}`),
    line,
    lastLine: line,
    from: parts[0].from,
    to: label.to,
    children: [],
  };
}
