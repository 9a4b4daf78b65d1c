import assert from 'node:assert/strict';
import type { Connection } from '../../webview/connection';
import { TimelineWindows } from '../../webview/elements/at-timeline/timelineWindows';
import { ManualTimer } from './support/manualTimer';

/** Answers nothing until told. */
class SlowConnection {
  readonly asked: ((answer: unknown) => void)[] = [];

  request(): Promise<unknown> {
    return new Promise((resolve) => this.asked.push(resolve));
  }
}

describe('the windows of the timeline', () => {
  it('an answer that comes when another trace is shown is dropped', async () => {
    const connection = new SlowConnection();
    const windows = new TimelineWindows(
      () => connection as unknown as Connection,
      new ManualTimer().start,
      () => {},
    );
    windows.want({
      generation: 1,
      range: { from: 0, to: 9 },
      eventCount: 9,
      bookmarks: 0,
      width: 100,
      scale: 1,
    });
    assert.equal(connection.asked.length, 1);
    // An empty trace asks for nothing itself.
    windows.clear();
    connection.asked[0]?.({ revision: 1, from: 0, to: 9 });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(windows.all, []);
  });
});
