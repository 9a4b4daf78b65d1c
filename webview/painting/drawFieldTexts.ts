import { visibleText } from '../../src/base/visibleText';
import { formatCount, formatHex } from '../../src/base/format';
import { MAP_KINDS, type MapSegments } from '../../src/protocol/heapMap';
import type { HeapView } from '../../src/protocol/state';
import type { MapPicture } from './drawMap';
import { piecesOf } from './mapGeometry';
import { linkedFrom } from './links';
import { boxOf, type MapSurface } from './surface';

/** Left and right of a text, in CSS pixels. */
const MARGIN = 4;
const LONGEST_ID = 40;

/** Writes into each field what it is, as far as there is room. */
export function drawFieldTexts(
  surface: MapSurface,
  picture: MapPicture,
  window: MapSegments,
): void {
  const { pen, shape, scale, colors } = surface;
  let lives = 0;
  for (let i = 0; i < window.start.length; i++) {
    const id = MAP_KINDS[window.kind[i] ?? 0] === 'user' ? window.ids[lives++] : undefined;
    const pieces = piecesOf(shape, window.start[i] ?? 0, window.start[i + 1] ?? window.to);
    const widest = pieces.toSorted((a, b) => b.right - b.left - (a.right - a.left))[0];
    if (!widest) continue;
    const room = widest.right - widest.left - 2 * MARGIN * scale;
    const text = fieldTexts(window, i, picture, id).find((each) => pen.widthOf(each) <= room);
    if (text === undefined) continue;
    const { left, top, height } = boxOf(surface, widest);
    // Above the strip that shows the kind.
    const middle = top + (height - 4 * scale) / 2;
    pen.text(text, left + MARGIN * scale, middle, colors.text.css);
  }
}

/** What may be written into a field, the longest text first. */
export function fieldTexts(
  window: MapSegments,
  place: number,
  { heap, freeList }: Pick<MapPicture, 'heap' | 'freeList'>,
  id?: string,
): string[] {
  const { start, kind, block, to } = window;
  const from = start[place] ?? 0;
  const end = start[place + 1] ?? to;
  // At the edges of the picture a field may go on out of view.
  const isWhole = (place > 0 || from === 0) && (end < to || end === heap.size);
  const bytes = isWhole ? ` ${formatCount(end - from)}` : '';
  const own = block[place] ?? 0;
  switch (MAP_KINDS[kind[place] ?? 0] ?? 'free') {
    case 'header': {
      const size = sizeAt(window, place, heap);
      const texts = ['header'];
      if (size === undefined) return texts;
      const sized = `header: size ${formatCount(size)}`;
      return [`${formatHex(heap.base + own)} ${sized}`, sized, ...texts];
    }
    case 'freeHeader': {
      const size = sizeAt(window, place, heap);
      return size === undefined ? ['size'] : [`size ${formatCount(size)}`, 'size'];
    }
    case 'freeLink': {
      const next = linkedFrom(window, freeList, own);
      if (next === undefined) return ['next'];
      return [next === null ? 'next 0' : `next ${formatHex(heap.base + next)}`, 'next'];
    }
    case 'backPointer':
      return [`back pointer ${formatHex(heap.base + own)}`, 'back pointer', 'back ptr', 'back'];
    case 'padding':
      return [`padding${bytes}`, 'padding', 'pad'];
    case 'user': {
      if (id === undefined) return [`user data${bytes}`, 'user'];
      const name = visibleText(id, LONGEST_ID);
      return [`${name}: user data${bytes}`, `${name}${bytes && `:${bytes}`}`, name, 'user'];
    }
    case 'tail':
      return [`tail${bytes}`, 'tail'];
    case 'free':
      return [`free${bytes}`, 'free'];
    case 'lost':
      return [`lost${bytes}`, 'lost'];
  }
}

/** What the size word of a block says; undefined where the block goes on out of the window. */
function sizeAt(
  { start, kind, block, to }: MapSegments,
  place: number,
  heap: HeapView,
): number | undefined {
  const own = block[place];
  let end = place + 1;
  while (block[end] === own && MAP_KINDS[kind[end] ?? 0] !== 'lost') end++;
  const stop = start[end] ?? (to === heap.size ? to : undefined);
  return stop === undefined || own === undefined ? undefined : stop - own - 16;
}
