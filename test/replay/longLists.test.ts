import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Heap } from '../../src/engine/heap';
import { replayed, stateOf } from './replayed';

/** A trace that leaves some `free` free blocks, then allocates and frees among them. */
function program(free: number, seed: number, events: number, policy: string): string {
  let state = seed | 1;
  const below = (bound: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
  const lines = [`heap size=192KiB layout=reference policy=${policy}`];
  for (let i = 0; i < 2 * free; i++) lines.push(`a ${i} ${1 + below(60)}`);
  for (let i = 0; i < 2 * free; i += 2) lines.push(`f ${i}`);
  for (let i = 0; i < events; i++) {
    const id = below(3 * free);
    const [size, align] = [1 + below(300), 2 ** below(8)];
    lines.push(below(2) === 0 ? `f ${id}` : `a ${id} ${size} ${align}`);
    if (below(9) === 0) lines.push(`r ${below(2 * free)} ${1 + below(90)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** What the index knows must be the free list itself. */
function checkIndex(heap: Heap): void {
  if (heap.knownFreeBlocks === undefined) return;
  let count = 0;
  let previous = -1;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    assert.equal(heap.freeBefore(block), previous, `before ${block}`);
    previous = block;
    count++;
  }
  assert.equal(heap.freeBefore(heap.config.size - 8), previous);
  assert.equal(heap.knownFreeBlocks, count);
}

describe('steps among many free blocks', () => {
  // Around the lengths at which an array gives way to trees and comes back, and far above.
  const lengths = fc.constantFrom(60, 100, 125, 215, 235, 400);
  const policies = fc.constantFrom('first-fit', 'next-fit', 'best-fit', 'worst-fit');

  it('forward and back keep what is known of them, and every byte', () => {
    fc.assert(
      fc.property(lengths, policies, fc.integer(), (free, policy, seed) => {
        const replay = replayed(program(free, seed, 150, policy));
        const end = replay.eventCount;
        replay.seek(end - 120);
        const states = [stateOf(replay)];
        while (replay.step()) {
          checkIndex(replay.heap);
          states.push(stateOf(replay));
        }
        for (const expected of states.toReversed()) {
          assert(stateOf(replay).equals(expected), `after ${replay.at} events`);
          checkIndex(replay.heap);
          replay.explainLast();
          checkIndex(replay.heap);
          replay.stepBack();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('are known again soon after a jump, and stay known on the way back', () => {
    const replay = replayed(program(400, 3, 2000, 'first-fit'));
    replay.seek(1000);
    for (let i = 0; i < 20; i++) replay.step();
    assert.equal(replay.heap.knownFreeBlocks !== undefined, true);
    for (let i = 0; i < 20; i++) replay.stepBack();
    assert.equal(replay.heap.knownFreeBlocks !== undefined, true);
    checkIndex(replay.heap);
  });
});
