import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DEFAULT_CONFIG, type HeapConfig } from '../../src/engine/config';
import { FIRST_VISITS, LAST_VISITS, type Explanation } from '../../src/engine/explain';
import { Heap } from '../../src/engine/heap';
import { checkAlloc, checkFree, checkInPlace } from './explanationChecks';
import { heapConfig, program, type Operation } from './operations';
import { Pair } from './pair';

/** Checks every explanation of a program and returns the kinds of each operation's, joined. */
function explainProgram(config: HeapConfig, operations: readonly Operation[]): string[] {
  const pair = new Pair(config);
  return operations.map((operation) => {
    const pointer = pair.pointerOf(operation);
    const wasLive = pair.contents.has(pointer);
    const before = pair.naive.clone();
    const narrative: Explanation[] = [];
    pair.heap.narrative = narrative;
    pair.step(operation, pointer);
    pair.heap.narrative = null;
    // A realloc that moves is told as two operations; between them only the new block is there.
    const between = before.clone();
    const isMove = narrative.length === 2;
    if (isMove && operation.kind === 'realloc') {
      between.alloc(operation.size, operation.align, operation.tag);
    }
    for (const [index, explained] of narrative.entries()) {
      const start = index === 0 ? before : between;
      const end = isMove && index === 0 ? between : pair.naive;
      if (explained.kind === 'alloc') checkAlloc(explained, start, end);
      else if (explained.kind === 'free') checkFree(explained, start, end);
      else checkInPlace(explained, start, end);
    }
    const kinds = narrative.map((each) => each.kind).join(' ');
    if (operation.kind === 'free') assert.equal(kinds, wasLive ? 'free' : '');
    return kinds;
  });
}

describe('explanations', () => {
  it('say what then happens', () => {
    fc.assert(
      fc.property(heapConfig, program, (config, operations) => {
        explainProgram(config, operations);
      }),
      { numRuns: 250 },
    );
  });

  it('tell a realloc by what it does', () => {
    const alloc: Operation = { kind: 'alloc', size: 64, align: 16, tag: 1 };
    const grow: Operation = {
      kind: 'realloc',
      pointer: { kind: 'live', nth: 0 },
      size: 100,
      align: 16,
      tag: 2,
    };
    const kinds = (reallocInPlace: boolean, realloc: Operation) =>
      explainProgram({ ...DEFAULT_CONFIG, size: 512, reallocInPlace }, [alloc, realloc])[1];
    assert.equal(kinds(false, grow), 'alloc free');
    assert.equal(kinds(true, grow), 'inPlace');
    assert.equal(kinds(true, { ...grow, align: 3 }), '', 'no power of two');
    assert.equal(kinds(false, { ...grow, size: 500 }), 'alloc', 'does not fit');
    assert.equal(kinds(false, { ...grow, size: 0 }), 'free');
    assert.equal(kinds(false, { ...grow, pointer: { kind: 'null' } }), 'alloc');
    assert.equal(kinds(false, { ...grow, pointer: { kind: 'wild', user: 8 } }), '');
  });

  it('keep the two ends of a long search, and always the chosen block', () => {
    const heap = new Heap({ ...DEFAULT_CONFIG, policy: 'best-fit', debugLog: false });
    heap.init();
    // 80 free blocks that get larger, apart from each other; the tightest fit is in the middle.
    const users = Array.from({ length: 160 }, (_, i) => heap.alloc(i % 2 ? 8 : 64 + 8 * i, 8));
    for (let i = 0; i < users.length; i += 2) assert(heap.free(users[i]));
    const narrative: Explanation[] = [];
    heap.narrative = narrative;
    heap.alloc(64 + 8 * 100, 8);
    const [explained] = narrative;
    assert(explained.kind === 'alloc');
    assert.equal(explained.visitedCount, 81);
    assert.equal(explained.placement?.ordinal, 51);
    assert.deepEqual(
      explained.visits.map((visit) => visit.ordinal),
      [
        ...Array.from({ length: FIRST_VISITS }, (_, i) => i + 1),
        51,
        ...Array.from({ length: LAST_VISITS }, (_, i) => 81 - LAST_VISITS + i + 1),
      ],
    );
  });

  it('leave the heap alone', () => {
    fc.assert(
      fc.property(heapConfig, program, (config, operations) => {
        const [told, untold] = [new Pair(config), new Pair(config)];
        told.heap.narrative = [];
        for (const operation of operations) {
          const pointer = untold.pointerOf(operation);
          assert.equal(told.runHeap(operation, pointer), untold.step(operation, pointer));
          told.heap.memory.bytes.set(untold.heap.memory.bytes);
        }
        assert.deepEqual(told.heap.memory.cells, untold.heap.memory.cells);
      }),
      { numRuns: 40 },
    );
  });
});
