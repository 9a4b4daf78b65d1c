import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { timelineWindow } from '../../src/projection/timelineView';
import { longProgram } from '../replay/programs';
import { replayed } from '../replay/replayed';

const most = (values: ArrayLike<number>) => Math.max(...Array.from(values));
const least = (values: ArrayLike<number>) => Math.min(...Array.from(values));
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe('the view of the timeline', () => {
  const { timeline } = replayed(longProgram(11, 9001));

  it('is the timeline itself where that has few enough points', () => {
    const { timeline: short } = replayed(
      'heap size=1KiB align=8\nalloc a 40\nfree a\nalloc b 9999\n',
    );
    assert.deepEqual(timelineWindow(short, 3, 2000, 7), {
      revision: 7,
      eventCount: 3,
      interval: 1,
      leastLive: Uint32Array.of(40, 0, 0),
      mostLive: Uint32Array.of(40, 0, 0),
      leastFree: Uint32Array.of(944, 1008, 1008),
      mostFree: Uint32Array.of(944, 1008, 1008),
      largestFree: Int32Array.of(944, 1008, 1008),
      failures: Uint32Array.of(0, 0, 1),
    });
  });

  it('joins neighbours where it has more, and loses no peak, no low and no failure', () => {
    assert.equal(timeline.interval, 4);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (points) => {
        const window = timelineWindow(timeline, 9001, points, 1);
        const count = window.mostLive.length;
        const joined = window.interval / timeline.interval;
        assert(count <= points);
        assert.equal(count, Math.ceil(9001 / window.interval));
        for (let i = 0; i < count; i++) {
          const range = [i * joined, Math.min((i + 1) * joined, timeline.length)] as const;
          const of = (column: Int32Array | Uint32Array) => column.subarray(...range);
          assert.equal(window.leastLive[i], least(of(timeline.leastLive)));
          assert.equal(window.mostLive[i], most(of(timeline.mostLive)));
          assert.equal(window.leastFree[i], least(of(timeline.leastFree)));
          assert.equal(window.mostFree[i], most(of(timeline.mostFree)));
          assert.equal(window.largestFree[i], most(of(timeline.largestFree)));
          assert.equal(window.failures[i], sum(of(timeline.failures)));
        }
      }),
    );
  });

  it('of an empty trace has no points', () => {
    const { timeline: empty } = replayed('heap size=1KiB\n');
    const window = timelineWindow(empty, 0, 10, 1);
    assert.deepEqual([window.mostLive.length, window.eventCount], [0, 0]);
  });

  it('shares nothing with the timeline, which goes on', () => {
    const window = timelineWindow(timeline, 9001, 4096, 1);
    window.failures.fill(9);
    assert.notEqual(timeline.failures[0], 9);
    assert.deepEqual(structuredClone(window), window, 'plain data');
  });
});
