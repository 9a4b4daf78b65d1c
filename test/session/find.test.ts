import assert from 'node:assert/strict';
import { find, findForGood, goToFound } from '../../src/session/find';
import { TraceSession } from '../../src/session/traceSession';
import { FakeScheduler, sessionOf } from './fakes';

/** The version line is line 1, the heap's 2, and event N stands on line N + 2. */
const TRACE = [
  'heap size=1KiB align=8',
  'alloc a 40',
  'alloc 0x10000018 24',
  'free a',
  'alloc 77 8',
  'alloc huge 5000',
  'alloc 3 8',
  'alloc a 16',
  '',
].join('\n');

/** Two thousand events that leave nothing. */
const OFTEN = 'alloc y 8\nfree y\n'.repeat(1000);

/** The list of a search, as lines or lives, with a star at the one that was gone to. */
function listOf(session: TraceSession): string {
  const { search } = session.studies;
  const items = search.items(0, 500).map(({ line, event, end, text, requested }, i) => {
    const star = i === search.view?.current ? '*' : '';
    if (search.view?.kind === 'text') return `${star}${line} ${event} ${text}`;
    return `${star}${text} ${requested}: ${event}..${end}`;
  });
  return items.join(' | ');
}

/** Finds from a place and compares what is said, and where cursor and selection are then. */
async function check(from: number, query: string, expected: string): Promise<void> {
  const { session } = await sessionOf(TRACE);
  session.seek(from);
  const { found, message } = await find(session, query);
  const place = found ? `${session.at} ${session.selection ?? '-'}` : 'not found';
  assert.equal(`${place}: ${message}`, expected);
  if (!found) assert.equal(session.at, from);
}

