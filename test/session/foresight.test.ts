import assert from 'node:assert/strict';
import type { InspectorState } from '../../src/protocol/state';
import { longProgram } from '../replay/programs';
import { FakeScheduler, FakeView, sessionOf } from './fakes';

const WINDOWS = [
  { method: 'mapWindow', params: { from: 0, to: 2 ** 20, cells: 100, coloring: 'state' } },
  { method: 'mapWindow', params: { from: 0, to: 4096, cells: 100, coloring: 'age' } },
  { method: 'freeListWindow', params: { start: 0, count: 50 } },
  { method: 'bytesWindow', params: { from: 0, count: 512 } },
  { method: 'fragmentationWindow', params: {} },
  { method: 'blockHistogram', params: { filter: 'live' } },
  {
    method: 'blockWindow',
    params: { sort: 'size', descending: true, filter: 'live', start: 0, count: 40, ends: true },
  },
];

/** Says that the view has painted all that it was sent. */
function paint(view: FakeView): void {
  view.send('painted', { revision: view.state?.revision ?? 0, windows: WINDOWS });
}

async function opened(events = 400) {
  const { session, scheduler } = await sessionOf(longProgram(5, events), new FakeScheduler());
  const view = new FakeView(session).open();
  return { session, scheduler, view };
}

