import assert from 'node:assert/strict';
import type { TimelineRange } from '../../src/protocol/timeline';
import { placeFlags } from '../../webview/painting/timelineFlags';
import { timelineLayout, timelineShapes } from '../../webview/painting/timelineShapes';
import type { CurveName } from '../../webview/timelineView';
import { rangeOf, type Point } from './support/timelineRanges';

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
  const mark = { flags: [{ event: 1, kind: 'mark', text: 'x<y' }], isAll: true } as const;
  const kinds = (hidden: readonly CurveName[]) =>
    timelineShapes({
      layout: timelineLayout(400, 160),
      range: { from: 0, to: 2 },
      windows,
      flags: placeFlags(mark, { from: 0, to: 2 }, 300),
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
