import assert from 'node:assert/strict';
import { measure } from '../../src/engine/metrics';
import { timelineRequests } from '../../src/session/timelineRequests';
import { longProgram } from '../replay/programs';
import { replayed } from '../replay/replayed';
import { bytesOf, sessionOf } from './fakes';

const TEXT = longProgram(4, 20_000);
const DETAIL = { from: 9000, to: 10_000, points: 1000 };
const OVERTAKEN = { message: 'This was overtaken.' };

async function asking(text = TEXT) {
  const { session, scheduler } = await sessionOf(text);
  return {
    session,
    scheduler,
    ask: timelineRequests(
      () => session,
      () => 7,
    ),
  };
}

/** Settles with what a promise came to, so that a rejection is never unhandled. */
function outcome<T>(promise: T | Promise<T>): Promise<T | string> {
  return Promise.resolve(promise).catch((error: Error) => error.message);
}

describe('questions about the timeline', () => {
  it('are answered at once from the timeline of the whole where that tells', async () => {
    const { ask } = await asking();
    const whole = ask.timelineRange({ from: 0, to: 2 ** 32, points: 1000 });
    assert(!(whole instanceof Promise));
    assert.deepEqual([whole.revision, whole.from, whole.to], [7, 0, 20_000]);
    assert(whole.mostLive.length <= 1000);
  });

  it('are answered exactly for a part of it, and the cursor stays where it is', async () => {
    const { session, ask } = await asking();
    session.seek(12);
    const part = await ask.timelineRange(DETAIL);
    assert.equal(part.interval, 1);
    assert.equal(session.at, 12);
    const replay = replayed(TEXT);
    for (const at of [9001, 9500, 10_000]) {
      replay.seek(at);
      const { liveBytes, freeBytes, largestFree } = measure(replay.heap);
      const row = at - 9001;
      assert.deepEqual(
        [part.mostLive[row], part.leastFree[row], part.largestFree[row]],
        [liveBytes, freeBytes, largestFree],
      );
      const moment = await ask.timelineMoment({ at });
      assert.deepEqual(moment.values, { liveBytes, freeBytes, largestFree });
      assert.deepEqual([moment.at, moment.line], [at, at + 2]);
    }
  });

  it('of a place out of the trace mean its nearest end', async () => {
    const { ask } = await asking();
    const end = await ask.timelineMoment({ at: 2 ** 32 });
    assert.equal(end.at, 20_000);
    const start = await ask.timelineMoment({ at: 0 });
    assert.deepEqual([start.at, start.line, start.values?.liveBytes], [0, 0, 0]);
    const nothing = await ask.rangeSummary({ from: 90_000, to: 3 });
    assert.deepEqual([nothing.from, nothing.to, nothing.made], [20_000, 20_000, 0]);
  });

  it('are given up when the same view asks anew, not when another one does', async () => {
    const { session, scheduler, ask } = await asking();
    const other = timelineRequests(
      () => session,
      () => 3,
    );
    scheduler.perLook = 10;
    const first = outcome(ask.timelineRange(DETAIL));
    const others = outcome(other.timelineRange({ ...DETAIL, to: 9900 }));
    const moment = outcome(ask.timelineMoment({ at: 5000 }));
    const second = outcome(ask.timelineRange({ ...DETAIL, to: 9800 }));
    await scheduler.settle();
    assert.equal(await first, OVERTAKEN.message);
    for (const each of [others, moment, second]) assert.notEqual(typeof (await each), 'string');
  });

  it('are given up with the trace that they are about', async () => {
    const { session, scheduler, ask } = await asking();
    scheduler.perLook = 10;
    const first = outcome(ask.timelineRange(DETAIL));
    const sums = outcome(ask.rangeSummary({ from: 0, to: 20_000 }));
    await Promise.resolve();
    scheduler.perLook = 0;
    await session.load(bytesOf('alloc a 8\n'));
    await scheduler.settle();
    assert.equal(await first, OVERTAKEN.message);
    assert.equal(await sums, OVERTAKEN.message);
  });

  it('are remembered: the same range again is there at once', async () => {
    const { session, ask } = await asking();
    const first = await ask.timelineRange(DETAIL);
    const again = ask.timelineRange(DETAIL);
    assert(!(again instanceof Promise));
    assert.deepEqual(again, first);
    await session.override({ policy: 'worst-fit' });
    assert(ask.timelineRange(DETAIL) instanceof Promise, 'not on another heap');
  });

  it('are answered as well as can be where the heap is too large for a second one', async () => {
    const lines = Array.from({ length: 9000 }, (_, i) => `alloc a${i} 8\n`).join('');
    const { session, ask } = await asking(`heap size=65MiB\n${lines}`);
    const moment = await ask.timelineMoment({ at: 7 });
    assert.deepEqual([moment.line, moment.values], [9, null]);
    const part = await ask.timelineRange({ from: 0, to: 100, points: 100 });
    assert.equal(part.interval, session.replay?.timeline.interval);
    assert.equal(part.mostLive[0], 8 * part.interval);
  });

  it('let the second heap go after a while', async () => {
    const { scheduler, ask } = await asking();
    const before = scheduler.waiting;
    await ask.timelineMoment({ at: 10 });
    await scheduler.settle();
    assert.equal(scheduler.waiting, before + 1);
    scheduler.pass(60_000);
    assert.equal(scheduler.waiting, before);
    const again = await ask.timelineMoment({ at: 10 });
    assert.notEqual(again.values, null);
  });
});
