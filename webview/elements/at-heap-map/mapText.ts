import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import {
  MAP_KINDS,
  type MapDensity,
  type MapKind,
  type MapSegments,
  type MapWindow,
} from '../../../src/protocol/heapMap';
import type { HeapView } from '../../../src/protocol/state';
import { formatAddress, formatRatio } from '../../format';
import { className } from '../../painting/legend';
import { indexOfLast } from '../../painting/mapGeometry';

export const KIND_NAMES: { readonly [kind in MapKind]: string } = {
  header: 'header of a live block',
  padding: 'padding',
  backPointer: 'back pointer',
  user: 'user data',
  tail: 'tail',
  freeHeader: 'size word of a free block',
  freeLink: 'link word of a free block',
  free: 'free',
  lost: 'lost',
};

/** The block that a byte belongs to, as far as the window tells. */
export function blockAt(window: MapWindow, offset: number): number | undefined {
  return window.block[placeOf(window, offset)];
}

/** What a byte is, in two to four short lines. */
export function describeByte(window: MapWindow, heap: HeapView, offset: number): string {
  const place = placeOf(window, offset);
  const block = window.block[place];
  if (block === undefined) return '';
  const address = formatAddress(heap, offset);
  const of = `block ${formatAddress(heap, block)}`;
  const painted = paintText(window, place);
  const tail = painted === '' ? '' : `\n${painted}`;
  if (window.mode === 'density') {
    return `near ${address}\n${sharesOf(window, place)}${tail}\nfirst ${of}`;
  }
  const start = window.start[place] ?? 0;
  const end = window.start[place + 1] ?? window.to;
  const kind = MAP_KINDS[window.kind[place] ?? 0] ?? 'free';
  const where = kind === 'lost' ? `after ${of}` : of;
  // At the edges of a zoomed map the run may go on out of view.
  const isWhole = (place > 0 || start === 0) && (end < window.to || end === heap.size);
  const size = isWhole ? `, ${plural(end - start, 'byte')}` : '';
  const id = kind === 'user' ? idAt(window, place) : undefined;
  const named = id === undefined ? where : `${where}, ${visibleText(id, 60)}`;
  return `${address}\n${KIND_NAMES[kind]}${size}\n${named}${tail}`;
}

/** What the colour of a place says, in words; empty where it says nothing of its own. */
export function paintText({ mode, paint }: MapWindow, place: number): string {
  const value = paint?.values[place] ?? 0;
  if (!paint || value === 0) return '';
  const { scale } = paint;
  if (scale.kind === 'hues') return '';
  if (scale.kind === 'range') {
    const amount =
      scale.of === 'age'
        ? `${plural(value - 1, 'event')} old`
        : `${plural(value - 1, 'byte')} asked for`;
    return mode === 'density' ? `on average ${amount}` : amount;
  }
  const each = scale.classes[value - 1];
  const name = each === undefined ? '' : className(each, scale.of);
  return mode === 'density' ? `mostly ${name}` : name;
}

/** The id of the live block whose user data a segment is, if the window has it. */
export function idAt({ kind, ids }: MapSegments, place: number): string | undefined {
  if (ids.length === 0) return undefined;
  let before = 0;
  for (let i = 0; i < place; i++) if (MAP_KINDS[kind[i] ?? 0] === 'user') before++;
  return ids[before];
}

function placeOf(window: MapWindow, offset: number): number {
  if (offset < window.from || offset >= window.to) return -1;
  if (window.mode === 'segments') return indexOfLast(window.start, offset);
  const cells = window.cells.length / 4;
  return Math.floor(((offset - window.from) / (window.to - window.from)) * cells);
}

export const CHANNEL_NAMES = ['user data', 'overhead', 'free', 'lost'] as const;

function sharesOf({ cells }: MapDensity, place: number): string {
  return CHANNEL_NAMES.map((name, channel) => ({
    name,
    share: (cells[place * 4 + channel] ?? 0) / 255,
  }))
    .filter(({ share }) => share > 0)
    .map(({ name, share }) => `${formatRatio(share)} ${name}`)
    .join(', ');
}
