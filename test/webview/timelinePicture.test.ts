import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { TimelineFlag, TimelineRange } from '../../src/protocol/timeline';
import { byteTicks, eventTicks } from '../../webview/painting/axisTicks';
import {
  eventUnder,
  followingRange,
  pannedRange,
  rangeAround,
  shareOf,
  zoomedRange,
} from '../../webview/painting/eventRange';
import { timelineColumns } from '../../webview/painting/timelineColumns';
import { areaPath, bandPath, linePath } from '../../webview/painting/timelineCurves';
import { flagAt, placeFlags } from '../../webview/painting/timelineFlags';
import { timelineLayout, timelineShapes } from '../../webview/painting/timelineShapes';
import type { CurveName } from '../../webview/timelineView';
import { rangeOf, type Point } from './support/timelineRanges';

const count = fc.integer({ min: 0, max: 10_000_000 });

/** A trace and a part of it. */
const part = fc
  .tuple(count, fc.double({ min: 0, max: 1, noNaN: true }))
  .chain(([events, share]) => {
    const span = Math.min(events, Math.max(8, Math.round(events * share)));
    return fc.record({
      events: fc.constant(events),
      range: fc.nat({ max: events - span }).map((from) => ({ from, to: from + span })),
    });
  });

describe('the range that the timeline shows', () => {
  it('stays within the trace however it is zoomed and moved, and never gets too short', () => {
    const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(part, factor, count, fc.integer(), ({ events, range }, by, place, far) => {
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

describe('the axes of the timeline', () => {
  it('have bytes at powers of two and at the top, never close together', () => {
    assert.deepEqual(byteTicks(2 ** 20, 120), [2 ** 18, 2 ** 19, 2 ** 18 * 3, 2 ** 20]);
    assert.deepEqual(byteTicks(1000, 100), [512, 1000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 30 }),
        fc.integer({ min: 40, max: 400 }),
        (most, height) => {
          const ticks = byteTicks(most, height);
          assert.equal(ticks.at(-1), most);
          assert(ticks.length <= height / 26 + 1);
          ticks.reduce((before, tick) => {
            assert(((tick - before) / most) * height >= 19);
            return tick;
          }, 0);
        },
      ),
    );
  });

  it('have events at round numbers that leave room for their texts', () => {
    assert.deepEqual(
      eventTicks({ from: 0, to: 1000 }, 900),
      [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000],
    );
    assert.deepEqual(eventTicks({ from: 1234, to: 1834 }, 300), [1400, 1600, 1800]);
    assert.deepEqual(eventTicks({ from: 5, to: 9 }, 1000), [5, 6, 7, 8, 9]);
    fc.assert(
      fc.property(part, fc.integer({ min: 100, max: 2400 }), ({ range }, width) => {
        const ticks = eventTicks(range, width);
        assert(ticks.length <= width / 88 + 1);
        for (const tick of ticks) {
          assert(tick >= range.from && tick <= range.to && Number.isInteger(tick));
        }
      }),
    );
  });
});

describe('the columns of the timeline', () => {
  const coarse = rangeOf({ from: 0, interval: 4 }, [
    { live: [1, 5], largest: 90 },
    { live: [2, 9], failures: 1 },
    { live: [3, 4], largest: 80 },
  ]);
  const detail = rangeOf({ from: 4, interval: 1 }, [
    { live: [6, 6], largest: 85 },
    { live: [9, 9], largest: 70, failures: 1 },
    { live: [2, 2], largest: 88 },
    { live: [3, 3], largest: 86 },
  ]);

  it('are what the windows say, the later one where it knows', () => {
    const { mostLive, leastLive, largestFree, failed } = timelineColumns(
      [coarse, detail],
      { from: 0, to: 12 },
      12,
    );
    assert.deepEqual([...mostLive], [5, 5, 5, 5, 6, 9, 2, 3, 4, 4, 4, 4]);
    assert.deepEqual([...leastLive], [1, 1, 1, 1, 6, 9, 2, 3, 3, 3, 3, 3]);
    assert.deepEqual([...largestFree], [90, 90, 90, 90, 85, 70, 88, 86, 80, 80, 80, 80]);
    assert.deepEqual([...failed], [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it('join points that share one, and lose no peak and no failure', () => {
    const { mostLive, leastLive, failed } = timelineColumns([detail], { from: 4, to: 8 }, 2);
    assert.deepEqual([...mostLive], [9, 3]);
    assert.deepEqual([...leastLive], [6, 2]);
    assert.deepEqual([...failed], [1, 0]);
  });

  it('show a part in its place, and nothing where nothing is known', () => {
    const { mostLive } = timelineColumns([detail], { from: 6, to: 10 }, 4);
    assert.deepEqual([...mostLive], [2, 3, -1, -1]);
    const none = timelineColumns([], { from: 0, to: 0 }, 2);
    assert.deepEqual([...none.mostLive], [-1, -1]);
  });

  it('have the peak of any window in view, whatever the width', () => {
    const lives = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(
        lives,
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 9 }),
        (values, width, interval) => {
          const window = rangeOf(
            { from: 0, interval },
            values.map((live) => ({ live: [live, live] as const })),
          );
          const { mostLive } = timelineColumns([window], { from: 0, to: window.to }, width);
          assert.equal(Math.max(...mostLive), Math.max(...values));
          assert(!mostLive.includes(-1));
        },
      ),
    );
  });
});

describe('the curves of the timeline', () => {
  const place = { left: 10, top: 0, bottom: 100, column: 2, least: 0, most: 50 };

  it('are steps, each as high as its share', () => {
    assert.equal(
      areaPath(place, Int32Array.of(25, 25, 50, 0)),
      'M10 100V50H14V100zM14 100V0H16V100z',
    );
    assert.equal(linePath(place, Int32Array.of(25, 25, -1, 50)), 'M10 50H14L16 0H18');
    assert.equal(
      bandPath(place, Int32Array.of(10, 20, -1), Int32Array.of(30, 20, -1)),
      'M10 80V40H12V80z',
    );
  });

  it('leave out what is above the picture', () => {
    assert.equal(areaPath(place, Int32Array.of(51)), '');
    assert.equal(linePath(place, Int32Array.of(25, 60, 25)), 'M10 50H12M14 50H16');
  });

  it('show a single byte', () => {
    assert.equal(areaPath({ ...place, most: 2 ** 30 }, Int32Array.of(1)), 'M10 100V99H12V100z');
  });
});

const mark = (event: number, text = `m${event}`) => ({ event, kind: 'mark', text }) as const;
const fault = (event: number) => ({ event, kind: 'fault', text: 'double free' }) as const;
const these = (flags: TimelineFlag[]) => ({ flags, isAll: true });

describe('the flags of the timeline', () => {
  it('are where their events are, with as much of their text as fits', () => {
    const flags = [mark(10, 'begin'), mark(50, 'a text that is too long for its room'), mark(90)];
    const placed = placeFlags(these(flags), { from: 0, to: 100 }, 200);
    assert.deepEqual(
      placed.map(({ x, label }) => [x, label]),
      [
        [20, 'begin'],
        [100, 'a text th…'],
        [180, ''],
      ],
    );
  });

  it('are thinned out where they are close; a fault is not hidden by a mark', () => {
    const placed = placeFlags(
      these([mark(50), fault(51), mark(52), mark(80)]),
      { from: 0, to: 100 },
      100,
    );
    assert.deepEqual(
      placed.map(({ flag, count: stands }) => [flag.event, stands]),
      [
        [51, 3],
        [80, 1],
      ],
    );
    assert.equal(flagAt(placed, 52)?.flag.event, 51);
    assert.equal(flagAt(placed, 60), undefined);
  });

  it('of a person are hidden by none, and have a shape of their own', () => {
    const bookmark = { event: 50, kind: 'bookmark', text: '' } as const;
    const whole = { from: 0, to: 100 };
    const [placed] = placeFlags(these([fault(49), bookmark, mark(51)]), whole, 100);
    assert.equal(placed?.flag, bookmark);
    assert.equal(placed.label, '+2');
    const shapesOf = (flag: TimelineFlag) =>
      timelineShapes({
        layout: timelineLayout(400, 160),
        range: whole,
        windows: [],
        flags: placeFlags(these([flag]), whole, 334),
        hidden: [],
        heapSize: 1024,
        fit: false,
        scale: 1,
      })
        .map((shape) => (shape.kind === 'area' ? shape.path.replaceAll(/[\d.]+ /g, '') : ''))
        .join('');
    assert.notEqual(shapesOf(bookmark), shapesOf(mark(50, '')));
  });

  it('say how many they stand for only where that is known', () => {
    const known = these([mark(1, 'x'), mark(2)]);
    const range = { from: 0, to: 1000 };
    assert.equal(placeFlags(known, range, 500)[0]?.label, 'x +1');
    assert.equal(placeFlags({ ...known, isAll: false }, range, 500)[0]?.label, 'x');
  });

  it('are under the pointer with their texts in their own row', () => {
    const placed = placeFlags(these([mark(10, 'begin')]), { from: 0, to: 100 }, 200);
    assert.equal(flagAt(placed, 40), undefined);
    assert.equal(flagAt(placed, 40, true)?.flag.event, 10);
    assert.equal(flagAt(placed, 90, true), undefined);
    assert.equal(flagAt(placed, 5, true), undefined);
  });

  it('the last one has its text before it where it has no room behind it', () => {
    const whole = { from: 0, to: 100 };
    const [early, late] = placeFlags(these([mark(10, 'begin'), mark(98, 'the end')]), whole, 300);
    assert.deepEqual([early?.label, early?.isBefore], ['begin', false]);
    assert.deepEqual([late?.label, late?.isBefore], ['the end', true]);
    // Never over the text of the flag before it.
    const close = placeFlags(these([mark(80, 'begin'), mark(98, 'the end of it all')]), whole, 300);
    assert.deepEqual(
      close.map(({ label, isBefore }) => [label, isBefore]),
      [
        ['begin', false],
        ['', false],
      ],
    );
    const placed = placeFlags(these([mark(98, 'the end')]), whole, 300);
    assert.equal(flagAt(placed, 270, true)?.flag.event, 98);
    assert.equal(flagAt(placed, 299, true), undefined);
  });

  it('hide what would reorder or fill the picture', () => {
    const [placed] = placeFlags(these([mark(1, '\u202eevil\n你好')]), { from: 0, to: 10 }, 1000);
    assert.equal(placed?.label, '\\u202eevil\\n你好');
    const [cut] = placeFlags(these([mark(1, '你'.repeat(40))]), { from: 0, to: 10 }, 1000);
    assert((cut?.label.length ?? 99) < 14);
  });

  it('out of the range are left out', () => {
    assert.deepEqual(placeFlags(these([mark(3), mark(30)]), { from: 10, to: 20 }, 100), []);
  });
});

/** The numbers at the axis of bytes, from below, of a picture that fits so many live bytes. */
function axis(...live: number[]): string[] {
  const points = live.map((each) => ({ live: [each, each] as const }));
  return timelineShapes({
    layout: timelineLayout(400, 160),
    range: { from: 0, to: live.length },
    windows: [rangeOf({ from: 0, interval: 1 }, points)],
    flags: [],
    hidden: [],
    heapSize: 2 ** 20,
    fit: true,
    scale: 1,
  }).flatMap((shape) => (shape.kind === 'text' && shape.anchor === 'end' ? shape.text : []));
}

/** How many lines each edge of the live bytes is made of. */
function edges(...live: Point['live'][]): unknown[] {
  return timelineShapes({
    layout: timelineLayout(400, 160),
    range: { from: 0, to: live.length },
    windows: [
      rangeOf(
        { from: 0, interval: 1 },
        live.map((each) => ({ live: each })),
      ),
    ],
    flags: [],
    hidden: ['free', 'largest'],
    heapSize: 1000,
    fit: false,
    scale: 1,
  }).flatMap((shape) =>
    shape.kind === 'line' && shape.stroke === 'live-least' ? shape.path.match(/M/g)?.length : [],
  );
}

describe('the picture of the timeline', () => {
  const windows: TimelineRange[] = [
    rangeOf({ from: 0, interval: 1 }, [
      { live: [10, 10], largest: 50, failures: 1 },
      { live: [20, 20] },
    ]),
  ];
  const kinds = (hidden: readonly CurveName[]) =>
    timelineShapes({
      layout: timelineLayout(400, 160),
      range: { from: 0, to: 2 },
      windows,
      flags: placeFlags(these([mark(1, 'x<y')]), { from: 0, to: 2 }, 300),
      hidden,
      heapSize: 1000,
      fit: false,
      scale: 1,
    }).map((shape) => (shape.kind === 'line' ? shape.stroke : shape.fill));

  it('has every curve but those that are turned off', () => {
    const all = kinds([]);
    for (const name of [
      'live-most',
      'live-least',
      'free-curve',
      'text',
      'lost',
      'quiet',
    ] as const) {
      assert(all.includes(name), name);
    }
    assert(!kinds(['live']).includes('live-most'));
    assert(!kinds(['free']).includes('free-curve'));
    assert(!kinds(['failures']).includes('lost'));
    assert.equal(kinds(['largest', 'flags']).includes('text'), false);
  });

  it('has an edge where the least and the most differ, and none where they are one', () => {
    assert.deepEqual(edges([10, 10], [20, 20]), []);
    assert.deepEqual(edges([10, 10], [20, 40]), [1]);
    assert.deepEqual(edges([10, 30], [20, 20], [20, 40]), [2]);
  });

  it('that fits the live bytes begins above 0 where their changes would not be seen', () => {
    assert.deepEqual(axis(100, 0, 1024).slice(0, 3), ['0', '256 B', '512 B']);
    assert.deepEqual(axis(102_400, 102_500, 102_400).slice(0, 3), ['100 KiB', '+32 B', '+64 B']);
    assert.deepEqual(axis(0, 0).slice(0, 2), ['0', '1 B']);
    assert.deepEqual(axis(7, 7).slice(0, 2), ['6 B', '+1 B']);
  });

  it('of nothing has axes and no curve', () => {
    const shapes = timelineShapes({
      layout: timelineLayout(40, 160),
      range: { from: 0, to: 0 },
      windows: [],
      flags: [],
      hidden: [],
      heapSize: 64,
      fit: true,
      scale: 2,
    });
    for (const shape of shapes) {
      const text = shape.kind === 'text' ? `${shape.x} ${shape.y}` : shape.path;
      assert.doesNotMatch(text, /NaN|Infinity/);
    }
  });
});
