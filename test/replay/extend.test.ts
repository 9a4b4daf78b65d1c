import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { TraceReader } from '../../src/trace/reader';
import { longProgram, program } from './programs';
import { everything, replayed, stateOf, traceOf } from './replayed';

/**
 * A replay of a text that came in parts, with moves in between.
 * @param prepares in turn, whether it is prepared for a part
 * @param atOnce in turn, whether a part is carried out at once
 */
function grown(
  text: string,
  cuts: readonly number[],
  moves: readonly number[],
  prepares: readonly boolean[] = [false],
  atOnce: readonly boolean[] = [false],
): Replay {
  const bytes = new TextEncoder().encode(text);
  const reader = new TraceReader();
  let from = 0;
  let replay: Replay | undefined;
  for (const [i, to] of [...cuts.toSorted((a, b) => a - b), bytes.length].entries()) {
    reader.push(bytes.subarray(from, to));
    from = to;
    const trace = reader.snapshot();
    const config = heapOfTrace(trace);
    if (replay?.canExtend(trace, config) === true) {
      const { at, eventCount } = replay;
      const isPrepared = prepares[i % prepares.length];
      if (isPrepared) while (!replay.prepareToExtend(7));
      replay.extend(trace);
      if (atOnce[i % atOnce.length]) replay.recordGrowth();
      while (!replay.record(50));
      const goesAlong = at === eventCount || !isPrepared;
      // What was prepared once is kept up to date, whether or not one asks for it again.
      if (at === eventCount) assert.equal(replay.at, replay.eventCount);
      else if (!goesAlong) assert.equal(replay.at, at);
    } else replay = new Replay(trace, config);
    while (!replay.record(50));
    replay.seek(moves[i % moves.length] % (replay.eventCount + 1));
    if (i % 2 === 0) replay.stepBack();
  }
  assert(replay !== undefined);
  return replay;
}

/** Bytes of the copies of the heap. */
function copies(replay: Replay): number {
  return replay.historyBytes.keyframes;
}

