import assert from 'node:assert/strict';
import { BlockList } from '../../src/projection/blockList';
import { TraceSession, type Destination } from '../../src/session/traceSession';
import { longProgram } from '../replay/programs';
import { bytesOf, FakeScheduler, sessionOf } from './fakes';

const THREE = 'heap size=1KiB align=8\nalloc a 40\nalloc b 40\nfree a\n';

/** Four events, of which the first and the third are faults. */
const FAULTS = 'free x\nalloc a 8\nfree y\nmark end\n';

/** Where it is, and on which heap. */
function shown({ at, replay, isOverridden }: TraceSession) {
  return [at, replay?.config.policy, replay?.config.layout, isOverridden];
}

describe('a session', () => {
  it('begins before the first event of what it loaded', async () => {
    const session = new TraceSession('file:///x', 'x', new FakeScheduler());
    assert.deepEqual(session.status, { kind: 'loading', fraction: 0 });
    assert.equal(session.projections, undefined);
    let [changes, loads] = [0, 0];
    session.onChange(() => changes++);
    session.onLoad(() => loads++);
    assert.equal(await session.load(bytesOf(THREE)), true);
    assert.deepEqual([changes, loads], [1, 1]);
    assert.deepEqual(session.status, { kind: 'ready' });
    assert.deepEqual([session.at, session.eventCount, session.line], [0, 3, undefined]);
    assert.deepEqual([session.generation, session.revision], [1, 1]);
  });

  it('can be told where to begin, by event or by line', async () => {
    const { session } = await sessionOf(THREE);
    await session.load(bytesOf(THREE), { at: 2 });
    assert.equal(session.at, 2);
    await session.load(bytesOf(THREE), { line: 4 });
    assert.deepEqual([session.at, session.line], [3, 4]);
    await session.load(bytesOf(THREE), { line: 0 });
    assert.equal(session.at, 0);
    await session.load(bytesOf(THREE), { at: 99 });
    assert.equal(session.at, 3);
  });

  it('goes on where an earlier life ended, on the heap that was chosen there', async () => {
    const { session: earlier } = await sessionOf(THREE);
    earlier.seek(2);
    await earlier.override({ policy: 'worst-fit' });
    const expected = [2, 'worst-fit', 'rounded', true];
    const session = new TraceSession('file:///x', 'x', new FakeScheduler());
    session.resume(earlier.place);
    await session.load(bytesOf(THREE));
    assert.deepEqual(shown(session), expected, 'before it was read');
    const { session: read, scheduler } = await sessionOf(THREE);
    read.resume(earlier.place);
    await scheduler.turn();
    assert.deepEqual(shown(read), expected, 'once it was read');
    const { session: chosen } = await sessionOf(THREE);
    chosen.seek(1);
    await chosen.override({ layout: 'reference' });
    chosen.resume(earlier.place);
    assert.deepEqual(shown(chosen), [1, 'first-fit', 'reference', true], 'not over a newer choice');
  });

  it('goes everywhere it can be sent', async () => {
    const { session } = await sessionOf(FAULTS);
    const path: [Destination, number][] = [
      ['back', 0],
      ['forward', 1],
      ['nextFault', 3],
      ['nextFault', 3],
      ['forward', 4],
      ['forward', 4],
      ['previousFault', 3],
      ['previousFault', 1],
      ['previousFault', 1],
      ['last', 4],
      ['back', 3],
      ['first', 1],
      ['restart', 0],
      ['nextFault', 1],
    ];
    for (const [destination, at] of path) {
      session.navigate(destination);
      assert.equal(session.at, at, destination);
    }
    session.seekLine(2);
    assert.equal(session.at, 2);
    session.seek(-7);
    assert.equal(session.at, 0);
    session.seek(1e9);
    assert.equal(session.at, 4);
  });

  it('before its first load goes nowhere and throws nothing', async () => {
    const session = new TraceSession('file:///x', 'x', new FakeScheduler());
    session.navigate('last');
    session.seek(5);
    session.seekLine(5);
    session.setPlaying(true);
    session.select(16);
    await session.restart();
    assert.deepEqual([session.at, session.playing, session.line], [0, false, undefined]);
  });

  it('makes new projections with every change', async () => {
    const { session } = await sessionOf(THREE);
    const first = session.projections;
    session.navigate('forward');
    assert.notEqual(session.projections, first);
    assert.equal(session.projections?.revision, session.revision);
    assert.equal(session.projections?.metrics.liveBlocks, 1);
  });

  it('says once that a selection changed', async () => {
    const { session } = await sessionOf(THREE);
    let changes = 0;
    session.onChange(() => changes++);
    session.select(0);
    session.select(0);
    assert.deepEqual([session.selection, changes], [0, 1]);
    session.select(null);
    assert.deepEqual([session.selection, changes], [null, 2]);
  });

  it('tells nobody anything once it is disposed', async () => {
    const { session, scheduler } = await sessionOf(THREE);
    session.onChange(() => assert.fail('told of a change'));
    session.dispose();
    session.seek(2);
    assert.equal(scheduler.waiting, 0);
  });
});

