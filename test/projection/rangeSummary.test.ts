import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { measure } from '../../src/engine/metrics';
import { BlockList } from '../../src/projection/blockList';
import { rangeSums } from '../../src/projection/rangeSummary';
import { timelineFlags } from '../../src/projection/timelineFlags';
import { longProgram, program } from '../replay/programs';
import { replayed } from '../replay/replayed';

function sums(replay: ReturnType<typeof replayed>, from: number, to: number) {
  const work = rangeSums(replay.trace, replay.journal, { from, to });
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

describe('the summary of a range', () => {
  it('agrees with the heap at its ends', () => {
    const place = fc.nat({ max: 200 });
    fc.assert(
      fc.property(program, place, place, (text, a, b) => {
        const replay = replayed(text);
        const from = Math.min(a, b, replay.eventCount);
        const to = Math.min(Math.max(a, b), replay.eventCount);
        const range = sums(replay, from, to);
        replay.seek(from);
        const before = measure(replay.heap);
        replay.seek(to);
        const after = measure(replay.heap);
        assert.equal(range.madeBytes - range.freedBytes, after.liveBytes - before.liveBytes);
        assert.equal(range.made - range.freed, after.liveBlocks - before.liveBlocks);
        assert.equal(range.failures, after.failures - before.failures);
        const { heap } = replay;
        const made = Array.from(new BlockList(heap).blocks).filter(
          (block) => heap.isLive(block) && heap.tag(block) >= from,
        );
        const bytes = made.reduce((sum, block) => sum + heap.requestedSize(block), 0);
        assert.deepEqual([range.survivors, range.survivorBytes], [made.length, bytes]);
      }),
    );
  });

  it('lets others have their turn', () => {
    const replay = replayed(longProgram(3, 30_000));
    const work = rangeSums(replay.trace, replay.journal, { from: 0, to: 30_000 });
    let yields = 0;
    while (work.next().done !== true) yields++;
    assert(yields >= 3);
  });
});

describe('the flags of a range', () => {
  const marks = Array.from({ length: 50 }, (_, i) => `alloc a${i} 8\nmark "m ${i}"\n`).join('');
  const text = `heap size=4KiB align=8\nfree x\nalloc big 99999\n${marks}free a0\nfree a0\n`;
  const { trace, journal } = replayed(text);
  const flags = (from: number, to: number, most: number) =>
    timelineFlags(trace, journal, { from, to }, most).flags.map(
      ({ event, kind, text: said }) => `${event} ${kind} ${said}`,
    );

  it('tell inconsistencies from faults, also where there are too many', () => {
    const wrong = replayed(
      `alloc a 8\nalloc a 8\nfree b\n${'alloc a 8\n'.repeat(20)}free a\nfree a\n`,
    );
    const told = (most: number) =>
      timelineFlags(wrong.trace, wrong.journal, { from: 0, to: 25 }, most).flags.map(
        ({ event, kind, text: said }) => `${event} ${kind} ${said}`,
      );
    assert.deepEqual(told(30).slice(0, 2), ['2 inconsistency live id', '3 fault unknown free']);
    assert.equal(told(30).length, 23);
    assert.deepEqual(told(6), [
      '2 inconsistency live id',
      '3 fault unknown free',
      '13 inconsistency live id',
      '25 fault double free',
    ]);
    const named = new Map([[1, 'here']]);
    const [flag] = timelineFlags(wrong.trace, wrong.journal, { from: 0, to: 2 }, 4, named).flags;
    assert.deepEqual(flag, {
      event: 2,
      kind: 'bookmark',
      text: 'here',
      under: { kind: 'inconsistency', text: 'live id' },
    });
  });

  it('are all marks and faults in their order, but for what ran out of memory', () => {
    assert.deepEqual(flags(0, 6, 9), ['1 fault unknown free', '4 mark m 0', '6 mark m 1']);
    assert.deepEqual(flags(1, 3, 9), []);
    const every = flags(0, trace.eventCount, 200);
    assert.equal(every.length, 52);
    assert.equal(every.at(-1), '104 fault double free');
  });

  it('are the first of each part where they are too many', () => {
    assert.deepEqual(flags(0, 104, 4), [
      '1 fault unknown free',
      '4 mark m 0',
      '54 mark m 25',
      '104 fault double free',
    ]);
    const whole = { from: 0, to: 104 };
    assert.equal(timelineFlags(trace, journal, whole, 52).isAll, true);
    assert.equal(timelineFlags(trace, journal, whole, 51).isAll, false);
    assert(flags(0, 104, 51).length <= 51);
  });

  it('are bookmarks too, which say what else is at their event', () => {
    const bookmarks = new Map([
      [0, 'begin'],
      [1, ''],
      [2, 'two'],
      [3, ''],
      [103, 'again'],
    ]);
    const told = (from: number, to: number, most: number) =>
      timelineFlags(trace, journal, { from, to }, most, bookmarks).flags.map(
        ({ event, kind, text: said, under }) =>
          `${event} ${kind} ${said}${under ? ` on ${under.kind} ${under.text}` : ''}`,
      );
    assert.deepEqual(told(0, 6, 9), [
      '1 bookmark begin on fault unknown free',
      '2 bookmark ',
      '3 bookmark two',
      '4 bookmark  on mark m 0',
      '6 mark m 1',
    ]);
    assert.deepEqual(told(0, 104, 6), [
      '1 bookmark begin on fault unknown free',
      '4 bookmark  on mark m 0',
      '54 mark m 25',
      '104 bookmark again on fault double free',
    ]);
    assert.deepEqual(told(5, 6, 3), ['6 mark m 1']);
  });

  it('cut a text that is too long', () => {
    const long = replayed(`mark "${'x'.repeat(5000)}"\n`);
    const [flag] = timelineFlags(long.trace, long.journal, { from: 0, to: 1 }, 2).flags;
    assert.equal(flag.text.length, 200);
  });
});
