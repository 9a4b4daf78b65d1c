import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readCondition, problemText } from '../../../src/replay/condition/condition';
import { CONDITION_NAMES } from '../../../src/replay/condition/names';
import { METRICS } from '../../../src/protocol/metrics';
import { replayed } from '../replayed';

const TRACE = `heap size=512
alloc a 64 "the Net buffer"
alloc b 100 64 tid=7 at=src/net.c:42 t=5us
free a
free a
mark "half way"
alloc huge 4KiB
realloc b c 120
calloc z 0x10
`;

/** The events (from 1) after which a condition holds, or what is wrong with it. */
function check(text: string, expected: string): void {
  const replay = replayed(TRACE);
  const { condition, problem } = readCondition(text);
  if (condition === undefined) return assert.equal(problemText(problem), expected, text);
  const moment = replay.moment();
  const found: number[] = [];
  for (let event = 0; event < replay.eventCount; event++) {
    replay.seek(event + 1);
    moment.turnTo(event);
    const holds = condition.holds(moment);
    assert(!holds || condition.mayHold(moment), `${text}: what holds may hold`);
    if (holds) found.push(event + 1);
  }
  assert.equal(found.join(' '), expected, text);
}

describe('conditions', () => {
  it('compare what an event says', () => {
    check('size > 64', '2 6 7');
    check('size >= 0x40 && size <= 100', '1 2');
    check('verb == "free"', '3 4');
    check("verb != 'alloc' && verb != 'free'", '5 7 8');
    check('id == "b"', '2 7');
    check('newId == "c"', '7');
    check('align == 64', '2');
    check('align == 16', '1 6 7 8');
    check('label ~ "net"', '1');
    check('mark ~ "HALF"', '5');
    check('tid == 7 && time == 5000', '2');
    check('source == "src/net.c:42"', '2');
    check('event == 3 || line == 6', '3 4');
  });

  it('compare what became of it', () => {
    check('result == "double-free"', '4');
    check('fault', '4 6');
    check('!fault && verb == "free"', '3');
    check('address == null', '4 5 6');
    check('address == 0x10000020', '1 3 8');
    check('requested == 64', '1 3');
    check('age == 2', '3');
    check('blockSize >= 100', '2 7');
    check(
      'visited > 1',
      visitedOf((visited) => visited > 1),
    );
  });

  it('compare the heap after it', () => {
    check('liveBlocks == 0', '');
    check('liveBlocks == 1', '1 3 4 5 6 7');
    check('liveBytes == 164', '2');
    check('failures > 0', '6 7 8');
    check(
      'freeBlocks > 1',
      metricOf('freeBlocks', (count) => count > 1),
    );
    check(
      'largestFree < 400',
      metricOf('largestFree', (bytes) => bytes < 400),
    );
    check(
      'fragmentation > 0.1',
      metricOf('externalFragmentation', (share) => share > 0.1),
    );
    check('size > 64 && largestFree < 1KiB && freeBlocks > 0', '2 6 7');
  });

  it('calculate', () => {
    check('size * 2 == 200', '2');
    check('size / 2 - 1 == 31', '1');
    check('size % 3 == 1 && size > 1', '1 2 6 8');
    check('-size == -64', '1');
    check('size + 1 * 2 == 66', '1');
    check('(size + 1) * 2 == 130', '1');
    check('size / 0 == null', '1 2 3 4 5 6 7 8');
    check('1.5KiB == 1536 && event == 1', '1');
    check('4K == 4KiB && 1M == 1MiB && 1G == 1GiB && event == 1', '1');
  });

  it('have null where there is nothing, and nothing is larger or smaller than that', () => {
    check('size == null', '3 4 5');
    check('size != null', '1 2 6 7 8');
    check('size < 1 || size >= 0', '1 2 6 7 8');
    check('size + 1 == null', '3 4 5');
    check('label == null', '2 3 4 5 6 7 8');
    check('label ~ ""', '1');
    check('true || size > 0', '1 2 3 4 5 6 7 8');
    check('false', '');
  });

  it('bind as in other languages', () => {
    check('event == 1 || event == 2 && event == 3', '1');
    check('(event == 1 || event == 2) && event == 2', '2');
    check('!(event > 1)', '1');
    check('!fault && !fault && event < 3', '1 2');
  });

  it('say what is wrong, and in which column', () => {
    check(
      '',
      'column 1: The condition ends too early: a name, a number or a text in quotes is missing.',
    );
    check(
      'size >',
      'column 7: The condition ends too early: a name, a number or a text in quotes is missing.',
    );
    check(
      'size > > 1',
      'column 8: > comes too early: a name, a number or a text in quotes is missing.',
    );
    check('sise > 1', 'column 1: There is no sise. Did you mean size?');
    check('constructor == 1', 'column 1: There is no constructor.');
    check('size = 1', 'column 6: = means nothing here. Write ==.');
    check('fault & fault', 'column 7: & means nothing here. Write &&.');
    check('size > 1 ; 2', 'column 10: ; means nothing here.');
    check('size > 1 🙂', 'column 10: 🙂 means nothing here.');
    check(
      'size',
      'column 1: This is a value and not a condition. Compare it with something, as in size > 4096.',
    );
    check(
      'size && fault',
      'column 1: This is a number, and a boolean is needed here. Compare it with something, as in size > 0.',
    );
    check(
      'id == 7',
      'column 1: A text is never equal to a number. Texts, ids among them, are written in quotes.',
    );
    check('id > "b"', 'column 1: This is a text, and a number is needed here.');
    check('1 < size < 3', 'column 10: Comparisons are joined with && or ||.');
    check('(size > 1', 'column 1: This parenthesis is never closed.');
    check('size > 1)', 'column 9: This parenthesis was never opened.');
    check('size > 1 fault', 'column 10: An operator, as && or >, is missing.');
    check('id == "b', 'column 7: The text does not end. Close it with ".');
    check('size > 4KB', 'column 8: 4KB is no number. Write it as 4096, 4KiB, 1.5MiB or 0x1000.');
    check('size > 1e3', 'column 8: 1e3 is no number. Write it as 4096, 4KiB, 1.5MiB or 0x1000.');
    check(
      'size > 99999999999999999',
      'column 8: 99999999999999999 is too large: the largest number is 2^53 - 1.',
    );
    check(
      `${'('.repeat(41)}fault${')'.repeat(41)}`,
      'column 41: The condition is too deeply nested.',
    );
    check(`fault${' '.repeat(1000)}`, 'column 1001: A condition has at most 1000 characters.');
  });

  it('take any text without harm', () => {
    const word = fc.constantFrom(
      ...CONDITION_NAMES.keys(),
      ...'&& || == != < ( ) ! - + ~ " 1 0x1 null'.split(' '),
    );
    const replay = replayed(TRACE);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
        ),
        (text) => {
          const { condition, problem } = readCondition(text);
          if (condition) assert.equal(typeof condition.holds(replay.moment().turnTo(2)), 'boolean');
          else assert(problem.from <= problem.to && problem.to <= Math.max(text.length, 1));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('know every metric of the inspector', () => {
    for (const { key } of METRICS) assert(CONDITION_NAMES.get(key)?.ofHeap, key);
  });
});

/** The events after which a metric is as wanted, found without conditions. */
function metricOf(
  key: (typeof METRICS)[number]['key'],
  wanted: (value: number) => boolean,
): string {
  const replay = replayed(TRACE);
  const found: number[] = [];
  for (let at = 1; at <= replay.eventCount; at++) {
    replay.seek(at);
    if (wanted(replay.moment().metrics[key])) found.push(at);
  }
  assert(found.length > 0 && found.length < replay.eventCount, `${key} tells events apart`);
  return found.join(' ');
}

function visitedOf(wanted: (value: number) => boolean): string {
  const { journal, eventCount } = replayed(TRACE);
  const events = Array.from({ length: eventCount }, (_, event) => event);
  return events
    .filter((event) => wanted(journal.visitedBy(event)))
    .map((event) => event + 1)
    .join(' ');
}
