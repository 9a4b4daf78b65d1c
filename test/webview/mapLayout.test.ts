import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { closestSpan, heightOf, layoutOf, MINIMAP } from '../../webview/painting/mapLayout';

const MIB = 2 ** 20;
const layoutAt = (span: number) => layoutOf({ span, size: MIB, width: 1000, links: false });

describe('the rows of the map', () => {
  it('are few and long where there is room, and more where there is not', () => {
    const whole = { span: MIB, size: MIB, links: false };
    assert.equal(layoutOf({ ...whole, width: 1000 }).rows, 8);
    assert.equal(layoutOf({ ...whole, width: 300 }).rows, 12);
  });

  it('take never more height than those of the whole heap, with the minimap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: MIB }),
        fc.integer({ min: 280, max: 2400 }),
        fc.boolean(),
        (span, width, links) => {
          const whole = heightOf(layoutOf({ span: MIB, size: MIB, width, links: false }));
          const layout = layoutOf({ span, size: MIB, width, links });
          assert.ok(heightOf(layout) + (span < MIB ? MINIMAP : 0) <= whole);
          assert.ok(layout.rows >= 1);
        },
      ),
    );
  });

  it('have room for text where a word is wide enough, and only there', () => {
    assert.equal(layoutAt(800).close, true);
    assert.equal(layoutAt(801).close, false);
    assert.ok(layoutAt(800).rowHeight > layoutAt(801).rowHeight);
  });

  it('have room for links above each', () => {
    const layout = layoutOf({ span: MIB, size: MIB, width: 1000, links: true });
    assert.ok(layout.top >= 10 && layout.gap >= 10);
  });

  it('of a tiny heap are not more than it needs', () => {
    assert.equal(layoutOf({ span: 256, size: 256, width: 1000, links: false }).rows, 4);
    assert.equal(layoutOf({ span: 64, size: 64, width: 1000, links: false }).rows, 1);
  });

  it('come so close that every word has room for its name, and no closer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 280, max: 2400 }), (width) => {
        const span = closestSpan(MIB, width);
        const { rows, close } = layoutOf({ span, size: MIB, width, links: false });
        assert.equal(close, true);
        assert.ok((width * rows * 8) / span >= 60);
      }),
    );
    assert.equal(closestSpan(64, 1000), 64);
  });
});
