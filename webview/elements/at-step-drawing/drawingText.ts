import { HEADER_SIZE } from '../../../src/base/blockSizes';
import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import type { DrawnBlock, DrawnLink, StepDrawing } from '../../../src/protocol/drawing';
import type { HeapView } from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';

/** The whole drawing in words, for those who do not see it. */
export function describe(drawing: StepDrawing, heap: HeapView): string {
  const rows = drawing.regions.flatMap(({ before, after }) => [
    `Before: ${rowText(before, heap)}.`,
    `After: ${rowText(after, heap)}.`,
  ]);
  const links = drawing.newLinks.map((link) => linkText(link, drawing.oldLinks, heap));
  return [...rows, ...(links.length > 0 ? [`Links: ${links.join('; ')}.`] : [])].join(' ');
}

function rowText(blocks: readonly DrawnBlock[], heap: HeapView): string {
  return blocks.map((block) => blockText(block, heap)).join('; ');
}

/** `live block a at 0x10000000, allocated: header 16, back pointer 8, user data 100`. */
export function blockText({ block, id, live, role, parts }: DrawnBlock, heap: HeapView): string {
  const name = live ? `live block ${visibleText(id, 60)}` : 'free block';
  const names = parts.map(({ kind, size }) => `${partName(kind)} ${formatCount(size)}`);
  return `${name} at ${formatAddress(heap, block)}${role ? `, ${role}` : ''}: ${names.join(', ')}`;
}

/** What a kind of bytes is called in words. */
export function partName(kind: DrawnBlock['parts'][number]['kind']): string {
  switch (kind) {
    case 'backPointer':
      return 'back pointer';
    case 'freeHeader':
      return 'header';
    case 'user':
      return 'user data';
    case 'header':
    case 'padding':
    case 'tail':
    case 'free':
    case 'lost':
      return kind;
  }
}

/** Which word was written, and what it held before: `next word at 0x10000008: 0 → 0x10000040`. */
export function linkText(
  { from, to }: DrawnLink,
  oldLinks: readonly DrawnLink[],
  heap: HeapView,
): string {
  const old = oldLinks.find((link) => link.from === from);
  const before = old === undefined ? '' : `${targetText(old.to, heap)} → `;
  return `${wordName(from, heap)}: ${before}${targetText(to, heap)}`;
}

/** The word that holds a link: the head, or the next word of a free block. */
export function wordName(holder: number, heap: HeapView): string {
  return holder < 0 ? 'head' : `next word at ${formatAddress(heap, holder + HEADER_SIZE / 2)}`;
}

/** Where a link leads; -1 is null. */
export function targetText(block: number, heap: HeapView): string {
  return block < 0 ? '0' : formatAddress(heap, block);
}

/** What an allocation that failed lacked, in words. */
export function lackText({ lack }: StepDrawing, heap: HeapView): string {
  if (lack === null) return '';
  const { block, size, needed } = lack;
  return `The closest free block, ${formatAddress(heap, block)}, has ${plural(size, 'byte')}; it would need ${formatCount(needed)}.`;
}