describe('foresight', () => {
  it('tells what the next step will show, to the byte, whichever way it goes', async () => {
    const { view } = await opened();
    paint(view);
    let taken = 0;
    for (const letter of 'fffffbbbfffbffffffffbbbbbbff') {
      const step = letter === 'f' ? 'forward' : 'back';
      const ahead = view.foreseen.at(-1);
      view.send('navigate', { to: step });
      if (ahead?.step === step) {
        taken++;
        assert.deepEqual(view.posted.at(-1), ahead.message);
      }
      paint(view);
    }
    assert(taken > 15, `${taken} steps were foreseen`);
    assert.deepEqual(view.problems, []);
  });

  it('leaves the session as it was', async () => {
    const { session, view } = await opened();
    const { session: other, view: blind } = await opened();
    for (const at of [0, 1, 77, 200, 199, 198, 400]) {
      session.seek(at);
      other.seek(at);
      const { revision } = session;
      paint(view);
      assert.equal(session.revision, revision);
      assert.equal(session.at, at);
      assert.deepEqual(session.replay?.heap.memory.bytes, other.replay?.heap.memory.bytes);
      for (const { method, params } of WINDOWS) {
        const [seen, expected] = [view.ask(method, params), blind.ask(method, params)];
        assert(seen?.type === 'answer' && expected?.type === 'answer', method);
        assert.deepEqual(
          { ...(seen.result as object), revision: 0 },
          { ...(expected.result as object), revision: 0 },
          `${method} at ${at}`,
        );
      }
    }
    assert(view.foreseen.length > 2);
  });

  it('tells what the step the other way will show, once nothing has changed for a while', async () => {
    const { view } = await opened();
    const rest = () =>
      view.send('painted', {
        revision: view.state?.revision ?? 0,
        windows: WINDOWS,
        still: true,
      });
    let taken = 0;
    for (const letter of 'ffbfbbffbfffbbbfbf') {
      const step = letter === 'f' ? 'forward' : 'back';
      paint(view);
      const { length } = view.foreseen;
      rest();
      assert(view.foreseen.length - length <= 1, 'what was foreseen is not foreseen again');
      rest();
      assert(view.foreseen.length - length <= 1, 'nor a third time');
      const ahead = view.foreseen.findLast((each) => each.step === step);
      view.send('navigate', { to: step });
      if (ahead === undefined) continue;
      taken++;
      assert.deepEqual(view.posted.at(-1), ahead.message);
    }
    assert.equal(taken, 18);
    view.send('seek', { at: 200 });
    paint(view);
    rest();
    assert.deepEqual(foreseen(view).slice(-2), ['forward to 201', 'back to 199']);
    assert.deepEqual(view.problems, []);
  });

  it('says nothing of the step beyond either end', async () => {
    const { view } = await opened(3);
    view.send('navigate', { to: 'first' });
    view.send('navigate', { to: 'back' });
    paint(view);
    assert.deepEqual(
      [view.state?.view.kind === 'trace' && view.state.view.at, foreseen(view)],
      [0, []],
    );
    view.send('navigate', { to: 'last' });
    view.send('navigate', { to: 'forward' });
    paint(view);
    assert.deepEqual(foreseen(view), []);
  });

  it('expects a step in the direction that was taken last, by whom it may be', async () => {
    const { session, view } = await opened();
    paint(view);
    assert.deepEqual(foreseen(view), ['forward to 1'], 'of what is new the first');
    view.send('navigate', { to: 'last' });
    paint(view);
    session.seek(398);
    paint(view);
    session.seek(399);
    paint(view);
    assert.deepEqual(foreseen(view).slice(1), ['back to 399', 'back to 397', 'forward to 400']);
    view.send('seek', { at: 200 });
    paint(view);
    assert.equal(foreseen(view).length, 4, 'who drags the slider does not step');
    view.send('navigate', { to: 'back' });
    paint(view);
    assert.equal(foreseen(view).at(-1), 'back to 198');
  });

  it('waits until the view shows all there is', async () => {
    const { session, view } = await opened();
    view.send('navigate', { to: 'forward' });
    view.send('navigate', { to: 'forward' });
    view.send('painted', { revision: 2, windows: [] });
    assert.deepEqual(foreseen(view), []);
    view.connection.setVisible(false);
    session.seek(9);
    paint(view);
    assert.deepEqual(foreseen(view), [], 'nobody looks');
  });

  it('looks beyond a state once, however often the view says that it has painted it', async () => {
    const { view } = await opened();
    for (let i = 0; i < 5; i++) paint(view);
    assert.deepEqual(foreseen(view), ['forward to 1']);
  });

  it('does nothing while the trace plays', async () => {
    const { session, view } = await opened();
    session.setPlaying(true);
    paint(view);
    assert.deepEqual(foreseen(view), []);
  });

  it('does not disturb what is being made of the heap as it is', async () => {
    const { scheduler, view } = await opened();
    view.send('navigate', { to: 'last' });
    scheduler.perLook = 10;
    for (const { method, params } of WINDOWS) {
      assert.deepEqual(view.unsettled(), []);
      view.ask(method, params);
      // What is made at once cannot be disturbed.
      if (view.unsettled().length === 0) continue;
      const before = foreseen(view);
      paint(view);
      assert.deepEqual(foreseen(view), before, method);
      // oxlint-disable-next-line no-await-in-loop
      await scheduler.settle();
      assert.equal(view.posted.at(-1)?.type, 'answer', method);
    }
  });

  it('takes a break after what took long', async () => {
    const { view } = await opened();
    view.clockStep = 5;
    for (let i = 0; i < 60; i++) {
      view.send('navigate', { to: 'forward' });
      paint(view);
    }
    assert(view.foreseen.length > 5 && view.foreseen.length < 40, `${view.foreseen.length} of 60`);
  });

  it('is overtaken by what happens instead', async () => {
    const { session, view } = await opened();
    view.send('navigate', { to: 'forward' });
    paint(view);
    await session.override({ policy: 'best-fit' });
    const { view: shown } = view.state ?? {};
    assert(shown?.kind === 'trace');
    assert.deepEqual([shown.at, shown.heap.policy], [1, 'best-fit']);
  });
});

/** What was foreseen so far. */
function foreseen(view: FakeView): string[] {
  return view.foreseen.map(({ step, message }) => {
    assert(message.type === 'notification');
    const shown = (message.params as InspectorState).view;
    return `${step} to ${shown.kind === 'trace' ? shown.at : shown.kind}`;
  });
}
