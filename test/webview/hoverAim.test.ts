import assert from 'node:assert/strict';
import { HoverAim } from '../../webview/elements/at-hover/hoverAim';
import { ManualTimer } from './support/manualTimer';

function harness() {
  const timer = new ManualTimer();
  const watched = new Map<string, () => void>();
  const page = { shown: '' };
  const aim = new HoverAim<string>({
    startTimer: timer.start,
    show: (target) => (page.shown = target),
    hide: () => (page.shown = ''),
    watch: (target, gone) => {
      watched.set(target, gone);
      return () => void watched.delete(target);
    },
  });
  return { aim, timer, watched, page };
}

describe('the hover', () => {
  it('comes after a while, and goes when the pointer does', () => {
    const { aim, timer, page, watched } = harness();
    aim.at('a');
    timer.advance(499);
    assert.equal(page.shown, '');
    timer.advance(1);
    assert.equal(page.shown, 'a');
    aim.at('b');
    assert.equal(page.shown, '');
    timer.advance(500);
    assert.equal(page.shown, 'b');
    aim.at(undefined);
    assert.deepEqual([page.shown, watched.size, timer.count], ['', 0, 0]);
  });

  it('goes with what it is about, and may come back', () => {
    const { aim, timer, page, watched } = harness();
    aim.at('a');
    timer.advance(500);
    watched.get('a')?.();
    assert.deepEqual([page.shown, watched.size], ['', 0]);
    aim.at('a');
    timer.advance(500);
    assert.equal(page.shown, 'a');
  });

  it('does not come once it was ended', () => {
    const { aim, timer, page } = harness();
    aim.at('a');
    aim.end();
    timer.advance(1000);
    assert.deepEqual([page.shown, timer.count], ['', 0]);
  });

  it('stays while the pointer moves over the same target', () => {
    const { aim, timer, page } = harness();
    aim.at('a');
    timer.advance(300);
    aim.at('a');
    timer.advance(200);
    assert.equal(page.shown, 'a');
  });
});
