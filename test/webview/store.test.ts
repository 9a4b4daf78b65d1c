import assert from 'node:assert/strict';
import { initialState, reduce, type AppState } from '../../webview/store';
import { checkSavedView, filterOf, INITIAL_VIEW, savedView } from '../../webview/viewState';
import { stateOf, traceView } from './support/states';

function receive(app: AppState, ...states: ReturnType<typeof stateOf>[]): AppState {
  return states.reduce((each, state) => reduce(each, { type: 'stateReceived', state }), app);
}

describe('store', () => {
  it('shows a newer state, and the same one again', () => {
    const app = receive(initialState(), stateOf(1, 1), stateOf(1, 3));
    assert.equal(app.inspector?.revision, 3);
    const again = stateOf(1, 3);
    assert.equal(receive(app, again).inspector, again);
  });

  it('drops a state that was overtaken', () => {
    const app = receive(initialState(), stateOf(2, 5));
    assert.equal(receive(app, stateOf(2, 4)), app);
    assert.equal(receive(app, stateOf(1, 9)), app);
  });

  it('takes a lower revision of a newer generation', () => {
    const app = receive(initialState(), stateOf(1, 9), stateOf(2, 1));
    assert.equal(app.inspector?.generation, 2);
  });

  it('keeps the place while the trace stays, even through an error', () => {
    const error = { kind: 'error', name: 'a', message: 'no' } as const;
    let app = receive(initialState(), stateOf(1, 1));
    app = reduce(app, { type: 'viewChanged', patch: { mapFrom: 8, mapTo: 64, sort: 'size' } });
    app = receive(app, stateOf(2, 2, error), stateOf(3, 3));
    assert.equal(app.view.mapTo, 64);
  });

  it('forgets the place, not the arrangement, when another trace comes', () => {
    let app = receive(initialState(), stateOf(1, 1));
    const timeline = { ...INITIAL_VIEW.timeline, fit: true };
    const patch = {
      mapFrom: 8,
      mapTo: 64,
      filter: 'x',
      sort: 'size',
      collapsed: ['log'],
      timeline: { ...timeline, from: 3, to: 9, rangeFrom: 4, rangeTo: 5 },
    } as const;
    app = reduce(app, { type: 'viewChanged', patch });
    app = receive(app, stateOf(2, 2, traceView({ uri: 'file:///b' })));
    assert.deepEqual(app.view, { ...INITIAL_VIEW, sort: 'size', collapsed: ['log'], timeline });
  });
});

describe('saved view', () => {
  const view = { ...INITIAL_VIEW, collapsed: ['log'], scrollRow: 12, mapTo: 4096 };

  it('comes back as it was, through JSON', () => {
    const saved = savedView(stateOf(1, 1, traceView({ at: 7 })), view);
    assert.equal(saved?.at, 7);
    const restored = checkSavedView(JSON.parse(JSON.stringify(saved)));
    assert.deepEqual(restored, saved);
    const app = receive(initialState(restored), stateOf(1, 1));
    assert.deepEqual(app.view, view);
  });

  it('says what was chosen instead of what the trace asks for', () => {
    const { heap } = traceView();
    const saved = (chosen: Partial<typeof heap>) =>
      savedView(stateOf(1, 1, traceView({ heap: { ...heap, ...chosen } })), view)?.heap;
    assert.deepEqual(saved({}), { layout: null, policy: null });
    assert.deepEqual(saved({ policy: 'next-fit' }), { layout: null, policy: 'next-fit' });
  });

  it('of an earlier version, without the timeline and the map, is read as well', () => {
    const { timeline: _, map: __, ...earlier } = view;
    const saved = { ...savedView(stateOf(1, 1), view), view: earlier };
    assert.deepEqual(checkSavedView(saved)?.view, view);
  });

  it('is not written while there is no trace', () => {
    assert.equal(savedView(null, view), undefined);
    assert.equal(savedView(stateOf(1, 1, { kind: 'empty' }), view), undefined);
  });

  it('of an earlier version of the view is read, without what came later', () => {
    const { baseline: _, ...saved } = savedView(stateOf(1, 1), view) ?? assert.fail();
    const { against: __, ...older } = saved.view;
    const restored = checkSavedView(JSON.parse(JSON.stringify({ ...saved, view: older })));
    assert.deepEqual(restored, { ...saved, baseline: null, view });
    assert.equal(checkSavedView({ ...saved, baseline: -1 }), undefined);
    assert.equal(checkSavedView({ ...saved, view: { ...older, against: 5 } }), undefined);
  });

  it('keeps the event that states are compared with', () => {
    const baseline = { at: 4, note: '' };
    assert.equal(savedView(stateOf(1, 1, traceView({ baseline })), view)?.baseline, 4);
  });

  it('is refused if another version or anything else wrote it', () => {
    const good = savedView(stateOf(1, 1), view);
    for (const bad of [
      undefined,
      null,
      'x',
      { ...good, version: 1 },
      { ...good, at: -1 },
      { ...good, view: { ...view, sort: 'colour' } },
      { ...good, view: { ...view, collapsed: [1] } },
      { ...good, view: { ...view, timeline: { ...view.timeline, from: -1 } } },
      { ...good, view: { ...view, timeline: null } },
      { ...good, view: { ...view, map: null } },
      { ...good, view: { ...view, map: { ...view.map, coloring: 'constructor' } } },
      { ...good, view: { ...view, filter: 'x'.repeat(1001) } },
    ]) {
      assert.equal(checkSavedView(bad), undefined, JSON.stringify(bad));
    }
  });
});

function check(show: 'all' | 'live' | 'free', filter: string, expected: string) {
  assert.equal(filterOf({ ...INITIAL_VIEW, show, filter }), expected);
}

describe('filterOf', () => {
  it('joins the choice and the words', () => {
    check('all', ' conn ', 'conn');
    check('live', 'conn', 'live conn');
    check('free', '', 'free');
  });
});
