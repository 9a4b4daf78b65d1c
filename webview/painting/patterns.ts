/** Patterns that tell areas apart without colour. */
export type PatternName = 'bars' | 'dots' | 'back' | 'forward' | 'lines' | 'hatch';

/** Patterns repeat after so many pixels, both ways. */
export const TILE = 6;

/** One tile as a path: filled, or drawn with a line of that width. */
export const PATTERNS: {
  readonly [name in PatternName]: { readonly path: string; readonly line?: number };
} = {
  bars: { path: 'M1 0H2V6H1Z M4 0H5V6H4Z' },
  dots: { path: 'M0 0H2V2H0Z M3 3H5V5H3Z' },
  back: { path: 'M4 0.5 L1.5 3 L4 5.5', line: 1.2 },
  forward: { path: 'M2 0.5 L4.5 3 L2 5.5', line: 1.2 },
  lines: { path: 'M0 1H6V2H0Z M0 4H6V5H0Z' },
  hatch: { path: 'M-1 1 L1 -1 M-1 7 L7 -1 M5 7 L7 5', line: 1.5 },
};
