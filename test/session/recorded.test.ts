import assert from 'node:assert/strict';
import type { Request } from '../../src/protocol/message';
import type { REQUESTS } from '../../src/protocol/messages';
import type { RecordedColumn, RecordedView } from '../../src/protocol/recorded';
import { find, goToFound } from '../../src/session/find';
import { TraceSession } from '../../src/session/traceSession';
import { bytesOf, FakeScheduler, FakeView, sessionOf } from './fakes';

const THREE = 'heap size=1KiB\nalloc a 40 addr=0x1000\nalloc b 40 addr=0x7f0000001000\nfree a\n';

const BY_ADDRESS = { sort: 'address', descending: false, filter: '' } as const;

function recordedIn(view: FakeView): RecordedView {
  const shown = view.state?.view;
  return shown?.kind === 'trace' ? shown.recorded : assert.fail();
}

/** The view has painted what it was sent. */
function paint(view: FakeView): void {
  view.send('painted', { revision: view.state?.revision ?? 0 });
}

type AnswerOf<T> = T extends Request<infer _P, infer R> ? R : never;

function answerTo<K extends keyof typeof REQUESTS>(view: FakeView, method: K, params: object) {
  const answer = view.ask(method, params);
  return answer?.type === 'answer'
    ? (answer.result as AnswerOf<(typeof REQUESTS)[K]>)
    : assert.fail(JSON.stringify(answer));
}

