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

export { formatCount as count };
