import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Heap } from '../../src/engine/heap';
import { BlockList } from '../../src/projection/blockList';
import { mapWindow as windowOf } from '../../src/projection/heapMap';
import { DensityMap, DensityMaps } from '../../src/projection/mapDensity';
import { MAP_KINDS, type MapKind } from '../../src/protocol/messages';
import type { Replay } from '../../src/replay/replay';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import { atOnce } from '../support/atOnce';
import { shown } from './shown';

const mapWindow = (replay: Replay, from: number, to: number, cells: number, revision = 0) =>
  atOnce(windowOf(replay, new BlockList(replay.heap), from, to, cells, revision));

interface Painted {
  readonly kind: MapKind;
  readonly block: number;
}

/** What every byte of the heap is, painted block by block with the larger parts first. */
function paint(heap: Heap): Painted[] {
  const bytes: Painted[] = [];
  const fill = (kind: MapKind, block: number, from: number, to: number) => {
    for (let i = from; i < to; i++) bytes[i] = { kind, block };
  };
  for (let block = 0; block < heap.config.size; block = heap.blockAfter(block)) {
    const end = block + 16 + heap.blockSize(block);
    fill('lost', block, end, heap.blockAfter(block));
    if (heap.isLive(block)) {
      const user = heap.userOffset(block);
      fill('tail', block, block, end);
      fill('user', block, user, user + heap.requestedSize(block));
      fill('padding', block, block + 16, user - 8);
      fill('backPointer', block, user - 8, user);
      fill('header', block, block, block + 16);
    } else {
      fill('free', block, block, end);
      fill('freeHeader', block, block, block + 8);
      fill('freeLink', block, block + 8, block + 16);
    }
  }
  return bytes;
}

/** Reads a window's segments back into bytes. */
function unroll(map: ReturnType<typeof mapWindow>): Painted[] {
  assert.equal(map.mode, 'segments');
  if (map.mode !== 'segments') return [];
  return Array.from(map.start, (start, i) => {
    const end = map.start[i + 1] ?? map.to;
    assert.ok(end > start, 'a segment is empty');
    const painted = { kind: MAP_KINDS[map.kind[i]], block: map.block[i] };
    return Array.from({ length: end - start }, () => painted);
  }).flat();
}

/** One string to compare: thousands of objects take a hundred times as long. */
function textOf(bytes: readonly Painted[]): string {
  return bytes.map(({ kind, block }) => `${kind} ${block}`).join('\n');
}

const CHANNELS: readonly (readonly MapKind[])[] = [
  ['user'],
  ['header', 'backPointer', 'padding', 'tail'],
  ['free', 'freeHeader', 'freeLink'],
  ['lost'],
];

/** Compares summed cells with the bytes they stand for. */
function checkDensity(map: ReturnType<typeof mapWindow>, bytes: readonly Painted[]): void {
  if (map.mode !== 'density') return;
  const count = map.block.length;
  const width = (map.to - map.from) / count;
  for (let cell = 0; cell < count; cell++) {
    const low = map.from + cell * width;
    const high = low + width;
    const shares = CHANNELS.map((kinds) => {
      let sum = 0;
      for (let i = Math.floor(low); i < Math.min(Math.ceil(high), map.to); i++) {
        if (kinds.includes(bytes[i].kind)) sum += Math.min(i + 1, high) - Math.max(i, low);
      }
      return (sum / width) * 255;
    });
    const told = [...map.cells.subarray(cell * 4, cell * 4 + 4)];
    for (const [channel, share] of shares.entries()) {
      assert.ok(Math.abs(told[channel] - share) < 0.51, `cell ${cell}, channel ${channel}`);
    }
    const sum = told.reduce((a, b) => a + b);
    assert.ok(Math.abs(sum - 255) <= 2, `cell ${cell} sums to ${sum}`);
    // Where a block ends at the border of a cell, rounding decides which of the two it is.
    const first = [low - 1e-9, low + 1e-9].map((at) => bytes[Math.max(Math.floor(at), 0)].block);
    assert.ok(first.includes(map.block[cell]), `block of cell ${cell}`);
  }
}

