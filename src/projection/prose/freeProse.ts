import { formatHex } from '../../base/format';
import type { Coalescing, FreeExplanation, InPlaceExplanation } from '../../engine/explain';
import { HEADER_SIZE, NONE } from '../../engine/block';
import type { Heap } from '../../engine/heap';
import type { Span, StepSection } from '../../protocol/state';
import { blockLink, bytes, count, lostBytes } from './words';

/** A free in words. `heap` may be in any state: only its configuration is read. */
export function freeSection(heap: Heap, explanation: FreeExplanation): StepSection {
  const { block, size, forward, backward, result } = explanation;
  const merged = forward.merged || backward.merged;
  const sentences: Span[][] = [
    ['The block ', blockLink(heap, block), ` of ${bytes(size)} ${insertedWhere(explanation)}`],
    coalescingSentence(heap, 'Forward', 'after', forward, block + HEADER_SIZE + size),
    coalescingSentence(heap, 'Backward', 'before', backward, block - lostBefore(backward)),
  ];
  if (explanation.previous === NONE) sentences[0].push('head.');
  else sentences[0].push(blockLink(heap, explanation.previous), '.');
  if (merged) {
    sentences.push([
      'The free block is now ',
      blockLink(heap, result.block),
      ` with ${bytes(result.size)}.`,
    ]);
  }
  return {
    sentences,
    visits: [],
    visitedCount: 0,
    arithmetic: arithmeticOf(heap, explanation),
  };
}

function insertedWhere({ previous }: FreeExplanation): string {
  return previous === NONE
    ? 'goes to the front of the free list, linked from '
    : 'goes into the free list by its address, linked from ';
}

function lostBefore(backward: Coalescing): number {
  return backward.merged ? 0 : backward.lost;
}

/** @param gap where the bytes begin that are lost between the two, if there are any */
function coalescingSentence(
  heap: Heap,
  direction: string,
  side: string,
  coalescing: Coalescing,
  gap: number,
): Span[] {
  if (coalescing.merged) {
    return [
      `${direction}: merged with the free block `,
      blockLink(heap, coalescing.block),
      ` of ${bytes(coalescing.size)} ${side} it; its header of ${HEADER_SIZE} becomes free space too.`,
    ];
  }
  switch (coalescing.because) {
    case 'edge':
      return [`${direction}: nothing to merge with, this is the heap's edge.`];
    case 'live':
      return [
        `${direction}: not merged, the block `,
        blockLink(heap, coalescing.block),
        ` ${side} it is live.`,
      ];
    case 'lost':
      return [
        `${direction}: not merged, though `,
        blockLink(heap, coalescing.block),
        ` ${side} it is free: ${lostBytes(heap, gap, coalescing.lost)} lost between them ` +
          `${coalescing.lost === 1 ? 'keeps' : 'keep'} the two apart for ever.`,
      ];
  }
}

function arithmeticOf(heap: Heap, explanation: FreeExplanation): string[] {
  const { block, size, forward, backward, result } = explanation;
  const sums: string[] = [];
  if (forward.merged || backward.merged) {
    const terms: string[] = [];
    if (backward.merged) terms.push(`before ${count(backward.size)}`, `header ${HEADER_SIZE}`);
    terms.push(`freed ${count(size)}`);
    if (forward.merged) terms.push(`header ${HEADER_SIZE}`, `after ${count(forward.size)}`);
    sums.push(`free block = ${terms.join(' + ')} = ${count(result.size)}`);
  }
  if (!forward.merged && forward.because === 'lost') {
    sums.push(apart(heap, block, size, forward.block));
  }
  if (!backward.merged && backward.because === 'lost') {
    const before = block - backward.lost - HEADER_SIZE - backward.block;
    sums.push(apart(heap, backward.block, before, block));
  }
  return sums;
}

/** Why two free blocks with lost bytes between them do not touch. */
function apart(heap: Heap, block: number, size: number, next: number): string {
  const address = (offset: number) => formatHex(heap.config.base + offset);
  const end = block + HEADER_SIZE + size;
  return (
    `end of ${address(block)} = ${address(block)} + header ${HEADER_SIZE} + size ${count(size)} = ${address(end)}, ` +
    `and ${address(next)} begins ${bytes(next - end)} later: they do not touch`
  );
}

/** A realloc that kept its block where it was. */
export function inPlaceSection(heap: Heap, explanation: InPlaceExplanation): StepSection {
  const { block, oldRequested, size, joined, consumed, oldSize } = explanation;
  const verb = size >= oldRequested ? 'grew' : 'shrank';
  const sentence: Span[] = [
    'The block ',
    blockLink(heap, block),
    ` ${verb} where it stands, from ${bytes(oldRequested)} to ${count(size)}`,
  ];
  if (joined === NONE) sentence.push('.');
  else sentence.push(', taking from the free block ', blockLink(heap, joined), ' after it.');
  return {
    sentences: [sentence],
    visits: [],
    visitedCount: 0,
    arithmetic: [`needed = ${count(consumed)}, had = ${count(oldSize)}`],
  };
}
