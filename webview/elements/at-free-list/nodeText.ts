import { plural } from '../../../src/base/format';
import type { FreeListNode, GoneNode, LinkRewrite } from '../../../src/protocol/freeList';
import type { HeapView } from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';
import { targetText, wordName } from '../at-step-drawing/drawingText';

/** What became of a node, in a word. */
export const ROLE_WORD: { readonly [role in NonNullable<FreeListNode['role']>]: string } = {
  freed: 'inserted',
  merged: 'merged',
  remainder: 'remainder',
};

/** Why a node is gone, in a word. */
export const FATE_WORD: { readonly [fate in GoneNode['fate']]: string } = {
  taken: 'taken',
  split: 'split',
  merged: 'merged away',
};

const FATE_SENTENCE: { readonly [fate in GoneNode['fate']]: string } = {
  taken: 'allocated as a whole: no longer in the list',
  split: 'split: allocated but for the remainder that took its place',
  merged: 'merged into the free block before it: no longer in the list',
};

/** A node with all that is known about it. */
export function nodeText(
  { block, size, visit, verdict, role }: FreeListNode,
  heap: HeapView,
): string {
  return [
    `Free block ${formatAddress(heap, block)}, ${plural(size, 'byte')}`,
    ...(visit > 0 ? [`visit ${formatCount(visit)}: ${verdict}`] : []),
    ...(role ? [ROLE_WORD[role]] : []),
  ].join(', ');
}

/** A node that the step took out of the list. */
export function goneText({ block, size, visit, verdict, fate }: GoneNode, heap: HeapView): string {
  return [
    `Was free: ${formatAddress(heap, block)}, ${plural(size, 'byte')}`,
    ...(visit > 0 ? [`visit ${formatCount(visit)}, chosen: ${verdict}`] : []),
    FATE_SENTENCE[fate],
  ].join(', ');
}

/** Which word was written: `head: 0x10000000 → 0x10000020`. */
export function rewriteText({ holder, old }: LinkRewrite, to: number, heap: HeapView): string {
  return `${wordName(holder, heap)}: ${targetText(old, heap)} → ${targetText(to, heap)}`;
}

/** The filter of the block table that shows the free blocks of 2^k to 2^(k+1) - 1 bytes. */
export function sizeFilter(from: number): string {
  return `free size:${from}..${from * 2 - 1}`;
}
