import assert from 'node:assert/strict';
import type { FreeListEntry } from '../../src/protocol/freeList';
import {
  besideRow,
  ChainFocus,
  keyOf,
  type Box,
} from '../../webview/elements/at-free-list/chainFocus';

const node = (block: number): FreeListEntry => ({
  kind: 'node',
  block,
  size: 16,
  index: 0,
  visit: 0,
  verdict: '',
  role: null,
  relinked: null,
});
const gone = (block: number): FreeListEntry => ({
  kind: 'gone',
  block,
  size: 16,
  visit: 0,
  verdict: '',
  fate: 'taken',
});
const gap = (fromIndex: number): FreeListEntry => ({
  kind: 'gap',
  skipped: 3,
  fromIndex,
  bytes: 48,
  firstBlock: 0,
  lastBlock: 0,
});
const CHAIN = [node(0), gone(32), node(64), gap(2), node(512)];
const box = (left: number, top: number): Box => ({ left, top, width: 40 });
const noBoxes = (): readonly Box[] => assert.fail('boxes were asked for');

describe('the focus in the chain of the free list', () => {
  it('comes in at the selected block, else at the first', () => {
    assert.equal(new ChainFocus().take(CHAIN, 64), 'node64');
    assert.equal(new ChainFocus().take(CHAIN, undefined), 'node0');
    assert.equal(new ChainFocus().take(CHAIN, 7), 'node0');
    assert.equal(new ChainFocus().take([], undefined), '');
  });

  it('comes back to where it was, wherever the selection is', () => {
    const focus = new ChainFocus();
    focus.take(CHAIN, undefined);
    focus.moveTo('gap2');
    assert.equal(focus.take(CHAIN, 64), 'gap2');
  });

  it('goes by arrows over what can have it, and stops at the ends', () => {
    const focus = new ChainFocus();
    focus.take(CHAIN, 64);
    const keys = ['ArrowLeft', 'ArrowRight', 'Home', 'End'];
    const found = keys.map((key) => focus.target(key, noBoxes));
    assert.deepEqual(found, ['node0', 'gap2', 'node0', 'node512']);
    assert.equal(focus.target('Enter', noBoxes), undefined);
    focus.moveTo('node512');
    assert.equal(focus.target('ArrowRight', noBoxes), 'node512');
    focus.moveTo('node0');
    assert.equal(focus.target('ArrowLeft', noBoxes), 'node0');
  });

  it('falls to what took the place of an entry that is gone', () => {
    const focus = new ChainFocus();
    focus.take(CHAIN, undefined);
    focus.moveTo('node64');
    assert.equal(focus.take([node(0), gone(64), node(512)], undefined), 'node512');
    focus.moveTo('node512');
    assert.equal(focus.take([node(0)], undefined), 'node0');
  });

  it('finds the nearest in the row above and below', () => {
    // Entries of few lines begin further down in their row.
    const boxes = [box(0, 8), box(50, 0), box(100, 0), box(0, 60), box(60, 68), box(0, 120)];
    const rows = (direction: -1 | 1) => boxes.map((_, at) => besideRow(boxes, at, direction));
    assert.deepEqual(rows(1), [3, 4, 4, 5, 5, 5]);
    assert.deepEqual(rows(-1), [0, 1, 2, 0, 1, 3]);
    assert.equal(besideRow([], 0, 1), 0);
  });

  it('tells all entries apart', () => {
    const keys = [...CHAIN, node(32), gap(5)].map(keyOf);
    assert.equal(new Set(keys).size, keys.length);
  });
});
