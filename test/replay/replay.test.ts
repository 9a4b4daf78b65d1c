import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkHeap } from '../../src/engine/checker';
import { longProgram, program } from './programs';
import { replayed, stateOf, traceOf } from './replayed';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';

/** The state after 0, 1, 2 ... events, each reached by going forward only. */
function statesOf(text: string): Buffer[] {
  const trace = traceOf(text);
  const replay = new Replay(trace, heapOfTrace(trace));
  const states = [stateOf(replay)];
  while (replay.at < replay.eventCount) {
    replay.record(1);
    assert.deepEqual(checkHeap(replay.heap), []);
    states.push(stateOf(replay));
  }
  return states;
}

/** The states after some numbers of events of a trace too long to keep them all. */
function statesAt(text: string, wanted: readonly number[]): Map<number, Buffer> {
  const trace = traceOf(text);
  const replay = new Replay(trace, heapOfTrace(trace));
  const states = new Map<number, Buffer>();
  for (const at of [...new Set(wanted)].toSorted((a, b) => a - b)) {
    while (replay.at < at) replay.record(at - replay.at);
    states.set(at, stateOf(replay));
  }
  return states;
}

function assertAt(replay: Replay, at: number, expected: Buffer | undefined): void {
  assert.equal(replay.at, at);
  assert.ok(expected !== undefined && stateOf(replay).equals(expected), `the state after ${at}`);
}

/** Where a move leads from `at`. */
function targetOf(each: { kind: string; count?: number; at?: number }, at: number, end: number) {
  const to = each.at ?? at + (each.count ?? (each.kind === 'step' ? 1 : -1));
  return Math.min(Math.max(to, 0), end);
}

describe('stepping', () => {
  it('forward and back restores every byte', () => {
    fc.assert(
      fc.property(program, (text) => {
        const states = statesOf(text);
        const replay = replayed(text);
        assertAt(replay, states.length - 1, states.at(-1));
        replay.seek(0);
        assertAt(replay, 0, states[0]);
        for (let at = 1; at < states.length; at++) {
          assert.equal(replay.step(), true);
          assertAt(replay, at, states[at]);
          assert.equal(replay.stepBack(), true);
          assertAt(replay, at - 1, states[at - 1]);
          replay.step();
        }
        assert.equal(replay.step(), false);
        for (let at = states.length - 2; at >= 0; at--) {
          replay.stepBack();
          assertAt(replay, at, states[at]);
        }
        assert.equal(replay.stepBack(), false);
      }),
      { numRuns: 120 },
    );
  });

  it('explains a step without leaving a trace of it', () => {
    fc.assert(
      fc.property(program, fc.nat(), (text, nth) => {
        const replay = replayed(text);
        replay.seek(nth % (replay.eventCount + 1));
        const before = stateOf(replay);
        replay.explainLast();
        assert.ok(stateOf(replay).equals(before));
        assert.equal(replay.heap.narrative, null);
      }),
      { numRuns: 60 },
    );
  });

  it('back over a step that is larger than the undo ring', () => {
    const text = 'heap size=8MiB\nalloc a 100\nfree a\ncalloc big 4MiB\nalloc b 50\n';
    const replay = replayed(text);
    const states = statesOf(text);
    replay.seek(0);
    while (replay.step());
    for (let at = 3; at >= 0; at--) {
      replay.stepBack();
      assertAt(replay, at, states[at]);
    }
  });

  it('back over more steps than the undo ring holds', () => {
    const text = longProgram(7, 70_000);
    const looks = [70_000, 69_999, 40_000, 5000, 4465, 4464, 4463, 4400, 3000, 1, 0];
    const states = statesAt(text, looks);
    const replay = replayed(text);
    replay.seek(0);
    while (replay.step());
    for (const at of looks) {
      while (replay.at > at) replay.stepBack();
      assertAt(replay, at, states.get(at));
    }
  });
});

