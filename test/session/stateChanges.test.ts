import assert from 'node:assert/strict';
import { CHANGE_GROUPS, type Changes, type NoChanges } from '../../src/protocol/changes';
import { TraceSession } from '../../src/session/traceSession';
import { longProgram } from '../replay/programs';
import { bytesOf, FakeScheduler, FakeView, sessionOf } from './fakes';

const TEXT =
  'heap size=1KiB align=8\nalloc a 40\nalloc b 40\nfree a\nalloc c 8\nr b 90\nmark "end"\n';
const ASKED = { against: '', preview: 8, group: null, start: 0, count: 0 };

function answerOf(view: FakeView, params: object = {}): Changes | NoChanges {
  const answer = view.ask('changesWindow', { ...ASKED, ...params });
  assert(answer?.type === 'answer', JSON.stringify(answer));
  return answer.result as Changes | NoChanges;
}

function changesOf(view: FakeView, params: object = {}): Changes {
  const answer = answerOf(view, params);
  assert(answer.kind === 'changes', JSON.stringify(answer));
  return answer;
}

/** The ids in each group that has any. */
function groupsOf({ rows }: Changes): string {
  return CHANGE_GROUPS.filter((group) => rows[group].now.length > 0)
    .map((group) => `${group}: ${rows[group].id.join(' ')}`.trim())
    .join('; ');
}

function baselineOf({ state }: FakeView) {
  return state?.view.kind === 'trace' ? state.view.baseline : undefined;
}

async function viewOf(text: string) {
  const { session, scheduler } = await sessionOf(text);
  const view = new FakeView(session).open();
  const painted = () => view.send('painted', { revision: view.state?.revision ?? 0 });
  return { session, scheduler, view, painted };
}

/** What the view is told of the baseline after an edit. */
async function after(change: (text: string) => string, at = 4) {
  const { session, view, painted } = await viewOf(TEXT);
  view.send('setBaseline', { at });
  await session.load(bytesOf(change(TEXT)));
  painted();
  return baselineOf(view);
}

async function twoTraces() {
  const { session, view, painted } = await viewOf(TEXT);
  const other = new TraceSession('file:///o.alloctrace', 'o.alloctrace', new FakeScheduler());
  await other.load(bytesOf('heap size=2KiB\nalloc b 40\nalloc q 8\n'));
  view.others = [other];
  session.seek(2);
  other.seek(2);
  return { session, other, view, painted };
}

describe('the changes since an event', () => {
  it('say that there is nothing to compare with, until there is', async () => {
    const { session, view, painted } = await viewOf(TEXT);
    assert.match((answerOf(view) as NoChanges).why, /no event to compare/);
    session.seek(2);
    view.send('setBaseline', { at: 2 });
    painted();
    assert.deepEqual(baselineOf(view), { at: 2, note: '' });
    session.seek(6);
    assert.equal(groupsOf(changesOf(view)), 'new: c; gone: a; moved: b; freeNew:; freeGone:');
    view.send('setBaseline', { at: null });
    assert.equal(answerOf(view).kind, 'none');
  });

  it('are right before the event too, and nothing at it', async () => {
    const { session, view } = await viewOf(TEXT);
    view.send('setBaseline', { at: 6 });
    session.seek(1);
    const changes = changesOf(view);
    assert.deepEqual([changes.at, changes.was.at], [1, 6]);
    assert.equal(groupsOf(changes), 'new: a; gone: c b; freeNew:; freeGone:');
    assert.deepEqual([...changes.rows.new.event], [3], 'the event that frees it');
    assert.deepEqual(
      [...changes.rows.gone.event].toSorted((a, b) => a - b),
      [2, 4],
      'those that make them',
    );
    session.seek(6);
    assert.equal(groupsOf(changesOf(view)), '');
  });

  it('tell metrics of both, as they were', async () => {
    const { session, view } = await viewOf(TEXT);
    session.seek(2);
    const before = session.projections?.metrics;
    view.send('setBaseline', { at: 2 });
    session.seek(6);
    const { metrics } = changesOf(view);
    assert.deepEqual(metrics, { was: before, now: session.projections?.metrics });
  });

  it('of a heap that is too large to be made twice are told from where the cursor was', async () => {
    const { session, view, painted } = await viewOf('heap size=65MiB\nalloc a 8\nalloc b 8\n');
    session.seek(1);
    painted();
    view.send('setBaseline', { at: 2 });
    painted();
    const { why } = answerOf(view) as NoChanges;
    assert.equal(
      why,
      'A heap of more than 64 MiB is not made a second time. Go to event 2: from then on it can be compared.',
    );
    session.seek(2);
    painted();
    answerOf(view);
    session.seek(1);
    painted();
    assert.match(groupsOf(changesOf(view)), /^gone: b;/);
  });

  it('come by window', async () => {
    const { session, view } = await viewOf(longProgram(5, 200));
    view.send('setBaseline', { at: 0 });
    session.seek(60);
    const all = changesOf(view, { preview: 200 }).rows.new;
    assert(all.now.length > 8);
    const part = changesOf(view, { preview: 2, group: 'new', start: 3, count: 4 });
    assert.deepEqual([...part.rows.new.now], [...all.now.subarray(3, 7)]);
    assert.deepEqual([part.rows.new.start, part.totals.new.count], [3, all.now.length]);
    assert.deepEqual(part.rows.new.id, all.id.slice(3, 7));
  });

  it('are worked out in slices, and given up where the heap moves on', async () => {
    const { session, scheduler, view } = await viewOf(longProgram(5, 3000));
    view.send('setBaseline', { at: 1000 });
    session.seek(60);
    scheduler.perLook = 10;
    assert.equal(view.ask('changesWindow', ASKED), undefined, 'not at once');
    await scheduler.settle();
    const answer = view.posted.at(-1);
    assert(answer?.type === 'answer', JSON.stringify(answer));
    session.seek(61);
    view.send('setBaseline', { at: 999 });
    view.ask('changesWindow', ASKED);
    scheduler.perLook = 0;
    session.seek(62);
    await scheduler.settle();
    const failure = view.posted.findLast(({ type }) => type === 'failure');
    assert(failure?.type === 'failure' && failure.message.includes('overtaken'));
  });

  it('hold after steps forward and back, whatever is kept in between', async () => {
    const { session, view } = await viewOf(longProgram(5, 400));
    view.send('setBaseline', { at: 30 });
    const seen = new Map<number, string>();
    for (const at of [60, 61, 62, 61, 60, 300, 60, 59, 61]) {
      session.seek(at);
      const { rows, totals, unchanged } = changesOf(view, { preview: 200 });
      const told = JSON.stringify([rows, totals, unchanged]);
      assert.equal(seen.get(at) ?? told, told, `after ${at}`);
      seen.set(at, told);
    }
  });
});

