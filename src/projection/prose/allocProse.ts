import type { AllocExplanation, Failure, Placement, Visit } from '../../engine/explain';
import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK, NONE } from '../../engine/block';
import type { Heap } from '../../engine/heap';
import type { PolicyName } from '../../engine/policies';
import type { Span, StepSection, VisitRow } from '../../protocol/state';
import { allocSums } from './allocSums';
import { blockLink, bytes, count, lostBytes } from './words';

/** How each policy chooses, to end "N free blocks looked at; …". */
const CHOICE: { readonly [policy in PolicyName]: string } = {
  'first-fit': 'the first that fits was taken',
  'next-fit': 'the first that fits from the roving pointer on was taken',
  'best-fit': 'the smallest that fits was taken',
  'worst-fit': 'the largest that fits was taken',
};

/** An allocation in words. `heap` may be in any state: only its configuration is read. */
export function allocSection(heap: Heap, explanation: AllocExplanation): StepSection {
  const { placement, failure, visitedCount } = explanation;
  const sentences: Span[][] = [];
  if (placement) sentences.push(...placementSentences(heap, explanation, placement));
  if (failure) sentences.push(...failureSentences(heap, explanation, failure));
  return {
    sentences,
    visits: visitRows(explanation),
    visitedCount,
    arithmetic: placement ? allocSums(heap, explanation, placement) : [],
  };
}

function placementSentences(
  heap: Heap,
  { visitedCount }: AllocExplanation,
  placement: Placement,
): Span[][] {
  const { block, remainder, whole, blockSize, lost } = placement;
  const looked = `${count(visitedCount)} free ${visitedCount === 1 ? 'block' : 'blocks'} looked at`;
  const choice = CHOICE[heap.config.policy];
  const sentences: Span[][] = [];
  if (remainder) {
    sentences.push([`${looked}; ${choice} and split.`]);
    sentences.push([
      'The block ',
      blockLink(heap, block),
      ` keeps ${count(blockSize)} of its ${bytes(whole)}; `,
      blockLink(heap, remainder.block),
      ` is a new free block of ${bytes(remainder.size)} in its place in the list.`,
    ]);
  } else {
    sentences.push([`${looked}; ${choice} whole.`]);
    sentences.push([notSplit(placement)]);
  }
  if (remainder && lost > 0) {
    const end = block + HEADER_SIZE + blockSize;
    sentences.push([
      `${lostBytes(heap, end, lost)} between the two ${lost === 1 ? 'belongs' : 'belong'} to neither block and ` +
        `${lost === 1 ? 'is' : 'are'} lost for ever. That prevents a merge: even when both are free, `,
      blockLink(heap, block),
      ` ends before the gap and `,
      blockLink(heap, remainder.block),
      ' begins after it, and only blocks that touch coalesce.',
    ]);
  }
  return sentences;
}

function notSplit({ tail, blockSize, padding }: Placement): string {
  const left = tail;
  if (left === 0) return `Nothing is left over: it fits exactly.`;
  const used = blockSize - left;
  return (
    `${bytes(left)} beyond the ${count(used)} needed ${padding > 0 ? '(padding included) ' : ''}stay in the block ` +
    `as its tail: fewer than ${MIN_FREE_BLOCK} cannot become a block of their own.`
  );
}

function failureSentences(
  heap: Heap,
  { size, align }: AllocExplanation,
  failure: Failure,
): Span[][] {
  const { freeBlocks, freeBytes, largestFree, needed, closest } = failure;
  if (freeBlocks === 0) return [['The free list is empty: not one byte is free.']];
  const sentences: Span[][] = [];
  if (freeBytes >= needed) {
    sentences.push([
      `${bytes(freeBytes)} are free, in ${count(freeBlocks)} ${freeBlocks === 1 ? 'block' : 'blocks'}; the largest has ` +
        `${count(largestFree)}, and ${count(needed)} are needed in one piece` +
        `${align > 8 ? `, more where padding is needed to align to ${count(align)}` : ''}.`,
    ]);
    sentences.push([
      largestFree < needed
        ? `This is external fragmentation: ${between(heap, failure)} lie between the free ones, so they cannot merge.`
        : 'The size would fit, but not together with the padding that the alignment takes.',
    ]);
  } else {
    sentences.push([
      `Only ${bytes(freeBytes)} are free in all; ${count(needed)} are needed (${termsOf(needed, size)}).`,
    ]);
  }
  if (closest) {
    sentences.push([
      'The closest is ',
      blockLink(heap, closest.block),
      `, which lacks ${bytes(closest.shortBy)}${neededThere(heap, closest, needed, align)}.`,
    ]);
  }
  return sentences;
}

/** What the bytes that a block needs at least are made of. */
function termsOf(needed: number, size: number): string {
  const rounding = needed - size - BACK_POINTER_SIZE;
  if (rounding === 0) return `${count(size)} and a back pointer of ${BACK_POINTER_SIZE}`;
  return `${count(size)}, a back pointer of ${BACK_POINTER_SIZE} and ${rounding} up to a multiple of 8`;
}

/** What keeps free blocks apart. */
function between({ config }: Heap, { liveBlocks }: Failure): string {
  if (liveBlocks === 0) return 'lost bytes';
  return config.layout === 'reference' ? 'live blocks, or lost bytes,' : 'live blocks';
}

/** What is needed of a block, where that is more than in the best place. */
function neededThere(
  heap: Heap,
  { block, consumed }: NonNullable<Failure['closest']>,
  needed: number,
  align: number,
): string {
  if (consumed === needed) return '';
  return `: ${count(consumed)} are needed there, with ${count(heap.padding(block, align))} of padding`;
}

function visitRows({ visits, visitedCount, placement }: AllocExplanation): VisitRow[] {
  const rows: VisitRow[] = [];
  let previous = 0;
  for (const visit of visits) {
    if (visit.ordinal > previous + 1) {
      const skipped = visit.ordinal - previous - 1;
      rows.push({ skipped, verdict: `${count(skipped)} more` });
    }
    rows.push({
      ordinal: visit.ordinal,
      block: visit.block,
      size: visit.size,
      verdict: verdictOf(visit, visit.block === placement?.block),
      chosen: visit.block === (placement?.block ?? NONE),
    });
    previous = visit.ordinal;
  }
  if (previous < visitedCount) {
    const skipped = visitedCount - previous;
    rows.push({ skipped, verdict: `${count(skipped)} more` });
  }
  return rows;
}

/** What a search says of one block it looked at. */
export function verdictOf({ size, consumed, padding }: Visit, chosen: boolean): string {
  const shortBy = consumed - size;
  const exact = consumed - padding;
  const sum = padding > 0 ? `${count(consumed)} with ${count(padding)} padding` : count(consumed);
  if (shortBy <= 0) return chosen ? `fits ${sum}` : `fits ${sum}, not chosen`;
  if (size >= exact) return `too small by ${count(shortBy)}: ${count(padding)} padding`;
  return `too small by ${count(shortBy)}`;
}
