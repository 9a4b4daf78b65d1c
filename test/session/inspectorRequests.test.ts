import assert from 'node:assert/strict';
import type { REQUESTS } from '../../src/protocol/messages';
import { FakeView, sessionOf, THREE } from './fakes';

const BY_ADDRESS = { sort: 'address', descending: false, filter: '' };

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
