import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { measure } from '../../src/engine/metrics';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Outcome } from '../../src/replay/outcome';
import { Rehearsal } from '../../src/replay/rehearsal';
import { longProgram, program } from './programs';
import { replayed, traceOf } from './replayed';

/** Carries a text out in parts of `part` events, and compares with a replay at every sample. */
function check(text: string, part: number): void {
  const trace = traceOf(text);
  const rehearsal = new Rehearsal(trace, heapOfTrace(trace));
  while (!rehearsal.go(part));
  const replay = replayed(trace);
  assert.deepEqual(rehearsal.metrics, measure(replay.heap));
  const failed = replay.journal.outcome.indexOf(Outcome.OutOfMemory);
  assert.equal(rehearsal.firstFailure, failed);
  const { fragmentation } = rehearsal;
  const count = trace.eventCount;
  if (count < fragmentation.length) return;
  for (const [i, value] of fragmentation.entries()) {
    replay.seek(Math.floor(((i + 1) * count) / fragmentation.length));
    assert.equal(value, Math.fround(measure(replay.heap).externalFragmentation), `sample ${i}`);
  }
}

describe('a rehearsal', () => {
  it('comes to what a replay comes to', () => {
    fc.assert(
      fc.property(program, fc.integer({ min: 1, max: 90 }), (text, part) => check(text, part)),
      { numRuns: 100 },
    );
  });

  it('of a long trace samples it at equal distances, the last at the end', () =>
    check(longProgram(8, 5000), 777));

  it('of no events is over at once', () => {
    const trace = traceOf('');
    assert(new Rehearsal(trace, heapOfTrace(trace)).go(1));
  });
});
