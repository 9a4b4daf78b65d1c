import assert from 'node:assert/strict';
import { aboveOf } from '../../src/language/completion/above';
import { ATTRIBUTES, HEAP_KEYS, META_KEYS } from '../../src/language/meanings';
import { restSuggestions, valueSuggestions } from '../../src/language/completion/attributes';
import { freshId } from '../../src/language/completion/freshId';
import { liveIdsBefore } from '../../src/language/completion/liveIds';
import { slotAt } from '../../src/language/completion/slot';
import { usedSizes } from '../../src/language/completion/usedSizes';
import { verbSuggestions } from '../../src/language/completion/verbs';
import { readTrace } from '../../src/trace/reader';
import type { Trace } from '../../src/trace/trace';
import { caretIn, linesOf, traceOf } from './told';
import { atOnce } from '../support/atOnce';

/** What can be written at the caret, and what it would take the place of. */
function slot(marked: string): string {
  const { text, column } = caretIn(marked);
  const found = slotAt(text, column);
  if (found === undefined) return 'nothing';
  const { kind, from, to, ...more } = found;
  const about = Object.values(more).filter((each) => typeof each === 'string');
  return [kind, ...about, `[${text.slice(from, to)}]`].join(' ');
}

const SLOTS: readonly (readonly [string, string])[] = [
  ['|', 'verb []'],
  ['  |', 'verb []'],
  ['al|', 'verb [al]'],
  ['al|loc a', 'verb [alloc]'],
  ['alloc|', 'verb [alloc]'],
  ['alloc |', 'newId alloc []'],
  ['a n|', 'newId alloc [n]'],
  ['a n |', 'size alloc []'],
  ['c n 6|4', 'size calloc [64]'],
  ['a n 64 |', 'rest alloc []'],
  ['a n 64 al|', 'rest alloc [al]'],
  ['a n 64 align=|', 'value alloc align []'],
  ['a n 64 align=1|6', 'value alloc align [16]'],
  ['a n 64 align=16 |', 'rest alloc []'],
  ['a n 64 at="x|"', 'nothing'],
  ['a n 64 "lab|el"', 'nothing'],
  ['a n 64 "lab|', 'nothing'],
  ['a n 64 # |', 'nothing'],
  ['# |', 'nothing'],
  ['free |', 'liveId free []'],
  ['f 😀|', 'liveId free [😀]'],
  ['f x |', 'rest free []'],
  ['r |', 'liveId realloc []'],
  ['realloc x |', 'size realloc []'],
  ['mark te|', 'nothing'],
  ['mark "text" |', 'rest mark []'],
  ['heap |', 'rest heap []'],
  ['heap policy=|', 'value heap policy []'],
  ['meta capture=m|', 'value meta capture [m]'],
  ['alloctrace |', 'nothing'],
  ['nonsense |', 'nothing'],
];

describe('slot of a completion', () => {
  for (const [marked, expected] of SLOTS) {
    it(JSON.stringify(marked), () => assert.equal(slot(marked), expected));
  }
});

function values(key: string): string[] {
  return valueSuggestions('heap', key).map(({ label }) => label);
}

function restLabels(marked: string): string[] {
  const { text, column } = caretIn(marked);
  const found = slotAt(text, column);
  assert(found?.kind === 'rest');
  return restSuggestions(found).map(({ label }) => label);
}

describe('attributes suggested', () => {
  it('are those that the line can have and has not', () => {
    assert.deepEqual(restLabels('f x |'), ['at=', 'tid=', 't=', 'addr=', '"label"']);
    assert.deepEqual(restLabels('c x 1 tid=2 "l" |'), ['align=', 'at=', 't=', 'addr=']);
    assert.deepEqual(restLabels('mark "t" at=a.c:1 |'), ['tid=', 't=', 'addr=']);
    assert.deepEqual(restLabels('heap size=1K |'), ['base=', 'layout=', 'policy=', 'align=']);
    assert.deepEqual(restLabels('meta |'), ['program=', 'recorder=', 'capture=']);
  });

  it('mean what the hover says of them', () => {
    for (const [text, meanings] of [
      ['a x 1 ', ATTRIBUTES],
      ['heap ', HEAP_KEYS],
      ['meta ', META_KEYS],
    ] as const) {
      const found = slotAt(text, text.length);
      assert(found?.kind === 'rest');
      const keys = restSuggestions(found).filter(({ kind }) => kind === 'key');
      assert.deepEqual(
        keys.map(({ label, meaning }) => [label, meaning?.split('\n\n').at(-1)]),
        [...meanings].map(([key, { text: said }]) => [`${key}=`, said]),
      );
    }
  });

  it('come with alignments where a plain number may be one', () => {
    assert(restLabels('a x 1 |').includes('64'));
    assert(!restLabels('a x 1 tid=1 |').includes('64'));
    assert(!restLabels('c x 1 |').includes('64'));
  });

  it('have the values that the reader takes', () => {
    for (const key of ['size', 'base', 'layout', 'policy', 'align']) {
      for (const value of values(key)) {
        // Only read: the largest heap takes long to make.
        const bytes = new TextEncoder().encode(`alloctrace 1\nheap ${key}=${value}\n`);
        const trace = readTrace(bytes);
        assert.deepEqual(trace.problems, [], `${key}=${value}`);
      }
    }
    assert.deepEqual(values('policy'), ['first-fit', 'next-fit', 'best-fit', 'worst-fit']);
    assert.deepEqual(valueSuggestions('alloc', 'zone'), []);
  });
});