/** A session whose scheduler makes every look at the clock take 5 ms: loads run in slices. */
function slow() {
  const scheduler = new FakeScheduler();
  scheduler.perLook = 5;
  return { scheduler, session: new TraceSession('file:///x', 'x', scheduler) };
}

describe('loading', () => {
  it('tells how far it is, until there is something to show', async () => {
    const { scheduler, session } = slow();
    const fractions: number[] = [];
    session.onChange(() => {
      if (session.status.kind === 'loading') fractions.push(session.status.fraction);
    });
    const done = session.load(bytesOf(longProgram(1, 20_000)));
    await scheduler.settle();
    assert.equal(await done, true);
    assert.ok(fractions.length > 3);
    assert.deepEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    assert.ok(fractions.every((fraction) => fraction >= 0 && fraction <= 1));
    const told = fractions.length;
    void session.load(bytesOf(longProgram(2, 20_000)));
    await scheduler.settle();
    assert.equal(fractions.length, told, 'a session that shows something keeps showing it');
  });

  it('of newer text ends the older, which has no effect', async () => {
    const { scheduler, session } = slow();
    const older = session.load(bytesOf(longProgram(1, 20_000)));
    const newer = session.load(bytesOf(THREE));
    await scheduler.settle();
    assert.deepEqual([await older, await newer], [false, true]);
    assert.deepEqual([session.eventCount, session.generation], [3, 1]);
  });

  it('is not lost to an option that is chosen meanwhile', async () => {
    const { scheduler, session } = slow();
    await Promise.all([session.load(bytesOf(THREE)), scheduler.settle()]);
    const text = session.load(bytesOf(longProgram(1, 20_000)), { at: 7 });
    const option = session.override({ policy: 'best-fit' });
    await scheduler.settle();
    await Promise.all([text, option]);
    assert.deepEqual([session.eventCount, session.at], [20_000, 7]);
    assert.equal(session.replay?.heap.config.policy, 'best-fit');
  });

  it('of a session that was disposed has no effect', async () => {
    const { scheduler, session } = slow();
    const done = session.load(bytesOf(longProgram(1, 20_000)));
    session.dispose();
    await scheduler.settle();
    assert.equal(await done, false);
    assert.equal(session.replay, undefined);
  });

  it('that fails shows why, and the next one shows the trace again', async () => {
    const { session } = await sessionOf(THREE);
    session.setPlaying(true);
    session.fail('The file is gone.');
    assert.deepEqual(session.status, { kind: 'error', message: 'The file is gone.' });
    assert.equal(session.playing, false);
    await session.load(bytesOf(THREE));
    assert.deepEqual(session.status, { kind: 'ready' });
  });

  it('of a heap that cannot be made is an error and not an exception', async () => {
    const { session } = await sessionOf(THREE);
    await session.override({ size: 8 });
    assert.equal(session.status.kind, 'error');
    assert.match(JSON.stringify(session.status), /The heap cannot be made: The heap size must be/);
    await session.override({ size: 4096 });
    assert.deepEqual(session.status, { kind: 'ready' });
  });

  it('keeps a cursor that lies past the end of shorter text inside', async () => {
    const { session } = await sessionOf(THREE);
    session.seek(3);
    await session.load(bytesOf('alloc a 8\n'), { at: session.at });
    assert.deepEqual([session.at, session.eventCount], [1, 1]);
    await session.load(bytesOf(''), { at: session.at });
    assert.deepEqual([session.at, session.eventCount, session.line], [0, 0, undefined]);
  });
});

