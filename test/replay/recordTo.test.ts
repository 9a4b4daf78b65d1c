import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { program } from './programs';
import { everything, replayed, stateOf, traceOf } from './replayed';

describe('a replay that is looked at while it is recorded', () => {
  it('has the heap of that event and why it is so, and goes on as if nobody had looked', () => {
    fc.assert(
      fc.property(program, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, where, count) => {
        const trace = traceOf(text);
        if (trace.eventCount === 0) return;
        const place = 1 + (where % trace.eventCount);
        const whole = replayed(text);
        whole.seek(place);

        const replay = new Replay(trace, heapOfTrace(trace));
        while (!replay.recordTo(place, count));
        assert.deepEqual(stateOf(replay), stateOf(whole));
        assert.deepEqual(replay.explainLast(), whole.explainLast());
        assert.deepEqual(stateOf(replay), stateOf(whole));

        while (!replay.record(count));
        // What the look left behind must not be taken for the last event's past.
        replay.stepBack();
        whole.seek(trace.eventCount - 1);
        assert.deepEqual(stateOf(replay), stateOf(whole));
        assert.deepEqual(everything(replay), everything(replayed(text)));
      }),
      { numRuns: 60 },
    );
  });
});
