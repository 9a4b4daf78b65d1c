import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { OpenedSource, TraceSource } from '../../src/session/source';
import { TraceSession } from '../../src/session/traceSession';
import { longProgram } from '../replay/programs';
import { bytesOf, FakeScheduler, sessionOf } from './fakes';

const encode = (text: string) => new TextEncoder().encode(text);

async function* inTurn(pieces: readonly Uint8Array[]) {
  yield* pieces;
}

/** A source of pieces that a test gives; it ends as `end` says. */
function source(pieces: readonly Uint8Array[], rest: Partial<OpenedSource> = {}): TraceSource {
  return {
    open: () =>
      Promise.resolve({
        pieces: inTurn(pieces),
        fraction: () => 0.5,
        ...rest,
      }),
  };
}

function newSession(): TraceSession {
  return new TraceSession('file:///x', 'x', new FakeScheduler());
}

/** Everything that a person can see of a session. */
function seen({ at, eventCount, line, replay, text }: TraceSession) {
  return {
    at,
    eventCount,
    line,
    bytes: Buffer.from(replay?.heap.memory.bytes ?? []).toString('hex'),
    problems: replay?.trace.problems,
    faults: replay?.journal.faults,
    lines: text?.lines(0, text.lineCount, 1000),
  };
}

describe('a text that grows', () => {
  const whole = bytesOf(
    'heap size=4KiB\nalloc a 8\nalloc é 16\nfree a\nfree a\nnonsense\nalloc c 99\n',
  );

  it('torn at any byte, is in the end what it is when read at once', async () => {
    const expected = newSession();
    await expected.load(whole, { at: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat({ max: whole.length }), { maxLength: 8 }),
        async (cuts) => {
          const ends = [...cuts, whole.length].toSorted((a, b) => a - b);
          const session = newSession();
          await session.load(source([whole.subarray(0, ends[0])], { grows: true }));
          for (const [i, end] of ends.slice(1).entries()) {
            // Each piece builds on the one before.
            // oxlint-disable-next-line no-await-in-loop
            assert.ok(await session.grow(source([whole.subarray(ends[i], end)]), {}));
          }
          session.seek(3);
          assert.deepEqual(seen(session), seen(expected));
          assert.equal(session.textCount, 1);
        },
      ),
    );
  });

  it('does not read a last line before its end has come', async () => {
    const session = newSession();
    await session.load(source([bytesOf('alloc a 8\nallo')], { grows: true }), { at: 9 });
    assert.deepEqual([session.eventCount, session.trace?.problemCount], [1, 0]);
    assert.equal(session.text?.line(2, 100).text, 'allo');
    await session.grow(source([encode('c b 8')]), { at: 9 });
    assert.equal(session.eventCount, 1);
    await session.grow(source([encode('\n')]), { at: 9 });
    assert.deepEqual([session.eventCount, session.at], [2, 2]);
  });

  it('asks where the cursor is when everything was read', async () => {
    const session = newSession();
    await session.load(source([bytesOf('alloc a 8\nalloc b 8\n')], { grows: true }), { at: 2 });
    const grown = session.grow(source([encode('alloc c 8\n')]), () => ({ at: session.at }));
    session.seek(1);
    await grown;
    assert.deepEqual([session.at, session.eventCount], [1, 3]);
  });

  it('is gone on with in slices while the cursor is elsewhere, which stays there', async () => {
    const scheduler = new FakeScheduler();
    const session = new TraceSession('file:///x', 'x', scheduler, { historyBudget: () => 1 });
    const text = longProgram(3, 60_000);
    await session.load(source([bytesOf(text)], { grows: true }), { at: 100 });
    const bytes = () => Buffer.from(session.replay?.heap.memory.bytes ?? []).toString('hex');
    const before = bytes();
    scheduler.perLook = 10;
    const more = 'alloc x 8\nfree x\n'.repeat(40_000);
    const grown = session.grow(source([encode(more)]), () => ({ at: session.at }));
    const counts = new Set<number>();
    while (session.eventCount < 140_000) {
      // What is there between two slices is the point.
      // oxlint-disable-next-line no-await-in-loop
      await scheduler.turn();
      assert.deepEqual([session.at, bytes()], [100, before]);
      assert.equal(session.replay?.journal.length, session.eventCount);
      counts.add(session.eventCount);
    }
    await scheduler.settle();
    assert.equal(await grown, true);
    // On the way to the end on another heap, and then after each part of the text.
    assert(scheduler.pauses > counts.size + 4, `${scheduler.pauses} pauses`);
    assert(counts.size > 3, `${counts.size} parts`);
    session.seek(140_000);
    await scheduler.settle();
    const after = bytes();
    scheduler.perLook = 0;
    await session.load(bytesOf(`${text}${more}`), { at: 140_000 });
    assert.equal(bytes(), after);
  });

  it('that was read as complete does not grow', async () => {
    const { session } = await sessionOf('alloc a 8\n');
    assert.equal(await session.grow(source([encode('alloc b 8\n')]), {}), false);
    assert.equal(session.eventCount, 1);
  });

  it('counts as another text when it is loaded anew', async () => {
    const session = newSession();
    await session.load(source([whole], { grows: true }));
    await session.load(source([whole], { grows: true }));
    assert.deepEqual([session.textCount, session.generation], [2, 2]);
  });
});