describe('a heap of very many blocks', () => {
  const MANY = Array.from({ length: 20_000 }, (_, i) => `alloc a${i} 8\n`).join('');

  const readAll = Object.getOwnPropertyDescriptor(BlockList.prototype, 'readAll');
  assert.ok(readAll);
  let readAtOnce = 0;
  beforeEach(() => {
    const value = function (this: BlockList) {
      readAtOnce++;
      (readAll.value as (this: BlockList) => void).call(this);
    };
    Object.defineProperty(BlockList.prototype, 'readAll', { ...readAll, value });
  });
  afterEach(() => {
    Object.defineProperty(BlockList.prototype, 'readAll', readAll);
  });

  /** Somebody who looks at the blocks with each change. */
  async function watched(cursor: number) {
    const { scheduler, session } = slow();
    const seen: number[] = [];
    session.onChange(() => {
      if (session.projections !== undefined) seen.push(session.projections.blocks.blocks.length);
    });
    const done = session.load(bytesOf(MANY), { at: cursor });
    await scheduler.settle();
    await done;
    seen.length = 0;
    readAtOnce = 0;
    return { scheduler, session, seen };
  }

  it('is told of when they are listed, however far the cursor went', async () => {
    const { scheduler, session, seen } = await watched(0);
    session.seek(19_000);
    assert.deepEqual(seen, []);
    await scheduler.settle();
    assert.deepEqual([seen, readAtOnce], [[19_001], 0]);
  });

  it('is listed for the place where the cursor was sent last', async () => {
    const { scheduler, session, seen } = await watched(0);
    session.seek(19_000);
    // It is there, and its blocks are half listed.
    while (session.at !== 19_000) {
      // oxlint-disable-next-line no-await-in-loop
      await scheduler.turn();
    }
    session.seek(12_000);
    await scheduler.settle();
    assert.deepEqual([seen, readAtOnce], [[12_001], 0]);
  });

  it('is listed in parts while it plays, too', async () => {
    const { scheduler, session, seen } = await watched(15_000);
    session.setSpeed(10_000);
    session.setPlaying(true);
    seen.length = 0;
    scheduler.pass(20);
    assert.deepEqual([session.at > 15_000, seen], [true, []]);
    await scheduler.settle();
    assert.deepEqual([seen, readAtOnce], [[session.at + 1], 0]);
  });

  it('is listed before a new text is shown', async () => {
    const { scheduler, session, seen } = await watched(15_000);
    const done = session.load(bytesOf(`alloc b 8\n${MANY}`), { at: 15_001 });
    await scheduler.settle();
    await done;
    assert.deepEqual([seen.at(-1), readAtOnce], [15_002, 0]);
  });
});

describe('overriding', () => {
  it('carries the trace out again and keeps the event', async () => {
    const { session } = await sessionOf(THREE);
    session.seek(2);
    const { generation } = session;
    await session.override({ layout: 'reference' });
    assert.deepEqual([session.at, session.isOverridden], [2, true]);
    assert.equal(session.replay?.heap.config.layout, 'reference');
    assert.equal(session.generation, generation + 1);
    await session.override({ policy: 'next-fit' });
    assert.deepEqual(
      [session.replay?.heap.config.layout, session.replay?.heap.config.policy],
      ['reference', 'next-fit'],
    );
  });

  it('with what the trace says itself is none', async () => {
    const { session } = await sessionOf(`heap layout=reference\nalloc a 8\n`);
    await session.override({ layout: 'rounded' });
    assert.equal(session.isOverridden, true);
    await session.override({ layout: 'reference' });
    assert.equal(session.isOverridden, false);
  });

  it('holds for newer text, and is none once the text says the same', async () => {
    const { session } = await sessionOf(THREE);
    await session.override({ policy: 'worst-fit' });
    await session.load(bytesOf('alloc a 8\n'));
    assert.equal(session.replay?.heap.config.policy, 'worst-fit');
    assert.equal(session.isOverridden, true);
    await session.load(bytesOf('heap policy=worst-fit\nalloc a 8\n'));
    assert.equal(session.isOverridden, false);
  });

  it('ends with a restart', async () => {
    const { session } = await sessionOf(THREE);
    await session.override({ policy: 'worst-fit' });
    session.seek(3);
    await session.restart();
    assert.deepEqual([session.at, session.isOverridden], [0, false]);
    assert.equal(session.replay?.heap.config.policy, 'first-fit');
  });

  it('before the first load holds for it', async () => {
    const session = new TraceSession('file:///x', 'x', new FakeScheduler());
    await session.override({ policy: 'best-fit' });
    await session.load(bytesOf(THREE));
    assert.equal(session.replay?.heap.config.policy, 'best-fit');
  });
});

