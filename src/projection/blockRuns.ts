import { BACK_POINTER_SIZE, HEADER_SIZE } from '../engine/block';
import { FREE, type BlockList } from './blockList';

/** A header is two words: the size, and the address of the next free block. */
const LINK_SIZE = HEADER_SIZE / 2;

/**
 * The runs of bytes of one block: its parts in address order, and the bytes lost after it. Used
 * again for every block, because an object for each run would cost more than the map itself.
 */
export class BlockRuns {
  count = 0;
  /** Index into MAP_KINDS. */
  readonly kind = new Uint8Array(6);
  readonly size = new Int32Array(6);
  private readonly requested: Int32Array;
  private readonly sizes: Uint32Array;

  constructor(private readonly list: BlockList) {
    this.requested = list.requested;
    this.sizes = list.size;
  }

  /** Cuts the block in a row. */
  read(row: number): void {
    this.count = 0;
    const requested = this.requested[row];
    if (requested !== FREE) {
      this.add(RunKind.Header, HEADER_SIZE);
      this.add(RunKind.Padding, this.list.paddingAt(row));
      this.add(RunKind.BackPointer, BACK_POINTER_SIZE);
      this.add(RunKind.User, requested);
      this.add(RunKind.Tail, this.list.tailAt(row));
    } else {
      this.add(RunKind.FreeHeader, LINK_SIZE);
      this.add(RunKind.FreeLink, LINK_SIZE);
      this.add(RunKind.Free, this.sizes[row]);
    }
    this.add(RunKind.Lost, this.list.lostAt(row));
  }

  private add(kind: RunKind, size: number): void {
    if (size === 0) return;
    this.kind[this.count] = kind;
    this.size[this.count] = size;
    this.count++;
  }
}

/** The places of MAP_KINDS. */
export const enum RunKind {
  Header,
  Padding,
  BackPointer,
  User,
  Tail,
  FreeHeader,
  FreeLink,
  Free,
  Lost,
}
