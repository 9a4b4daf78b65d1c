import * as assert from 'node:assert/strict';
import type { TraceView } from '../../src/protocol/state';
import { FakeScheduler, FakeView, bytesOf, sessionOf } from './fakes';

/** More events behind the cursor than are carried out in a moment. */
const LATER = Array.from({ length: 20_000 }, (_, i) => `a ${i} ${(i % 9) + 1}\nf ${i}`).join('\n');

/** A trace whose third event allocates so many bytes, and frees one too many at its end. */
function traceOf(size: number): string {
  return `heap size=4KiB\na x 100\na y 24\na z ${size}\nf x\n${LATER}\nf x\n`;
}

function viewOf({ state }: FakeView): TraceView {
  assert.equal(state?.view.kind, 'trace');
  return state.view;
}

/** What a view shows of the heap alone. */
function heapOf({ heap, at, line, step, freeList, metrics, log, drawing }: TraceView) {
  return { heap, at, line, step, freeList, metrics, log, drawing };
}

/** A session at its third event and its view, when the text has another size there and is being read. */
async function edited(prepare?: (view: FakeView) => void) {
  const scheduler = new FakeScheduler();
  const { session } = await sessionOf(traceOf(200), scheduler);
  session.seek(3);
  const view = new FakeView(session).open();
  const map = { from: 0, to: 4096, cells: 64, coloring: 'state' };
  view.send('painted', { revision: 1, windows: [{ method: 'mapWindow', params: map }] });
  prepare?.(view);
  scheduler.perLook = 1;
  const loading = session.load(bytesOf(traceOf(300)), { line: 4 });
  return { scheduler, session, view, loading, map };
}

/** Lets a load go on until the view has so many states, or for good. */
async function untilStates(scheduler: FakeScheduler, view: FakeView, count: number) {
  // One turn after the other is the point.
  // oxlint-disable-next-line no-await-in-loop
  for (let turn = 0; turn < 500 && view.states.length < count; turn++) await scheduler.turn();
}

describe('a glimpse of an edited text', () => {
  it('shows the heap at the cursor before all events are carried out', async () => {
    const { scheduler, session, view, loading, map } = await edited();
    const before = viewOf(view);
    await untilStates(scheduler, view, 2);
    const glimpse = viewOf(view);
    assert.match(session.trace!.lineText(2), /200/, 'nobody else is told');
    assert.equal(session.at, 3);
    assert.equal(glimpse.metrics.liveBytes, before.metrics.liveBytes + 100);
    assert.equal(glimpse.faultCount, before.faultCount, 'what comes later is not known yet');
    assert.equal(view.state?.generation, 1);
    const [ahead] = view.answersAhead;
    assert.deepEqual([ahead.method, ahead.params], ['mapWindow', map]);

    scheduler.perLook = 0;
    await scheduler.settle();
    assert.ok(await loading);
    const whole = viewOf(view);
    assert.equal(view.states.length, 3);
    assert.equal(view.state?.generation, 2);
    assert.deepEqual(heapOf(glimpse), heapOf(whole));
    const [shown] = view.answersAhead;
    const { revision, ...window } = shown.result as { revision: number };
    assert.deepEqual({ ...(ahead.result as object), revision }, { ...window, revision });
    assert.match(session.trace!.lineText(2), /300/);
    // What was looked at on the way has left nothing behind.
    const { session: fresh } = await sessionOf(traceOf(300));
    for (const at of [3, 2, 40_000, 7, 0, 40_005]) {
      session.seek(at);
      fresh.seek(at);
      assert.deepEqual(session.replay?.heap.memory.bytes, fresh.replay?.heap.memory.bytes);
    }
    assert.deepEqual(session.replay?.timeline, fresh.replay?.timeline);
  });

  it('lets what is asked meanwhile wait for the text that is shown in the end', async () => {
    const { scheduler, view, loading, map } = await edited();
    await untilStates(scheduler, view, 2);
    assert.equal(view.ask('mapWindow', map), undefined);
    assert.equal(view.ask('timelineWindow', { points: 10 }), undefined);
    const { length } = view.foreseen;
    view.send('painted', { revision: 2 });
    assert.equal(view.foreseen.length, length, 'what follows would be of the text before');
    scheduler.perLook = 0;
    await scheduler.settle();
    await loading;
    assert.deepEqual(view.unsettled(), []);
    const answers = view.posted.filter(({ type }) => type === 'answer');
    const [window, timeline] = answers.map((answer) => (answer as { result: object }).result);
    const { revision } = view.state ?? {};
    assert.equal((window as { revision: number }).revision, revision);
    assert.equal((timeline as { revision: number }).revision, 2, 'the generation');
  });

  it('leaves no answer behind for a page that begins anew', async () => {
    const { scheduler, view, loading, map } = await edited();
    await untilStates(scheduler, view, 2);
    view.ask('mapWindow', map);
    view.open();
    scheduler.perLook = 0;
    await scheduler.settle();
    await loading;
    assert.deepEqual(
      view.posted.filter(({ type }) => type !== 'notification'),
      [],
    );
  });

  it('is followed by the text as it is where the load is given up', async () => {
    const { scheduler, session, view, map } = await edited();
    await untilStates(scheduler, view, 2);
    view.ask('mapWindow', map);
    session.fail('gone');
    assert.deepEqual(view.unsettled(), []);
    assert.equal(view.state?.view.kind, 'error');
  });

  it('is not given of what is not affected, nor where more would have to be known', async () => {
    const cases: [string, (view: FakeView) => void][] = [
      ['before what was edited', (view) => view.session?.seek(2)],
      ['of a block that is selected', (view) => view.session?.select(0)],
      ['while it plays', (view) => view.session?.setPlaying(true)],
      ['to a hidden view', (view) => view.connection.setVisible(false)],
    ];
    for (const [what, prepare] of cases) {
      // oxlint-disable-next-line no-await-in-loop
      const { scheduler, session, view } = await edited(prepare);
      const at = what.startsWith('before') ? { line: 3 } : { line: 4 };
      const loading = session.load(bytesOf(traceOf(400)), at);
      const { length } = view.states;
      scheduler.perLook = 0;
      // oxlint-disable-next-line no-await-in-loop
      await scheduler.settle();
      // oxlint-disable-next-line no-await-in-loop
      assert.ok(await loading);
      const more = view.states.length - length;
      assert.equal(more, what.includes('hidden') ? 0 : 1, what);
      session.dispose();
    }
  });
});
