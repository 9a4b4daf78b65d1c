import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { timelineColumns } from '../../webview/painting/timelineColumns';
import { areaPath, bandPath, linePath } from '../../webview/painting/timelineCurves';
import { rangeOf } from './support/timelineRanges';

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

  it('have a failure where the cursor is after its event', () => {
    const { failed } = timelineColumns([detail], { from: 4, to: 8 }, 16);
    assert.deepEqual(
      [...failed].flatMap((isFailed, x) => (isFailed === 1 ? [x] : [])),
      [7],
    );
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