describe('the heap map', () => {
  it('tells every kind of byte', () => {
    const { replay } = shown(
      'heap size=256 layout=reference\nalloc a 19\nalloc b 8 align=64\nfree b\nalloc c 3\n',
    );
    const map = mapWindow(replay, 0, 256, 100, 7);
    assert.equal(map.mode, 'segments');
    assert.equal(map.revision, 7);
    const segments = map.mode === 'segments' ? [...map.start] : [];
    const kinds = map.mode === 'segments' ? Array.from(map.kind, (kind) => MAP_KINDS[kind]) : [];
    assert.deepEqual(
      segments.map((start, i) => `${start} ${kinds[i]}`),
      [
        '0 header',
        '16 padding',
        '24 backPointer',
        '32 user',
        '51 lost',
        '56 header',
        '72 backPointer',
        '80 user',
        '83 lost',
        '88 freeHeader',
        '96 freeLink',
        '104 free',
      ],
    );
  });

  it('is exact where the segments are few, for any range', () => {
    fc.assert(
      fc.property(program, fc.nat(6000), fc.nat(6000), (text, a, b) => {
        const replay = replayed(text);
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const map = mapWindow(replay, from, to, 20_000, 0);
        assert.equal(textOf(unroll(map)), textOf(paint(replay.heap).slice(map.from, map.to)));
        assert.equal(map.to, Math.min(to, replay.heap.config.size));
      }),
      { numRuns: 60 },
    );
  });

  it('sums where they are many, for ranges that no cell divides', () => {
    let summed = 0;
    fc.assert(
      fc.property(
        program,
        fc.nat(6000),
        fc.nat(6000),
        fc.integer({ min: 1, max: 60 }),
        (text, a, b, cells) => {
          const replay = replayed(text);
          const map = mapWindow(replay, Math.min(a, b), Math.max(a, b), cells, 0);
          if (map.mode === 'density') summed++;
          else assert.ok(map.start.length <= cells);
          checkDensity(map, paint(replay.heap));
        },
      ),
      { numRuns: 120 },
    );
    assert.ok(summed > 2, `${summed} of 120 were summed`);
  });

  it('skips nothing where a block begins at the border of a cell', () => {
    const { replay } = shown('heap size=400 align=1\nalloc a 1\nalloc b 0\nalloc c 40\nfree b\n');
    const bytes = paint(replay.heap);
    for (let to = 200; to <= 300; to++) {
      for (let cells = 1; cells <= 40; cells++) {
        checkDensity(mapWindow(replay, 0, to, cells, 0), bytes);
      }
    }
    const { replay: other } = shown(
      `heap size=400 align=1\n${'alloc a 1\n'.repeat(3)}${'alloc b 1\n'.repeat(5)}`,
    );
    checkDensity(mapWindow(other, 0, 269, 29, 0), paint(other.heap));
  });

  for (const layout of ['rounded', 'reference'] as const) {
    it(`summed anew where a walk to and fro has changed it is the one made anew, ${layout}`, () => {
      const ranges = fc.tuple(fc.nat(6000), fc.nat(6000), fc.integer({ min: 1, max: 90 }));
      let steps = 0;
      fc.assert(
        fc.property(
          program,
          fc.array(fc.boolean(), { minLength: 20, maxLength: 60 }),
          fc.array(ranges, { minLength: 1, maxLength: 3 }),
          (text, walk, asked) => {
            const replay = replayed(text, { layout });
            const list = new BlockList(replay.heap);
            const { size } = replay.heap.config;
            const windows = asked.map(([a, b, cells]) => ({
              from: Math.min(a, b, size - 1),
              to: Math.min(Math.max(a, b) + 1, size),
              cells,
            }));
            const densities = new DensityMaps();
            for (const forward of walk) {
              if (forward ? replay.at === replay.eventCount : replay.at === 0) continue;
              if (forward) replay.step();
              const event = replay.explainLast();
              if (!forward) replay.stepBack();
              list.follow(event);
              steps++;
              for (const { from, to, cells } of windows) {
                assert.deepEqual(
                  atOnce(densities.of(list, from, to, cells).window(0, undefined)),
                  atOnce(
                    new DensityMap(new BlockList(replay.heap), from, to, cells).window(
                      0,
                      undefined,
                    ),
                  ),
                );
              }
            }
          },
        ),
        { numRuns: 60 },
      );
      assert.ok(steps > 100, `${steps} steps`);
    });
  }

  it('of an empty range, or one outside, is empty', () => {
    const { replay } = shown('alloc a 8\n');
    for (const [from, to] of [
      [5, 5],
      [9, 2],
      [2 ** 31, 2 ** 32],
    ]) {
      const map = mapWindow(replay, from, to, 4, 0);
      assert.deepEqual(map.mode === 'segments' && [...map.start], []);
    }
  });
});
