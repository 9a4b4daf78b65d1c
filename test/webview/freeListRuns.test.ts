import assert from 'node:assert/strict';
import type { FreeListNode } from '../../src/protocol/state';
import { expanded } from '../../webview/elements/at-free-list/expanded';

const node = (index: number): FreeListNode => ({
  block: index * 100,
  size: 16,
  index,
  visit: 0,
  role: null,
  relinked: false,
});

const run = (start: number, count: number) => ({
  start,
  block: Uint32Array.from({ length: count }, (_, place) => (start + place) * 100),
  size: new Uint32Array(count).fill(16),
});

const print = (nodes: readonly FreeListNode[]) =>
  nodes.map((each) => ('skipped' in each ? `…${each.skipped}` : String(each.index))).join(' ');

describe('free list with more nodes shown', () => {
  const chain = [node(0), { skipped: 5, fromIndex: 1 }, node(6), { skipped: 3, fromIndex: 7 }];

  it('fills a gap page by page', () => {
    assert.equal(print(expanded(chain, [])), '0 …5 6 …3');
    assert.equal(print(expanded(chain, [run(1, 2)])), '0 1 2 …3 6 …3');
    assert.equal(print(expanded(chain, [run(1, 2), run(3, 2)])), '0 1 2 3 4 …1 6 …3');
    assert.equal(print(expanded(chain, [run(1, 5), run(7, 3)])), '0 1 2 3 4 5 6 7 8 9');
  });

  it('never shows a node twice, whatever came back', () => {
    assert.equal(print(expanded(chain, [run(1, 50)])), '0 1 2 3 4 5 6 …3');
    assert.equal(print(expanded(chain, [run(2, 2)])), '0 …5 6 …3');
  });
});
