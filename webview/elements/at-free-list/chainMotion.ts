import type { ElementMove } from '../elementMotion';

/**
 * How what a step changed in the chain comes to its place: what is inserted comes down and what is
 * taken goes up, a remainder comes out of the node that was split, and a node that is merged away
 * goes to the one before it, which grows.
 */
const MOVES: readonly (readonly [selector: string, frames: PropertyIndexedKeyframes])[] = [
  ['.node.freed', { opacity: [0, 1], transform: ['translateY(-9px)', 'none'] }],
  ['.node.remainder', { opacity: [0, 1], transform: ['translateX(-16px)', 'none'] }],
  ['.node.merged', { transform: ['scaleX(0.8)', 'none'] }],
  ['.ghost.taken', { opacity: [0.4, 1], transform: ['translateY(9px)', 'none'] }],
  ['.ghost.split', { transform: ['scaleX(1.3)', 'none'] }],
  ['.ghost.merged', { opacity: [0.4, 1], transform: ['translateX(16px)', 'none'] }],
  ['.arrow.rewritten', { opacity: [0, 1] }],
];

/** What moves in the chain that was just drawn. */
export function chainMoves(chain: ParentNode): ElementMove[] {
  return MOVES.flatMap(([selector, frames]) =>
    [...chain.querySelectorAll(selector)].map((element) => ({ element, frames })),
  );
}
