import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { measure } from '../../src/engine/metrics';
import {
  coarseRange,
  exactMoment,
  exactRange,
  hasMoreDetail,
  spanWithin,
  type RangeValues,
} from '../../src/projection/timelineRange';
import type { Replay } from '../../src/replay/replay';
import { ReplayView } from '../../src/replay/replayView';
import type { Timeline } from '../../src/replay/timeline';
import { longProgram, program } from '../replay/programs';
import { replayed } from '../replay/replayed';

/** What a generator comes to, however often it yields. */
function result<T>(work: Generator<undefined, T, undefined>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Metrics after each event, by going there. */
function metricsOf(replay: Replay, from: number, to: number) {
  return Array.from({ length: to - from }, (_, i) => {
    replay.seek(from + i + 1);
    return measure(replay.heap);
  });
}

function failuresAt(replay: Replay, at: number): number {
  replay.seek(at);
  return measure(replay.heap).failures;
}

/** The same range from metrics that were measured one by one. */
function naive(replay: Replay, from: number, to: number, interval: number): RangeValues {
  const points = Array.from({ length: Math.ceil((to - from) / interval) }, (_, i) => {
    const start = from + i * interval;
    const end = Math.min(start + interval, to);
    const before = failuresAt(replay, start);
    const metrics = metricsOf(replay, start, end);
    return {
      live: metrics.map(({ liveBytes }) => liveBytes),
      free: metrics.map(({ freeBytes }) => freeBytes),
      largest: metrics[0].largestFree,
      failures: failuresAt(replay, end) - before,
    };
  });
  return {
    from,
    to,
    interval,
    leastLive: Uint32Array.from(points, ({ live }) => Math.min(...live)),
    mostLive: Uint32Array.from(points, ({ live }) => Math.max(...live)),
    leastFree: Uint32Array.from(points, ({ free }) => Math.min(...free)),
    mostFree: Uint32Array.from(points, ({ free }) => Math.max(...free)),
    largestFree: Int32Array.from(points, ({ largest }) => largest),
    failures: Uint32Array.from(points, ({ failures }) => failures),
  };
}

describe('a range of the timeline, gone over event by event', () => {
  it('is what going to each of its events tells', () => {
    const place = fc.nat({ max: 220 });
    fc.assert(
      fc.property(program, place, place, fc.integer({ min: 1, max: 40 }), (text, a, b, points) => {
        const replay = replayed(text);
        const span = spanWithin(Math.min(a, b), Math.max(a, b), replay.eventCount);
        const range = result(exactRange(new ReplayView(replay), span, points));
        assert(range.mostLive.length <= points);
        assert.deepEqual(range, naive(replay, span.from, span.to, range.interval));
      }),
      { numRuns: 60 },
    );
  });

  it('is so far behind a keyframe, and in pieces', () => {
    const replay = replayed(longProgram(5, 40_000));
    const view = new ReplayView(replay);
    const work = exactRange(view, { from: 33_000, to: 39_000 }, 100);
    let yields = 0;
    for (;;) {
      const { done, value } = work.next();
      if (done !== true) {
        yields++;
        continue;
      }
      assert.equal(value.interval, 60);
      const first = naive(replay, 33_000, 33_060, 60);
      assert.deepEqual(
        [value.mostLive[0], value.leastFree[0], value.largestFree[0], value.failures[0]],
        [first.mostLive[0], first.leastFree[0], first.largestFree[0], first.failures[0]],
      );
      break;
    }
    assert(yields >= 2, 'others had their turn');
  });

  it('of a single place is the heap there', () => {
    const replay = replayed(longProgram(6, 500));
    const view = new ReplayView(replay);
    for (const at of [0, 1, 250, 249, 500]) {
      const { liveBytes, freeBytes, largestFree } = result(exactMoment(view, at));
      replay.seek(at);
      const expected = measure(replay.heap);
      assert.deepEqual(
        [liveBytes, freeBytes, largestFree],
        [expected.liveBytes, expected.freeBytes, expected.largestFree],
      );
    }
  });
});

describe('a range of the timeline of the whole', () => {
  const replay = replayed(longProgram(11, 9001));
  const { timeline } = replay;

  it('covers what was asked for, with nothing lost', () => {
    assert.equal(timeline.interval, 4);
    const place = fc.nat({ max: 9500 });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 1, max: 3000 }), (a, b, points) => {
        const span = spanWithin(Math.min(a, b), Math.max(a, b), 9001);
        const range = coarseRange(timeline, 9001, span, points);
        const { from, to, interval } = range;
        const count = range.mostLive.length;
        assert(from <= span.from && from > span.from - interval);
        assert(to >= span.to && to <= 9001);
        assert(count <= points + 1);
        assert.equal(count, Math.ceil((to - from) / interval));
        const joined = interval / timeline.interval;
        for (let i = 0; i < count; i++) {
          const first = from / timeline.interval + i * joined;
          const part = (column: Int32Array | Uint32Array) =>
            Array.from(column.subarray(first, Math.min(first + joined, timeline.length)));
          assert.equal(range.leastLive[i], Math.min(...part(timeline.leastLive)));
          assert.equal(range.mostLive[i], Math.max(...part(timeline.mostLive)));
          assert.equal(range.leastFree[i], Math.min(...part(timeline.leastFree)));
          assert.equal(range.mostFree[i], Math.max(...part(timeline.mostFree)));
          assert.equal(range.largestFree[i], Math.max(...part(timeline.largestFree)));
          const failures = part(timeline.failures).reduce((x, y) => x + y, 0);
          assert.equal(range.failures[i], failures);
        }
      }),
    );
  });

  it('says where going over the events shows more', () => {
    check(timeline, 9001, 2000, false);
    check(timeline, 1000, 500, true);
    check(timeline, 1000, 100, false);
    const { largestFree } = timeline;
    check({ interval: 4096, largestFree }, 2 ** 20, 2000, false);
    check({ interval: 4096, largestFree }, 2 ** 19, 2000, true);
    // Where the largest free block was seldom measured.
    const unmeasured = new Int32Array(4096).fill(-1);
    check({ interval: 4, largestFree: unmeasured }, 9001, 100, true);
    check({ interval: 64, largestFree: unmeasured }, 2 ** 17, 100, false);
  });
});

/** Whether a timeline of so many events from the first on, in so many points, is worth the effort. */
function check(
  timeline: Pick<Timeline, 'interval' | 'largestFree'>,
  to: number,
  points: number,
  expected: boolean,
) {
  assert.equal(hasMoreDetail(timeline as Timeline, { from: 0, to }, points), expected);
}
