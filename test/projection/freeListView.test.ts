import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Heap } from '../../src/engine/heap';
import { BlockList } from '../../src/projection/blockList';
import {
  freeListStretch,
  freeListView,
  freeListWindow,
} from '../../src/projection/freeList/freeListView';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import { shown } from './shown';

/**
 * Replays a trace, given as lines, and compares the free list: a node is `block+size`, with the
 * visit that looked at it, its role, and `<-` with what the link that leads to it led to before. A
 * node that is gone is in brackets.
 */
function check(lines: readonly string[], expected: readonly string[]): void {
  const { replay } = shown(`${lines.join('\n')}\n`);
  const { nodes, end } = freeListView(new BlockList(replay.heap), replay.explainLast());
  const actual = nodes.map((node) => {
    if (node.kind === 'gap') return `${node.skipped} from ${node.fromIndex}`;
    const { block, size, visit } = node;
    const seen = visit > 0 ? ` visit ${visit}` : '';
    if (node.kind === 'gone') return `[${block}+${size}${seen} ${node.fate}]`;
    const { role, relinked } = node;
    const link = relinked === null ? '' : ` <- ${relinked.holder}:${relinked.old}`;
    return `${block}+${size}${seen}${role === null ? '' : ` ${role}`}${link}`;
  });
  if (end !== null) actual.push(`null <- ${end.holder}:${end.old}`);
  assert.deepEqual(actual, expected);
}

const HEAP = 'heap size=1KiB align=8';
const FOUR = [HEAP, 'alloc a 104', 'alloc b 104', 'alloc c 104', 'alloc d 104'];

/** Free blocks of 16 bytes, each with a live one before it; the last one reaches to the end. */
function comb(teeth: number, last: string): string[] {
  const names = Array.from({ length: teeth }, (_, i) => i);
  return [
    'heap size=16KiB align=8',
    ...names.flatMap((i) => [`alloc live${i} 8`, `alloc free${i} 8`]),
    ...names.map((i) => `free free${i}`),
    last,
  ];
}

/** The list as pairs of a node (or -1 for the head) and the node its link leads to. */
function linksOf(heap: Heap): Map<number, number> {
  const links = new Map<number, number>();
  let from = -1;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    links.set(from, block);
    from = block;
  }
  return links.set(from, -1);
}

function placesOf({ nodes }: { nodes: readonly { block: number; index: number }[] }): string[] {
  return nodes.map(({ block, index }) => `${index}: ${block}`);
}

