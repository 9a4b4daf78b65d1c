import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockList } from '../../src/projection/blockList';
import {
  amountPaint as amountsOf,
  huePaint,
  type BlockPaint,
} from '../../src/projection/blockPaint';
import { classPaint, placesOf, tallyOf } from '../../src/projection/classPaint';
import { mapWindow as windowOf } from '../../src/projection/heapMap';
import { MAP_KINDS, MOST_CLASSES, type MapWindow } from '../../src/protocol/heapMap';
import type { Replay } from '../../src/replay/replay';
import { EventNames } from '../../src/session/eventNames';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import { atOnce } from '../support/atOnce';
import { shown } from './shown';

const mapWindow = (...of: Parameters<typeof windowOf>) => atOnce(windowOf(...of));
const amountPaint = (...of: Parameters<typeof amountsOf>) => atOnce(amountsOf(...of));

const THREE = 'heap size=1024 align=8\nalloc a 40 "net"\nalloc b 100\nalloc c 8 "net"\nfree b\n';

function classesOf(replay: Replay, list: BlockList): EventNames {
  const names = new EventNames((event) => replay.trace.attributesOf(event).label);
  for (const _ of names.read(list, replay.eventCount));
  return names;
}

function labelPaint(replay: Replay, list: BlockList, before: number[] = []): BlockPaint {
  const names = classesOf(replay, list);
  const tally = tallyOf(list, names);
  return classPaint(list, 'label', names, tally, placesOf(tally, before));
}

/** A tally of named classes with so many bytes. */
const tally = (...bytes: number[]) => ({
  blocks: Uint32Array.from([0, 0, 0, ...bytes], (each) => Math.min(each, 1)),
  bytes: Float64Array.from([0, 0, 0, ...bytes]),
});

/** Kind and value of every segment. */
function valuesOf(window: MapWindow): string[] {
  if (window.mode !== 'segments') return [];
  return Array.from(window.kind, (kind, i) => `${MAP_KINDS[kind]} ${window.paint?.values[i]}`);
}

