import { formatCount, formatHex, plural } from '../../base/format';
import type { Heap } from '../../engine/heap';
import type { Span } from '../../protocol/state';

/** A block in a sentence: its header's address, and a link to it. */
export function blockLink(heap: Heap, block: number): Span {
  return { block, text: formatHex(heap.config.base + block) };
}

/** A user address in a sentence, linked to its block. */
export function userLink(heap: Heap, block: number, user: number): Span {
  return { block, text: formatHex(heap.config.base + user) };
}

export function bytes(count: number): string {
  return plural(count, 'byte');
}

/** Lost bytes from an offset on: `3 bytes (0x1000001d to 0x1000001f)`. */
export function lostBytes(heap: Heap, from: number, lost: number): string {
  const address = (offset: number) => formatHex(heap.config.base + offset);
  const range = lost === 1 ? address(from) : `${address(from)} to ${address(from + lost - 1)}`;
  return `${bytes(lost)} (${range})`;
}

export { formatCount as count };
