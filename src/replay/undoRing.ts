import type { WriteObserver } from '../engine/writeObserver';
import { CONTROL_CELLS } from '../engine/memory';

/** Cells that can be taken back, and steps; both powers of two. */
const CELL_CAPACITY = 2 ** 19;
const STEP_CAPACITY = 2 ** 16;

/**
 * What the last steps overwrote, cell by cell, so that they can be taken back exactly, stale bytes
 * included. A ring: the oldest steps give way. A step that overwrites more than the ring holds
 * (a huge calloc or realloc) cannot be taken back, nor can those before it.
 */
export class UndoRing implements WriteObserver {
  private readonly index = new Int32Array(CELL_CAPACITY);
  private readonly old = new Int32Array(CELL_CAPACITY);
  /** Position in the cell ring at which each step starts. */
  private readonly starts = new Float64Array(STEP_CAPACITY);
  private readonly control = new Int32Array(CONTROL_CELLS);
  /** Cells ever entered less those taken back. */
  private position = 0;
  /** Highest position ever reached since the ring was last cleared. */
  private highest = 0;
  /** Steps in the ring. */
  private steps = 0;
  /** Steps ever entered less those taken back. */
  private stepCount = 0;

  constructor(private readonly memory: Int32Array) {}

  /** How many steps may be taken back. */
  get depth(): number {
    return this.steps;
  }

  clear(): void {
    this.position = 0;
    this.highest = 0;
    this.steps = 0;
    this.stepCount = 0;
  }

  begin(): void {
    this.starts[this.stepCount % STEP_CAPACITY] = this.position;
    this.control.set(this.memory.subarray(0, CONTROL_CELLS));
  }

  /** Ends a step: enters the control cells that it changed. */
  end(): void {
    for (let i = 0; i < CONTROL_CELLS; i++) {
      if (this.memory[i] !== this.control[i]) this.cell(i, this.control[i]);
    }
    this.stepCount++;
    this.steps = Math.min(this.steps + 1, STEP_CAPACITY - 1);
    this.highest = Math.max(this.highest, this.position);
    this.dropOverwritten();
  }

  cell(index: number, old: number): void {
    const slot = this.position % CELL_CAPACITY;
    this.index[slot] = index;
    this.old[slot] = old;
    this.position++;
  }

  cells(from: number, to: number): void {
    for (let i = from; i < to; i++) this.cell(i, this.memory[i]);
  }

  freeBlock(): void {}

  /** Takes the last step back. Returns false, with nothing changed, if it is no longer known. */
  undo(): boolean {
    if (this.steps === 0) return false;
    this.stepCount--;
    this.steps--;
    const start = this.starts[this.stepCount % STEP_CAPACITY];
    // Backwards: of a cell that was written twice the older value must win.
    while (this.position > start) {
      this.position--;
      const slot = this.position % CELL_CAPACITY;
      this.memory[this.index[slot]] = this.old[slot];
    }
    return true;
  }

  /** Forgets the steps whose first cells were overwritten by newer ones. */
  private dropOverwritten(): void {
    const oldest = this.highest - CELL_CAPACITY;
    while (this.steps > 0) {
      const start = this.starts[(this.stepCount - this.steps) % STEP_CAPACITY];
      if (start >= oldest) return;
      this.steps--;
    }
  }
}