describe('finding', () => {
  it('an event by its number', async () => {
    await check(1, '3', '3 -: Event 3.');
    await check(1, ' #3 ', '3 -: Event 3.');
    await check(1, 'event 3', '3 -: Event 3.');
    await check(1, '0', '0 -: Event 0.');
    await check(1, '0,007', '7 -: Event 7.');
    await check(1, '8', 'not found: The trace has 7 events.');
    await check(1, '1,000,000', 'not found: The trace has 7 events.');
    const { session } = await sessionOf('alloctrace 1\na x 8\n');
    assert.equal((await find(session, '2')).message, 'The trace has 1 event.');
  });

  it('a line', async () => {
    await check(0, ':5', '3 -: After line 5.');
    await check(0, 'line 5', '3 -: After line 5.');
    await check(0, 'LINE9999', '7 -: After line 9,999.');
    await check(3, ':1', '0 -: After line 1.');
  });

  it('an id that is live', () => check(2, 'a', '2 0: a is live.'));

  it('an id whose allocation is far away, before the heap has come there', async () => {
    const { session, scheduler } = await sessionOf(`${OFTEN.repeat(6)}a x 40\nf x\n${OFTEN}`);
    session.seek(session.eventCount);
    scheduler.perLook = 10;
    assert.deepEqual(find(session, 'x'), {
      found: true,
      message: 'x, as event 12,001 allocated it.',
    });
    assert.equal(session.selection, 0);
    await scheduler.settle();
    assert.equal(session.at, 12_001);
    assert.equal(session.replay?.heap.requestedSize(session.selection), 40);
  });

  it('an id that was freed, at its allocation', () =>
    check(3, 'a', '1 0: a, as event 1 allocated it.'));

  it('an id used again: the newest up to here', () => check(7, 'a', '7 112: a is live.'));

  it('an id that comes later', () => check(0, '0x10000018', '2 64: 0x10000018 is live.'));

  it('an id that is a number, where there are not so many events, or when told so', async () => {
    await check(4, '77', '4 0: 77 is live.');
    await check(6, 'id 3', '6 32: 3 is live.');
    await check(6, 'ID  nothing', 'not found: Nothing here is called "nothing".');
  });

  it('an id that never got a block', () =>
    check(6, 'huge', 'not found: Nothing was ever allocated as huge.'));

  it('an id in slices, where ids or events are many', async () => {
    const pairs = Array.from({ length: 300_000 }, (_, i) => `a ${i} 8\nf ${i}\n`).join('');
    const { session, scheduler } = await sessionOf(`a huge 2000000\n${pairs}`);
    session.seek(300_000);
    scheduler.perLook = 10;
    const later = async (query: string) => {
      const before = scheduler.pauses;
      const answer = find(session, query);
      assert(answer instanceof Promise);
      await scheduler.settle();
      return [(await answer).message, scheduler.pauses - before];
    };
    assert.deepEqual(await later('id none'), ['Nothing here is called "none".', 1]);
    assert.deepEqual(await later('huge'), ['Nothing was ever allocated as huge.', 9]);
    assert.equal(session.at, 300_000);
  });

  it('says that a text is nowhere, to who does not see the list', async () => {
    const { session } = await sessionOf(TRACE);
    session.seek(2);
    const nowhere = { found: false, message: 'Nothing here is called "zzz".' };
    assert.deepEqual(await findForGood(session, ' zzz '), nowhere);
    assert.equal(session.at, 2);
    assert.equal((await findForGood(session, 'alloc huge')).found, true);
    assert.equal(session.at, 5);
    assert.equal((await findForGood(session, '3')).message, 'Event 3.');
    assert.equal((await findForGood(session, '0x0')).message, '0x0 is outside the heap.');
  });

  it('only what was looked for last', async () => {
    const pairs = Array.from({ length: 300_000 }, (_, i) => `a ${i} 8\nf ${i}\n`).join('');
    const { session, scheduler } = await sessionOf(pairs);
    scheduler.perLook = 10;
    const overtaken = find(session, 'id 299999');
    assert(overtaken instanceof Promise);
    const failure = assert.rejects(overtaken, /overtaken/);
    assert.deepEqual(await find(session, ':4'), { found: true, message: 'After line 4.' });
    await scheduler.settle();
    await failure;
    assert.deepEqual([session.at, session.selection], [3, null]);
  });

  it('an address: the block that owns it', async () => {
    await check(2, '0x10000000', '2 0: In the live block at 0x10000000.');
    await check(2, '0x1000003F', '2 0: In the live block at 0x10000000.');
    await check(3, '0x10000005', '3 0: In the free block at 0x10000000.');
    await check(2, '0x10000400', 'not found: 0x10000400 is outside the heap.');
    await check(2, '0x0', 'not found: 0x0 is outside the heap.');
    // As debuggers write it.
    await check(2, '0x0000000010000000', '2 0: In the live block at 0x10000000.');
    await check(2, '0xffffffffffffffff', 'not found: 0xffffffffffffffff is outside the heap.');
  });

  it('an address over the whole trace: each block that ever covered it', async () => {
    const { session, scheduler } = await sessionOf(TRACE);
    session.seek(2);
    await find(session, '0x10000020');
    await scheduler.settle();
    assert.equal(listOf(session), 'a 40: 1..3 | 3 8: 6..0');
    assert.deepEqual(session.studies.search.view, {
      kind: 'lives',
      query: '0x10000020',
      count: 2,
      isCut: false,
      current: -1,
      fraction: null,
    });
    goToFound(session, 1);
    assert.deepEqual([session.at, session.selection], [6, 32]);
    assert.equal(session.studies.search.view?.current, 1);
    goToFound(session, 2);
    assert.equal(session.at, 6, 'there is no such item');
  });

  it('a text in the lines, the first one behind the cursor, comments included', async () => {
    const { session, scheduler } = await sessionOf(`${TRACE}# the HUGE end\n`);
    const texts = async (query: string) => {
      assert.deepEqual(await find(session, query), { found: true, message: '' });
      await scheduler.settle();
      return listOf(session);
    };
    session.seek(5);
    assert.equal(await texts('text HUGE'), '7 5 alloc huge 5000 | *10 0 # the HUGE end');
    goToFound(session, 0);
    assert.equal(session.at, 5);
    assert.equal(await texts('"hug'), '7 5 alloc huge 5000 | *10 0 # the HUGE end');
    assert.equal(await texts('loc h'), '*7 5 alloc huge 5000');
    assert.equal(await texts('__proto__'), '');
    assert.equal(session.studies.search.view?.count, 0);
    session.studies.search.clear();
    assert.equal(session.studies.search.view, null);
  });

  it('a text, unless one stops looking', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(TRACE, scheduler);
    scheduler.perLook = 10;
    await find(session, 'alloc');
    session.studies.search.clear();
    await scheduler.settle();
    assert.deepEqual([session.studies.search.view, session.at], [null, 0]);
  });

  it('nothing else', async () => {
    const hint = 'not found: Type an event, a :line, an address, an id or a text.';
    await check(2, '', hint);
    await check(2, '   ', hint);
    await check(2, 'id __proto__', 'not found: Nothing here is called "__proto__".');
  });

  it('needs a trace', () => {
    const session = new TraceSession('file:///x', 'x', new FakeScheduler());
    assert.deepEqual(find(session, '3'), { found: false, message: 'No trace is open.' });
  });
});
