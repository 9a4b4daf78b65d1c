import { BACK_POINTER_SIZE, NONE } from './block';
import { imageCell, LIVE_CELL, LOG_CAPACITY, LOG_CELL, type Memory } from './memory';

/** Is told of everything that an operation is about to change, but for the control cells. */
export interface WriteObserver {
  /** Cell `index` holds `old` and is about to change. */
  cell(index: number, old: number): void;
  /** The cells `from..to` are about to change. */
  cells(from: number, to: number): void;
  /** A free block of this size comes into the free list, or goes from it. */
  freeBlock(block: number, size: number, comes: boolean): void;
}

/** Tells an observer of the parts of a heap, before they change. */
export class Announcer {
  private readonly image: number;

  constructor(
    private readonly memory: Memory,
    heapSize: number,
  ) {
    this.image = imageCell(heapSize);
  }

  everything(observer: WriteObserver): void {
    observer.cells(0, this.memory.cells.length);
  }

  log(observer: WriteObserver): void {
    observer.cells(LOG_CELL, LOG_CELL + LOG_CAPACITY / 4);
  }

  /** Size and next word of a block. */
  header(observer: WriteObserver, block: number): void {
    const first = this.image + (block >> 2);
    for (let index = first; index < first + 4; index++) this.cell(observer, index);
  }

  /** The link that leads on from a free block; NONE for the head, which is a control cell. */
  link(observer: WriteObserver, from: number): void {
    if (from === NONE) return;
    const first = this.image + (from >> 2) + 2;
    this.cell(observer, first);
    this.cell(observer, first + 1);
  }

  backPointer(observer: WriteObserver, user: number): void {
    const first = this.image + ((user - BACK_POINTER_SIZE) >> 2);
    this.cell(observer, first);
    this.cell(observer, first + 1);
  }

  /** The three slots of a block in the live table. */
  live(observer: WriteObserver, block: number): void {
    const first = LIVE_CELL + (block >> 3);
    for (let index = first; index < first + 3; index++) this.cell(observer, index);
  }

  /** Bytes of the image. */
  bytes(observer: WriteObserver, offset: number, length: number): void {
    if (length > 0)
      observer.cells(this.image + (offset >> 2), this.image + ((offset + length + 3) >> 2));
  }

  private cell(observer: WriteObserver, index: number): void {
    observer.cell(index, this.memory.cells[index]);
  }
}
