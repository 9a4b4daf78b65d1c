/** The colours that a canvas needs: names of the custom properties of palette.ts without `--at-`. */
const NAMES = [
  'back',
  'text',
  'line',
  'user',
  'user-alt',
  'header',
  'padding',
  'pointer',
  'tail',
  'lost',
  'free',
  'free-header',
  'allocated',
  'remainder',
  'freed',
  'merged',
  'visited',
  'selected',
  'live-most',
  'live-least',
  'quiet',
  'grid',
  'free-curve',
  'blue',
  'teal',
  'green',
  'yellow',
  'purple',
  'unknown',
  'warning-text',
] as const;

export type ColorName = (typeof NAMES)[number];

export interface Color {
  /** For `fillStyle`. */
  readonly css: string;
  /** Red, green, blue, 0 to 255. */
  readonly rgb: readonly [number, number, number];
}

export type Colors = { readonly [name in ColorName]: Color };

/**
 * What the theme makes of the palette now. A custom property's own value is its text, so each is
 * set on a probe element, and drawn once to get at its numbers whatever form the browser gives.
 */
export function readColors(probe: HTMLElement): Colors {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const read = (name: ColorName): Color => {
    probe.style.color = `var(--at-${name})`;
    const css = getComputedStyle(probe).color;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return { css, rgb: [red, green, blue] };
  };
  return Object.fromEntries(NAMES.map((name) => [name, read(name)])) as { [n in ColorName]: Color };
}
