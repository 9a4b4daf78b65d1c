import type { Columns } from './lines';
import { partAt, partsOf } from './parts';

/** What a selection grows to on its line, the smallest first: a value, its part, the code, all. */
export function selectionsAt(text: string, column: number): Columns[] {
  const cut = partsOf(text);
  const part = partAt(cut, column);
  const candidates: Columns[] = [];
  if (part !== undefined) {
    const { kind, from, to, valueFrom, valueTo } = part;
    if (kind !== 'word') candidates.push({ from: valueFrom, to: valueTo });
    candidates.push({ from, to });
  }
  const [first] = cut.parts;
  const last = cut.parts.at(-1);
  if (first !== undefined && last !== undefined) candidates.push({ from: first.from, to: last.to });
  if (column >= cut.end && cut.end < text.length) {
    candidates.length = 0;
    candidates.push({ from: cut.end, to: text.length });
  }
  candidates.push({ from: text.length - text.trimStart().length, to: text.length });
  candidates.push({ from: 0, to: text.length });
  return candidates.filter(
    ({ from, to }, i) =>
      from <= column &&
      column <= to &&
      (i === 0 || from !== candidates[i - 1].from || to !== candidates[i - 1].to),
  );
}
