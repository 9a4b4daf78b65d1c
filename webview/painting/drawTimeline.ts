import type { Colors } from './colors';
import type { TimelineProfile } from './timelineGeometry';

/** Where to draw, in device pixels: a row for ticks at the top, and the bytes below it. */
export interface TimelineSurface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Height of the row of ticks. */
  readonly ticks: number;
  /** Device pixels to a CSS pixel, at least 1. */
  readonly scale: number;
  readonly colors: Colors;
}

/** Draws the timeline anew. */
export function drawTimeline(surface: TimelineSurface, profile: TimelineProfile): void {
  const { context, width, height, colors } = surface;
  context.clearRect(0, 0, width, height);
  drawBand(surface, profile.most, colors['live-most'].css);
  drawBand(surface, profile.least, colors['live-least'].css);
  drawEdge(surface, profile);
  drawLine(surface, profile.largestFree);
  drawTicks(surface, profile.failed);
}

function drawBand({ context, height }: TimelineSurface, heights: Int32Array, color: string): void {
  context.fillStyle = color;
  heights.forEach((tall, x) => {
    if (tall > 0) context.fillRect(x, height - tall, 1, tall);
  });
}

/** The upper edge of the faint band, which could not be seen on all backgrounds. */
function drawEdge({ context, height, scale }: TimelineSurface, profile: TimelineProfile): void {
  const { most, least } = profile;
  const line = Math.max(1, Math.round(scale));
  most.forEach((tall, x) => {
    if (tall > (least[x] ?? 0)) context.fillRect(x, height - tall, 1, line);
  });
}

/** From each place where it was measured to the next; what is above the scale is out of the picture. */
function drawLine(surface: TimelineSurface, heights: Int32Array): void {
  const { context, width, height, ticks, scale, colors } = surface;
  const line = Math.max(1, Math.round(scale));
  context.save();
  context.beginPath();
  context.rect(0, ticks, width, height - ticks);
  context.clip();
  context.beginPath();
  let begun = false;
  heights.forEach((tall, x) => {
    if (tall < 0) return;
    // Along the middle of a row of pixels, so that it is sharp.
    const y = height - Math.max(tall, line) + line / 2;
    if (begun) context.lineTo(x, y);
    else context.moveTo(x, y);
    context.lineTo(x + 1, y);
    begun = true;
  });
  context.strokeStyle = colors.text.css;
  context.lineWidth = line;
  context.lineJoin = 'round';
  context.stroke();
  context.restore();
}

function drawTicks(surface: TimelineSurface, failed: Uint8Array): void {
  const { context, width, ticks, scale, colors } = surface;
  const wide = Math.max(2, Math.round(2 * scale));
  context.fillStyle = colors.lost.css;
  failed.forEach((isFailed, x) => {
    if (isFailed === 0) return;
    context.fillRect(Math.min(x, width - wide), 0, wide, ticks - Math.round(scale));
  });
}
