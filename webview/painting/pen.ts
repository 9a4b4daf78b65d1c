import type { PatternName } from './patterns';

/** A rectangle; whole pixels where it must be sharp. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A line as SVG writes it, and how it looks. */
export interface Line {
  /** A path with absolute numbers. */
  readonly path: string;
  readonly color: string;
  readonly width: number;
  /** Lengths of dashes and gaps; none for a whole line. */
  readonly dash?: readonly number[];
  /** Fills what the line encloses, too. */
  readonly filled?: boolean;
}

/** What the heap map is drawn with: on the screen, or into a file. Colours are CSS colours. */
export interface Pen {
  area(box: Box, color: string, opacity?: number): void;
  /** Covers a box with a pattern in one colour; what is under it shows between. */
  pattern(box: Box, pattern: PatternName, color: string): void;
  line(line: Line): void;
  /** Text in one line, its middle at the height `y`, from `x` to the right. */
  text(text: string, x: number, y: number, color: string): void;
  /** Draws with the corner moved to a place. */
  at(x: number, y: number, draw: () => void): void;
  /** How wide a text is. */
  widthOf(text: string): number;
  /** A row of single pixels (red, green, blue, opacity, each 0 to 255), drawn `height` high. */
  pixels(left: number, top: number, height: number, row: Uint8ClampedArray<ArrayBuffer>): void;
}