describe('the event that is compared with', () => {
  it('stays with its event when the text is edited', async () => {
    assert.deepEqual(await after((text) => `${text}alloc z 1\n`), { at: 4, note: '' });
    const first = 'alloc a 40\n';
    assert.deepEqual(await after((text) => text.replace(first, `${first}alloc z 1\n`)), {
      at: 5,
      note: '',
    });
    assert.deepEqual(await after((text) => text.replace(first, '')), { at: 3, note: '' });
    assert.deepEqual(await after((text) => text.replace(first, `# words\n${first}`)), {
      at: 4,
      note: '',
    });
  });

  it('goes when its event does, and says so', async () => {
    const gone = {
      at: null,
      note: 'Event 4, with which this was compared, is no longer in the trace.',
    };
    assert.deepEqual(await after((text) => text.replace('alloc c 8\n', '')), gone);
    assert.deepEqual(await after((text) => text.replace('alloc c 8', 'alloc c 9')), gone);
    assert.deepEqual(await after(() => 'alloc a 8\n'), gone);
  });

  it('holds under another policy, with what the heap was there', async () => {
    const { session, view } = await viewOf(TEXT);
    view.send('setBaseline', { at: 2 });
    session.seek(6);
    await session.override({ policy: 'worst-fit', layout: 'reference' });
    const { was } = changesOf(view);
    assert.deepEqual([was.at, was.policy, was.layout], [2, 'worst-fit', 'reference']);
  });

  it('comes back before the trace is read, if there is such an event', async () => {
    const scheduler = new FakeScheduler();
    for (const [at, expected] of [
      [3, 3],
      [7, null],
    ]) {
      const session = new TraceSession('file:///y.alloctrace', 'y.alloctrace', scheduler);
      session.resume({ at: 2, baseline: at ?? 0 });
      // One after the other.
      // oxlint-disable-next-line no-await-in-loop
      await session.load(bytesOf(TEXT));
      assert.deepEqual([session.at, session.studies.baseline.at], [2, expected]);
    }
  });
});