describe('playing', () => {
  it('moves at its speed and stops at the end', async () => {
    const { session, scheduler } = await sessionOf(longProgram(1, 10));
    const seen: string[] = [];
    session.onChange(() => seen.push(`${session.at} ${session.playing ? 'playing' : 'stopped'}`));
    session.setPlaying(true);
    scheduler.pass(1000);
    assert.deepEqual(seen, ['0 playing', '1 playing', '2 playing', '3 playing', '4 playing']);
    scheduler.pass(10_000);
    assert.equal(seen.at(-1), '10 stopped');
    assert.equal(scheduler.waiting, 0);
  });

  it('takes several events at once where single ones would be too fast to see', async () => {
    const { session, scheduler } = await sessionOf(longProgram(1, 2000));
    session.setSpeed(1000);
    let changes = 0;
    session.onChange(() => changes++);
    session.setPlaying(true);
    scheduler.pass(1000);
    assert.ok(session.at >= 900 && session.at <= 1000, `at ${session.at}`);
    assert.ok(changes < 80, `${changes} changes`);
  });

  it('after a host was held up catches up by a few frames, not by a jump', async () => {
    const { session, scheduler } = await sessionOf(longProgram(1, 5000));
    session.setSpeed(1000);
    session.setPlaying(true);
    scheduler.time = 4000;
    scheduler.pass(1);
    assert.ok(session.at > 0 && session.at <= 64, `at ${session.at}`);
  });

  it('begins again at the start when it is at the end', async () => {
    const { session, scheduler } = await sessionOf(THREE);
    session.seek(3);
    session.setPlaying(true);
    assert.deepEqual([session.at, session.playing], [0, true]);
    scheduler.pass(250);
    assert.equal(session.at, 1);
  });

  it('stops when somebody moves, and when a listener asks for it', async () => {
    const { session, scheduler } = await sessionOf(longProgram(1, 100));
    session.setPlaying(true);
    session.navigate('forward');
    assert.equal(session.playing, false);
    session.setPlaying(true);
    const listener = session.onChange(() => session.at === 5 && session.setPlaying(false));
    scheduler.pass(60_000);
    assert.deepEqual([session.at, session.playing], [5, false]);
    listener.dispose();
    session.setPlaying(true);
    session.setPlaying(false);
    scheduler.pass(60_000);
    assert.equal(session.at, 5);
  });

  it('keeps on when options change', async () => {
    const { session, scheduler } = await sessionOf(longProgram(1, 100));
    session.setPlaying(true);
    scheduler.pass(1000);
    await session.override({ policy: 'best-fit' });
    assert.deepEqual([session.at, session.playing], [4, true]);
    scheduler.pass(250);
    assert.equal(session.at, 5);
  });
});

describe('the counts of a session', () => {
  it('hold apart what the program did and what the trace cannot be right about', async () => {
    const midway = 'meta capture=midway\na b 8\nf b\n';
    const { session } = await sessionOf(`${midway}f b\nf q\na c 8\na c 8\n`);
    assert.deepEqual(session.counts, { events: 6, problems: 0, faults: 1, inconsistencies: 2 });
    // The beginning of a text that was edited is taken over.
    await session.load(bytesOf(`${midway}f b\nf q\na c 8\na d 8\n`));
    assert.deepEqual(session.counts, { events: 6, problems: 0, faults: 1, inconsistencies: 1 });
  });
});
