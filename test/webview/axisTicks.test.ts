import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { byteTicks, eventTicks } from '../../webview/painting/axisTicks';
import { parts } from './support/timelineRanges';

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
      fc.property(parts, fc.integer({ min: 100, max: 2400 }), ({ range }, width) => {
        const ticks = eventTicks(range, width);
        assert(ticks.length <= width / 88 + 1);
        for (const tick of ticks) {
          assert(tick >= range.from && tick <= range.to && Number.isInteger(tick));
        }
      }),
    );
  });
});
