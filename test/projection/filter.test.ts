import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { blockWindow } from '../../src/projection/blockTable';
import type { FilterTest } from '../../src/projection/filter/filter';
import { readFilter } from '../../src/projection/filter/readFilter';
import type { BlockWindow } from '../../src/protocol/blockTable';
import { FILTER_TERMS } from '../../src/protocol/filter';
import { program } from '../replay/programs';
import { shown } from './shown';
import { tableRows } from './tableRows';

/** A filter as it was understood, or what is wrong with it: `column 6..9: ...`. */
function read(source: string): string {
  const { filter, problem } = readFilter(source);
  if (problem) return `column ${problem.from + 1}..${problem.to}: ${problem.message}`;
  return filter.tests.map(testText).join(' & ');
}

function testText(test: FilterTest): string {
  const not = test.isNegated ? 'not ' : '';
  switch (test.kind) {
    case 'state':
      return `${not}${test.isLive ? 'live' : 'free'}`;
    case 'number':
      return `${not}${test.low} <= ${test.column} <= ${test.high}`;
    case 'text':
      return `${not}${test.field} ${test.match.how} [${test.match.text}]`;
  }
}

function check(source: string, expected: string): void {
  assert.equal(read(source), expected);
}

describe('a filter of the table', () => {
  it('is words and states, all of which must hold', () => {
    check('', '');
    check('  live  Net ', 'live & name has [net]');
    check('FREE -lost', 'free & not 1 <= lost <= Infinity');
    check(
      '!live -x "two Words" "live"',
      'not live & not name has [x] & name has [two words] & name has [live]',
    );
    check(
      '100..200 std::vector 0x10 - !',
      'name has [100..200] & name has [std::vector] & name has [0x10] & name has [-] & name has [!]',
    );
    check('"a \\" b\\\\"', 'name has [a " b\\]');
  });

  it('compares numbers', () => {
    check('size>100 size>=4k', '101 <= size <= Infinity & 4096 <= size <= Infinity');
    check('size<100 size<=1.5KiB', '-Infinity <= size <= 99 & -Infinity <= size <= 1536');
    check('size>0.5 size<0.5', '1 <= size <= Infinity & -Infinity <= size <= 0');
    check('size=48 SIZE==0x30 size:48', '48 <= size <= 48 & 48 <= size <= 48 & 48 <= size <= 48');
    check('size!=48 -size=48', 'not 48 <= size <= 48 & not 48 <= size <= 48');
    check('-size!=48', '48 <= size <= 48');
    check('size:64..127', '64 <= size <= 127');
    check('age:1k.. line=..7', '1024 <= age <= Infinity & -Infinity <= line <= 7');
    check('blockSize>1MIB tid=3', `${2 ** 20 + 1} <= size <= Infinity & 3 <= thread <= 3`);
    check('address:0x10..0x20', '16 <= address <= 32');
    check('made:100..200 made:7', '100 <= made <= 200 & 7 <= made <= 7');
    check('-made>=9', 'not 9 <= made <= Infinity');
  });

  it('looks into texts', () => {
    check('label:Net id=A7 id!=b', 'label has [net] & id is [A7] & not id is [b]');
    check('label~net label="rx buffer"', 'label has [net] & label is [rx buffer]');
    check('id="net"# id=net#', 'id isNumbered [net] & id is [net#]');
    check('id=net* label="a b"* id="*"', 'id begins [net] & label begins [a b] & id is [*]');
    check('source:main.c:12 -at=""', 'at has [main.c:12] & not at is []');
    check('label=""', 'label is []');
  });

  it('says what is wrong, where, and what to do', () => {
    check('live sise>4', 'column 6..11: There is no sise> here. Did you mean size>?');
    check(
      '-foo:bar',
      'column 2..8: There is no foo: here. A word with such a sign stands in quotes.',
    );
    check(
      '__proto__:1 constructor:1',
      'column 13..25: There is no constructor: here. A word with such a sign stands in quotes.',
    );
    check('size>', 'column 1..5: A value is missing, as in size:64..127.');
    check(
      'x size>4KB',
      'column 8..10: 4KB is no number. Write it as 4096, 4KiB, 1.5MiB or 0x1000.',
    );
    check('size:1..x', 'column 9..9: x is no number. Write it as 4096, 4KiB, 1.5MiB or 0x1000.');
    check(
      'size=99999999999999999',
      'column 6..22: 99999999999999999 is too large: the largest number is 2^53 - 1.',
    );
    check('size=4*', 'column 6..6: 4 is no number. Write it as 4096, 4KiB, 1.5MiB or 0x1000.');
    check('size="4"', 'column 6..8: A number stands without quotes.');
    check('size:9..1', 'column 6..9: Nothing lies between. Write 1..9.');
    check('size:..', 'column 6..7: Write FROM..TO, FROM.. or ..TO.');
    check('size>1..2', 'column 1..9: Write size:1..2 for what lies between.');
    check('size~1', 'column 1..6: Only texts are looked into. Write = or :.');
    check('label>a', 'column 1..7: Texts have no order. Write label:a or label=a.');
    check('live=1', 'column 1..6: live stands alone, without =.');
    check('made:0', 'column 6..6: Events are counted from 1.');
    check('a "b', 'column 3..4: The quote does not end. Close it with ".');
    check(
      'a"b"',
      'column 2..2: A blank is missing here, or a quote too many. Write \\" for a quote.',
    );
    check(
      'label:"a"b',
      'column 10..10: A blank is missing here, or a quote too many. Write \\" for a quote.',
    );
    check('x'.repeat(1001), 'column 1001..1001: A filter has at most 1000 characters.');
  });

  it('takes any text', () => {
    const piece = fc.constantFrom(
      'size',
      ':',
      '..',
      '"',
      '-',
      '!',
      '*',
      '<=',
      ' ',
      '4k',
      'live',
      '\\',
    );
    const any = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(any, (source) => {
        const { problem } = readFilter(source);
        if (problem === undefined) return;
        assert(problem.from >= 0 && problem.from <= problem.to && problem.to <= source.length);
        assert.match(problem.message, /\.$/);
      }),
    );
  });

  it('has an example for each term that can be read', () => {
    for (const { example } of FILTER_TERMS) assert(readFilter(example).filter, example);
  });
});

