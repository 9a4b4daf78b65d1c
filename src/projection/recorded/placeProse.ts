import { formatCount, plural } from '../../base/format';
import type { Span } from '../../protocol/state';
import { NO_RANK, type RecordedBlocks } from '../../replay/recorded/recordedBlocks';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import { neighboursOf } from './neighbours';
import { blockSpan, idOf } from './recordedWords';

/** Where a block lies between its neighbours. */
export function around(heap: RecordedHeap, rank: number): Span[] {
  const { blocks } = heap;
  const { start } = blocks;
  const { before, after } = neighboursOf(heap, rank);
  if (before === undefined && after === undefined) {
    return ['No other live block is in this region of addresses.'];
  }
  const end = start[rank] + blocks.extentAt(rank);
  const below =
    before === undefined ? undefined : start[rank] - start[before] - blocks.extentAt(before);
  const above = after === undefined ? undefined : start[after] - end;
  const sentence: Span[] = ['It '];
  if (before !== undefined && below !== undefined) {
    const where = below === 0 ? 'begins where ' : `lies ${plural(below, 'byte')} after `;
    sentence.push(where, blockSpan(blocks, before), below === 0 ? ' ends' : '');
  }
  if (after !== undefined && above !== undefined) {
    if (before !== undefined) sentence.push(', and ');
    const where =
      above === 0
        ? 'ends where '
        : `${before === undefined ? 'lies ' : ''}${plural(above, 'byte')} before `;
    sentence.push(where, blockSpan(blocks, after), above === 0 ? ' begins' : '');
  }
  const isApart = (below ?? 0) > 0 || (above ?? 0) > 0;
  sentence.push(isApart ? '. What lies between is not known.' : '.');
  return sentence.filter((span) => span !== '');
}

/** Whose the address was before. */
export function reuse(blocks: RecordedBlocks, rank: number): Span[] {
  const before = blocks.beforeAt(rank);
  if (before === NO_RANK) return ['No recorded block began at this address before.'];
  const ended = blocks.end[before];
  const until = ended < 0 ? '' : `, until event ${formatCount(ended + 1)}`;
  return [`The address was block ${idOf(blocks, before)}’s before${until}.`];
}

/** With what a block shares bytes, which cannot be; null if with nothing. */
export function shared(heap: RecordedHeap, rank: number): Span[] | null {
  const { blocks } = heap;
  const { sharing, sharingCount } = neighboursOf(heap, rank);
  if (sharingCount === 0) return null;
  const named = sharing.flatMap((each, i): Span[] => [
    i === 0 ? '' : ', ',
    blockSpan(blocks, each),
  ]);
  const more =
    sharingCount > sharing.length ? ` and ${formatCount(sharingCount - sharing.length)} more` : '';
  return [
    'It shares bytes with ',
    ...named.filter((span) => span !== ''),
    `${more}, of which the recording has no end yet: it contradicts itself.`,
  ];
}
