import type { Heap } from '../engine/heap';
import { CONTROL_CELLS } from '../engine/memory';
import type { WriteObserver } from '../engine/writeObserver';

/** Entries that can be taken back, and steps; both powers of two. */
const ENTRY_CAPACITY = 2 ** 19;
const STEP_CAPACITY = 2 ** 16;

/** The place in the ring of a position. A remainder of numbers above 2^31 takes ten times as long. */
function slotOf(position: number): number {
  return position & (ENTRY_CAPACITY - 1);
}

/**
 * What the last steps overwrote, cell by cell, so that they can be taken back exactly, stale bytes
 * included; and which free blocks came and went, so that nothing that is known of them need be
 * learned again. A ring: the oldest steps give way. A step that overwrites more than the ring holds
 * (a huge calloc or realloc) cannot be taken back, nor can those before it.
 */
export class UndoRing implements WriteObserver {
  // Made for the first step: many a replay only runs, as every edit makes one.
  /** A cell, or `~block` of a free block. */
  private index = new Int32Array(0);
  /** What the cell held; of a free block its size if it came, `~size` if it went. */
  private old = new Int32Array(0);
  /** Position in the ring at which each step starts. */
  private starts = new Float64Array(0);
  private readonly control = new Int32Array(CONTROL_CELLS);
  private readonly cellsOfHeap: Int32Array;
  private readonly controlOfHeap: Int32Array;
  /** Entries ever made less those taken back. */
  private position = 0;
  /** Highest position ever reached since the ring was last cleared. */
  private highest = 0;
  /** Steps in the ring. */
  private steps = 0;
  /** Steps ever entered less those taken back. */
  private stepCount = 0;

  constructor(private readonly heap: Heap) {
    this.cellsOfHeap = heap.memory.cells;
    this.controlOfHeap = heap.memory.cells.subarray(0, CONTROL_CELLS);
  }

  /** How many steps may be taken back. */
  get depth(): number {
    return this.steps;
  }

  /** Bytes set aside. */
  get memoryBytes(): number {
    return this.index.byteLength + this.old.byteLength + this.starts.byteLength;
  }

  clear(): void {
    this.position = 0;
    this.highest = 0;
    this.steps = 0;
    this.stepCount = 0;
  }

  /** Begins a step: from here on hears of what the heap overwrites. */
  begin(): void {
    if (this.starts.length === 0) this.makeRoom();
    this.heap.observer = this;
    this.starts[this.stepCount % STEP_CAPACITY] = this.position;
    this.control.set(this.controlOfHeap);
  }

  /** Ends a step: enters the control cells that it changed. */
  end(): void {
    this.heap.observer = null;
    const { control, cellsOfHeap } = this;
    for (let i = 0; i < CONTROL_CELLS; i++) {
      if (cellsOfHeap[i] !== control[i]) this.cell(i, control[i]);
    }
    this.stepCount++;
    this.steps = Math.min(this.steps + 1, STEP_CAPACITY - 1);
    this.highest = Math.max(this.highest, this.position);
    this.dropOverwritten();
  }

  cell(index: number, old: number): void {
    const slot = slotOf(this.position);
    this.index[slot] = index;
    this.old[slot] = old;
    this.position++;
  }

  cells(from: number, to: number): void {
    // Of more than the ring holds the first would be overwritten by the last.
    const first = Math.max(from, to - ENTRY_CAPACITY);
    this.position += first - from;
    for (let i = first; i < to; i++) this.cell(i, this.cellsOfHeap[i]);
  }

  freeBlock(block: number, size: number, comes: boolean): void {
    this.cell(~block, comes ? size : ~size);
  }

  /** Takes the last step back. Returns false, with nothing changed, if it is no longer known. */
  undo(): boolean {
    if (this.steps === 0) return false;
    this.stepCount--;
    this.steps--;
    const end = this.position;
    const start = this.starts[this.stepCount % STEP_CAPACITY];
    // Backwards: of a cell that was written twice the older value must win.
    for (let position = end - 1; position >= start; position--) {
      const slot = slotOf(position);
      if (this.index[slot] >= 0) this.cellsOfHeap[this.index[slot]] = this.old[slot];
    }
    // The free blocks only now: an index reads their sizes in the memory.
    for (let position = end - 1; position >= start; position--) {
      const slot = slotOf(position);
      const old = this.old[slot];
      if (this.index[slot] >= 0) continue;
      this.heap.freeBlockTakenBack(~this.index[slot], old >= 0 ? old : ~old, old >= 0);
    }
    this.position = start;
    return true;
  }

  private makeRoom(): void {
    this.index = new Int32Array(ENTRY_CAPACITY);
    this.old = new Int32Array(ENTRY_CAPACITY);
    this.starts = new Float64Array(STEP_CAPACITY);
  }

  /** Forgets the steps whose first entries were overwritten by newer ones. */
  private dropOverwritten(): void {
    const oldest = this.highest - ENTRY_CAPACITY;
    while (this.steps > 0) {
      const start = this.starts[(this.stepCount - this.steps) % STEP_CAPACITY];
      if (start >= oldest) return;
      this.steps--;
    }
  }
}
