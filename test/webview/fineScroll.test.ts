import assert from 'node:assert/strict';
import { FineScroll } from '../../webview/fineScroll';
import { TALLEST } from '../../webview/windowing';

/** A list in a viewport of ten rows, in a browser that keeps whole pixels. */
function scrolled(total: number) {
  let place = 0;
  let moves = 0;
  const scroller = {
    clientHeight: 180,
    get scrollTop() {
      return place;
    },
    set scrollTop(value: number) {
      place = Math.round(value);
    },
  };
  const list = { total, viewport: 180, rowHeight: 18 };
  const fine = new FineScroll(
    () => scroller,
    () => list,
    () => moves++,
  );
  return { fine, scroller, list, moves: () => moves };
}

describe('scrolling a long list', () => {
  it('follows the scroll bar', () => {
    const { fine, scroller, moves } = scrolled(1000);
    scroller.scrollTop = 27;
    fine.onScroll();
    assert.equal(fine.top, 1.5);
    assert.equal(fine.yOf(3), 54);
    fine.onScroll();
    assert.equal(moves(), 1, 'the same place again is no movement');
  });

  it('reveals with the least movement', () => {
    const { fine, scroller } = scrolled(1000);
    assert.equal(fine.reveal(9), false, 'it is in view');
    assert.equal(fine.top, 0);
    assert.equal(fine.reveal(12), true);
    assert.equal(fine.top, 3);
    assert.equal(scroller.scrollTop, 54);
    fine.reveal(1);
    assert.equal(fine.top, 1);
    fine.to(5000);
    assert.equal(fine.top, 990);
  });

  it('settles where it belongs once the element has its height', () => {
    const { fine, scroller } = scrolled(1000);
    fine.to(300);
    // What a browser does of an element that is not as tall yet.
    scroller.scrollTop = 40;
    fine.settle();
    assert.equal(scroller.scrollTop, 5400);
    assert.equal(fine.top, 300);
  });

  it('stays at its rows while its viewport becomes another one', () => {
    const { fine, scroller, list } = scrolled(1_000_000);
    fine.to(999_990);
    scroller.clientHeight = 480;
    // What a browser does, before the new height is measured.
    scroller.scrollTop = TALLEST - 480;
    fine.onScroll();
    assert.equal(fine.top, 999_990);
    list.viewport = 480;
    fine.settle();
    fine.onScroll();
    const end = 1_000_000 - 480 / 18;
    assert.equal(fine.top, end);
    scroller.clientHeight = list.viewport = 180;
    fine.settle();
    fine.onScroll();
    assert.equal(fine.top, end);
  });

  it('is at the end of a list that has become shorter, and stays there', () => {
    const { fine, scroller, list } = scrolled(1000);
    fine.to(800);
    list.total = 12;
    assert.equal(fine.top, 2);
    assert.equal(fine.yOf(2), 36);
    assert.equal(fine.reveal(11), false, 'it is in view');
    // What a browser does of an element that has become less tall.
    scroller.scrollTop = 36;
    fine.onScroll();
    list.total = 1000;
    assert.equal(fine.top, 2);
  });

  it('does nothing before there is an element', () => {
    const none = new FineScroll(
      () => null,
      () => ({ total: 1000, viewport: 180 }),
      () => assert.fail(),
    );
    none.to(5);
    none.onScroll();
    assert.equal(none.top, 0);
  });

  it('keeps every row where a pixel stands for many', () => {
    const total = 8_000_000;
    const { fine, scroller } = scrolled(total);
    fine.to(4_000_000);
    for (let row = 4_000_000; row < 4_000_050; row++) {
      fine.reveal(row);
      // What the browser says of its own scrolling must not pull the list elsewhere.
      fine.onScroll();
      assert.ok(fine.top <= row && row + 1 <= fine.top + 10, `row ${row} at ${fine.top}`);
      const y = fine.yOf(row) - scroller.scrollTop;
      assert.ok(y >= -1 && y <= 163, `${y}`);
    }
  });

  it('turns the wheel by rows there', () => {
    const { fine } = scrolled(8_000_000);
    let prevented = 0;
    const wheel = (deltaY: number, deltaMode = 0) =>
      fine.onWheel({
        deltaY,
        deltaMode,
        ctrlKey: false,
        preventDefault: () => prevented++,
      } as never);
    wheel(36);
    assert.equal(fine.top, 2);
    wheel(3, 1);
    assert.equal(fine.top, 5);
    assert.equal(prevented, 2);
    const short = scrolled(100).fine;
    short.onWheel({ deltaY: 36, deltaMode: 0, ctrlKey: false } as never);
    assert.equal(short.top, 0, 'a short list scrolls by itself');
  });
});