describe('the changes against another trace', () => {
  const against = 'file:///o.alloctrace';

  it('offers the other open traces, not its own', async () => {
    const { view, painted } = await twoTraces();
    painted();
    assert.deepEqual(view.state?.others, [{ uri: against, name: 'o.alloctrace' }]);
  });

  it('matches ids, and says how the heaps differ', async () => {
    const { view } = await twoTraces();
    const changes = changesOf(view, { against });
    assert.equal(groupsOf(changes).split(';')[0], 'new: a');
    assert.deepEqual(changes.rows.gone.id, ['q']);
    assert.deepEqual(changes.rows.moved.id, ['b']);
    assert.deepEqual(
      [changes.was.name, changes.was.at, changes.was.size],
      ['o.alloctrace', 2, 2048],
    );
    assert.equal(changes.notes.length, 2, changes.notes.join(' '));
    assert.match(changes.notes[1], /2 KiB, this one 1 KiB/);
  });

  it('goes along with it, as long as somebody looks', async () => {
    const { other, view, painted } = await twoTraces();
    painted();
    const { length } = view.states;
    other.seek(1);
    assert.equal(view.states.length, length, 'nobody looks yet');
    painted();
    changesOf(view, { against });
    other.seek(2);
    assert.equal(view.states.length, length + 1);
    assert.equal(changesOf(view, { against }).was.at, 2);
    for (const at of [1, 0, 1, 2]) {
      painted();
      other.seek(at);
    }
    assert.equal(view.states.length, length + 3, 'nobody asked again');
  });

  it('says so when it is closed, or not yet read', async () => {
    const { view } = await twoTraces();
    view.others = [new TraceSession('file:///o.alloctrace', 'new.alloctrace', new FakeScheduler())];
    assert.match((answerOf(view, { against }) as NoChanges).why, /new.alloctrace is not read yet/);
    view.others = [];
    assert.match((answerOf(view, { against }) as NoChanges).why, /no longer open/);
  });
});

describe('changes as text', () => {
  it('have no links, whatever a reader of Markdown makes of addresses', async () => {
    const { session, view } = await viewOf(
      'alloc a 8\nalloc b 8 "https://x.test www.x.test $x$"\n',
    );
    view.send('setBaseline', { at: 1 });
    session.seek(2);
    const answer = view.ask('changesText', { against: '', format: 'markdown' });
    assert(answer?.type === 'answer');
    const { text } = answer.result as { text: string };
    assert(text.includes(String.raw`| https\://x.test www\.x.test \$x\$ |`), text);
  });

  it('have a line for each, in three formats, with nothing that is taken for markup', async () => {
    const { session, view } = await viewOf(
      'heap size=4KiB\nalloc a 8\nalloc @x 8 "x|<b>"\nalloc a,b 8\nr a 16\n',
    );
    view.send('setBaseline', { at: 1 });
    session.seek(4);
    const text = (format: string) => {
      const answer = view.ask('changesText', { against: '', format });
      assert(answer?.type === 'answer');
      return (answer.result as { text: string }).text;
    };
    const csv = text('csv').split('\n');
    assert.equal(csv[0], 'change,id,label,address then,address,size then,size,event');
    assert.match(csv[1], /^new,'@x,x\|<b>,,0x10000\w+,,8,2$/);
    assert.match(csv[2], /^new,"a,b",,/);
    assert.match(csv[3], /^moved,a,,0x10000000,0x\w+,8,16,4$/);
    const markdown = text('markdown');
    assert.match(markdown, /^Changes in x\.alloctrace after event 4, compared with event 1\n/);
    assert.match(markdown, /\| new \| @x \| x\\\|\\<b\\> \|/);
    assert.match(markdown, /\| live blocks \| 1 \| 3 \|/);
    const json = JSON.parse(text('json')) as { schema: number; at: number; changes: unknown[] };
    assert.deepEqual([json.schema, json.at], [1, 4]);
    assert.deepEqual(json.changes.at(-1) === undefined, false);
    assert.deepEqual(json.changes[2], {
      change: 'moved',
      id: 'a',
      label: '',
      was: { address: 0x10000000, size: 8 },
      now: { address: 0x10000068, size: 16 },
      event: 4,
    });
    view.send('openChanges', { against: '' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(view.documents[0], text('json'));
  });

  it('are written in slices where they are many', async () => {
    const blocks = Array.from({ length: 3000 }, (_, i) => `a ${i} 8`).join('\n');
    const { session, scheduler, view } = await viewOf(`${blocks}\n`);
    view.send('setBaseline', { at: 0 });
    session.seek(3000);
    const text = () => session.studies.changes.text(undefined, 'csv');
    // What differs is known from here on; the text is made anew.
    const known = text();
    assert(!(known instanceof Promise));
    scheduler.perLook = 10;
    const before = scheduler.pauses;
    const sliced = text();
    await scheduler.settle();
    assert.deepEqual(await sliced, known);
    assert(scheduler.pauses - before >= 3000 / 256, `${scheduler.pauses - before} pauses`);
  });
});
