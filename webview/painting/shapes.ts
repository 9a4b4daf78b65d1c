import type { ColorName, Colors } from './colors';

/**
 * A picture as plain data, to be drawn on a canvas or written as SVG. Paths are as SVG spells
 * them; a canvas understands them, too. All lengths in CSS pixels.
 */
export type Shape =
  | { readonly kind: 'area'; readonly path: string; readonly fill: ColorName }
  | {
      readonly kind: 'line';
      readonly path: string;
      readonly stroke: ColorName;
      readonly width: number;
      /** Lengths of dashes and gaps; solid without. */
      readonly dash?: readonly number[];
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the base line. */
      readonly y: number;
      /** Foreign text must have passed `visibleText`. */
      readonly text: string;
      readonly fill: ColorName;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly size: number;
      readonly bold?: boolean;
    };

const ALIGN = { start: 'left', middle: 'center', end: 'right' } as const;

/**
 * Draws a picture.
 * @param scale device pixels to a CSS pixel
 * @param family of all texts
 */
export function drawShapes(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  shapes: readonly Shape[],
  scale: number,
  colors: Colors,
  family: string,
): void {
  context.save();
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.textBaseline = 'alphabetic';
  for (const shape of shapes) {
    switch (shape.kind) {
      case 'area':
        context.fillStyle = colors[shape.fill].css;
        // The rule means arrays.
        // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type
        context.fill(new Path2D(shape.path));
        break;
      case 'line':
        context.strokeStyle = colors[shape.stroke].css;
        context.lineWidth = shape.width;
        context.lineJoin = 'round';
        context.setLineDash([...(shape.dash ?? [])]);
        context.stroke(new Path2D(shape.path));
        break;
      case 'text':
        context.font = `${shape.bold === true ? '600 ' : ''}${shape.size}px ${family}`;
        context.textAlign = ALIGN[shape.anchor];
        context.fillStyle = colors[shape.fill].css;
        context.fillText(shape.text, shape.x, shape.y);
        break;
    }
  }
  context.restore();
}

/** A number in a path: two decimals are finer than any pixel. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A filled rectangle as a path. */
export function rectanglePath(x: number, y: number, width: number, height: number): string {
  return `M${coordinate(x)} ${coordinate(y)}h${coordinate(width)}v${coordinate(height)}h${coordinate(-width)}z`;
}
