import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Outcome } from '../../src/replay/outcome';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { sufficientSize } from '../../src/replay/sufficientSize';
import { replayed, traceOf } from './replayed';

function sizeFor(text: string): number | undefined {
  const trace = traceOf(text);
  const work = sufficientSize(trace, heapOfTrace(trace));
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

function runsOut(text: string, size: number): boolean {
  const { journal } = replayed(text, { size });
  return journal.faults.some((event) => {
    const outcome: Outcome = journal.outcome[event];
    return outcome === Outcome.OutOfMemory;
  });
}

const size = fc.integer({ min: 1, max: 3000 });
const events = fc.array(
  fc.oneof(
    fc.tuple(fc.nat(9), size).map(([id, bytes]) => `alloc ${id} ${bytes}`),
    fc.nat(9).map((id) => `free ${id}`),
    fc.tuple(fc.nat(9), size).map(([id, bytes]) => `realloc ${id} ${bytes}`),
  ),
  { maxLength: 60, size: 'max' },
);

describe('the size that would suffice', () => {
  it('does, and half of it does not', () => {
    fc.assert(
      fc.property(events, (lines) => {
        const text = `heap size=256\n${lines.join('\n')}\n`;
        fc.pre(runsOut(text, 256));
        const found = sizeFor(text);
        assert(found !== undefined && found > 256 && Number.isInteger(Math.log2(found)));
        assert.equal(runsOut(text, found), false);
        assert.equal(runsOut(text, found / 2), true);
      }),
    );
  });

  it('is above a size that is no power of two', () => {
    assert.equal(sizeFor('heap size=3000\nalloc a 3000\n'), 4096);
  });

  it('is not where no heap is large enough', () => {
    assert.equal(sizeFor('alloc a 2GiB\n'), undefined);
    assert.equal(sizeFor('alloc a 9007199254740991\n'), undefined);
  });
});
