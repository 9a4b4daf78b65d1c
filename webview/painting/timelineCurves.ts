import { coordinate } from './shapes';

/** Where columns of values are drawn, in CSS pixels. */
export interface CurvePlace {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  /** Width of a column. */
  readonly column: number;
  /** What `bottom` and `top` stand for, in bytes; what is below or above is left out. */
  readonly least: number;
  readonly most: number;
}

/** No value, or one that is out of the picture. */
const GAP = Number.NaN;
/** Anything but nothing is seen. */
const LEAST_HEIGHT = 1;

function heightOf({ top, bottom, least, most }: CurvePlace, bytes: number): number {
  if (bytes < least || bytes > most) return GAP;
  if (bytes === least) return bottom;
  return bottom - Math.max(LEAST_HEIGHT, ((bytes - least) / (most - least)) * (bottom - top));
}

/** What lies between the bottom and a value of each column. */
export function areaPath(place: CurvePlace, values: Int32Array): string {
  const parts: string[] = [];
  forRuns(place, values, (y, x, end) => {
    if (y === place.bottom) return;
    const bottom = coordinate(place.bottom);
    parts.push(`M${coordinate(x)} ${bottom}V${coordinate(y)}H${coordinate(end)}V${bottom}z`);
  });
  return parts.join('');
}

/** What lies between two values of each column. */
export function bandPath(place: CurvePlace, low: Int32Array, high: Int32Array): string {
  const parts: string[] = [];
  for (let i = 0; i < high.length; i++) {
    const top = heightOf(place, high[i] ?? -1);
    const bottom = heightOf(place, low[i] ?? -1);
    if (!(bottom > top)) continue;
    const x = place.left + i * place.column;
    const end = coordinate(x + place.column);
    parts.push(
      `M${coordinate(x)} ${coordinate(bottom)}V${coordinate(top)}H${end}V${coordinate(bottom)}z`,
    );
  }
  return parts.join('');
}

/** A line along a value of each column, from each place where it is known to the next. */
export function linePath(place: CurvePlace, values: Int32Array): string {
  const parts: string[] = [];
  let isOut = true;
  forRuns(
    place,
    values,
    (y, x, end) => {
      parts.push(`${isOut ? 'M' : 'L'}${coordinate(x)} ${coordinate(y)}H${coordinate(end)}`);
      isOut = false;
    },
    () => (isOut = true),
  );
  return parts.join('');
}

/** Goes through runs of columns of equal heights. Not known is skipped; too high is told. */
function forRuns(
  place: CurvePlace,
  values: Int32Array,
  run: (y: number, x: number, end: number) => void,
  outOfPicture: () => void = () => {},
): void {
  for (let i = 0; i < values.length;) {
    const value = values[i] ?? -1;
    let end = i + 1;
    while (end < values.length && values[end] === value) end++;
    const y = heightOf(place, value);
    const x = place.left + i * place.column;
    if (!Number.isNaN(y)) run(y, x, place.left + end * place.column);
    else if (value >= 0) outOfPicture();
    i = end;
  }
}