function labels(text: string): string[] {
  const lines = linesOf(text);
  return verbSuggestions(aboveOf(lines, lines.lineCount - 1), 'a').map(({ label }) => label);
}

describe('verbs suggested', () => {
  it('are directives where they can stand', () => {
    assert.deepEqual(labels('').slice(0, 3), ['alloctrace 1 ... heap', 'alloctrace 1', 'heap']);
    assert.deepEqual(labels('# x\nalloctrace 1\n').slice(0, 2), ['heap', 'alloc']);
    assert.deepEqual(labels('alloctrace 1\nheap size=1K\n')[0], 'alloc');
    assert.deepEqual(labels('alloctrace 1\nmeta a=b\na x 1\n')[0], 'alloc');
  });

  it('write what the reader takes', () => {
    for (const { insert, label } of verbSuggestions(
      { hasVersion: false, hasHeap: false, hasEvent: false },
      'x$y',
    )) {
      if (insert?.includes('\n') !== true) continue;
      const plain = insert
        .replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}|\$0/g, '$1')
        .replaceAll(/\\(.)/g, '$1');
      const start = plain.startsWith('alloctrace') ? '' : 'alloctrace 1\n';
      assert.deepEqual(traceOf(`${start}${plain}`).trace.problems, [], label);
    }
  });
});

function live(marked: string, prefix = ''): string[] {
  const { text, line } = caretIn(marked);
  const { trace, journal, ends } = traceOf(text);
  const before = trace.eventAtOrAfter(line);
  const found = atOnce(liveIdsBefore(trace, journal, ends, before, prefix));
  return found.ids.map(({ label }) => label);
}

describe('live ids suggested', () => {
  it('are those not freed yet, the newest first', () => {
    assert.deepEqual(live('a x 1\na y 2\na z 3\nf y\n|\nf x\n'), ['z', 'x']);
    assert.deepEqual(live('a x 1\n|f x\na y 1'), ['x']);
  });

  it('follow names through realloc, and know what failed', () => {
    const text = 'heap size=1KiB\na x 1\nr x y 2\na big 9999\nr y 9999\na q 1\nr q 0\n|';
    assert.deepEqual(live(text), ['y']);
  });

  it('are each there once, as the newest of the name', () => {
    assert.deepEqual(live('a x 1\na x 2\n|'), ['x']);
    assert.deepEqual(live('a x 1\na x 2\nf x\n|'), []);
    assert.deepEqual(live('heap size=1KiB\na x 1\na x 9999\n|'), []);
  });

  it('say what they are', () => {
    const { trace, journal, ends } = traceOf('a x 1\na y 2000 "net \u202e"\n');
    const { ids } = atOnce(liveIdsBefore(trace, journal, ends, 2, ''));
    assert.deepEqual(
      ids.map(({ detail }) => detail),
      ['2,000 bytes, line 2, "net \\u202e"', '1 byte, line 1'],
    );
  });

  it('are at most some hundreds, and those that begin as typed', () => {
    const text = Array.from({ length: 300 }, (_, i) => `a ${i} 1`).join('\n');
    assert.equal(live(`heap size=1MiB\n${text}\n|`).length, 200);
    assert.deepEqual(live(`heap size=1MiB\n${text}\n|`, '25').slice(0, 2), ['259', '258']);
  });
});

describe('sizes suggested', () => {
  it('are the newest, then the most frequent', () => {
    const { trace } = traceOf('a x 8\na y 64\na z 64\nf x\nm t\nc w 7\nr w 100\na v 1');
    assert.deepEqual(
      usedSizes(trace, 7).map(({ label }) => label),
      ['100', '64', '7', '8'],
    );
  });
});

describe('names suggested', () => {
  const NAMES: readonly (readonly [string, string])[] = [
    ['', 'a'],
    ['a a 1', 'b'],
    ['a a 1\na c 1\na b 1', 'd'],
    ['a z 1', 'a1'],
    ['a node_9 1', 'node_10'],
    ['a 7 1\na 8 1\nf 8', '9'],
    ['a x007 1', 'x008'],
    ['a 0x2f0 1', '0x300'],
    ['a buffer 1', 'buffer2'],
  ];
  for (const [text, expected] of NAMES) {
    it(`after ${JSON.stringify(text)}`, () => {
      const { trace } = traceOf(text);
      assert.equal(freshId(trace, trace.eventCount), expected);
    });
  }

  it('are never one that is there, however many are', () => {
    const { trace } = traceOf(Array.from({ length: 200 }, (_, i) => `a ${i + 2} 1`).join('\n'));
    assert.equal(trace.findId(freshId(trace, 1)), -1);
  });

  it('looks at each id of a long trace once or twice', () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, i) => `a ${i} 8`);
    const trace = readTrace(Buffer.from(`alloctrace 1\n${lines.join('\n')}\n`));
    let looked = 0;
    const findId = (text: string, from = 0, to = count) => {
      const id = trace.findId(text, from, to);
      looked += (id < 0 ? to : id) - from;
      return id;
    };
    const spied = Object.create(trace, { findId: { value: findId } }) as Trace;
    assert.equal(trace.findId(freshId(spied, count / 2)), -1);
    assert(looked < 3 * count, `${looked} looks at ${count} ids`);
  });
});