/** What a term means, asked of a row of the table as it is shown. */
function naive(window: BlockWindow, i: number, base: number): (term: string) => boolean {
  const isLive = window.live[i] === 1;
  return (term) => {
    if (/^[-!]/.test(term)) return !naive(window, i, base)(term.slice(1));
    const [, name, operator, text] = /^([a-z]+)([:=<>!]+)(.*)$/.exec(term) ?? [];
    if (term === 'live') return isLive;
    if (term === 'free') return !isLive;
    if (name === undefined) return isLive && `${window.id[i]} ${window.label[i]}`.includes(term);
    if (name === 'id') return isLive && window.id[i] === text;
    if (name === 'address') {
      const start = base + window.block[i];
      return start <= Number(text) && Number(text) < start + 16 + window.size[i];
    }
    if (!isLive && name !== 'size' && name !== 'lost') return operator === '!=';
    const age = window.age[i];
    const value = name === 'made' ? AT - age : window[name as 'size'][i];
    const [low, high = low] = text.split('..').map(Number);
    switch (operator) {
      case ':':
        return value >= low && value <= high;
      case '<':
        return value < low;
      case '>=':
        return value >= low;
      default:
        return value !== low;
    }
  };
}

/** The traces are shown after so many events, or all. */
let AT = 0;

describe('what passes a filter', () => {
  // Small ones, and usual sizes: the ends of ranges must be met.
  const number = fc.oneof(
    fc.nat({ max: 12 }),
    fc.constantFrom(16, 24, 32, 48, 56, 64),
    fc.nat(200),
  );
  const name = fc.constantFrom('size', 'requested', 'padding', 'tail', 'age', 'line', 'lost');
  const term = fc.oneof(
    fc.constantFrom('live', 'free', 'a', 'h', 'id=b', 'x'),
    fc.tuple(name, fc.constantFrom('<', '>=', '!=', ':'), number).map((parts) => parts.join('')),
    fc
      .tuple(name, number, number)
      .map(([of, a, b]) => `${of}:${Math.min(a, b)}..${Math.max(a, b)}`),
    fc.tuple(number, number).map(([a, b]) => `made:${Math.min(a, b) + 1}..${Math.max(a, b) + 1}`),
    fc.nat({ max: 5000 }).map((offset) => `address:${0x10000000 + offset}`),
  );
  const signed = fc.tuple(fc.constantFrom('', '', '-', '!'), term).map((parts) => parts.join(''));

  it('is what every term, asked one by one, lets pass', () => {
    fc.assert(
      fc.property(program, fc.array(signed, { minLength: 1, maxLength: 3 }), (events, terms) => {
        const { replay, list } = shown(events);
        AT = replay.at;
        const all = { sort: 'address', descending: false, filter: '' } as const;
        const everything = tableRows(replay, list, all);
        const window = blockWindow(replay, list, everything, 0, everything.length, 0);
        const { base } = list.heap.config;
        const expected = [...everything].filter((_, i) => terms.every(naive(window, i, base)));
        const rows = tableRows(replay, list, { ...all, filter: terms.join(' ') });
        assert.deepEqual([...rows], expected);
      }),
      { numRuns: 500 },
    );
  });

  it('is told by label, place and thread, too', () => {
    const { replay, list } = shown(
      [
        'heap size=4KiB',
        'alloc a1 8 "net rx" at=src/net.c:12 tid=1',
        'alloc a2 8 "Net" at=src/main.c:7:3 tid=2',
        'alloc b 8',
        '',
      ].join('\n'),
    );
    const ids = (filter: string) => {
      const rows = tableRows(replay, list, { sort: 'address', descending: false, filter });
      return blockWindow(replay, list, rows, 0, 9, 0).id.join(' ').trim();
    };
    assert.equal(ids('label:net'), 'a1 a2');
    assert.equal(ids('label=Net'), 'a2');
    assert.equal(ids('live label=""'), 'b');
    assert.equal(ids('at:net.c'), 'a1');
    assert.equal(ids('at=src/main.c:7:3'), 'a2');
    assert.equal(ids('thread>1'), 'a2');
    assert.equal(ids('live -thread:1'), 'a2 b');
    assert.equal(ids('id=a*'), 'a1 a2');
    assert.equal(ids('id=a1* made:1'), 'a1');
    assert.equal(ids('id="a"#'), 'a1 a2');
    assert.equal(ids('id="b"#'), 'b');
    assert.equal(ids('id=""#'), '', 'none begins with a digit');
  });
});
