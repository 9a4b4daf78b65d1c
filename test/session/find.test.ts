import assert from 'node:assert/strict';
import { find } from '../../src/session/find';
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

/** Finds from a place and compares what is said, and where cursor and selection are then. */
async function check(from: number, query: string, expected: string): Promise<void> {
  const { session } = await sessionOf(TRACE);
  session.seek(from);
  const { found, message } = find(session, query);
  const place = found ? `${session.at} ${session.selection ?? '-'}` : 'not found';
  assert.equal(`${place}: ${message}`, expected);
  if (!found) assert.equal(session.at, from);
}

describe('finding', () => {
  it('an event by its number', async () => {
    await check(1, '3', '3 -: Event 3.');
    await check(1, ' #3 ', '3 -: Event 3.');
    await check(1, '0', '0 -: Event 0.');
    await check(1, '0,007', '7 -: Event 7.');
    await check(1, '8', 'not found: The trace has 7 events.');
    await check(1, '1,000,000', 'not found: The trace has 7 events.');
  });

  it('a line', async () => {
    await check(0, ':5', '3 -: After line 5.');
    await check(0, 'line 5', '3 -: After line 5.');
    await check(0, 'LINE9999', '7 -: After line 9,999.');
    await check(3, ':1', '0 -: After line 1.');
  });

  it('an id that is live', () => check(2, 'a', '2 0: a is live.'));

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

  it('an address: the block that owns it', async () => {
    await check(2, '0x10000000', '2 0: In the live block at 0x10000000.');
    await check(2, '0x1000003F', '2 0: In the live block at 0x10000000.');
    await check(3, '0x10000005', '3 0: In the free block at 0x10000000.');
    await check(2, '0x10000400', 'not found: 0x10000400 is outside the heap.');
    await check(2, '0x0', 'not found: 0x0 is outside the heap.');
  });

  it('nothing else', async () => {
    await check(2, '', 'not found: Type an event, a :line, an address or an id.');
    await check(2, '   ', 'not found: Type an event, a :line, an address or an id.');
    await check(2, '__proto__', 'not found: Nothing here is called "__proto__".');
    await check(2, '0xzz', 'not found: Nothing here is called "0xzz".');
    await check(2, ',,,', 'not found: Nothing here is called ",,,".');
  });

  it('needs a trace', () => {
    const session = new TraceSession('file:///x', 'x', new FakeScheduler());
    assert.deepEqual(find(session, '3'), { found: false, message: 'No trace is open.' });
  });
});