describe('seeking', () => {
  const move = fc.oneof(
    fc.constant({ kind: 'step' } as const),
    fc.constant({ kind: 'back' } as const),
    fc.record({ kind: fc.constant('by'), count: fc.integer({ min: -400, max: 400 }) }),
    fc.record({ kind: fc.constant('to'), at: fc.integer({ min: -10, max: 13_000 }) }),
  );

  it('gives what a fresh replay gives, whatever the path', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.array(move, { minLength: 1, maxLength: 25, size: 'max' }),
        fc.constantFrom(undefined, 1, 40_000),
        (seed, moves, budget) => {
          const text = longProgram(seed, 12_900);
          const replay = replayed(text, {}, budget);
          const end = replay.eventCount;
          let at = end;
          const path = moves.map((each) => (at = targetOf(each, at, end)));
          const states = statesAt(text, path);
          for (const [i, each] of moves.entries()) {
            if (each.kind === 'step') replay.step();
            else if (each.kind === 'back') replay.stepBack();
            else replay.seek('at' in each ? each.at : replay.at + each.count);
            assertAt(replay, path[i], states.get(path[i]));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('forgets the steps that lie before a jump', () => {
    const text = longProgram(2, 9000);
    const states = statesAt(text, [4100, 4096, 4095, 4090, 3000, 1976, 1975, 1970]);
    const check = (replay: Replay, from: number, to: number) => {
      for (let at = from; at >= to; at--) {
        if (states.has(at)) assertAt(replay, at, states.get(at));
        replay.stepBack();
      }
    };
    const back = replayed(text);
    back.seek(9000);
    back.seek(4100);
    check(back, 4100, 4090);
    const forward = replayed(text);
    forward.seek(0);
    for (let i = 0; i < 10; i++) forward.step();
    forward.seek(3000);
    check(forward, 3000, 1970);
  });

  it('works while keyframes are thinned out to two', () => {
    const text = longProgram(3, 40_000);
    const targets = [39_999, 36_864, 20_000, 8192, 4097, 4096, 4095, 300, 32_768];
    const states = statesAt(text, targets);
    for (const budget of [1, 30_000, 100_000]) {
      const replay = replayed(text, {}, budget);
      for (const target of targets) {
        replay.seek(target);
        assertAt(replay, target, states.get(target));
      }
    }
  });

  it('puts a copy of a large heap back a part at a time', () => {
    const lines = ['heap size=8MiB'];
    for (let i = 0; i < 20_000; i++) lines.push(`a ${i} 200`);
    for (let i = 0; i < 20_000; i += 2) lines.push(`f ${i}`);
    for (let i = 0; i < 40_000; i++) lines.push(i % 2 === 0 ? `a x${i} 9` : `f x${i - 1}`);
    const replay = replayed(`${lines.join('\n')}\n`);
    const end = replay.eventCount;
    const [near, far] = [700, end - 500];
    const states = new Map<number, Buffer>();
    const check = () => {
      const { at } = replay;
      const known = states.get(at);
      if (known === undefined) states.set(at, stateOf(replay));
      else assert(stateOf(replay).equals(known), `the state after ${at}`);
    };
    for (const at of [end, far, near, 0]) {
      replay.seek(at);
      check();
    }
    replay.seek(near);
    let parts = 1;
    while (!replay.seekSome(far, 100_000)) parts++;
    // Five parts of a mebibyte, and what is left of 10,000 free blocks after so many are learned.
    assert.equal(parts, 6, `${parts} parts`);
    check();
    // Sent elsewhere, and looked at on the way: it is what it says.
    for (const stops of [1, 2, 3]) {
      replay.seek(end);
      for (let part = 0; part < stops; part++) assert.equal(replay.seekSome(near, 100_000), false);
      for (let part = 0; part < stops; part++) replay.seekSome(far, 100_000);
      assert(replay.at < far);
      const on = replay.at;
      check();
      assert.equal(replay.at, on);
      replay.seek(on);
      check();
      while (!replay.seekSome(far, 100_000));
      check();
      replay.seekSome(near, 100_000);
      assert.equal(replay.step(), true);
      replay.stepBack();
      check();
      replay.seekSome(end, 100_000);
      replay.stepBack();
      check();
    }
  });

  it('works in the largest heap, whose room ends beyond 2^31', () => {
    const replay = replayed('heap size=1GiB\na x 1000\na y 50 4096\na z 2000000000\nf x\n');
    assert.equal(replay.heap.config.size, 2 ** 30);
    const states = [4, 0, 3, 4].map((at) => {
      replay.seek(at);
      assert.deepEqual(checkHeap(replay.heap), []);
      return replay.heap.memory.words.slice(0, 2048).toString();
    });
    assert.equal(states[3], states[0]);
    assert.notEqual(states[2], states[1]);
    assert(replay.stepBack());
    assert.equal(replay.heap.memory.words.slice(0, 2048).toString(), states[2]);
  });

  it('out of range goes to the nearest end', () => {
    const replay = replayed('alloc a 1\nfree a\n');
    replay.seek(-5);
    assert.equal(replay.at, 0);
    replay.seek(99);
    assert.equal(replay.at, 2);
  });
});

describe('recording', () => {
  it('can stop anywhere', () => {
    const text = longProgram(11, 5000);
    const trace = traceOf(text);
    const replay = new Replay(trace, heapOfTrace(trace));
    assert.equal(replay.isRecorded, false);
    while (!replay.record(7)) assert.equal(replay.at, replay.journal.length);
    assert.equal(replay.isRecorded, true);
    assert.ok(stateOf(replay).equals(stateOf(replayed(text))));
  });

  it('copies a large heap a part at a time', () => {
    const pairs = 'a x 100\nf x\n'.repeat(20_000);
    const trace = traceOf(`heap size=8MiB\nc big 7MiB\n${pairs}`);
    const replay = new Replay(trace, heapOfTrace(trace));
    const parts = new Map<number, number>();
    while (!replay.record(512)) {
      const { at } = replay;
      parts.set(at, (parts.get(at) ?? 0) + 1);
    }
    const most = Math.max(...parts.values());
    assert(most >= 7, `${most} parts for seven mebibytes`);
    assert(stateOf(replay).equals(stateOf(replayed(trace))));
  });

  it('of nothing is done at once', () => {
    const replay = replayed('');
    assert.equal(replay.isRecorded, true);
    assert.deepEqual(replay.explainLast(), []);
    assert.equal(replay.stepBack(), false);
  });
});
