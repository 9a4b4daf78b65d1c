import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { sharedEvents } from '../../src/replay/sharedEvents';
import { longProgram, program } from './programs';
import { atOnce } from '../support/atOnce';
import { everything, replayed, stateOf, traceOf } from './replayed';

/**
 * A replay of a changed text that takes over what it can.
 * @param glance after how many events it is looked at on the way, where that is changed
 */
function goneOnFrom(before: Replay, text: string, glance = 0): Replay {
  const trace = traceOf(text);
  const config = heapOfTrace(trace);
  const shared = atOnce(sharedEvents(before.trace, trace));
  if (before.saysTheSame(trace, config, shared)) {
    before.retell(trace);
    return before;
  }
  const replay = new Replay(trace, config, undefined, { replay: before, shared });
  if (glance > shared && glance <= trace.eventCount) {
    while (!replay.recordTo(glance, 700));
    replay.explainLast();
  }
  while (!replay.record(1000));
  return replay;
}

/** Lines of a long trace, changed at `at`: `cut` of them go, and others come. */
function changed(text: string, at: number, cut: number, others: readonly string[]): string {
  const lines = text.split('\n');
  lines.splice(at, cut, ...others);
  return lines.join('\n');
}

const LONG = longProgram(3, 40_000);

describe('a replay of a changed trace', () => {
  it('knows what one from scratch knows, wherever the change is', () => {
    const lines = LONG.split('\n').length;
    fc.assert(
      fc.property(
        fc.nat(lines),
        fc.nat(50),
        fc.constantFrom<readonly string[]>(
          [],
          ['alloc new 48'],
          ['free a', 'free a'],
          ['realloc fresh 100', 'r fresh other 10', 'free other'],
        ),
        fc.nat(),
        (at, cut, others, place) => {
          const before = replayed(LONG);
          before.seek(place % before.eventCount);
          const was = everything(before);
          const text = changed(LONG, Math.max(1, at), cut, others);
          const after = goneOnFrom(before, text, place % LONG.length);
          assert.deepEqual(everything(after), everything(replayed(text)));
          if (after !== before) assert.deepEqual(everything(before), was);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('does not carry out again what comes before its last copy', () => {
    const before = replayed(LONG);
    const trace = traceOf(changed(LONG, 39_000, 1, ['alloc new 16']));
    const shared = atOnce(sharedEvents(before.trace, trace));
    const replay = new Replay(trace, heapOfTrace(trace), undefined, { replay: before, shared });
    assert(replay.at >= 32_000, `began at ${replay.at}`);
  });

  it('takes over what is known a part at a time', () => {
    const text = longProgram(9, 200_000);
    const before = replayed(text);
    const trace = traceOf(changed(text, 199_000, 1, ['alloc new 16']));
    const work = sharedEvents(before.trace, trace);
    let parts = 1;
    while (work.next().done !== true) parts++;
    assert.equal(parts, 4, 'of 65,536 events');
    const shared = atOnce(sharedEvents(before.trace, trace));
    assert.equal(shared, 198_999);
    const replay = new Replay(trace, heapOfTrace(trace), undefined, { replay: before, shared });
    parts = 0;
    while (replay.journal.length < shared || parts === 0) {
      assert.equal(replay.record(10), false);
      parts++;
      assert(parts < 100);
    }
    assert(parts >= 4, `${parts} parts of the journal`);
    while (!replay.record(1000));
    const whole = replayed(trace);
    assert(stateOf(replay).equals(stateOf(whole)));
    for (let event = 0; event < trace.eventCount; event += 97) {
      assert.equal(replay.journal.blockOf(event), whole.journal.blockOf(event));
      assert.equal(replay.journal.originOf(event), whole.journal.originOf(event));
      assert.equal(replay.journal.visitedBy(event), whole.journal.visitedBy(event));
    }
    assert.deepEqual(replay.journal.faults, whole.journal.faults);
  });

  it('takes a small one over where only words changed', () => {
    fc.assert(
      fc.property(program, (text) => {
        const before = replayed(text);
        const other = text.replaceAll('alloc a ', 'alloc   other ').replaceAll(' a\n', ' other\n');
        const after = goneOnFrom(before, `${other}# a comment\n`);
        assert.deepEqual(everything(after), everything(replayed(other)));
      }),
      { numRuns: 60 },
    );
  });

  it('carries a trace out whose heap is another', () => {
    const before = replayed(LONG);
    const text = LONG.replace(/heap [^\n]*/, 'heap size=1MiB policy=best-fit');
    assert.deepEqual(everything(goneOnFrom(before, text)), everything(replayed(text)));
  });
});
