import { MAX_HEAP_SIZE, MIN_HEAP_SIZE } from '../../base/limits';
import { nearest } from '../../trace/nearest';
import { readSize } from '../../trace/numbers';
import type { Trace } from '../../trace/trace';
import { sizeText } from '../../trace/write';
import type { Lines } from '../lines';
import { HEAP_CHOICES, HEAP_KEYS } from '../meanings';
import { partsOf } from '../parts';
import { insertLines, preferred, removeLine, replace, type Edit, type Fix } from './fix';
import { spelling, type ProblemPlace } from './problemPlace';

/** What a `heap` line may be meant to say: a key or a choice in its right spelling, a number in range. */
export function badHeap(place: ProblemPlace): readonly Fix[] {
  const { problem, part, excerpt } = place;
  if (part === undefined || part.kind !== 'attribute') return [];
  if (problem.from === part.from) return spelling(place, nearest(part.key, [...HEAP_KEYS.keys()]));
  const choices = HEAP_CHOICES.get(part.key);
  if (choices !== undefined) return spelling(place, nearest(excerpt, [...choices.keys()]));
  const bytes = new TextEncoder().encode(excerpt);
  const value = readSize(bytes, 0, bytes.length);
  if (part.key === 'size') {
    return spelling(place, sizeText(value < MIN_HEAP_SIZE ? MIN_HEAP_SIZE : MAX_HEAP_SIZE));
  }
  if (part.key !== 'base' || value % 8 === 0) return [];
  return spelling(place, `0x${(Math.floor(value / 8) * 8 || 8).toString(16)}`);
}

/** Moves a `heap` line in front of the first event. */
export function lateHeap({ problem, lines, firstEventLine }: ProblemPlace): readonly Fix[] {
  const { line } = problem;
  if (firstEventLine === undefined || firstEventLine >= line) return [];
  const up = insertLines(firstEventLine, lines.lineAt(line));
  return [preferred('Move it before the first event', up, removeLine(lines, line))];
}

/** Makes the heap of a trace as large as `size` bytes. */
export function raiseHeap({ heap }: Trace, lines: Lines, size: number): Edit {
  const text = `size=${sizeText(size)}`;
  if (heap === undefined) return insertLines(lineBehindVersion(lines), `heap ${text}`);
  const { parts } = partsOf(lines.lineAt(heap.line));
  const old = parts.find(({ kind, key }) => kind === 'attribute' && key === 'size');
  if (old !== undefined) return replace(heap.line, old.from, old.to, text);
  const end = parts.at(-1)?.to ?? 0;
  return replace(heap.line, end, end, ` ${text}`);
}

/** Where a directive may be inserted: the line behind the version line, or the first that is not a comment. */
export function lineBehindVersion(lines: Lines): number {
  for (let line = 0; line < lines.lineCount; line++) {
    const [verb] = partsOf(lines.lineAt(line)).parts;
    if (verb !== undefined) return verb.text === 'alloctrace' ? line + 1 : line;
  }
  return 0;
}
