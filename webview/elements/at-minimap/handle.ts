import { clamp } from '../../../src/base/math';
import type { ByteRange } from '../../painting/mapGeometry';

/** Narrower it could not be taken hold of, in pixels. */
const LEAST = 10;

/**
 * Where the handle lies that stands for a range of the heap, in pixels of a line that is `width`
 * long. A short range has a handle longer than itself, which still reaches both ends of the line.
 */
export function handleOf({ from, to }: ByteRange, heap: number, width: number) {
  const length = Math.min(width, Math.max(LEAST, ((to - from) / heap) * width));
  const room = heap - (to - from);
  return { left: room === 0 ? 0 : (from / room) * (width - length), length };
}

/** The first byte of the range, as long as it is, whose handle begins at `left`. */
export function movedTo(left: number, range: ByteRange, heap: number, width: number): number {
  const { length } = handleOf(range, heap, width);
  const room = heap - (range.to - range.from);
  return width === length ? 0 : clamp((left / (width - length)) * room, 0, room);
}
