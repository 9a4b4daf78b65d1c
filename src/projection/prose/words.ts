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

/** A sentence without its links. */
export function plainText(sentence: readonly Span[]): string {
  return sentence.map((span) => (typeof span === 'string' ? span : span.text)).join('');
}

/** `1 byte`, `1,024 bytes`. */
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