describe('a replay that is gone on with', () => {
  it('is in the end what it is when all came at once', () => {
    fc.assert(
      fc.property(
        program,
        fc.array(fc.nat(3000), { maxLength: 6 }),
        fc.array(fc.nat(500), { minLength: 1, maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
        (text, cuts, moves, prepares, atOnce) => {
          const within = cuts.map((cut) => cut % (text.length + 1));
          const replay = grown(text, within, moves, prepares, atOnce);
          assert.deepEqual(everything(replay), everything(replayed(text)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('stays where it is when prepared for that, a part at a time', () => {
    const text = longProgram(5, 60_000);
    const longer = traceOf(`${text}${'alloc more 8\n'.repeat(20_000)}`);
    const replay = replayed(text, {}, 1);
    replay.seek(100);
    const before = stateOf(replay);
    let parts = 1;
    while (!replay.prepareToExtend(20_000)) parts++;
    // On another heap, on which the last copy is far from the end.
    assert(parts > 4, `${parts} parts`);
    replay.extend(longer);
    replay.record(Infinity);
    assert.equal(replay.at, 100);
    assert(stateOf(replay).equals(before));
    replay.seek(replay.eventCount);
    assert(stateOf(replay).equals(stateOf(replayed(longer))));
    assert.equal(replay.prepareToExtend(8), true, 'its own heap is there');
  });

  it('loses nothing where it was prepared for more than came', () => {
    const lines = Array.from({ length: 600_000 }, (_, i) =>
      i % 2 === 0 ? `a ${i} 8` : `f ${i - 1}`,
    );
    const texts = [lines.slice(0, 300_000), lines.slice(0, 300_010), lines];
    const [first, second, third] = texts.map((each) => traceOf(`${each.join('\n')}\n`));
    const replay = replayed(first);
    while (!replay.prepareToExtend(20));
    replay.extend(second);
    replay.record(Infinity);
    const whole = replayed(third);
    // Half copied, then as it was: 4 events more fit.
    assert.equal(replay.prepareToExtend(1_000_000), false);
    while (!replay.prepareToExtend(4));
    const fourth = traceOf(`${lines.slice(0, 300_014).join('\n')}\n`);
    replay.extend(fourth);
    replay.record(Infinity);
    while (!replay.prepareToExtend(300_000));
    replay.extend(third);
    replay.record(Infinity);
    for (let event = 300_000; event < 300_020; event++) {
      assert.equal(replay.journal.originOf(event), whole.journal.originOf(event), String(event));
      assert.equal(replay.journal.blockOf(event), whole.journal.blockOf(event), String(event));
    }
    assert(stateOf(replay).equals(stateOf(whole)));
  });

  it('has its keyframes where they would be', () => {
    const text = longProgram(5, 70_000);
    const replay = grown(text, [text.length >> 2, text.length >> 1], [0]);
    const whole = replayed(text);
    assert.equal(replay.historyBytes.keyframes, whole.historyBytes.keyframes);
    for (const at of [69_000, 33_000, 32_768, 1]) {
      replay.seek(at);
      whole.seek(at);
      assert(stateOf(replay).equals(stateOf(whole)), `after ${at} events`);
    }
  });

  describe('at once, with a copy of the heap due', () => {
    const EVENTS = 120_000;
    // 96 bytes each: at 65,536 events there is a place for a copy.
    const lines = Array.from({ length: EVENTS }, (_, i) => `a ${i} 64\n`);
    const upTo = (count: number) => traceOf(`heap size=16MiB\n${lines.slice(0, count).join('')}`);

    function growTo(replay: Replay, count: number): number {
      let parts = 1;
      while (!replay.prepareToExtend(count - replay.eventCount)) parts++;
      replay.extend(upTo(count));
      replay.recordGrowth();
      return parts;
    }

    function assertExact(replay: Replay): void {
      const whole = replayed(upTo(replay.eventCount));
      for (const at of [replay.eventCount, 70_003, 66_000, 100]) {
        replay.seek(at);
        whole.seek(at);
        assert(stateOf(replay).equals(stateOf(whole)), `after ${at} events`);
      }
    }

    it('makes it in parts, before it grows again', () => {
      const replay = replayed(upTo(60_000));
      const before = copies(replay);
      growTo(replay, 70_000);
      assert.equal(copies(replay), before, 'not yet');
      // Who looks a step back and returns does not disturb it.
      replay.prepareToExtend(10);
      assert.equal(replay.stepBack() && replay.step(), true);
      const parts = growTo(replay, 75_000);
      assert(parts > 2, `${parts} parts`);
      assert(copies(replay) > before);
      assert.equal(replay.keyframeDistance(70_001), 1);
      assertExact(replay);
    });

    it('leaves it where the cursor moves, and makes it later', () => {
      const replay = replayed(upTo(60_000));
      const before = copies(replay);
      growTo(replay, 70_000);
      replay.prepareToExtend(10);
      replay.seek(100);
      growTo(replay, 80_000);
      assert.equal(copies(replay), before);
      assert.equal(replay.at, 100);
      growTo(replay, 90_000);
      assert(copies(replay) > before, 'of its own heap at the end');
      assert.equal(replay.keyframeDistance(80_001), 1);
      assertExact(replay);
    });

    it('makes it at once where nobody prepares for more', () => {
      const replay = replayed(upTo(60_000));
      growTo(replay, 70_000);
      replay.extend(upTo(80_000));
      replay.recordGrowth();
      assert.equal(replay.keyframeDistance(70_001), 1);
      assertExact(replay);
    });

    it('drops every other one when they take too much, wherever they are', () => {
      const replay = new Replay(upTo(60_000), heapOfTrace(upTo(60_000)), 1);
      while (!replay.record(Infinity));
      for (let count = 66_000; count < EVENTS; count += 9_000) growTo(replay, count);
      const { eventCount } = replay;
      assert(replay.keyframeDistance(eventCount) < eventCount, 'not all of them');
      assertExact(replay);
    });
  });

  it('cannot be where a directive changes what came before', () => {
    const replay = replayed('alloc a 8\n');
    const can = (text: string) => replay.canExtend(traceOf(text), heapOfTrace(traceOf(text)));
    assert.equal(can('alloc a 8\nfree a\n'), true);
    assert.equal(can('heap size=8KiB\nalloc a 8\nfree a\n'), false);
    assert.equal(can('heap align=64\nalloc a 8\nfree a\n'), false);
    assert.equal(can('alloc a 8\nmeta capture=midway\nfree b\n'), false);
  });
});