describe('what blocks are coloured by', () => {
  it('is told for every segment of a live block, and no other', () => {
    const { replay, list } = shown(THREE);
    const window = mapWindow(replay, list, 0, 1024, 100, 0, amountPaint(replay, list, 'size'));
    assert.deepEqual(valuesOf(window), [
      'header 41',
      'backPointer 41',
      'user 41',
      'freeHeader 0',
      'freeLink 0',
      'free 0',
      'header 9',
      'backPointer 9',
      'user 9',
      'freeHeader 0',
      'freeLink 0',
      'free 0',
    ]);
    assert.deepEqual(window.paint?.scale, { kind: 'range', of: 'size', low: 8, high: 40 });
    assert.equal(mapWindow(replay, list, 0, 1024, 100, 0).paint, null);
  });

  it('counts age in events since the allocation', () => {
    const { replay, list } = shown(THREE);
    const paint = amountPaint(replay, list, 'age');
    assert.deepEqual(paint.scale, { kind: 'range', of: 'age', low: 1, high: 3 });
    assert.deepEqual([paint.valueAt(0), paint.valueAt(2)], [4, 2]);
  });

  it('of an empty heap is an empty range', () => {
    const { replay, list } = shown('mark nothing\n');
    const { scale } = amountPaint(replay, list, 'age');
    assert.deepEqual(scale, { kind: 'range', of: 'age', low: 0, high: 0 });
  });

  it('gives the same id the same hue, and its neighbours others', () => {
    const { replay, list } = shown('alloc a 8\nalloc b 8\nalloc c 8\nfree a\nalloc a 8\n');
    const hues = [0, 1, 2].map((row) => huePaint(replay, list).valueAt(row));
    replay.seek(3);
    const before = new BlockList(replay.heap);
    assert.deepEqual(
      [0, 1, 2].map((row) => huePaint(replay, before).valueAt(row)),
      hues,
    );
    assert.equal(new Set(hues).size, 3);
    assert.ok(hues.every((hue) => hue >= 1 && hue <= 255));
  });

  it('sums labels, those without one apart', () => {
    const { replay, list } = shown(`${THREE}alloc d 16\n`);
    const paint = labelPaint(replay, list);
    assert.deepEqual(paint.scale, {
      kind: 'classes',
      of: 'label',
      classes: [
        { name: 'net', kind: 'named', blocks: 2, bytes: 48 },
        { name: '', kind: 'others', blocks: 0, bytes: 0 },
        { name: '', kind: 'none', blocks: 1, bytes: 16 },
      ],
    });
    assert.deepEqual([paint.valueAt(0), paint.valueAt(1)], [1, 3]);
  });

  it('bounds the classes: the largest have a colour each', () => {
    const lines = Array.from({ length: 15 }, (_, i) => `alloc x${i} ${8 * (i + 1)} "L${i}"`);
    const { replay, list } = shown(`${lines.join('\n')}\n`);
    const { scale } = labelPaint(replay, list);
    const classes = scale.kind === 'classes' ? scale.classes : [];
    assert.equal(classes.length, MOST_CLASSES + 2);
    assert.deepEqual([classes[0].name, classes[11].name], ['L14', 'L3']);
    assert.deepEqual(classes[12], { name: '', kind: 'others', blocks: 3, bytes: 8 + 16 + 24 });
  });

  it('keeps the place of a class while it is among the largest or nobody needs it', () => {
    assert.deepEqual(placesOf(tally(5, 9, 7), []), [4, 5, 3]);
    assert.deepEqual(placesOf(tally(5, 1, 7), [4, 5, 3]), [4, 5, 3]);
    assert.deepEqual(placesOf(tally(5, 0, 7, 2), [4, 5, 3]), [4, 5, 3, 6]);
    const many = Array.from({ length: 13 }, (_, i) => i + 1);
    const places = Array.from({ length: 12 }, (_, i) => i + 3);
    // The thirteenth takes the place of the smallest.
    assert.deepEqual(placesOf(tally(...many), places), [15, ...places.slice(1)]);
  });

  it('goes with the ids of the blocks where they are few', () => {
    const { replay, list } = shown(THREE);
    const idsIn = (from: number, to: number) => {
      const window = mapWindow(replay, list, from, to, 1000, 0);
      return window.mode === 'segments' ? window.ids : undefined;
    };
    assert.deepEqual(idsIn(0, 1024), ['a', 'c']);
    assert.deepEqual(idsIn(64, 1024), ['c']);
    const many = shown(Array.from({ length: 201 }, (_, i) => `alloc x${i} 8\n`).join(''));
    const window = mapWindow(many.replay, many.list, 0, 2 ** 20, 5000, 0);
    assert.deepEqual(window.mode === 'segments' && window.ids, []);
  });

  it('is summed as what most live bytes of a cell have, or as their mean', () => {
    let checked = 0;
    fc.assert(
      fc.property(program, fc.integer({ min: 1, max: 9 }), (text, cells) => {
        const replay = replayed(text);
        const list = new BlockList(replay.heap);
        const { size } = replay.heap.config;
        for (const paint of [huePaint(replay, list), amountPaint(replay, list, 'size')]) {
          const window = mapWindow(replay, list, 0, size, cells, 0, paint);
          if (window.mode !== 'density') return;
          checked++;
          checkCells(list, paint, window.paint?.values ?? new Uint32Array(0), size / cells);
        }
      }),
      { numRuns: 80 },
    );
    assert.ok(checked > 2, `${checked} windows were summed`);
  });
});

/** Compares the values of cells with the blocks they stand for. */
function checkCells(list: BlockList, paint: BlockPaint, values: Uint32Array, width: number): void {
  for (const [cell, value] of values.entries()) {
    const shares = new Map<number, number>();
    for (let row = 0; row < list.blocks.length; row++) {
      if (list.requested[row] < 0) continue;
      const start = Math.max(list.blocks[row], cell * width);
      const end = Math.min(list.blocks[row] + 16 + list.size[row], (cell + 1) * width);
      const own = paint.valueAt(row);
      if (end > start) shares.set(own, (shares.get(own) ?? 0) + end - start);
    }
    const all = [...shares.values()].reduce((a, b) => a + b, 0);
    if (all === 0) assert.equal(value, 0);
    else if (paint.scale.kind === 'range') {
      const mean = [...shares].reduce((sum, [own, bytes]) => sum + bytes * Math.log2(own), 0) / all;
      assert.ok(Math.abs(value - 2 ** mean) <= 0.51, `cell ${cell}: ${value}, not ${2 ** mean}`);
    } else {
      const most = Math.max(...shares.values());
      assert.ok((shares.get(value) ?? 0) >= most - 1e-6, `cell ${cell}: ${value}`);
    }
  }
}
