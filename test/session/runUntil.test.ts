import assert from 'node:assert/strict';
import { UNTIL_KINDS, untilCondition, type UntilKind } from '../../src/session/runUntil';
import { firstMarks, markAfter, markBefore, marksWindow } from '../../src/session/marks';
import { replayed, traceOf } from '../replay/replayed';

const TRACE = `heap size=1KiB
alloc a 64
alloc "quoted"
alloc b\\"x 100
mark one
realloc a c 40
alloc d 4KiB
free c
mark two
free c
`;

/** The events (from 1) that a kind finds for what is typed, or why it does not look. */
function check(kind: UntilKind, value: string, expected: string): void {
  const { condition, problem } = untilCondition(kind, value);
  if (condition === undefined) return assert.equal(problem.message, expected);
  const replay = replayed(TRACE);
  const found: number[] = [];
  for (let event = 0; event < replay.eventCount; event++) {
    replay.seek(event + 1);
    if (condition.holds(replay.moment().turnTo(event))) found.push(event + 1);
  }
  assert.equal(found.join(' '), expected, `${kind} ${value}`);
}

describe('what one may run until', () => {
  it('is found as it was meant', () => {
    check('id', 'a', '1 3');
    check('id', ' c ', '3 5 7');
    check('address', '0x10000020', '1');
    check('address', '0x1000005f', '1');
    check('address', '0x10000060', '');
    check('size', '64', '1 4');
    check('size', '1K', '4');
    check('largestFree', '900', '3 4');
    check('mark', 'TWO', '6');
    check('mark', '', '2 6');
    check('failure', '', '4');
    check('fault', '', '4 7');
    check('condition', 'size > 40 && size < 100', '1');
  });

  it('is refused in words', () => {
    check('id', ' ', 'Type something first.');
    check('id', 'a b', 'An id has no blanks.');
    check('size', '4 || fault', 'Type a number, as 4096, 4KiB or 0x10000040.');
    check('size', 'age', 'Type a number, as 4096, 4KiB or 0x10000040.');
    check('largestFree', '-1', 'Type a number, as 4096, 4KiB or 0x10000040.');
    check(
      'condition',
      'size',
      'This is a value and not a condition. Compare it with something, as in size > 4096.',
    );
  });

  it('cannot break out of its quotes', () => {
    for (const kind of UNTIL_KINDS.slice(0, 5)) {
      for (const text of ['"', '\\', '" || true || "', '\\" || true', "'"]) {
        const { condition } = untilCondition(kind, text);
        const moment = replayed(TRACE).moment().turnTo(5);
        if (kind !== 'mark') assert(!condition?.holds(moment), `${kind} ${text}`);
      }
    }
  });
});

describe('marks', () => {
  it('are found forward and back', () => {
    const trace = traceOf('mark a\nalloc x 8\nmark b\nmark c\nfree x\n');
    const after = [0, 1, 2, 3, 4, 5].map((at) => markAfter(trace, at));
    assert.deepEqual(after, [0, 2, 2, 3, -1, -1]);
    const before = [0, 1, 2, 3, 4, 5].map((at) => markBefore(trace, at));
    assert.deepEqual(before, [-1, -1, 0, 0, 2, 3]);
    assert.deepEqual(firstMarks(trace, 9), [0, 2, 3]);
    assert.deepEqual(firstMarks(trace, 2), [0, 2]);
  });

  it('are offered with the beginning of a long text, and no half of a character', () => {
    const trace = traceOf(`mark "${'x'.repeat(199)}😀"\nmark short\n`);
    const { events, texts } = marksWindow(trace);
    assert.deepEqual(events, [1, 2]);
    assert.deepEqual(texts, ['x'.repeat(199), 'short']);
  });
});