describe('the recorded heap of a session', () => {
  it('is shown when it is chosen, at the same cursor', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    assert.deepEqual(recordedIn(view), { kind: 'simulated' });
    assert.equal(view.ask('recordedMoment', {})?.type, 'failure');
    view.send('showHeap', { which: 'recorded' });
    paint(view);
    const shown = recordedIn(view);
    assert.equal(shown.kind, 'recorded');
    session.seek(2);
    const moment = answerTo(view, 'recordedMoment', {});
    assert.deepEqual([moment.metrics.liveBlocks, moment.made], [2, 2]);
    assert.deepEqual(
      moment.regions.map(({ address, liveBlocks }) => [address, liveBlocks]),
      [
        ['0x1000', 1],
        ['0x7f0000001000', 1],
      ],
    );
    const map = answerTo(view, 'recordedMap', { from: 0, to: 999, cells: 99 });
    assert.equal(map.mode, 'segments');
    session.navigate('last');
    const rows = answerTo(view, 'recordedRows', {
      ...BY_ADDRESS,
      start: 0,
      count: 9,
    });
    assert.deepEqual(rows.id, ['b']);
    const row = (made: number) => answerTo(view, 'recordedRow', { ...BY_ADDRESS, made }).row;
    assert.deepEqual([row(2), row(1), row(0)], [0, -1, -1]);
    view.send('showHeap', { which: 'simulated' });
    paint(view);
    assert.deepEqual(recordedIn(view), { kind: 'simulated' });
    assert.deepEqual(view.problems, []);
  });

  it('cannot be chosen where the trace has no addresses, and says why', async () => {
    const { session } = await sessionOf('alloc a 40 "label"\n');
    const view = new FakeView(session).open();
    view.send('showHeap', { which: 'recorded' });
    paint(view);
    assert.match(JSON.stringify(recordedIn(view)), /unavailable.*no addresses/);
    assert.equal(session.studies.recorded.shown, false);
  });

  it('keeps what is selected when one turns to the other heap', async () => {
    const { session } = await sessionOf(THREE);
    session.seek(2);
    const second = session.projections?.blocks.blocks[1] ?? assert.fail();
    session.select(second);
    const view = new FakeView(session).open();
    view.send('showHeap', { which: 'recorded' });
    const moment = answerTo(view, 'recordedMoment', {});
    assert.deepEqual([moment.selection?.id, moment.selection?.address], ['b', '0x7f0000001000']);
    view.send('selectRecorded', { made: 1 });
    assert.equal(session.selection, 0);
    view.send('selectRecorded', { made: 3 });
    assert.equal(session.selection, null);
  });

  it('is where an address is looked for while it is shown', async () => {
    const { session, scheduler } = await sessionOf(`${THREE}alloc c 8 addr=0x1008\nfree b\n`);
    const view = new FakeView(session).open();
    const { recorded, search } = session.studies;
    const found = async (query: string) => (await find(session, query)).message;
    const selected = () => answerTo(view, 'recordedMoment', {}).selection?.id;
    session.seek(2);
    assert.equal(await found('0x100b'), '0x100b is outside the simulated heap.');
    view.send('showHeap', { which: 'recorded' });
    await scheduler.settle();
    assert.equal(await found('0x100b'), 'In the live block a.');
    assert.equal(selected(), 'a');
    assert.equal(session.selection, 0);
    assert.deepEqual(
      search.items(0, 9).map(({ text, event, end }) => [text, event, end]),
      [
        ['a', 1, 3],
        ['c', 4, 0],
      ],
    );
    assert.deepEqual([search.view?.kind, search.view?.count], ['lives', 2]);
    goToFound(session, 1);
    assert.deepEqual([session.at, selected()], [4, 'c']);
    session.seek(3);
    assert.equal(await found('0x1000'), 'No live block has 0x1000 now.');
    assert.equal(await found('0x7F0000001027'), 'In the live block b.');
    assert.equal(await found('0x7f0000001028'), 'No recorded block ever had 0x7f0000001028.');
    assert.equal(await found('0x10000000'), 'No recorded block ever had 0x10000000.');
    recorded.show(false);
    assert.match(await found('0x10000000'), /In the free block at/);
  });

  it('selects an id that was looked for', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.send('showHeap', { which: 'recorded' });
    await find(session, 'id b');
    assert.equal(answerTo(view, 'recordedMoment', {}).selection?.id, 'b');
  });

  it('is where an id is looked for, whatever the simulated heap made of it', async () => {
    const { session, scheduler } = await sessionOf(
      'heap size=1KiB\nalloc big 4096 addr=0x1000\nalloc nil 8 addr=null\nfree big\n' +
        'alloc lost 9999\nalloc big 5000 addr=0x3000\n',
    );
    const view = new FakeView(session).open();
    const found = async (query: string) => {
      const { message } = await find(session, query);
      return `${session.at} ${message}`;
    };
    session.seek(1);
    assert.equal(await found('id big'), '1 Nothing was ever allocated as big.');
    view.send('showHeap', { which: 'recorded' });
    await scheduler.settle();
    assert.equal(await found('id big'), '1 big is live.');
    session.seek(4);
    assert.equal(await found('id big'), '1 big, as event 1 allocated it.');
    assert.equal(session.studies.recorded.selection, 0);
    session.seek(5);
    assert.equal(await found('id big'), '5 big is live.');
    // What the simulated heap has, the program need not have had.
    assert.equal(await found('id nil'), '5 The recording gives nil no address.');
    assert.equal(await found('id lost'), '5 The recording gives lost no address.');
  });

  it('is read in slices, with its progress, and is given up with the trace', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `alloc b${i} 8 addr=${16 * (i + 1)}`);
    const scheduler = new FakeScheduler();
    const text = `${lines.join('\n')}\nalloc huge 9999999 addr=0x20\n`;
    const { session } = await sessionOf(text, scheduler);
    const view = new FakeView(session).open();
    scheduler.perLook = 5;
    view.send('showHeap', { which: 'recorded' });
    paint(view);
    assert.equal(recordedIn(view).kind, 'reading');
    assert.equal(
      (await find(session, 'id huge')).message,
      'The simulated heap never had huge, and the recorded one is not read.',
    );
    scheduler.perLook = 0;
    await scheduler.settle();
    paint(view);
    assert.equal(recordedIn(view).kind, 'recorded');
    session.seek(5000);
    assert.equal(answerTo(view, 'recordedMoment', {}).metrics.liveBlocks, 5000);
    const loading = session.load(bytesOf('alloc z 8 addr=0x10\n'));
    await scheduler.settle();
    await loading;
    session.seek(1);
    await scheduler.settle();
    paint(view);
    assert.equal(answerTo(view, 'recordedMoment', {}).metrics.liveBlocks, 1);
  });

  it('says why it cannot be shown', async () => {
    const lines = Array.from(
      { length: 2000 },
      (_, i) => `alloc b${i} 1099511627776 address=0x${(BigInt(i + 1) << 40n).toString(16)}`,
    );
    const { session } = await sessionOf(`${lines.join('\n')}\n`);
    const view = new FakeView(session).open();
    view.send('showHeap', { which: 'recorded' });
    paint(view);
    assert.match(JSON.stringify(recordedIn(view)), /failed.*more than a PiB/);
  });

  it('gives an answer up that was overtaken, and tells the newest', async () => {
    const lines = Array.from({ length: 34_000 }, (_, i) => `alloc b${i} 8 addr=${16 * (i + 1)}`);
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(`heap size=2MiB\n${lines.join('\n')}\n`, scheduler);
    const { recorded } = session.studies;
    recorded.show(true);
    const trace = session.trace ?? assert.fail();
    recorded.viewOf(trace, 0);
    scheduler.perLook = 20;
    const far = recorded.heapAt(trace, 33_500);
    assert.ok(far instanceof Promise);
    assert.equal(recorded.heapAt(trace, 33_500), far, 'the same way is gone once');
    const failure = assert.rejects(far, /overtaken/);
    const near = recorded.heapAt(trace, 2);
    await scheduler.settle();
    await failure;
    assert.equal((await near).live.length, 2);
  });

  it('is read again as the trace grows; until then its beginning is shown', async () => {
    const pieces = [bytesOf(THREE), new TextEncoder().encode('alloc c 8 addr=0x2000\n')];
    const session = new TraceSession('file:///x', 'x', new FakeScheduler());
    await session.load(sourceOf(pieces[0]));
    const view = new FakeView(session).open();
    view.send('showHeap', { which: 'recorded' });
    paint(view);
    assert.equal(recordedIn(view).kind, 'recorded');
    assert.ok(await session.grow(sourceOf(pieces[1]), {}));
    paint(view);
    session.navigate('last');
    paint(view);
    assert.equal(recordedIn(view).kind, 'recorded');
    const { metrics } = answerTo(view, 'recordedMoment', {});
    assert.deepEqual([session.at, metrics.madeBlocks, metrics.liveBlocks], [4, 3, 2]);
  });

  it('has its table in several orders at once, and refuses a filter every time', async () => {
    const lines = Array.from({ length: 33_000 }, (_, i) => `alloc b${i} 8 addr=${16 * (i + 1)}`);
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(`heap size=2MiB\n${lines.join('\n')}\n`, scheduler);
    const { recorded } = session.studies;
    recorded.show(true);
    const heap = await recorded.heapAt(session.trace ?? assert.fail(), 33_000);
    scheduler.perLook = 20;
    const rows = (sort: RecordedColumn, filter = '') =>
      recorded.table.rows(heap, { sort, descending: true, filter });
    const [byAge, bySize] = [rows('age'), rows('size')];
    assert.ok(byAge instanceof Promise && bySize instanceof Promise);
    assert.equal(rows('age'), byAge);
    await scheduler.settle();
    assert.deepEqual([(await byAge).length, (await bySize).length], [33_000, 33_000]);
    assert.equal(rows('age'), await byAge, 'it is kept');
    assert.throws(() => rows('age', 'tail>3'), /does not say/);
    assert.throws(() => rows('age', 'tail>3'), /does not say/);
  });
});

