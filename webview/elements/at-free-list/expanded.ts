import type { FreeListEntry, FreeListGap, FreeListNode } from '../../../src/protocol/freeList';

/** A gap whose bytes are not known, because a part of it is shown. */
export const UNKNOWN_BYTES = -1;

/** The chain with the nodes of `stretches` in their places; what is still left out stays a gap. */
export function expanded(
  entries: readonly FreeListEntry[],
  stretches: readonly (readonly FreeListNode[])[],
): readonly FreeListEntry[] {
  if (stretches.length === 0) return entries;
  const nodes = [...new Map(stretches.flat().map((node) => [node.block, node])).values()];
  nodes.sort((a, b) => a.block - b.block);
  return entries.flatMap((entry) => (entry.kind === 'gap' ? fill(entry, nodes) : [entry]));
}

/** Nodes of a moment ago may stand in for those of now: then places do not quite fit. */
function fill(gap: FreeListGap, nodes: readonly FreeListNode[]): FreeListEntry[] {
  const shown = nodes.filter(({ block }) => block >= gap.firstBlock && block <= gap.lastBlock);
  if (shown.length === 0) return [gap];
  const end = gap.fromIndex + gap.skipped;
  const gaps = (from: number, to: number): FreeListGap[] =>
    to > from ? [{ ...gap, skipped: to - from, fromIndex: from, bytes: UNKNOWN_BYTES }] : [];
  const filled: FreeListEntry[] = [];
  let next = gap.fromIndex;
  for (const node of shown) {
    filled.push(...gaps(next, Math.min(node.index, end)), node);
    next = Math.max(next, node.index + 1);
  }
  filled.push(...gaps(next, end));
  const left = filled.filter(({ kind }) => kind === 'gap');
  if (left.length !== 1) return filled;
  const bytes = gap.bytes - shown.reduce((sum, { size }) => sum + size, 0);
  return filled.map((entry) => (entry.kind === 'gap' && bytes > 0 ? { ...entry, bytes } : entry));
}
