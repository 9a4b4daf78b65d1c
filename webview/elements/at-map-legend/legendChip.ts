import { nothing, svg } from 'lit';
import type { LegendItem } from '../../painting/legend';
import { PATTERNS, TILE } from '../../painting/patterns';

const SIZE = 2 * TILE;
const TILES = [0, TILE].flatMap((x) => [0, TILE].map((y) => ({ x, y })));

/** The little square of a legend entry, with the pattern that the map has there. */
export function legendChip(item: LegendItem & { readonly kind: 'chip' }) {
  const { color, pattern, ink = 'none', outline } = item;
  const drawn = pattern === undefined ? undefined : PATTERNS[pattern];
  return svg`<svg width=${SIZE} height=${SIZE} viewBox="0 0 ${SIZE} ${SIZE}" aria-hidden="true">
    <rect width=${SIZE} height=${SIZE} fill=${color} />
    ${drawn === undefined ? nothing : TILES.map(({ x, y }) => tile(drawn, ink, x, y))}
    ${
      outline === undefined
        ? nothing
        : svg`<rect x="0.75" y="0.75" width=${SIZE - 1.5} height=${SIZE - 1.5} fill="none"
            stroke=${ink} stroke-width="1.5" stroke-dasharray=${outline === 'dashed' ? '3 2' : 'none'} />`
    }
  </svg>`;
}

function tile(drawn: { path: string; line?: number }, ink: string, x: number, y: number) {
  const place = `translate(${x} ${y})`;
  return drawn.line === undefined
    ? svg`<path d=${drawn.path} transform=${place} fill=${ink} />`
    : svg`<path d=${drawn.path} transform=${place} fill="none" stroke=${ink} stroke-width=${drawn.line} />`;
}
