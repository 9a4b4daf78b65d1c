import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Heap } from '../../src/engine/heap';
import { BlockList } from '../../src/projection/blockList';
import { freeListView } from '../../src/projection/freeListView';
import { EventKind } from '../../src/trace/trace';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import { shown } from './shown';

/**
 * Replays a trace, given as lines, and compares the free list: a node is `block+size`, with the
 * visit that looked at it, its role, and `<-` where the link that leads to it was rewritten.
 */
function check(lines: readonly string[], expected: readonly string[]): void {
  const { replay } = shown(`${lines.join('\n')}\n`);
  const { nodes } = freeListView(new BlockList(replay.heap), replay.explainLast());
  const actual = nodes.map((node) => {
    if ('skipped' in node) return `${node.skipped} from ${node.fromIndex}`;
    const { block, size, visit, role, relinked } = node;
    const marks = [visit > 0 ? `visit ${visit}` : '', role ?? '', relinked ? '<-' : ''];
    return [`${block}+${size}`, ...marks.filter(Boolean)].join(' ');
  });
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

describe('the free list', () => {
  it('after a split', () => check([HEAP, 'alloc a 8'], ['32+976 visit 1 remainder <-']));

  it('after a block was taken whole', () =>
    check([...FOUR, 'free b', 'alloc e 104'], ['512+496 <-']));

  it('after a search that passed by', () =>
    check([...FOUR, 'free b', 'alloc e 200'], ['128+112 visit 1', '736+272 visit 2 remainder <-']));

  it('after a search in vain', () =>
    check([...FOUR, 'free b', 'alloc e 900'], ['128+112 visit 1', '512+496 visit 2']));

  it('after a free between live blocks', () =>
    check([...FOUR, 'free b'], ['128+112 freed <-', '512+496']));

  it('after a free that merged forward', () => check([...FOUR, 'free d'], ['384+624 merged <-']));

  it('after a free that merged backward: no link changed', () =>
    check([...FOUR, 'free a', 'free b'], ['0+240 merged', '512+496']));

  it('after a free that merged both ways', () =>
    check([...FOUR, 'free a', 'free c', 'free b'], ['0+368 merged', '512+496 <-']));

  it('after a realloc that moved', () =>
    check([...FOUR, 'realloc a 120'], ['0+112 freed <-', '656+352 visit 1 remainder']));

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
      '2016+16 <-',
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
      '544+16 <-',
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

  it('marks exactly the links that changed', () => {
    fc.assert(
      fc.property(program, (text) => {
        const replay = replayed(text);
        replay.seek(0);
        let before = linksOf(replay.heap);
        while (replay.step()) {
          const after = linksOf(replay.heap);
          const view = freeListView(new BlockList(replay.heap), replay.explainLast());
          const marked = view.nodes.flatMap((n) =>
            'relinked' in n && n.relinked ? [n.block] : [],
          );
          const changed = [...after].flatMap(([from, to]) =>
            to >= 0 && before.has(from) && before.get(from) !== to ? [to] : [],
          );
          // A realloc is two operations: what the second undoes is marked all the same.
          const isOne = replay.trace.kind[replay.at - 1] !== EventKind.Realloc;
          if (isOne && view.count <= 40) assert.deepEqual(marked, changed, `event ${replay.at}`);
          before = after;
        }
      }),
      { numRuns: 60 },
    );
  });
});
