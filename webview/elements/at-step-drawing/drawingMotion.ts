import type { TouchRole } from '../../../src/protocol/state';
import type { Picture, PlacedBlock } from './picture';

/** A stretch of the drawing, in pixels. */
export interface Stretch {
  readonly x: number;
  readonly width: number;
}

/** What a block of the row after came from. */
export interface Origin {
  readonly block: number;
  readonly from: Stretch;
  readonly to: Stretch;
}

/**
 * What is seen to split, merge and move in a region: the block that a split cuts off and the
 * remainder that gives way to it, the free block that a merge makes, the block that went elsewhere.
 */
export function originsOf({ before, after }: Picture): Origin[] {
  const changed = before.filter(({ drawn }) => drawn.changed);
  const splits = has(after, 'remainder');
  return after.flatMap((placed): Origin[] => {
    const from = placed.drawn.changed ? originOf(placed, changed, splits) : undefined;
    const { x, width } = placed;
    if (from === undefined || (from.x === x && from.width === width)) return [];
    return [{ block: placed.drawn.block, from, to: { x, width } }];
  });
}

function originOf(
  placed: PlacedBlock,
  before: readonly PlacedBlock[],
  splits: boolean,
): Stretch | undefined {
  const { drawn, x } = placed;
  switch (drawn.role) {
    case 'allocated': {
      const sameId = before.find((each) => each.drawn.live && each.drawn.id === drawn.id);
      return sameId ?? (splits ? { x, width: 0 } : undefined);
    }
    case 'remainder':
      return before.find((each) => !each.drawn.live && covers(each, placed));
    case 'merged':
      return before.find((each) => each.drawn.live && covers(placed, each));
    case 'freed':
    case 'visited':
    case null:
      return undefined;
  }
}

function has(blocks: readonly PlacedBlock[], role: TouchRole): boolean {
  return blocks.some(({ drawn }) => drawn.role === role);
}

function covers(outer: Stretch, inner: Stretch): boolean {
  return outer.x <= inner.x && inner.x + inner.width <= outer.x + outer.width;
}

/** Lets a rectangle that is scaled from its left edge come from there. */
export function framesOf({ from, to }: Origin): PropertyIndexedKeyframes {
  const scale = Math.max(from.width, 1) / Math.max(to.width, 1);
  return { transform: [`translateX(${from.x - to.x}px) scaleX(${scale})`, 'none'] };
}
