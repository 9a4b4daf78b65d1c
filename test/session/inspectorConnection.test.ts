import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { COMMANDS, REQUESTS } from '../../src/protocol/messages';
import { longProgram } from '../replay/programs';
import { MOST_UNDER_WAY, type AnswerAhead } from '../../src/protocol/windows';
import { FakeView, sessionOf } from './fakes';

const THREE = 'heap size=1KiB align=8\nalloc a 40\nalloc b 40\nfree a\n';
const BY_ADDRESS = { sort: 'address', descending: false, filter: '' };

/** How many events have happened in the state that was sent last. */
function atOf({ state }: FakeView): number | undefined {
  return state?.view.kind === 'trace' ? state.view.at : undefined;
}

describe('the connection to an inspector', () => {
  it('sends nothing before the view is ready, and then the whole state', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session);
    view.connection.sessionChanged();
    session.seek(2);
    view.connection.setVisible(true);
    assert.deepEqual(view.posted, []);
    view.open();
    assert.equal(view.posted.length, 1);
    assert.equal(atOf(view), 2);
    assert.deepEqual(view.problems, []);
  });

  it('sends whole states and no other, whatever happens', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    assert.deepEqual(structuredClone(view.state), view.state, 'plain data');
    session.fail('gone');
    view.send('painted', { revision: 1 });
    assert.deepEqual(view.state?.view, { kind: 'error', name: 'x.alloctrace', message: 'gone' });
    view.session = undefined;
    view.connection.sessionChanged();
    view.send('painted', { revision: 2 });
    assert.deepEqual(view.state?.view, { kind: 'empty' });
  });

  it('never has more than a few states under way that the view has not painted', async () => {
    const { session } = await sessionOf(longProgram(1, 500));
    const view = new FakeView(session).open();
    for (let i = 0; i < 100; i++) view.send('navigate', { to: 'forward' });
    assert.equal(view.states.length, MOST_UNDER_WAY);
    view.send('painted', { revision: 1 });
    assert.equal(view.states.length, MOST_UNDER_WAY + 1);
    assert.equal(atOf(view), 100, 'the newest, with those between left out');
    view.send('painted', { revision: MOST_UNDER_WAY + 1 });
    assert.equal(view.states.length, MOST_UNDER_WAY + 1, 'nothing new, nothing sent');
    view.send('navigate', { to: 'back' });
    assert.equal(atOf(view), 99);
  });

  it('does not take a view for faster than it can be', async () => {
    const { session } = await sessionOf(longProgram(1, 500));
    const view = new FakeView(session).open();
    view.send('painted', { revision: 1000 });
    view.send('painted', { revision: 0 });
    for (let i = 0; i < 100; i++) view.send('navigate', { to: 'forward' });
    assert.equal(view.states.length, 1 + MOST_UNDER_WAY);
  });

  it('sends the windows of the last state along with the next one', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const map = { from: 0, to: 1024, cells: 100, coloring: 'state' };
    const windows = [
      { method: 'mapWindow', params: map },
      { method: 'fragmentationWindow', params: {} },
      // What is wrong is left out; who asks is told why.
      { method: 'blockWindow', params: { start: -1 } },
    ];
    assert.deepEqual(view.answersAhead, []);
    view.send('painted', { revision: 1, windows });
    session.seek(2);
    assert.deepEqual(
      view.answersAhead.map(({ method, params }) => ({ method, params })),
      windows.slice(0, 2),
    );
    const ahead = view.answersAhead[0] as AnswerAhead | undefined;
    const asked = view.ask('mapWindow', map);
    assert.deepEqual(asked?.type === 'answer' && asked.result, ahead?.result);
    // Another text may have nothing in common with this one.
    view.send('painted', { revision: 2, windows });
    await session.override({ policy: 'best-fit' });
    assert.deepEqual(view.answersAhead, []);
  });

  it('does not let a state wait for windows that take long', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const windows = [{ method: 'fragmentationWindow', params: {} }];
    view.clockStep = 100;
    view.send('painted', { revision: 1, windows: [...windows, ...windows] });
    session.seek(2);
    assert.equal(view.answersAhead.length, 1, 'after the first the time was over');
  });

  it('refuses more windows than a view can have, and other requests', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const find = { method: 'find', params: { query: 'a' } };
    view.send('painted', { revision: 1, windows: [find] });
    assert.match(view.problems.join('\n'), /"painted" with wrong parameters/);
  });

  it('sends nothing to a hidden view, and the whole state when it is seen again', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.connection.setVisible(false);
    session.seek(1);
    view.send('painted', { revision: 1 });
    session.seek(2);
    assert.equal(view.states.length, 1);
    view.connection.setVisible(true);
    assert.deepEqual([view.states.length, atOf(view)], [2, 2]);
    assert.equal(view.begins, 3, 'what was sent may be lost each time');
  });

  it('sends again to a view that was reloaded before it painted', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open().open();
    assert.equal(view.states.length, 2);
    assert.equal(view.begins, 2);
    session.seek(1);
    session.seek(2);
    assert.equal(view.states.length, 1 + MOST_UNDER_WAY, 'what it never painted is not waited for');
    assert.equal(atOf(view), 2);
  });

  it('numbers states upwards across sessions; generations change with the text', async () => {
    const [one, two] = await Promise.all([sessionOf(THREE), sessionOf('alloc z 8\n')]);
    const view = new FakeView(one.session).open();
    const turnTo = (session: typeof one.session | undefined) => {
      view.session = session;
      view.connection.sessionChanged();
      view.send('painted', { revision: view.state?.revision ?? 0 });
    };
    one.session.seek(1);
    view.send('painted', { revision: 1 });
    turnTo(two.session);
    turnTo(undefined);
    turnTo(one.session);
    await one.session.override({ policy: 'best-fit' });
    view.send('painted', { revision: 1 });
    assert.deepEqual(
      view.states.map(({ revision, generation }) => [revision, generation]),
      [
        [1, 1],
        [2, 1],
        [3, 2],
        [4, 3],
        [5, 4],
        [6, 5],
      ],
    );
    two.session.seek(1);
    assert.equal(view.states.length, 6, 'a session that is not shown is not listened to');
  });

  it('does what each command says', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.send('seek', { at: 3 });
    assert.equal(session.at, 3);
    view.send('navigate', { to: 'back' });
    assert.equal(session.at, 2);
    view.send('setSpeed', { speed: 30 });
    view.send('setPlaying', { playing: true });
    assert.deepEqual([session.speed, session.playing], [30, true]);
    view.send('setPlaying', { playing: false });
    view.send('selectBlock', { block: 64 });
    assert.equal(session.selection, 64);
    view.send('selectBlock', { block: null });
    assert.equal(session.selection, null);
    view.send('setPolicy', { policy: 'best-fit' });
    view.send('setLayout', { layout: 'reference' });
    await new Promise((resolve) => setImmediate(resolve));
    const { policy, layout } = session.replay?.heap.config ?? {};
    assert.deepEqual([policy, layout], ['best-fit', 'reference']);
    view.send('revealLine', { line: 3 });
    assert.deepEqual(view.lines, [2]);
    const file = { name: 'timeline', kind: 'svg', content: '<svg/>' };
    view.send('exportFile', file);
    assert.deepEqual(view.files, [file]);
    view.send('runAction', { action: 'openExample' });
    assert.deepEqual(view.actions, ['openExample']);
    assert.deepEqual(view.problems, []);
  });

  it('after dispose follows its session no longer', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.send('painted', { revision: 1 });
    view.connection.dispose();
    session.seek(1);
    assert.equal(view.states.length, 1);
  });
});

