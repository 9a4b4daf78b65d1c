import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Heap } from '../../src/engine/heap';
import { Counter } from '../../src/engine/counters';
import { ReplayView } from '../../src/replay/replayView';
import { longProgram, program } from './programs';
import { replayed, stateOf } from './replayed';

/** Everything of a heap but how much of the log was written, which a view does not count. */
function heapState({ memory }: Heap): unknown {
  const { counters, live, bytes } = memory;
  return [counters.slice(Counter.Head), live.slice(), bytes.slice()];
}

describe('a second cursor', () => {
  it('has the heap that the first has at the same event, and leaves that one alone', () => {
    const targets = fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(program, targets, (text, places) => {
        const replay = replayed(text);
        replay.seek(3);
        const before = stateOf(replay);
        const view = new ReplayView(replay);
        const other = replayed(text);
        for (const place of places) {
          assert.equal(view.seekSome(place, Infinity), true);
          other.seek(place);
          assert.equal(view.at, other.at);
          assert.deepEqual(heapState(view.heap), heapState(other.heap));
        }
        assert.ok(stateOf(replay).equals(before));
      }),
    );
  });

  it('goes through keyframes, a part at a time', () => {
    const text = longProgram(7, 60_000);
    const replay = replayed(text);
    const other = replayed(text);
    const view = new ReplayView(replay);
    for (const place of [50_000, 20_000, 20_100, 59_999, 1]) {
      while (!view.seekSome(place, 1000));
      other.seek(place);
      assert.equal(view.at, place);
      assert.deepEqual(heapState(view.heap), heapState(other.heap));
    }
    assert.equal(view.seekSome(40_000, 100), false, 'that is too far for a hundred events');
  });

  it('restores a large heap a part at a time, and may be sent elsewhere on the way', () => {
    const lines = ['heap size=32MiB'];
    for (let i = 0; i < 140_000; i++) {
      lines.push(i < 30_000 ? `a ${i} 600` : i % 2 === 0 ? `f ${(i * 7) % 30_000}` : `c x${i} 9`);
    }
    const replay = replayed(`${lines.join('\n')}\n`);
    const [far, near] = [135_000, 40];
    assert.equal(replay.keyframeDistance(far), far - 2 ** 17);
    const states = new Map(
      [far, near].map((at) => {
        replay.seek(at);
        return [at, heapState(replay.heap)];
      }),
    );
    const partly = new ReplayView(replay);
    assert.equal(partly.seekSome(far, 10_000), false);
    assert.equal(partly.at, Infinity);
    const elsewhere = new ReplayView(replay, partly);
    assert.equal(elsewhere.seekSome(near, Infinity), true);
    assert.deepEqual(heapState(elsewhere.heap), states.get(near));
    assert.equal(elsewhere.seekSome(far, 10_000), false);
    assert.equal(elsewhere.seekSome(near, Infinity), true);
    assert.deepEqual(heapState(elsewhere.heap), states.get(near));
    let parts = 0;
    while (!elsewhere.seekSome(far, 10_000)) parts++;
    assert(parts >= 2, String(parts));
    assert.deepEqual(heapState(elsewhere.heap), states.get(far));
    // Back to a small heap, of which all is cleared that the large one wrote, also where that was given up.
    assert.equal(elsewhere.seekSome(near + 1, 10), false);
    assert.equal(elsewhere.seekSome(near, Infinity), true);
    assert.deepEqual(heapState(elsewhere.heap), states.get(near));
  });

  it('explains what the first explains', () => {
    fc.assert(
      fc.property(program, fc.nat({ max: 199 }), (text, event) => {
        const replay = replayed(text);
        fc.pre(event < replay.eventCount);
        const view = new ReplayView(replay);
        view.seekSome(event, Infinity);
        const told = view.explainStep();
        replay.seek(event + 1);
        assert.deepEqual(told, replay.explainLast());
      }),
    );
  });

  it('takes the memory of one that is no longer used, whatever that did', () => {
    const first = replayed('heap size=4KiB\nalloc a 100\nalloc b 50\nfree a\n');
    const view = new ReplayView(first);
    view.seekSome(3, Infinity);
    const second = replayed('heap size=4KiB\nalloc x 8\n');
    const next = new ReplayView(second, view);
    assert.equal(next.heap, view.heap);
    next.seekSome(1, Infinity);
    assert.deepEqual(heapState(next.heap), heapState(second.heap));
    assert.equal(view.isOf(first), true);
    assert.equal(view.isOf(second), false);
    const larger = replayed('heap size=8KiB\nalloc x 8\n');
    assert.notEqual(new ReplayView(larger, next).heap, next.heap);
  });
});
