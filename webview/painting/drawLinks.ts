import { linkPath } from './linkGeometry';
import type { Link } from './links';
import { rowTop, type MapSurface } from './surface';

/** Draws links of the free list over the map. What the step wrote is drawn last, and bolder. */
export function drawLinks(surface: MapSurface, links: readonly Link[]): void {
  for (const link of links) if (!link.rewritten) drawLink(surface, link);
  for (const link of links) if (link.rewritten) drawLink(surface, link);
}

function drawLink(surface: MapSurface, link: Link): void {
  const { pen, shape, gap, scale, colors } = surface;
  const lanes = { shape, gap, scale, rowTop: (row: number) => rowTop(surface, row) };
  const drawn = linkPath(lanes, link);
  if (!drawn) return;
  const color = colors[link.rewritten ? 'remainder' : 'quiet'].css;
  const width = (link.rewritten ? 2 : 1) * scale;
  pen.line({ path: drawn.path, color, width });
  const { point, end } = drawn;
  if (point) {
    const size = (link.rewritten ? 3.5 : 2.5) * scale;
    const { x, y } = point;
    const path = `M${x} ${y} L${x - size} ${y - 1.5 * size} L${x + size} ${y - 1.5 * size} Z`;
    pen.line({ path, color, width: scale / 2, filled: true });
  }
  if (!end) return;
  const room = pen.widthOf(end.text) + 3 * scale;
  if (end.text === 'null' && end.x + room < shape.width) {
    pen.text(end.text, end.x + 3 * scale, end.y, colors.text.css);
  }
  if (end.text === 'head' && end.x > room) {
    pen.text(end.text, end.x - room, end.y, colors.text.css);
  }
}
