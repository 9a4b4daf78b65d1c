import { MAP_KINDS, type MapSegments } from '../../src/protocol/heapMap';
import type { FreeListNode, FreeListView } from '../../src/protocol/freeList';
import type { MapPicture } from './drawMap';
import type { MapShape } from './mapGeometry';

/** A link of the free list: from a block's link word to the header of the next block. */
export interface Link {
  /** The block that has the link; null for the head of the list. */
  readonly from: number | null;
  /** The block it leads to; null for the end of the list. */
  readonly to: number | null;
  /** The last step wrote it. */
  readonly rewritten: boolean;
}

/** Offset of the link word in a free block. */
export const LINK_WORD = 8;

/** Shorter ones cannot be seen, in CSS pixels. */
const SHORTEST = 8;
/** More of them only darken the picture. */
const MOST = 300;

/** The links of a list, with that from its head and that to its end. */
function linkCount({ count }: FreeListView): number {
  return count === 0 ? 0 : count + 1;
}

type Nodes = readonly FreeListNode[];

/**
 * The links to draw, in the order of the list, and how many there are in view. Left out are those
 * too short to be seen and, where there are still too many, the shortest: never one that leads from
 * or to a block of the last step. Where blocks are too many to tell apart, only the links around
 * the step are known.
 */
export function linksOf(
  { window, touched, freeList }: MapPicture,
  { shape, scale }: { readonly shape: MapShape; readonly scale: number },
): { readonly links: readonly Link[]; readonly inView: number } {
  const known = (
    window.mode === 'segments' ? linksIn(window, freeList) : linksAround(freeList)
  ).filter((link) => isInView(link, shape));
  const near = new Set(touched.map(({ block }) => block));
  const isNear = ({ from, to, rewritten }: Link) =>
    rewritten || (from !== null && near.has(from)) || (to !== null && near.has(to));
  const length = ({ from, to }: Link) => (from === null || to === null ? Infinity : to - from);
  const least = (SHORTEST * scale * shape.bytesPerRow) / shape.width;
  const seen = known.filter((link) => isNear(link) || length(link) >= least);
  const inView = window.mode === 'segments' ? known.length : linkCount(freeList);
  if (seen.length <= MOST) return { links: seen, inView };
  const rank = (link: Link) => (isNear(link) ? Infinity : length(link));
  const kept = new Set(seen.toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST));
  return { links: seen.filter((link) => kept.has(link)), inView };
}

/** Whether any of a link is in view: from the link word to the header that it leads to. */
function isInView({ from, to }: Link, shape: MapShape): boolean {
  const start = from === null ? (to ?? 0) : from + LINK_WORD;
  const end = to ?? start;
  return end >= shape.from && start < shape.to;
}

/** Every link of the free blocks in a window, and the one that comes into it. */
function linksIn(window: MapSegments, freeList: FreeListView): Link[] {
  const frees = freesIn(window);
  const nodes = nodesOf(freeList);
  const rewritten = rewrittenIn(freeList);
  const first = frees[0];
  const last = frees.at(-1);
  if (first === undefined || last === undefined) return [];
  const before = neighbourOf(nodes, first, -1);
  const after = neighbourOf(nodes, last, 1);
  const places: (number | null)[] = [...frees];
  // A neighbour out of view that is not known lies somewhere beyond the edge.
  if (before !== undefined || window.from > 0)
    places.unshift(before ?? (before === null ? null : -Infinity));
  if (after !== undefined || window.to > last) {
    places.push(after ?? (after === null ? null : Infinity));
  }
  return pairs(places, rewritten);
}

/** The links between the nodes that the state names, which are those around the step. */
function linksAround(freeList: FreeListView): Link[] {
  const nodes = nodesOf(freeList);
  const rewritten = rewrittenIn(freeList);
  const links: Link[] = [];
  nodes.forEach(({ block, index }, i) => {
    const before = nodes[i - 1];
    if (index === 0) links.push({ from: null, to: block, rewritten: rewritten.has(block) });
    else if (before?.index === index - 1) {
      links.push({ from: before.block, to: block, rewritten: rewritten.has(block) });
    }
    if (index === freeList.count - 1) links.push({ from: block, to: null, rewritten: false });
  });
  return links;
}

function pairs(places: readonly (number | null)[], rewritten: ReadonlySet<number>): Link[] {
  return places.slice(1).map((to, i) => {
    const from = places[i] ?? null;
    return { from, to, rewritten: to !== null && rewritten.has(to) };
  });
}

function freesIn({ start, kind, block }: MapSegments): number[] {
  const frees: number[] = [];
  for (let i = 0; i < start.length; i++) {
    const name = MAP_KINDS[kind[i] ?? 0];
    const own = block[i] ?? 0;
    const isFree = name === 'freeHeader' || name === 'freeLink' || name === 'free';
    if (isFree && frees.at(-1) !== own) frees.push(own);
  }
  return frees;
}

/**
 * Where the link of a free block leads: a block, null at the end of the list, undefined if it is not
 * known. The list is in the order of addresses.
 */
export function linkedFrom(
  window: MapSegments,
  freeList: FreeListView,
  block: number,
): number | null | undefined {
  const frees = freesIn(window);
  const next = frees[frees.indexOf(block) + 1];
  return next ?? neighbourOf(nodesOf(freeList), block, 1);
}

/** The node before or after a block: null beyond the ends of the list, undefined if not known. */
function neighbourOf(nodes: Nodes, block: number, step: -1 | 1): number | null | undefined {
  const place = nodes.findIndex((node) => node.block === block);
  const own = nodes[place];
  if (own === undefined) return undefined;
  const next = nodes[place + step];
  if (next === undefined) return null;
  return next.index === own.index + step ? next.block : undefined;
}

function nodesOf({ nodes }: FreeListView): Nodes {
  return nodes.filter((node) => node.kind === 'node');
}

function rewrittenIn(freeList: FreeListView): Set<number> {
  return new Set(nodesOf(freeList).flatMap(({ block, relinked }) => (relinked ? [block] : [])));
}
