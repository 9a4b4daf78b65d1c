import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { blockWindow, histogramOf, totalsOf } from '../../src/projection/blockTable';
import type { TableOrder } from '../../src/protocol/blockTable';
import { lifeEndsOf } from '../../src/replay/lifeEnds';
import { program } from '../replay/programs';
import { shown } from './shown';
import { tableRows } from './tableRows';
import { atOnce } from '../support/atOnce';

const TRACE = [
  'heap size=1KiB align=8 layout=reference',
  'alloc old 40 "Second"',
  'alloc b10 19 align=64 "first"',
  'alloc gone 24',
  'alloc b2 8 tid=3',
  'free gone',
  'realloc old moved 33 "grown" at=x.c:7:1 tid=12',
  '',
].join('\n');

const BY_ADDRESS: TableOrder = { sort: 'address', descending: false, filter: '' };

/** Compares the ids (or `free` and the size) of the table's rows, in their order. */
function check(order: Partial<TableOrder>, expected: string): void {
  const { replay, list } = shown(TRACE);
  const ends = atOnce(lifeEndsOf(replay.trace, replay.journal));
  const rows = tableRows(replay, list, { ...BY_ADDRESS, ...order }, ends);
  const window = blockWindow(replay, list, rows, 0, 100, 0);
  const names = window.id.map((id, i) => (window.live[i] === 1 ? id : `free${window.size[i]}`));
  assert.equal(names.join(' '), expected);
  assert.equal(window.total, names.length);
}

describe('the block table', () => {
  it('is in address order', () => check({}, 'free48 b10 free32 b2 moved free712'));

  it('is sorted by each column, equal rows by address', () => {
    check({ sort: 'state' }, 'b10 b2 moved free48 free32 free712');
    check({ sort: 'id' }, 'free48 free32 free712 b2 b10 moved');
    check({ sort: 'requested' }, 'free48 free32 free712 b2 b10 moved');
    check({ sort: 'size' }, 'b2 free32 moved free48 b10 free712');
    check({ sort: 'padding' }, 'free48 free32 free712 b2 moved b10');
    check({ sort: 'tail' }, 'free48 free32 free712 b10 b2 moved');
    check({ sort: 'age' }, 'free48 free32 free712 moved b2 b10');
    check({ sort: 'line' }, 'free48 free32 free712 b10 b2 moved');
    check({ sort: 'user' }, 'free48 free32 free712 b10 b2 moved');
    check({ sort: 'lost' }, 'free48 free32 b2 free712 b10 moved');
    check({ sort: 'label' }, 'free48 free32 b2 free712 b10 moved');
    check({ sort: 'source' }, 'free48 b10 free32 b2 free712 moved');
    check({ sort: 'thread' }, 'free48 b10 free32 free712 b2 moved');
    check({ sort: 'end' }, 'free48 free32 free712 b10 b2 moved');
  });

  it('is turned round as a whole', () => {
    check({ descending: true }, 'free712 moved b2 free32 b10 free48');
    check({ sort: 'state', descending: true }, 'free712 free32 free48 moved b2 b10');
  });

  it('knows when lives end', () => {
    const { replay, list } = shown(TRACE, 4);
    const ends = atOnce(lifeEndsOf(replay.trace, replay.journal));
    const order: TableOrder = { sort: 'end', descending: false, filter: 'live' };
    const rows = tableRows(replay, list, order, ends);
    const { id, end } = blockWindow(replay, list, rows, 0, 10, 0, ends);
    assert.deepEqual(id, ['gone', 'old', 'b10', 'b2']);
    assert.deepEqual([...end], [5, 6, 0, 0]);
  });

  it('counts the sizes, and sums up runs of rows', () => {
    fc.assert(
      fc.property(program, fc.array(fc.nat({ max: 30 }), { maxLength: 8 }), (events, numbers) => {
        const { replay, list } = shown(events);
        const order: TableOrder = { sort: 'size', descending: true, filter: '' };
        const rows = tableRows(replay, list, order);
        const window = blockWindow(replay, list, rows, 0, rows.length, 0);
        const { live, free } = histogramOf(list, rows, 0);
        for (let power = 0; power < live.length; power++) {
          const isIn = (size: number) =>
            size < 2 ** (power + 1) && (power === 0 || size >= 2 ** power);
          const counted = (isLive: number) =>
            window.size.filter((size, i) => isIn(size) && window.live[i] === isLive).length;
          assert.deepEqual([live[power], free[power]], [counted(1), counted(0)]);
        }
        const bounds = numbers.toSorted((a, b) => a - b);
        const runs = bounds.slice(0, bounds.length & ~1);
        const isIn = (row: number) =>
          runs.some((from, i) => i % 2 === 0 && row >= from && row < runs[i + 1]);
        const sum = (column: ArrayLike<number>) =>
          Array.from(column).reduce((total, value, row) => (isIn(row) ? total + value : total), 0);
        assert.deepEqual(totalsOf(list, rows, runs, 0), {
          revision: 0,
          blocks: sum(window.live.map(() => 1)),
          live: sum(window.live),
          requested: sum(window.requested),
          size: sum(window.size),
        });
      }),
    );
  });

  it('keeps the rows that every word of the filter names', () => {
    check({ filter: 'live' }, 'b10 b2 moved');
    check({ filter: 'free' }, 'free48 free32 free712');
    check({ filter: 'live free' }, '');
    check({ filter: 'b' }, 'b10 b2');
    check({ filter: '  FIRST  ' }, 'b10');
    check({ filter: 'first b10 live' }, 'b10');
    check({ filter: 'first moved' }, '');
    check({ filter: 'second' }, '');
    check({ filter: 'free b' }, '');
    check({ filter: 'b', sort: 'id', descending: true }, 'b10 b2');
  });

  it('tells everything about a row', () => {
    const { replay, list } = shown(TRACE);
    const rows = tableRows(replay, list, BY_ADDRESS);
    const { block, live, size, requested, padding, tail, lost, age, line, id, label, ...more } =
      blockWindow(replay, list, rows, 1, 2, 5);
    assert.deepEqual([...block], [64, 152]);
    assert.deepEqual([...live], [1, 0]);
    assert.deepEqual([...size], [67, 32]);
    assert.deepEqual([...requested], [19, 0]);
    assert.deepEqual([...padding], [40, 0]);
    assert.deepEqual([...tail], [0, 0]);
    assert.deepEqual([...lost], [5, 0]);
    assert.deepEqual([...age], [4, 0]);
    assert.deepEqual([...line], [4, 0]);
    assert.deepEqual(id, ['b10', '']);
    assert.deepEqual(label, ['first', '']);
    assert.deepEqual([...more.user], [128, 0]);
    assert.deepEqual([...more.thread], [-1, -1]);
    assert.deepEqual(more.source, ['', '']);
    assert.equal(more.end.length, 0, 'nobody asked for it');
  });

  it('gives any window of the rows', () => {
    const { replay, list } = shown(TRACE);
    const rows = tableRows(replay, list, BY_ADDRESS);
    const windowOf = (start: number, count: number) => {
      const window = blockWindow(replay, list, rows, start, count, 5);
      assert.equal(window.total, 6);
      assert.equal(window.revision, 5);
      return [...window.block];
    };
    assert.deepEqual(windowOf(0, 0), []);
    assert.deepEqual(windowOf(4, 100), [232, 296]);
    assert.deepEqual(windowOf(6, 5), []);
    assert.deepEqual(windowOf(2 ** 32, 5), []);
  });
});
