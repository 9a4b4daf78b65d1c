import { formatHex } from '../../base/format';
import { alignUp } from '../../base/math';
import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK } from '../../engine/block';
import type { AllocExplanation, Placement } from '../../engine/explain';
import type { Heap } from '../../engine/heap';
import { count } from './words';

const SMALLEST = `${MIN_FREE_BLOCK} (header ${HEADER_SIZE}, its alignment 8, one pointer 8)`;

/** The sums behind an allocation, every term with its name, and the rules of rounding. */
export function allocSums(
  heap: Heap,
  { size, align }: AllocExplanation,
  { block, padding, user, whole, remainder, lost, tail }: Placement,
): string[] {
  const address = (offset: number) => formatHex(heap.config.base + offset);
  const raw = block + HEADER_SIZE + BACK_POINTER_SIZE;
  const exact = BACK_POINTER_SIZE + padding + size;
  const taken = heap.config.layout === 'rounded' ? alignUp(exact, 8) : exact;
  const left = whole - taken;
  const lines = [
    `raw user address = block ${address(block)} + header ${HEADER_SIZE} + back pointer ${BACK_POINTER_SIZE} = ${address(raw)}`,
    padding === 0
      ? `user address = ${address(user)}, a multiple of ${count(align)} as it is: padding 0`
      : `user address = ${address(raw)} rounded up to a multiple of ${count(align)} = ${address(user)}, so padding ${count(padding)}`,
    `needed = back pointer ${BACK_POINTER_SIZE} + padding ${count(padding)} + size ${count(size)} = ${count(exact)}`,
  ];
  if (taken > exact) {
    lines.push(`rounded up to a multiple of 8 = ${count(taken)}, so tail ${taken - exact}`);
  } else if (exact % 8 > 0) lines.push('taken as it is: the reference layout does not round');
  lines.push(`left over = free block ${count(whole)} − needed ${count(taken)} = ${count(left)}`);
  if (remainder) {
    lines.push(`at least ${SMALLEST}: it becomes a block of its own`);
    if (lost > 0) {
      const end = block + HEADER_SIZE + taken;
      lines.push(
        `its header = ${address(end)} rounded up to a multiple of 8 = ${address(remainder.block)}, so lost ${lost}`,
      );
    }
    const lostText = lost > 0 ? ` − lost ${lost}` : '';
    lines.push(
      `new free block = left over ${count(left)}${lostText} − header ${HEADER_SIZE} = ${count(remainder.size)}`,
    );
  } else if (left > 0) {
    lines.push(`fewer than ${SMALLEST}: it stays in the block`);
    if (taken > exact) {
      lines.push(`tail = rounding ${taken - exact} + left over ${left} = ${count(tail)}`);
    }
  }
  return lines;
}