describe('the free list', () => {
  it('after a split', () =>
    check([HEAP, 'alloc a 8'], ['[0+1008 visit 1 split]', '32+976 remainder <- -1:0']));

  it('after a block was taken whole', () =>
    check([...FOUR, 'free b', 'alloc e 104'], ['[128+112 visit 1 taken]', '512+496 <- -1:128']));

  it('after a search that passed by', () =>
    check(
      [...FOUR, 'free b', 'alloc e 200'],
      ['128+112 visit 1', '[512+496 visit 2 split]', '736+272 remainder <- 128:512'],
    ));

  it('after a search in vain', () =>
    check([...FOUR, 'free b', 'alloc e 900'], ['128+112 visit 1', '512+496 visit 2']));

  it('after a free between live blocks', () =>
    check([...FOUR, 'free b'], ['128+112 freed <- -1:512', '512+496']));

  it('after a free that merged forward', () =>
    check([...FOUR, 'free d'], ['384+624 merged <- -1:512', '[512+496 merged]']));

  it('after a free that merged backward: no link changed', () =>
    check([...FOUR, 'free a', 'free b'], ['0+240 merged', '512+496']));

  it('after a free that merged both ways', () =>
    check(
      [...FOUR, 'free a', 'free c', 'free b'],
      ['0+368 merged', '[256+112 merged]', '512+496 <- 0:256'],
    ));

  it('after a realloc that moved', () =>
    check(
      [...FOUR, 'realloc a 120'],
      ['0+112 freed <- -1:512', '[512+496 visit 1 split]', '656+352 remainder'],
    ));

  it('is shown whole up to forty nodes', () => {
    const { replay } = shown(`${comb(40, 'mark x').join('\n')}\n`);
    const { nodes, count } = freeListView(new BlockList(replay.heap), []);
    assert.equal(count, 40);
    assert.equal(nodes.length, 40);
  });

  it('is shortened where nothing happened', () =>
    check(comb(60, 'mark x'), [
      '32+16',
      '96+16',
      '160+16',
      '224+16',
      '53 from 4',
      '3680+16',
      '3744+16',
      '3808+12560',
    ]));

  it('keeps what the step did, and its neighbours', () =>
    check(comb(60, 'free live30'), [
      '32+16',
      '96+16',
      '160+16',
      '224+16',
      '24 from 4',
      '1824+16',
      '1888+80 merged',
      '[1952+16 merged]',
      '2016+16 <- 1888:1952',
      '25 from 31',
      '3680+16',
      '3744+16',
      '3808+12560',
    ]));

  it('shows a node where hiding it would save nothing', () =>
    check(comb(60, 'free live7'), [
      '32+16',
      '96+16',
      '160+16',
      '224+16',
      '288+16',
      '352+16',
      '416+80 merged',
      '[480+16 merged]',
      '544+16 <- 416:480',
      '48 from 8',
      '3680+16',
      '3744+16',
      '3808+12560',
    ]));

  it('counts its blocks by size', () => {
    const { replay } = shown(`${comb(60, 'mark x').join('\n')}\n`);
    const { bytes, histogram } = freeListView(new BlockList(replay.heap), []);
    assert.equal(bytes, 59 * 16 + 12560);
    assert.deepEqual(histogram, [
      { from: 16, count: 59 },
      { from: 8192, count: 1 },
    ]);
  });

  it('tells the end apart, where a link to null was rewritten', () =>
    check(
      ['heap size=256 align=8', 'alloc a 40', 'alloc b 40', 'free a', 'alloc c 104'],
      ['0+48 visit 1', '[128+112 visit 2 taken]', 'null <- 0:128'],
    ));

  it('says what the search said of each node, and what the gaps hold', () => {
    const { replay } = shown(`${comb(60, 'alloc x 500').join('\n')}\n`);
    const { nodes, head } = freeListView(new BlockList(replay.heap), replay.explainLast());
    assert.equal(head, 32);
    assert.deepEqual(
      nodes.map((node) => ('verdict' in node ? node.verdict : `${node.skipped}: ${node.bytes}`)),
      [
        ...Array.from({ length: 4 }, () => 'too small by 496'),
        '53: 848',
        'too small by 496',
        'too small by 496',
        'fits 512',
        '',
      ],
    );
  });

  it('gives nodes by place, and by where they lie', () => {
    const { replay, list } = shown(`${comb(60, 'free live30').join('\n')}\n`);
    const explanations = replay.explainLast();
    const byPlace = freeListWindow(list, explanations, 57, 10, 1);
    assert.equal(byPlace.total, 59);
    assert.deepEqual(placesOf(byPlace), ['57: 3744', '58: 3808']);
    assert.deepEqual(placesOf(freeListWindow(list, explanations, 2 ** 32, 10, 1)), []);
    const stretch = freeListStretch(list, explanations, 1824, 2017, 1);
    assert.deepEqual(placesOf(stretch), ['28: 1824', '29: 1888', '30: 2016']);
    assert.equal(stretch.nodes[1].role, 'merged');
    assert.deepEqual(placesOf(freeListStretch(list, explanations, 500, 400, 1)), []);
  });

  it('marks exactly the links that changed, and the nodes that are gone', () => {
    fc.assert(
      fc.property(program, (text) => {
        const replay = replayed(text);
        replay.seek(0);
        let before = linksOf(replay.heap);
        while (replay.step()) {
          const after = linksOf(replay.heap);
          const view = freeListView(new BlockList(replay.heap), replay.explainLast());
          if (view.count <= 40) {
            const marked = view.nodes.flatMap((node) =>
              node.kind === 'node' && node.relinked !== null
                ? [`${node.relinked.holder}: ${node.relinked.old} -> ${node.block}`]
                : [],
            );
            if (view.end) marked.push(`${view.end.holder}: ${view.end.old} -> -1`);
            const changed = [...after].flatMap(([from, to]) =>
              before.has(from) && before.get(from) !== to
                ? [`${from}: ${before.get(from)} -> ${to}`]
                : [],
            );
            assert.deepEqual(marked, changed, `event ${replay.at}`);
            const gone = view.nodes.flatMap((n) => (n.kind === 'gone' ? [n.block] : []));
            const missing = [...before.values()].filter(
              (block) => block >= 0 && ![...after.values()].includes(block),
            );
            assert.deepEqual(gone, missing, `event ${replay.at}`);
          }
          before = after;
        }
      }),
      { numRuns: 60 },
    );
  });
});
