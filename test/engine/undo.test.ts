import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { WriteObserver } from '../../src/engine/writeObserver';
import { CONTROL_CELLS } from '../../src/engine/memory';
import { heapConfig, program } from './operations';
import { Pair } from './pair';

/** Notes what every write overwrites, and takes it all back: what stepping back relies on. */
class Recording implements WriteObserver {
  private readonly old: { index: number; value: number }[] = [];
  private readonly control: Int32Array;

  constructor(private readonly memory: Int32Array) {
    this.control = memory.slice(0, CONTROL_CELLS);
  }

  cell(index: number, value: number): void {
    assert.equal(value, this.memory[index], `told a wrong old value of cell ${index}`);
    this.old.push({ index, value });
  }

  cells(from: number, to: number): void {
    assert(from >= 0 && to <= this.memory.length, `cells ${from}..${to} of ${this.memory.length}`);
    for (let index = from; index < to; index++) this.old.push({ index, value: this.memory[index] });
  }

  freeBlock(): void {}

  takeBack(): void {
    for (const { index, value } of this.old.toReversed()) this.memory[index] = value;
    this.memory.set(this.control);
  }
}

/** Runs `action`, takes it back and runs it again; each time every byte of the memory is compared. */
function thereAndBack(pair: Pair, action: () => unknown, where: string): void {
  const { heap } = pair;
  const { cells } = heap.memory;
  const before = cells.slice();
  const recording = new Recording(cells);
  heap.observer = recording;
  const result = action();
  heap.observer = null;
  const after = cells.slice();
  const takeBack = () => {
    recording.takeBack();
    heap.memoryChanged();
  };
  takeBack();
  assertCells(cells, before, `taking back ${where}`);
  assert.deepEqual(action(), result, where);
  assertCells(cells, after, `repeating ${where}`);
  takeBack();
  assertCells(cells, before, `taking back ${where} again`);
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function assertCells(cells: Int32Array, expected: Int32Array, where: string): void {
  if (bytesOf(cells).equals(bytesOf(expected))) return;
  const index = cells.findIndex((value, i) => value !== expected[i]);
  assert.fail(`cell ${index} after ${where}`);
}

describe('the write observer', () => {
  it('hears of every cell that an operation overwrites', () => {
    fc.assert(
      fc.property(heapConfig, program, fc.boolean(), (config, operations, debugLog) => {
        const pair = new Pair({ ...config, debugLog });
        for (const operation of operations) {
          const pointer = pair.pointerOf(operation);
          thereAndBack(pair, () => pair.runHeap(operation, pointer), JSON.stringify(operation));
          pair.step(operation, pointer);
        }
        thereAndBack(pair, () => pair.heap.init(), 'init');
      }),
      { numRuns: 120 },
    );
  });
});
