import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { HeapConfig } from '../../src/engine/config';
import { heapConfig, program, type Operation } from './operations';
import { blocksOf, Pair } from './pair';
import { REGRESSIONS } from './regressions';

function run(config: HeapConfig, operations: readonly Operation[]): Pair {
  const pair = new Pair(config);
  pair.compare();
  for (const operation of operations) pair.step(operation);
  return pair;
}

describe('the heap against the naive model', () => {
  it('does the same after every operation of any program', () => {
    fc.assert(
      fc.property(heapConfig, program, (config, operations) => void run(config, operations)),
      { numRuns: 400, examples: REGRESSIONS },
    );
  });

  it('is one block of the whole heap once everything is freed, in the rounded layout', () => {
    fc.assert(
      fc.property(heapConfig, program, fc.infiniteStream(fc.nat()), (config, operations, order) => {
        const pair = run({ ...config, layout: 'rounded' }, operations);
        while (pair.contents.size > 0) {
          const nth = order.next().value;
          pair.step({ kind: 'free', pointer: { kind: 'live', nth } });
        }
        assert.deepEqual(blocksOf(pair.heap), [{ start: 0, size: config.size - 16, live: null }]);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same in both layouts while all sizes are multiples of 8', () => {
    fc.assert(
      fc.property(heapConfig, program, (config, operations) => {
        const even = operations.map((each) =>
          'size' in each ? { ...each, size: Math.floor(each.size / 8) * 8 } : each,
        );
        const size = Math.ceil(config.size / 8) * 8;
        const base = config.base - 8 || 8;
        const rounded = run({ ...config, size, base, layout: 'rounded' }, even);
        const reference = run({ ...config, size, base, layout: 'reference' }, even);
        assert.deepEqual(rounded.heap.memory.bytes, reference.heap.memory.bytes);
      }),
      { numRuns: 80 },
    );
  });

  it('forgets everything in init', () => {
    fc.assert(
      fc.property(heapConfig, program, (config, operations) => {
        const used = run({ ...config, debugLog: true }, operations).heap;
        used.init();
        const fresh = new Pair({ ...config, debugLog: true }).heap;
        assert.deepEqual(used.memory.cells, fresh.memory.cells);
      }),
      { numRuns: 30 },
    );
  });
});