describe('requests of an inspector', () => {
  const UNMARKED = { kind: 'node', visit: 0, verdict: '', role: null, relinked: null };
  const REWRITTEN = { holder: -1, old: 128 };
  const REQUESTED: { readonly [method in keyof typeof REQUESTS]: object } = {
    blockWindow: { ...BY_ADDRESS, start: 0, count: 10, ends: true },
    blockRow: { ...BY_ADDRESS, block: 64 },
    mapWindow: { from: 0, to: 1024, cells: 100, coloring: 'label' },
    freeListWindow: { start: 0, count: 10 },
    bytesWindow: { from: 16, count: 8 },
    timelineWindow: { points: 2 },
    fragmentationWindow: {},
    find: { query: 'b' },
    changesWindow: { against: '', preview: 8, group: null, start: 0, count: 0 },
    changesText: { against: '', format: 'csv' },
    timelineRange: { from: 0, to: 3, points: 10 },
    timelineFlags: { from: 0, to: 3, most: 10 },
    timelineMoment: { at: 1 },
    rangeSummary: { from: 0, to: 3 },
    blockHistogram: { filter: '' },
    blockTotals: { ...BY_ADDRESS, runs: [0, 1, 2, 9] },
    checkFilter: { filter: 'size>' },
    leakGroups: { start: 0, count: 10 },
    marksWindow: {},
    foundWindow: { start: 0, count: 10 },
    freeListStretch: { from: 0, to: 1024 },
    recordedMoment: {},
    recordedMap: { from: 0, to: 4096, cells: 100 },
    recordedRows: { ...BY_ADDRESS, start: 0, count: 10 },
    recordedRow: { ...BY_ADDRESS, made: 1 },
    checkRecordedFilter: { filter: 'tail>1' },
  };

  it('are answered', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.send('seek', { at: 3 });
    view.send('painted', { revision: 1 });
    const result = (method: keyof typeof REQUESTS) => {
      const answer = view.ask(method, REQUESTED[method]);
      assert.equal(answer?.type, 'answer');
      return answer?.type === 'answer' ? (answer.result as Record<string, unknown>) : {};
    };
    assert.deepEqual(result('blockWindow')['block'], Uint32Array.of(0, 64, 128));
    assert.deepEqual(result('blockRow'), { revision: 2, row: 1 });
    assert.equal(result('mapWindow')['mode'], 'segments');
    assert.deepEqual(result('freeListWindow'), {
      revision: 2,
      total: 2,
      nodes: [
        { ...UNMARKED, block: 0, size: 48, index: 0, role: 'freed', relinked: REWRITTEN },
        { ...UNMARKED, block: 128, size: 880, index: 1 },
      ],
    });
    assert.deepEqual(result('freeListStretch'), result('freeListWindow'));
    assert.deepEqual(result('bytesWindow'), {
      revision: 2,
      from: 16,
      bytes: Uint8Array.of(0, 0, 0, 0x10, 0, 0, 0, 0),
      changed: new Uint8Array(8),
      runs: { start: Uint32Array.of(16), kind: Uint8Array.of(7), block: Uint32Array.of(0) },
    });
    assert.deepEqual(result('timelineWindow'), {
      revision: 1,
      eventCount: 3,
      interval: 2,
      leastLive: Uint32Array.of(40, 40),
      mostLive: Uint32Array.of(80, 40),
      leastFree: Uint32Array.of(880, 928),
      mostFree: Uint32Array.of(944, 928),
      largestFree: Int32Array.of(944, 880),
      failures: Uint32Array.of(0, 0),
    });
    assert.deepEqual(result('find'), { found: true, message: 'b is live.' });
    assert.deepEqual(result('blockWindow')['end'], Uint32Array.of(0, 0, 0));
    const { live, free } = result('blockHistogram');
    assert.deepEqual([(live as Uint32Array)[5], (free as Uint32Array)[5]], [1, 1]);
    assert.deepEqual(result('blockTotals'), {
      revision: 3,
      blocks: 2,
      live: 0,
      requested: 0,
      size: 928,
    });
    const { problem } = result('checkFilter');
    assert.deepEqual(problem, {
      message: 'A value is missing, as in size:64..127.',
      from: 0,
      to: 5,
    });
    assert.deepEqual(result('leakGroups'), { groups: [] });
    assert.deepEqual(result('marksWindow'), { events: [], texts: [] });
    assert.deepEqual(result('foundWindow'), { items: [] });
  });

  it('fail where there is no trace', () => {
    const view = new FakeView(undefined).open();
    const { checkFilter: _ofNoTrace, checkRecordedFilter: _norThis, ...others } = REQUESTED;
    for (const [method, params] of Object.entries(others)) {
      const { id: _, ...settled } = { id: 0, ...view.ask(method, params) };
      assert.deepEqual(
        settled,
        method === 'find'
          ? { type: 'answer', result: { found: false, message: 'No trace is open.' } }
          : { type: 'failure', message: 'No trace is open.' },
      );
    }
  });

  it('name the revision of the state that shows the same', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const revision = () => {
      const answer = view.ask('freeListWindow', { start: 0, count: 1 });
      return answer?.type === 'answer' && (answer.result as { revision: number }).revision;
    };
    assert.equal(revision(), 1);
    session.seek(1);
    assert.equal(revision(), 2, 'what is not sent yet belongs to the next state');
    view.send('painted', { revision: 1 });
    assert.equal(view.state?.revision, 2);
    assert.equal(revision(), 2);
  });

  it('for the timeline name the generation of the state that shows the same', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const revision = () => {
      const answer = view.ask('timelineWindow', { points: 100 });
      return answer?.type === 'answer' && (answer.result as { revision: number }).revision;
    };
    assert.equal(revision(), 1);
    session.seek(1);
    view.send('painted', { revision: 1 });
    assert.equal(view.state?.revision, 2);
    assert.equal(revision(), 1, 'moving the cursor changes nothing');
    await session.override({ policy: 'best-fit' });
    assert.equal(revision(), 2, 'what is not sent yet belongs to the next state');
    view.send('painted', { revision: 2 });
    assert.equal(view.state?.generation, 2);
    assert.equal(revision(), 2);
  });

  it('fail when they are wrong, and always settle', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const wrong: [string, unknown][] = [
      ['nothing', {}],
      ['__proto__', {}],
      ['toString', {}],
      ['find', undefined],
      ['find', { query: 5 }],
      ['find', { query: 'x'.repeat(201) }],
      ['blockWindow', null],
      ['blockWindow', { ...REQUESTED.blockWindow, ends: 1 }],
      ['blockWindow', { ...REQUESTED.blockWindow, start: -1 }],
      ['blockWindow', { ...REQUESTED.blockWindow, count: 1e9 }],
      ['blockWindow', { ...REQUESTED.blockWindow, sort: 'constructor' }],
      ['mapWindow', { ...REQUESTED.mapWindow, cells: 0 }],
      ['mapWindow', { ...REQUESTED.mapWindow, to: Number.NaN }],
      ['mapWindow', { ...REQUESTED.mapWindow, coloring: 'constructor' }],
      ['mapWindow', { from: 0, to: 1024, cells: 5 }],
      ['blockWindow', { ...REQUESTED.blockWindow, filter: 'size>' }],
      ['blockWindow', { ...REQUESTED.blockWindow, filter: 'x'.repeat(1001) }],
      ['blockTotals', { ...REQUESTED.blockTotals, runs: [1] }],
      ['blockTotals', { ...REQUESTED.blockTotals, runs: [5, 4] }],
      ['blockTotals', { ...REQUESTED.blockTotals, runs: [0, Number.NaN] }],
      ['foundWindow', { start: 0, count: 501 }],
      ['mapWindow', { from: 0, to: 1024, cells: 0 }],
      ['mapWindow', { from: 0, to: Number.NaN, cells: 5 }],
      ['bytesWindow', { from: 0.5, count: 5 }],
      ['bytesWindow', { from: 0, count: 4097 }],
      ['freeListWindow', { start: 0, count: 501 }],
      ['freeListStretch', { from: 0, to: -1 }],
      ['timelineWindow', { points: 0 }],
      ['timelineWindow', { points: 2001 }],
      ['timelineWindow', { points: 1.5 }],
      ['timelineWindow', {}],
      ['timelineRange', { from: 0, to: 3, points: 2001 }],
      ['timelineRange', { from: -1, to: 3, points: 1 }],
      ['timelineFlags', { from: 0, to: 3, most: 1e6 }],
      ['timelineMoment', { at: null }],
      ['rangeSummary', { from: 0 }],
    ];
    for (const [method, params] of wrong) {
      assert.equal(view.ask(method, params)?.type, 'failure', method);
    }
    assert.deepEqual(view.problems, []);
  });

  it('for ranges outside the heap are answered with nothing', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const far = 2 ** 32;
    for (const [method, params] of Object.entries({
      blockWindow: { ...BY_ADDRESS, start: far, count: 10 },
      blockRow: { ...BY_ADDRESS, block: far },
      mapWindow: { from: far, to: 0, cells: 1, coloring: 'age' },
      freeListWindow: { start: far, count: 10 },
      bytesWindow: { from: far, count: 8 },
      freeListStretch: { from: far, to: 0 },
    })) {
      assert.equal(view.ask(method, params)?.type, 'answer', method);
    }
  });
});

