import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { TraceReader } from '../../src/trace/reader';
import { longProgram, program } from './programs';
import { everything, replayed, stateOf, traceOf } from './replayed';

/** A replay of a text that came in parts, with moves in between. */
function grown(text: string, cuts: readonly number[], moves: readonly number[]): Replay {
  const bytes = new TextEncoder().encode(text);
  const reader = new TraceReader();
  let from = 0;
  let replay: Replay | undefined;
  for (const [i, to] of [...cuts.toSorted((a, b) => a - b), bytes.length].entries()) {
    reader.push(bytes.subarray(from, to));
    from = to;
    const trace = reader.snapshot();
    const config = heapOfTrace(trace);
    if (replay?.canExtend(trace, config) === true) replay.extend(trace);
    else replay = new Replay(trace, config);
    while (!replay.record(50));
    replay.seek(moves[i % moves.length] % (replay.eventCount + 1));
    if (i % 2 === 0) replay.stepBack();
  }
  assert(replay !== undefined);
  return replay;
}

describe('a replay that is gone on with', () => {
  it('is in the end what it is when all came at once', () => {
    fc.assert(
      fc.property(
        program,
        fc.array(fc.nat(3000), { maxLength: 6 }),
        fc.array(fc.nat(500), { minLength: 1, maxLength: 5 }),
        (text, cuts, moves) => {
          const within = cuts.map((cut) => cut % (text.length + 1));
          assert.deepEqual(everything(grown(text, within, moves)), everything(replayed(text)));
        },
      ),
      { numRuns: 80 },
    );
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

  it('cannot be where a directive changes what came before', () => {
    const replay = replayed('alloc a 8\n');
    const can = (text: string) => replay.canExtend(traceOf(text), heapOfTrace(traceOf(text)));
    assert.equal(can('alloc a 8\nfree a\n'), true);
    assert.equal(can('heap size=8KiB\nalloc a 8\nfree a\n'), false);
    assert.equal(can('heap align=64\nalloc a 8\nfree a\n'), false);
    assert.equal(can('alloc a 8\nmeta capture=midway\nfree b\n'), false);
  });
});
