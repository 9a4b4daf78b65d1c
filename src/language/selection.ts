import { touches, type Columns } from './lines';
import { extentOf, partAt, partsOf } from './parts';

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
  const whole = extentOf(cut);
  if (whole !== undefined) candidates.push(whole);
  if (column >= cut.end && cut.end < text.length) {
    candidates.length = 0;
    candidates.push({ from: cut.end, to: text.length });
  }
  candidates.push({ from: text.length - text.trimStart().length, to: text.length });
  candidates.push({ from: 0, to: text.length });
  return candidates.filter(
    (each, i) =>
      touches(each, column) &&
      (i === 0 || each.from !== candidates[i - 1].from || each.to !== candidates[i - 1].to),
  );
}
