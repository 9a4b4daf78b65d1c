import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { recordedMapWindow } from '../../../src/projection/recorded/recordedMap';
import { recordedSummary } from '../../../src/projection/recorded/recordedSummary';
import { SHOWN_KINDS } from '../../../src/protocol/heapMap';
import type { RecordedHeap } from '../../../src/replay/recorded/recordedHeap';
import { recordedOf } from '../../replay/recorded/naive';
import { atOnce } from '../../support/atOnce';

/** What each place is, found out byte by byte: how many live blocks have it, or that it is in a gap. */
function naivePlaces({ blocks, live }: RecordedHeap): string[] {
  const places = Array.from({ length: blocks.span }, () => 'unknown');
  for (const [i, { place, length }] of blocks.regions.entries()) {
    const next = blocks.regions[i + 1];
    if (next !== undefined) places.fill('gap', place + length, next.place);
  }
  const holders = new Uint8Array(blocks.span);
  for (const rank of live) {
    for (let at = 0; at < blocks.extentAt(rank); at++) holders[blocks.start[rank] + at]++;
  }
  return places.map((place, at) => ['user', 'overlap'][Math.min(holders[at], 2) - 1] ?? place);
}

const someLine = fc
  .record({
    id: fc.integer({ min: 0, max: 7 }),
    isFree: fc.boolean(),
    size: fc.integer({ min: 0, max: 60 }),
    address: fc.oneof(
      fc.integer({ min: 0, max: 150 }).map((at) => 0x10000 + at),
      fc.integer({ min: 0, max: 90 }).map((at) => 0x900000 + at),
    ),
  })
  .map(({ id, isFree, size, address }) =>
    isFree ? `free b${id}` : `alloc b${id} ${size} addr=${address}`,
  );

function isLive(place: string): boolean {
  return place === 'user' || place === 'overlap';
}

function checkSums(heap: RecordedHeap, expected: readonly string[]): void {
  const { metrics } = atOnce(recordedSummary(heap));
  assert.equal(metrics.covered, expected.filter(isLive).length);
  const { blocks, live } = heap;
  const overlaps = (rank: number) =>
    Array.from(
      { length: blocks.extentAt(rank) },
      (_, at) => expected[blocks.start[rank] + at],
    ).includes('overlap');
  assert.equal(metrics.overlapping, live.filter(overlaps).length);
  const window = atOnce(recordedMapWindow(heap, 0, blocks.span, 1));
  if (window.mode === 'segments') return;
  const { channels = [], cells } = window;
  for (const [i, kind] of channels.entries()) {
    const share = expected.filter((place) => place === kind).length / expected.length;
    assert.ok(Math.abs(cells[i] / 255 - share) < 1 / 200 || (share > 0 && cells[i] === 1));
  }
}

describe('the map of a recorded heap', () => {
  it('tells of every byte what it is, in any part, and so do the sums', () => {
    fc.assert(
      fc.property(
        fc.array(someLine, { minLength: 1, maxLength: 25 }),
        fc.tuple(fc.nat(400), fc.nat(400)),
        (lines, [one, other]) => {
          const heap = recordedOf(lines);
          const expected = naivePlaces(heap);
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const window = atOnce(recordedMapWindow(heap, from, to, 10_000));
          assert.ok(window.mode === 'segments');
          const { start, kind } = window;
          const shown: string[] = [];
          for (const [i, begin] of start.entries()) {
            assert.equal(begin, window.from + shown.length);
            const end = start[i + 1] ?? window.to;
            for (let at = begin; at < end; at++) shown.push(SHOWN_KINDS[kind[i]]);
          }
          assert.deepEqual(shown, expected.slice(window.from, window.to));
          checkSums(heap, expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('names blocks by their events, and goes on across a gap', () => {
    const heap = recordedOf(['mark m', 'alloc a 32 addr=0x1000', 'alloc b 16 addr=0x9000000']);
    const window = atOnce(recordedMapWindow(heap, 0, heap.blocks.span, 100));
    assert.ok(window.mode === 'segments');
    const runs = Array.from(window.kind, (kind, i) => [SHOWN_KINDS[kind], window.block[i]]);
    assert.deepEqual(runs, [
      ['user', 2],
      ['gap', 0],
      ['user', 3],
    ]);
    assert.deepEqual(window.ids, ['a', 'b']);
  });
});
