import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { NONE } from '../../src/engine/block';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { Heap } from '../../src/engine/heap';
import { SizeTree } from '../../src/engine/sizeTree';

describe('a size tree', () => {
  it('finds the extreme block that fits, at any alignment', () => {
    const heap = new Heap({ ...DEFAULT_CONFIG, debugLog: false });
    const entries = fc.uniqueArray(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 40 })), {
      maxLength: 300,
      selector: ([unit]) => unit,
    });
    const order = fc.constantFrom('smallest', 'largest');
    const align = fc.constantFrom(1, 8, 16, 64, 4096);
    fc.assert(
      fc.property(entries, order, fc.array(align, { minLength: 1 }), (pairs, first, alignments) => {
        const tree = new SizeTree(heap, first);
        const there: { block: number; size: number }[] = [];
        for (const [index, [unit, units]] of pairs.entries()) {
          const added = { block: unit * 8, size: units * 8 };
          tree.add(added.block, added.size);
          there.push(added);
          if (index % 3 === 2) {
            const [gone] = there.splice((index * 5) % there.length, 1);
            tree.remove(gone.block, gone.size);
          }
          const asked = alignments[index % alignments.length];
          const needed = 8 * (1 + ((index * 11) % 45));
          const sign = first === 'smallest' ? 1 : -1;
          const [best] = there
            .filter(({ block, size }) => size - heap.padding(block, asked) >= needed)
            .toSorted((a, b) => sign * (a.size - b.size) || a.block - b.block);
          assert.equal(tree.firstFit(needed, asked), best?.block ?? NONE);
        }
      }),
      { numRuns: 200 },
    );
  });
});
