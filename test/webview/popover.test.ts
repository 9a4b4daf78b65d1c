import assert from 'node:assert/strict';
import { popoverPlace } from '../../webview/elements/popover';

const WINDOW = { width: 640, height: 450 };
const anchor = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 24 });

describe('the place of a popover', () => {
  it('is below what it belongs to, and within the window', () => {
    const size = { width: 200, height: 100 };
    assert.deepEqual(popoverPlace(anchor(20, 50), size, WINDOW), { left: 20, top: 76, most: 370 });
    assert.equal(popoverPlace(anchor(590, 50), size, WINDOW).left, 430);
    assert.equal(popoverPlace(anchor(2, 50), { width: 700, height: 9 }, WINDOW).left, 4);
  });

  it('is above where there is more room', () => {
    const { top, most } = popoverPlace(anchor(20, 400), { width: 200, height: 100 }, WINDOW);
    assert.deepEqual([top, most], [298, 394]);
  });

  it('is never so tall that a part of it cannot be reached', () => {
    for (let at = 0; at <= 426; at += 7) {
      for (const height of [50, 300, 900]) {
        const { top, most } = popoverPlace(anchor(20, at), { width: 200, height }, WINDOW);
        assert(top >= 0 && top + Math.min(height, most) <= 450, `${at} ${height}`);
      }
    }
  });
});
