import { MAP_KINDS, type MapKind, type MapSegments } from '../../../src/protocol/heapMap';
import type { FreeListView } from '../../../src/protocol/freeList';
import type { Colors } from '../../../webview/painting/colors';
import type { Pen } from '../../../webview/painting/pen';
import type { Rgb } from '../../../webview/painting/rgb';

/** Segments of a heap from its first byte: kind, bytes, block. */
export function segmentsOf(
  runs: readonly (readonly [MapKind, number, number])[],
  patch: Partial<MapSegments> = {},
): MapSegments {
  const start: number[] = [];
  let at = 0;
  for (const [, bytes] of runs) {
    start.push(at);
    at += bytes;
  }
  return {
    mode: 'segments',
    revision: 1,
    from: 0,
    to: at,
    start: Uint32Array.from(start),
    kind: Uint8Array.from(runs, ([kind]) => MAP_KINDS.indexOf(kind)),
    block: Uint32Array.from(runs, ([, , block]) => block),
    ids: [],
    paint: null,
    ...patch,
  };
}

/** A free list of which these nodes are known, with their places. */
export function freeListOf(
  nodes: readonly (readonly [block: number, index: number, relinked?: boolean])[],
  count = nodes.length,
): FreeListView {
  return {
    count,
    bytes: 0,
    nodes: nodes.map(([block, index, relinked = false]) => ({
      kind: 'node',
      block,
      index,
      relinked: relinked ? { holder: -1, old: -1 } : null,
      size: 16,
      visit: 0,
      verdict: '',
      role: null,
    })),
    head: -1,
    end: null,
    histogram: [],
  };
}

/** The colours of a dark theme, or a light one. */
export function colorsOf(isLight = false): Colors {
  const [back, text]: [Rgb, Rgb] = isLight
    ? [
        [255, 255, 255],
        [30, 30, 30],
      ]
    : [
        [30, 30, 30],
        [220, 220, 220],
      ];
  const known: { readonly [name: string]: Rgb } = {
    back,
    text,
    selected: text,
    free: isLight ? [240, 240, 240] : [45, 45, 45],
    blue: [55, 148, 255],
    teal: [110, 190, 175],
    green: [137, 209, 133],
    yellow: [204, 167, 0],
    purple: [177, 128, 215],
    freed: [222, 122, 38],
  };
  return new Proxy({} as Colors, {
    get: (_, name: string) => {
      const rgb = known[name] ?? [128, 128, 128];
      return { css: `rgb(${rgb.join(', ')})`, rgb };
    },
  });
}

/** A pen that notes in words what it is told to draw. */
export class NotingPen implements Pen {
  readonly notes: string[] = [];
  readonly rows: Uint8ClampedArray[] = [];

  area(): void {
    this.notes.push('area');
  }

  pattern(_: unknown, pattern: string): void {
    this.notes.push(`pattern ${pattern}`);
  }

  line({ path }: { path: string }): void {
    this.notes.push(`line ${path}`);
  }

  text(text: string): void {
    this.notes.push(`text ${text}`);
  }

  at(_x: number, _y: number, draw: () => void): void {
    draw();
  }

  widthOf(text: string): number {
    return text.length * 6;
  }

  pixels(_left: number, _top: number, _height: number, row: Uint8ClampedArray): void {
    this.rows.push(row);
    this.notes.push('pixels');
  }
}
