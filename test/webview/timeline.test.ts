import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { TimelineWindow } from '../../src/protocol/messages';
import { describePoint, describeTimeline } from '../../webview/elements/at-scrubber/timelineText';
import { peakOf, pointAt, profileOf } from '../../webview/painting/timelineGeometry';

/** A timeline of these points; the free bytes are what is not live of 1,000. */
function timeline(
  points: readonly { live: readonly [number, number]; largest?: number; failures?: number }[],
  interval = 1,
  eventCount = points.length * interval,
): TimelineWindow {
  return {
    revision: 1,
    eventCount,
    interval,
    leastLive: Uint32Array.from(points, ({ live }) => live[0]),
    mostLive: Uint32Array.from(points, ({ live }) => live[1]),
    leastFree: Uint32Array.from(points, ({ live }) => 1000 - live[1]),
    mostFree: Uint32Array.from(points, ({ live }) => 1000 - live[0]),
    largestFree: Int32Array.from(points, ({ largest }) => largest ?? -1),
    failures: Uint32Array.from(points, ({ failures }) => failures ?? 0),
  };
}

describe('the picture of the timeline', () => {
  it('draws each event over its share of the width, to the scale of the peak', () => {
    const window = timeline([
      { live: [10, 10], largest: 40 },
      { live: [5, 20], failures: 2 },
      { live: [0, 0], largest: 0 },
    ]);
    assert.deepEqual(profileOf(window, { width: 6, height: 10, eventCount: 3 }), {
      least: Int32Array.of(5, 5, 3, 3, 0, 0),
      most: Int32Array.of(5, 5, 10, 10, 0, 0),
      largestFree: Int32Array.of(20, 20, -1, -1, 0, 0),
      failed: Uint8Array.of(0, 0, 0, 1, 0, 0),
    });
  });

  it('leaves the end blank where events have come that it does not cover', () => {
    const window = timeline([{ live: [7, 7] }, { live: [7, 7] }]);
    const { most, least } = profileOf(window, { width: 4, height: 9, eventCount: 4 });
    assert.deepEqual([most, least], [Int32Array.of(9, 9, 0, 0), Int32Array.of(9, 9, 0, 0)]);
  });

  it('shows the last point however short it is', () => {
    const points = Array.from({ length: 11 }, (_, i) => ({
      live: [1, i === 10 ? 50 : 1] as const,
      failures: i === 10 ? 1 : 0,
    }));
    const window = timeline(points, 1000, 10_001);
    const { most, failed } = profileOf(window, { width: 100, height: 20, eventCount: 10_001 });
    assert.equal(most[99], 20);
    assert.equal(failed[99], 1);
  });

  it('has the peak, every place of a failure, and no byte too small to be seen', () => {
    const point = fc.record({
      live: fc
        .tuple(fc.nat({ max: 2 ** 30 }), fc.nat({ max: 2 ** 30 }))
        .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      largest: fc.integer({ min: -1, max: 2 ** 30 }),
      failures: fc.nat({ max: 1 }),
    });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat({ max: 8 }),
        (points, interval, width, short) => {
          const eventCount = points.length * interval - Math.min(short, interval - 1);
          const window = timeline(points, interval, eventCount);
          const shape = { width, height: 17, eventCount };
          const { least, most, largestFree, failed } = profileOf(window, shape);
          const peak = peakOf(window);
          assert.equal(Math.max(...most), peak.bytes === 0 ? 0 : 17);
          for (let x = 0; x < width; x++) {
            assert((least[x] ?? 0) <= (most[x] ?? 0));
            assert((least[x] ?? 0) >= 0 && (most[x] ?? 0) <= 17);
            assert((largestFree[x] ?? 0) >= -1);
          }
          points.forEach(({ live, failures }, i) => {
            const at = (event: number) => Math.round((event * width) / eventCount);
            const x = Math.min(at(i * interval), width - 1);
            if (failures > 0) assert.equal(failed[Math.max(x, at(i * interval + 1) - 1)], 1);
            if (live[1] > 0) assert((most[x] ?? 0) > 0);
          });
        },
      ),
    );
  });

  it('has a failure where the slider is after its event', () => {
    const window = timeline([{ live: [1, 1] }, { live: [1, 1], failures: 1 }, { live: [1, 1] }]);
    const { failed } = profileOf(window, { width: 12, height: 9, eventCount: 3 });
    assert.deepEqual([...failed], [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('finds the point under the pointer', () => {
    const window = timeline([{ live: [1, 1] }, { live: [2, 2] }, { live: [3, 3] }], 10, 25);
    assert.deepEqual(
      [0, 0.39, 0.4, 0.8, 1].map((place) => pointAt(window, 25, place)),
      [0, 0, 1, 2, 2],
    );
    assert.equal(pointAt(window, 50, 0.9), -1, 'not covered yet');
    assert.equal(pointAt(timeline([]), 0, 0), -1);
  });
});

describe('what the timeline says', () => {
  const window = timeline(
    [{ live: [10, 40], largest: 900 }, { live: [0, 80], failures: 1 }, { live: [3, 3] }],
    10,
    21,
  );

  it('of a point', () => {
    assert.equal(
      describePoint(window, 0),
      'events 1 to 10\nlive 10 B to 40 B\nfree 960 B to 990 B\nlargest free block 900 B',
    );
    assert.equal(
      describePoint(window, 1),
      'events 11 to 20\nlive 0 B to 80 B\nfree 920 B to 1,000 B\n1 allocation failed',
    );
    assert.equal(describePoint(window, 2), 'event 21\nlive 3 B\nfree 997 B');
    assert.equal(describePoint(window, 3), '');
    assert.equal(describePoint(window, -1), '');
  });

  it('of all of it: the peak and the failures', () => {
    assert.equal(
      describeTimeline(window),
      'Peak of live bytes: 80 B, at events 11 to 20. 1 allocation failed.',
    );
    assert.equal(
      describeTimeline(timeline([{ live: [0, 0] }])),
      'No byte is ever live. No allocation failed.',
    );
    assert.equal(describeTimeline(timeline([])), '');
  });
});
