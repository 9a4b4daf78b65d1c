import { piecesOf, placeOf } from '../../painting/mapGeometry';
import { runAt, type Motion, type Run } from '../../painting/motions';
import { boxOf, outlineOf, rowTop, type MapSurface } from '../../painting/surface';

/** In milliseconds. */
const DURATION = 180;

/** Shows on a layer of its own how blocks split, merge and move. */
export class MapMotion {
  private frame = 0;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  /**
   * Begins to show what moves; whatever moved before is cut off.
   * @param surface of the layer, with the pen that draws on it
   */
  play(motions: readonly Motion[], surface: MapSurface): void {
    this.stop();
    const begun = performance.now();
    const draw = (now: number) => {
      const moment = (now - begun) / DURATION;
      this.clear();
      if (moment >= 1) return;
      for (const motion of motions) drawMotion(surface, motion, Math.max(0, moment));
      this.frame = requestAnimationFrame(draw);
    };
    this.frame = requestAnimationFrame(draw);
  }

  stop(): void {
    if (this.frame === 0) return;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.clear();
  }

  private clear(): void {
    const { width, height } = this.canvas;
    this.canvas.getContext('2d')?.clearRect(0, 0, width, height);
  }
}

function drawMotion(surface: MapSurface, motion: Motion, moment: number): void {
  if (motion.kind === 'travel') return drawTravel(surface, motion, moment);
  drawRun(surface, runAt(motion, moment), motion.role);
}

function drawRun(surface: MapSurface, run: Run, role: Motion['role']): void {
  const { pen, shape, colors, scale } = surface;
  const width = Math.max(1, Math.round(2 * scale));
  for (const piece of piecesOf(shape, run.start, run.end, Math.round(4 * scale))) {
    pen.area(boxOf(surface, piece), colors[role].css, 0.45);
    pen.line({ path: outlineOf(surface, piece, width), color: colors.text.css, width });
  }
}

/** In a straight line from the old place to the new one, both as far as they are in view. */
function drawTravel(surface: MapSurface, motion: Motion, moment: number): void {
  const { pen, shape, colors, scale, rowHeight } = surface;
  const boxAt = ({ start, end }: Run) => {
    const clamped = Math.min(Math.max(start, shape.from), shape.to - 1);
    const { row, x } = placeOf(shape, clamped);
    const width = Math.max(4 * scale, ((end - start) / shape.bytesPerRow) * shape.width);
    return { left: x, top: rowTop(surface, row), width: Math.min(width, shape.width - x) };
  };
  const [from, to] = [boxAt(motion.from), boxAt(motion.to)];
  const share = runAt({ ...motion, from: { start: 0, end: 0 }, to: { start: 1, end: 1 } }, moment);
  const between = (a: number, b: number) => a + (b - a) * share.start;
  const box = {
    left: between(from.left, to.left),
    top: between(from.top, to.top),
    width: between(from.width, to.width),
    height: rowHeight,
  };
  pen.area(box, colors[motion.role].css, 0.45);
  const { left, top, width, height } = box;
  const path = `M${left} ${top} h${width} v${height} h${-width} Z`;
  pen.line({ path, color: colors.text.css, width: Math.max(1, Math.round(2 * scale)) });
}