describe('a filter of recorded blocks', () => {
  it('is checked while the cursor moves on, which overtakes rows', async () => {
    const lines = Array.from({ length: 33_000 }, (_, i) => `alloc b${i} 8 addr=${16 * (i + 1)}`);
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(`heap size=2MiB\n${lines.join('\n')}\n`, scheduler);
    const view = new FakeView(session).open();
    view.send('showHeap', { which: 'recorded' });
    await scheduler.settle();
    paint(view);
    session.navigate('last');
    await scheduler.settle();
    const heap = await session.studies.recorded.heapAt(session.trace ?? assert.fail(), 33_000);
    scheduler.perLook = 20;
    const rows = session.studies.recorded.table.rows(heap, { ...BY_ADDRESS, filter: 'size>1' });
    assert.ok(rows instanceof Promise);
    const overtaken = assert.rejects(rows, /overtaken/);
    const problem = (filter: string) => answerTo(view, 'checkRecordedFilter', { filter }).problem;
    assert.equal(problem('size>1'), null);
    assert.match(problem('tail>1') ?? '', /does not say what tail/);
    assert.match(problem('size>') ?? '', /^column 1: A value is missing/);
    session.seek(32_999);
    void session.studies.recorded.heapAt(session.trace ?? assert.fail(), 32_999);
    await scheduler.settle();
    await overtaken;
  });
});

/** A source that may go on behind a piece. */
function sourceOf(piece: Uint8Array) {
  return {
    open: () => Promise.resolve({ pieces: inTurn(piece), fraction: () => 1, grows: true }),
  };
}

async function* inTurn(piece: Uint8Array) {
  yield piece;
}
