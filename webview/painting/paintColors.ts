import type { PaintScale } from '../../src/protocol/heapMap';
import { MOST_CLASSES } from '../../src/protocol/heapMap';
import type { ColorName, Colors } from './colors';
import { cssOf, mixed, withContrast, type Rgb } from './rgb';

/** How one value of a paint looks. */
export interface Swatch {
  readonly rgb: Rgb;
  /** Of user data. */
  readonly css: string;
  /** Of headers, which tell neighbours of the same colour apart. */
  readonly header: string;
  readonly headerRgb: Rgb;
  /** Of the other bytes that are no user data. */
  readonly rest: string;
  /** Half of the classes are hatched, because there are not so many colours. */
  readonly hatched: boolean;
}

/** What graphics need to be seen, as WCAG 2.1 says. */
const LEAST_CONTRAST = 3;
const RAMP: readonly ColorName[] = ['purple', 'blue', 'teal', 'green', 'yellow'];
const RAMP_STEPS = 64;
const RING: readonly ColorName[] = ['blue', 'teal', 'green', 'yellow', 'freed', 'purple'];
const CLASSES: readonly ColorName[] = ['blue', 'yellow', 'green', 'purple', 'teal', 'freed'];

/** How the values of paints look in a theme. Every colour stands out from free space. */
export class PaintColors {
  /** From the least amount to the most. */
  readonly ramp: readonly Swatch[];
  private readonly ring: readonly Swatch[];
  private readonly named: readonly Swatch[];
  private readonly others: Swatch;
  private readonly none: Swatch;

  constructor(private readonly colors: Colors) {
    const rgbOf = (name: ColorName) => colors[name].rgb;
    const { text, back } = colors;
    const [ramp, ring] = [RAMP.map(rgbOf), RING.map(rgbOf)];
    this.ramp = Array.from({ length: RAMP_STEPS }, (_, i) =>
      this.swatch(along(ramp, (i / (RAMP_STEPS - 1)) * (ramp.length - 1))),
    );
    this.ring = Array.from({ length: 256 }, (_, i) =>
      this.swatch(along([...ring, ...ring.slice(0, 1)], (i / 256) * ring.length)),
    );
    this.named = Array.from({ length: MOST_CLASSES }, (_, i) =>
      this.swatch(rgbOf(CLASSES[i % CLASSES.length] ?? 'blue'), i >= CLASSES.length),
    );
    this.others = this.swatch(mixed(back.rgb, text.rgb, 0.75));
    this.none = this.swatch(mixed(back.rgb, text.rgb, 0.45));
  }

  /** How a value looks, or undefined for 0: nothing is live there. */
  swatchOf(scale: PaintScale, value: number): Swatch | undefined {
    if (value === 0) return undefined;
    switch (scale.kind) {
      case 'range':
        return this.ramp[Math.round(placeIn(scale, value - 1) * (RAMP_STEPS - 1))];
      case 'hues':
        return this.ring[value & 255];
      case 'classes': {
        const each = scale.classes[value - 1];
        if (each?.kind === 'none') return this.none;
        return each?.kind === 'named' ? this.named[value - 1] : this.others;
      }
    }
  }

  private swatch(color: Rgb, hatched = false): Swatch {
    const { text, back, free } = this.colors;
    const rgb = withContrast(color, free.rgb, text.rgb, LEAST_CONTRAST);
    const headerRgb = mixed(rgb, text.rgb, 0.5);
    const rest = cssOf(mixed(rgb, back.rgb, 0.35));
    return { rgb, css: cssOf(rgb), headerRgb, header: cssOf(headerRgb), rest, hatched };
  }
}

/** Where an amount lies between the least and the most, 0 to 1; logarithmic, as amounts differ much. */
export function placeIn({ low, high }: { low: number; high: number }, amount: number): number {
  if (high <= low) return 0;
  const place = Math.log2((amount + 1) / (low + 1)) / Math.log2((high + 1) / (low + 1));
  return Math.min(Math.max(place, 0), 1);
}

/** The colour at a place between the stops, which lie at whole numbers. */
function along(stops: readonly Rgb[], place: number): Rgb {
  const below = Math.min(Math.floor(place), stops.length - 2);
  return mixed(stops[below] ?? [0, 0, 0], stops[below + 1] ?? [0, 0, 0], place - below);
}
