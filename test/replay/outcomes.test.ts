import assert from 'node:assert/strict';
import { Journal, NO_EVENT } from '../../src/replay/journal';
import { describeOutcome } from '../../src/replay/outcome';
import { replayed } from './replayed';

/**
 * Carries a trace out and compares what came of each event. An expectation is the outcome's code,
 * with ` <- N` where event N (from 1) explains it.
 */
function check(text: string, expected: readonly string[]): void {
  const { journal, eventCount } = replayed(text);
  const actual = Array.from({ length: eventCount }, (_, event) => {
    const { code } = describeOutcome(journal.outcome[event]);
    const related = journal.relatedTo(event);
    return related === NO_EVENT ? code : `${code} <- ${related + 1}`;
  });
  assert.deepEqual(actual, expected);
  const wrong = actual.flatMap((code, event) => (/^(done|of-null)/.test(code) ? [] : [event]));
  assert.deepEqual([...journal.faults], wrong, 'the list of faults');
}

const CASES: readonly [name: string, text: string, expected: readonly string[]][] = [
  ['nothing wrong', 'alloc a 8\nmark x\nfree a\n', ['done', 'done', 'done']],
  ['free of null', 'free null\n', ['of-null']],
  ['realloc of null', 'realloc null a 8\nfree a\n', ['of-null', 'done']],
  ['double free', 'alloc a 8\nfree a\nfree a\n', ['done', 'done', 'double-free <- 2']],
  [
    'three frees: the first one explains both',
    'alloc a 8\nfree a\nfree a\nfree a\n',
    ['done', 'done', 'double-free <- 2', 'double-free <- 2'],
  ],
  [
    'a free after a realloc under another id',
    'alloc a 8\nrealloc a b 16\nfree a\nfree b\n',
    ['done', 'done', 'double-free <- 2', 'done'],
  ],
  ['free of what never was', 'free a\nalloc a 8\nfree a\n', ['unknown-free', 'done', 'done']],
  [
    'realloc of a freed block',
    'alloc a 8\nfree a\nrealloc a 16\nfree a\n',
    ['done', 'done', 'realloc-freed <- 2', 'double-free <- 2'],
  ],
  ['realloc of what never was', 'realloc a 8\nfree a\n', ['unknown-realloc', 'done']],
  [
    'out of memory, and freeing the null that came of it',
    'heap size=256\nalloc a 300\nfree a\ncalloc b 300\nrealloc c 300\nrealloc c 8\n',
    ['out-of-memory', 'of-null', 'out-of-memory', 'out-of-memory', 'of-null'],
  ],
  [
    'a failed realloc leaves the old block',
    'heap size=256\nalloc a 8\nrealloc a 300\nfree a\nfree a\n',
    ['done', 'out-of-memory', 'done', 'double-free <- 3'],
  ],
  [
    'a failed realloc under a new id leaves the old id live and the new one null',
    'heap size=256\nalloc a 8\nrealloc a b 300\nfree b\nfree a\n',
    ['done', 'out-of-memory', 'of-null', 'done'],
  ],
  [
    'realloc to nothing frees, and its id is null',
    'alloc a 8\nrealloc a 0\nfree a\nrealloc a 8\n',
    ['done', 'done', 'of-null', 'of-null'],
  ],
  [
    'an id that is still live',
    'alloc a 8\nalloc a 16\nfree a\nfree a\n',
    ['done', 'live-id <- 1', 'done', 'double-free <- 3'],
  ],
  [
    'a realloc onto an id that is still live',
    'alloc a 8\nalloc b 8\nrealloc a b 16\nalloc b 8\n',
    ['done', 'done', 'live-id <- 2', 'live-id <- 3'],
  ],
  [
    'an id used again after its free',
    'alloc a 8\nfree a\nalloc a 8\nfree a\n',
    ['done', 'done', 'done', 'done'],
  ],
  [
    'a capture that began midway',
    'meta capture=midway\nfree a\nrealloc b 8\nalloc c 8\nfree c\nfree c\n',
    ['midway-free', 'midway-realloc', 'done', 'done', 'double-free <- 4'],
  ],
  ['a size no heap has', 'alloc a 9007199254740991\n', ['out-of-memory']],
  [
    'an alignment no heap can give',
    'heap size=256\nalloc a 8 align=4503599627370496\n',
    ['out-of-memory'],
  ],
];

describe('outcomes', () => {
  for (const [name, text, expected] of CASES) it(name, () => check(text, expected));

  it('of refused events leave every byte as it was', () => {
    const replay = replayed('alloc a 8\nfree a\nfree a\nfree b\nrealloc a 8\n');
    replay.seek(2);
    const before = [...replay.heap.memory.cells];
    replay.seek(5);
    assert.deepEqual([...replay.heap.memory.cells], before);
  });
});

describe('the journal', () => {
  it('knows which event ends the life of each block, and which began it', () => {
    const { journal } = replayed('alloc a 8\nalloc b 8\nrealloc a c 16\nfree c\nmark end\n');
    assert.equal(journal.endOf(0), 2);
    assert.equal(journal.endOf(1), NO_EVENT);
    assert.equal(journal.endOf(2), 3);
    assert.equal(journal.originOf(2), 0);
    assert.equal(journal.originOf(3), 2);
  });

  it('finds the next and the previous fault from anywhere', () => {
    const replay = replayed('free a\nalloc b 8\nfree c\nmark x\nfree d\n');
    const around = Array.from({ length: replay.eventCount + 1 }, (_, at) => {
      replay.seek(at);
      return [replay.nextFault(), replay.previousFault()];
    });
    assert.deepEqual(around, [
      [0, -1],
      [2, -1],
      [2, 0],
      [4, 0],
      [4, 2],
      [-1, 2],
    ]);
  });

  it('finds none where there is none', () => {
    const replay = replayed('alloc a 8\nfree a\n');
    assert.deepEqual([replay.nextFault(), replay.previousFault()], [NO_EVENT, NO_EVENT]);
    replay.seek(0);
    assert.deepEqual([replay.nextFault(), replay.previousFault()], [NO_EVENT, NO_EVENT]);
  });

  it('explains more faults than a Map holds entries', () => {
    const journal = new Journal(0);
    const count = 2 ** 24 + 3;
    for (let event = 2; event < count; event++) journal.addFault(event, 1);
    journal.addFault(count, NO_EVENT);
    assert.deepEqual(
      [0, 2, count - 1, count].map((event) => journal.relatedTo(event)),
      [NO_EVENT, 1, 1, NO_EVENT],
    );
  });
});
