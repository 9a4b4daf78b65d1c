import type { Span } from '../../protocol/state';
import type { RecordedBlocks } from '../../replay/recorded/recordedBlocks';

/** An address of up to 64 bits, as `0x7f12...`. */
export function addressText(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** The address of a block. */
export function addressOf(blocks: RecordedBlocks, rank: number): string {
  return addressText(blocks.addressAt(blocks.start[rank]));
}

/** The id of a block, as the trace names it. */
export function idOf({ trace, born }: RecordedBlocks, rank: number): string {
  return trace.idText(trace.newIdOf(born[rank]));
}

/** A block in a sentence, by its id, and a link to it. */
export function blockSpan(blocks: RecordedBlocks, rank: number): Span {
  return { block: blocks.born[rank] + 1, text: `block ${idOf(blocks, rank)}` };
}

/** The address of a block in a sentence, and a link to it. */
export function addressSpan(blocks: RecordedBlocks, rank: number): Span {
  return { block: blocks.born[rank] + 1, text: addressOf(blocks, rank) };
}