describe('hostile messages', () => {
  const cyclic: Record<string, unknown> = { type: 'command', method: 'seek' };
  cyclic['params'] = cyclic;
  const methods = [...Object.keys(COMMANDS), ...Object.keys(REQUESTS), '__proto__', 'valueOf'];
  const params = fc.oneof(
    fc.object({
      key: fc.constantFrom('at', 'to', 'block', 'line', 'speed', 'policy', 'query', '__proto__'),
      values: [fc.integer(), fc.double(), fc.string(), fc.constant(null), fc.boolean()],
      maxDepth: 2,
    }),
    fc.anything(),
  );
  const message = fc.oneof(
    fc.record({
      type: fc.constantFrom('command', 'request', 'answer'),
      id: fc.oneof(fc.nat(), fc.double(), fc.constant('1')),
      method: fc.constantFrom(...methods),
      params,
    }),
    fc.anything(),
    fc.constant(cyclic),
  );

  it('throw nothing, break nothing, and are reported once', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    fc.assert(
      fc.property(message, (each) => {
        view.connection.receive(each);
      }),
      { numRuns: 10_000 },
    );
    assert.equal(view.problems.length, 1);
    await new Promise((resolve) => setImmediate(resolve));
    session.setPlaying(false);
    view.send('seek', { at: 2 });
    view.open();
    assert.equal(atOf(view), 2);
  });

  it('each of an unknown form are ignored', async () => {
    const { session } = await sessionOf(THREE);
    const far = { at: 2 ** 53 };
    for (const each of [
      undefined,
      null,
      5,
      'seek',
      [],
      {},
      cyclic,
      { type: 'command' },
      { type: 'command', method: 'seek' },
      { type: 'command', method: 'seek', params: { at: Number.NaN } },
      { type: 'command', method: 'seek', params: { at: -1 } },
      { type: 'command', method: 'seek', params: far },
      { type: 'command', method: 'seek', params: Object.create({ at: 2 }) as object },
      { type: 'command', method: 'constructor', params: {} },
      { type: 'command', method: 'x'.repeat(1e6), params: {} },
      { type: 'request', method: 'find', id: 'one', params: { query: 'a' } },
      { type: 'request', method: 'find', id: -1, params: { query: 'a' } },
    ]) {
      const view = new FakeView(session);
      view.connection.receive(each);
      assert.equal(session.at, 0);
      assert.equal(view.problems.length, 1, JSON.stringify(view.problems));
      assert.ok(view.problems[0].length < 200);
      assert.deepEqual(view.posted, []);
    }
  });

  it('of another version are told as such', () => {
    const view = new FakeView(undefined);
    view.send('ready', { version: 99 });
    assert.match(view.problems[0], /version 99 of the messages/);
  });
});
