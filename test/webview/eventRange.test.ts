import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  eventUnder,
  followingRange,
  pannedRange,
  rangeAround,
  shareOf,
  zoomedRange,
} from '../../webview/painting/eventRange';
import { eventCounts, parts } from './support/timelineRanges';

describe('the range that the timeline shows', () => {
  it('stays within the trace however it is zoomed and moved, and never gets too short', () => {
    const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(parts, factor, eventCounts, fc.integer(), ({ events, range }, by, place, far) => {
        const anchor = Math.min(Math.max(place, range.from), range.to);
        for (const next of [
          zoomedRange(range, events, by, anchor),
          pannedRange(range, events, far),
          followingRange(range, events, Math.min(place, events)),
          rangeAround(range, events),
        ]) {
          assert(next.from >= 0 && next.to <= events, JSON.stringify(next));
          assert(Number.isInteger(next.from) && Number.isInteger(next.to));
          assert(next.to - next.from >= Math.min(8, events));
        }
      }),
    );
  });

  it('keeps its anchor in place when it is zoomed', () => {
    const next = zoomedRange({ from: 1000, to: 2000 }, 10_000, 0.5, 1250);
    assert.deepEqual(next, { from: 1125, to: 1625 });
    assert.deepEqual(zoomedRange(next, 10_000, 2, 1250), { from: 1000, to: 2000 });
  });

  it('follows a cursor that left it, and shows what lies ahead', () => {
    const range = { from: 100, to: 200 };
    assert.deepEqual(followingRange(range, 1000, 201), { from: 191, to: 291 });
    assert.deepEqual(followingRange(range, 1000, 99), { from: 9, to: 109 });
    assert.deepEqual(followingRange(range, 1000, 1000), { from: 900, to: 1000 });
  });

  it('has each event between its place and the one before', () => {
    const range = { from: 10, to: 20 };
    assert.deepEqual(
      [-0.5, 0, 0.01, 0.1, 0.11, 1, 2].map((share) => eventUnder(range, share)),
      [10, 10, 11, 11, 12, 20, 20],
    );
    assert.equal(shareOf(range, 15), 0.5);
    assert.equal(shareOf({ from: 3, to: 3 }, 3), 0);
  });
});
