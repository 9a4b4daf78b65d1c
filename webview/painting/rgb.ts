/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export function cssOf([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)})`;
}

/** @param share of `to`, 0 to 1 */
export function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [part(0), part(1), part(2)];
}

/** How well two colours can be told apart, 1 to 21, as WCAG 2 defines it. */
export function contrastOf(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminanceOf([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** The colour, mixed with `towards` just so far that it has the contrast `least` to `against`. */
export function withContrast(color: Rgb, against: Rgb, towards: Rgb, least: number): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const result = mixed(color, towards, share);
    if (contrastOf(result, against) >= least) return result;
  }
  return towards;
}
