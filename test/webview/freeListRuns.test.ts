import assert from 'node:assert/strict';
import type { FreeListEntry, FreeListGap, FreeListNode } from '../../src/protocol/freeList';
import { expanded } from '../../webview/elements/at-free-list/expanded';
import {
  goneText,
  nodeText,
  rewriteText,
  sizeFilter,
} from '../../webview/elements/at-free-list/nodeText';
import { heapView } from './support/states';

const node = (index: number, block = index * 100): FreeListNode => ({
  kind: 'node',
  block,
  size: 16,
  index,
  visit: 0,
  verdict: '',
  role: null,
  relinked: null,
});

const gap = (fromIndex: number, skipped: number): FreeListGap => ({
  kind: 'gap',
  skipped,
  fromIndex,
  bytes: skipped * 16,
  firstBlock: fromIndex * 100,
  lastBlock: (fromIndex + skipped - 1) * 100,
});

const run = (start: number, count: number) =>
  Array.from({ length: count }, (_, place) => node(start + place));

const print = (entries: readonly FreeListEntry[]) =>
  entries
    .map((each) => {
      if (each.kind === 'gap') return `…${each.skipped}:${each.bytes}`;
      return each.kind === 'node' ? String(each.index) : `[${each.block}]`;
    })
    .join(' ');

describe('free list with more nodes shown', () => {
  const chain = [node(0), gap(1, 5), node(6), gap(7, 3)];

  it('fills a gap page by page', () => {
    assert.equal(print(expanded(chain, [])), '0 …5:80 6 …3:48');
    assert.equal(print(expanded(chain, [run(1, 2)])), '0 1 2 …3:48 6 …3:48');
    assert.equal(print(expanded(chain, [run(1, 2), run(3, 2)])), '0 1 2 3 4 …1:16 6 …3:48');
    assert.equal(print(expanded(chain, [run(1, 5), run(7, 3)])), '0 1 2 3 4 5 6 7 8 9');
  });

  it('never shows a node twice, whatever came back', () => {
    assert.equal(print(expanded(chain, [run(0, 50)])), '0 1 2 3 4 5 6 7 8 9');
    assert.equal(print(expanded(chain, [run(1, 3), run(2, 3)])), '0 1 2 3 4 …1:16 6 …3:48');
  });

  it('leaves a gap on either side, whose bytes are not known apart', () => {
    assert.equal(print(expanded(chain, [run(2, 2)])), '0 …1:-1 2 3 …2:-1 6 …3:48');
  });

  it('takes nodes of a moment ago: the places fit later', () => {
    // A node before the gap is gone: all places are one less than those of the old nodes.
    const now = [{ ...gap(1, 4), firstBlock: 200, lastBlock: 500 }];
    assert.equal(print(expanded(now, [run(2, 4)])), '…1:-1 2 3 4 5');
  });
});

describe('the words of the free list', () => {
  const heap = heapView();

  it('name a node with its visit and what became of it', () => {
    assert.equal(
      nodeText({ ...node(1), visit: 2, verdict: 'too small by 61', role: 'merged' }, heap),
      'Free block 0x10000064, 16 bytes, visit 2: too small by 61, merged',
    );
  });

  it('say why a node is gone', () => {
    const base = { kind: 'gone', block: 16, size: 1000, visit: 3, verdict: 'fits 112' } as const;
    assert.equal(
      goneText({ ...base, fate: 'split' }, heap),
      'Was free: 0x10000010, 1,000 bytes, visit 3, chosen: fits 112, ' +
        'split: allocated but for the remainder that took its place',
    );
    assert.match(goneText({ ...base, visit: 0, fate: 'merged' }, heap), /bytes, merged into/);
  });

  it('say which word was written', () => {
    assert.equal(rewriteText({ holder: -1, old: 0 }, 32, heap), 'head: 0x10000000 → 0x10000020');
    assert.equal(
      rewriteText({ holder: 32, old: 96 }, -1, heap),
      'next word at 0x10000028: 0x10000060 → 0',
    );
  });

  it('make a filter of the table from a size', () =>
    assert.equal(sizeFilter(64), 'free size:64..127'));
});
