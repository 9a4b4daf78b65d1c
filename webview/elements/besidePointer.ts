/** Between the pointer and what stands beside it, in pixels. */
const DISTANCE = 10;

/**
 * The style of a tip beside the pointer, on the side that has room.
 * @param x of the pointer, from the left of a picture of this width, in pixels
 */
export function besidePointer(x: number, width: number): { left: string; right: string } {
  return x > width / 2
    ? { left: 'auto', right: `${width - x + DISTANCE}px` }
    : { left: `${x + DISTANCE}px`, right: 'auto' };
}