describe('a source', () => {
  it('that breaks off is read so far, with a notice', async () => {
    const session = newSession();
    await session.load(source([bytesOf('alloc a 8\n')], { brokenOff: () => 'It is cut off.' }));
    assert.equal(session.eventCount, 1);
    assert.deepEqual(session.notice, { text: 'It is cut off.', action: 'readAgain' });
    await session.load(bytesOf('alloc a 8\n'));
    assert.equal(session.notice, undefined);
  });

  it('that cannot be opened is an error at first; later what is shown stays', async () => {
    const gone: TraceSource = { open: () => Promise.reject(new Error('It is gone.')) };
    const session = newSession();
    assert.equal(await session.load(gone), false);
    assert.deepEqual(session.status, { kind: 'error', message: 'It is gone.' });
    await session.load(bytesOf('alloc a 8\n'), { at: 1 });
    assert.equal(await session.load(gone), false);
    assert.deepEqual([session.status.kind, session.at], ['ready', 1]);
    assert.equal(session.notice?.text, 'It is gone.');
  });
});

/** A session whose scheduler makes every look at the clock take 5 ms: work runs in slices. */
function slow() {
  const scheduler = new FakeScheduler();
  scheduler.perLook = 5;
  // With hardly a state kept of the past every jump back is a long way.
  const options = { historyBudget: () => 1 };
  return { scheduler, session: new TraceSession('file:///x', 'x', scheduler, options) };
}

describe('cancelling a load', () => {
  it('at first leaves nothing to show, and reading again is possible', async () => {
    const { scheduler, session } = slow();
    const load = session.load(bytesOf(longProgram(1, 20_000)));
    await new Promise((resolve) => setImmediate(resolve));
    session.cancelLoad();
    assert.deepEqual(session.status, { kind: 'cancelled' });
    await scheduler.settle();
    assert.equal(await load, false);
    assert.equal(session.replay, undefined);
    const again = session.load(bytesOf('alloc a 8\n'));
    await scheduler.settle();
    assert.equal(await again, true);
    assert.deepEqual(session.status, { kind: 'ready' });
  });

  it('later goes back to what was shown and says nothing', async () => {
    const { scheduler, session } = slow();
    await Promise.all([session.load(bytesOf('alloc a 8\n'), { at: 1 }), scheduler.settle()]);
    const load = session.load(bytesOf(longProgram(1, 60_000)));
    let wasLoading = false;
    session.onChange(() => {
      wasLoading ||= session.loading !== undefined;
      if (session.loading !== undefined) session.cancelLoad();
    });
    await scheduler.settle();
    assert.ok(wasLoading, 'a long load is told of');
    assert.equal(await load, false);
    assert.deepEqual([session.status.kind, session.at, session.eventCount], ['ready', 1, 1]);
    assert.deepEqual([session.loading, session.notice], [undefined, undefined]);
  });

  it('is nothing while nothing is loaded', async () => {
    const { session } = await sessionOf('alloc a 8\n');
    session.onChange(() => assert.fail('told of a change'));
    session.cancelLoad();
  });
});

describe('a far jump', () => {
  it('is made in slices, ends where the last wish was, and shows nothing between', async () => {
    const { scheduler, session } = slow();
    await Promise.all([session.load(bytesOf(longProgram(3, 60_000))), scheduler.settle()]);
    const shown: number[] = [];
    session.onChange(() => shown.push(session.at));
    session.seek(60_000);
    assert.deepEqual(shown, [], 'it takes more than one slice');
    session.navigate('back');
    session.navigate('back');
    await scheduler.settle();
    assert.deepEqual(shown, [session.eventCount - 2]);
    const { replay } = session;
    const bytes = replay?.heap.memory.bytes.slice();
    session.seek(0);
    session.seek(session.eventCount);
    await scheduler.settle();
    session.seek(session.eventCount - 2);
    await scheduler.settle();
    assert.deepEqual(replay?.heap.memory.bytes, bytes);
  });

  it('ends with a newer text', async () => {
    const { scheduler, session } = slow();
    await Promise.all([session.load(bytesOf(longProgram(3, 60_000))), scheduler.settle()]);
    session.seek(60_000);
    await Promise.all([session.load(bytesOf('alloc a 8\n')), scheduler.settle()]);
    assert.deepEqual([session.at, session.eventCount], [0, 1]);
    session.navigate('forward');
    await scheduler.settle();
    assert.equal(session.at, 1);
  });
});
