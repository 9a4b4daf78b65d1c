import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { measure, type HeapMetrics } from '../../src/engine/metrics';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { NOT_MEASURED, type Timeline } from '../../src/replay/timeline';
import { longProgram, program } from './programs';
import { replayed, traceOf } from './replayed';

/** What the points of a timeline can be at most. */
const MOST_POINTS = 4096;

/** The metrics after every event, found by stepping through all of them. */
function measuredByStepping(replay: Replay): HeapMetrics[] {
  const states: HeapMetrics[] = [];
  replay.seek(0);
  while (replay.step()) states.push(measure(replay.heap));
  return states;
}

/** Holds every point against the states that it covers. */
function check(timeline: Timeline, states: readonly HeapMetrics[]): void {
  const { interval, length } = timeline;
  assert.equal(length, Math.ceil(states.length / interval), 'points cover all events');
  let failures = 0;
  for (let point = 0; point < length; point++) {
    const covered = states.slice(point * interval, (point + 1) * interval);
    const live = covered.map((state) => state.liveBytes);
    const free = covered.map((state) => state.freeBytes);
    const failed = (covered.at(-1)?.failures ?? 0) - failures;
    failures += failed;
    assert.deepEqual(
      {
        leastLive: timeline.leastLive[point],
        mostLive: timeline.mostLive[point],
        leastFree: timeline.leastFree[point],
        mostFree: timeline.mostFree[point],
        failures: timeline.failures[point],
      },
      {
        leastLive: Math.min(...live),
        mostLive: Math.max(...live),
        leastFree: Math.min(...free),
        mostFree: Math.max(...free),
        failures: failed,
      },
      `point ${point}`,
    );
    const largest = timeline.largestFree[point];
    assert(
      largest === NOT_MEASURED || covered.some((state) => state.largestFree === largest),
      `point ${point}: no state has a largest free block of ${largest}`,
    );
  }
  assert.equal(failures, states.at(-1)?.failures ?? 0, 'no failure is lost');
}

describe('the timeline', () => {
  it('says of short traces what stepping through them says, event by event', () => {
    fc.assert(
      fc.property(program, (text) => {
        const replay = replayed(text);
        assert.equal(replay.timeline.interval, 1);
        check(replay.timeline, measuredByStepping(replay));
      }),
      { numRuns: 60 },
    );
  });

  for (const events of [
    MOST_POINTS,
    MOST_POINTS + 1,
    2 * MOST_POINTS,
    2 * MOST_POINTS + 1,
    4 * MOST_POINTS + 3,
  ]) {
    it(`of ${events} events keeps peaks and failures where points were joined`, () => {
      const replay = replayed(longProgram(events, events));
      const interval = 2 ** Math.ceil(Math.log2(events / MOST_POINTS));
      assert.equal(replay.timeline.interval, interval);
      const states = measuredByStepping(replay);
      assert.equal(states.length, events);
      assert((states.at(-1)?.failures ?? 0) > 0, 'the program has failures to lose');
      check(replay.timeline, states);
    });
  }

  it('of no events has no points', () => {
    assert.equal(replayed('heap size=1KiB\n').timeline.length, 0);
  });

  it('is the same however a trace is recorded: in parts, and read on', () => {
    const text = longProgram(3, 9000);
    const whole = replayed(text).timeline;
    const cuts = [10, 4095, 4096, 4097, 8192, 8999];
    const lines = text.split('\n');
    const shorter = traceOf(`${lines.slice(0, 1 + cuts[0]).join('\n')}\n`);
    const replay = new Replay(shorter, heapOfTrace(shorter));
    replay.record(3);
    replay.record(Infinity);
    for (const cut of [...cuts.slice(1), 9000]) {
      replay.seek(cut % 7);
      const longer = traceOf(`${lines.slice(0, 1 + cut).join('\n')}\n`);
      assert(replay.canExtend(longer, heapOfTrace(longer)));
      replay.extend(longer);
      replay.record(Infinity);
    }
    assert.deepEqual(replay.timeline, whole);
  });

  it('is not touched by moving the cursor', () => {
    const replay = replayed(longProgram(5, 6000));
    const { timeline } = replayed(longProgram(5, 6000));
    for (const at of [0, 3000, 5999, 17, 6000]) replay.seek(at);
    while (replay.at > 5000) replay.stepBack();
    assert.deepEqual(replay.timeline, timeline);
  });

  it('measures the largest free block in every point, but seldom where free blocks are many', () => {
    const blocks = 600;
    const lines = ['heap size=64KiB'];
    for (let i = 0; i < 2 * blocks; i++) lines.push(`alloc i${i} 16`);
    for (let i = 0; i < blocks; i++) lines.push(`free i${2 * i}`);
    for (let i = 0; i < 3 * blocks; i++) lines.push(`free i0`);
    const { timeline } = replayed(`${lines.join('\n')}\n`);
    const measured = (from: number, to: number) =>
      timeline.largestFree.subarray(from, to).filter((size) => size !== NOT_MEASURED).length;
    assert.equal(measured(0, 2 * blocks), 2 * blocks, 'of one free block');
    // A look at 601 is due after 4,808 events.
    assert(measured(3 * blocks, 6 * blocks - 1) <= 1, 'of 601 free blocks');
    assert.equal(
      timeline.largestFree[6 * blocks - 1],
      64 * 1024 - 2 * blocks * 48 - 16,
      'at the end',
    );
  });
});
