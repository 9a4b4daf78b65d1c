import assert from 'node:assert/strict';
import { checkHeap } from '../../src/engine/checker';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { Heap } from '../../src/engine/heap';
import { Counter } from '../../src/engine/counters';
import { LIVE_CELL } from '../../src/engine/memory';

/** Blocks: live 0, free 40, live 80, free 120, live 160 (to 240), free 240 to 512. */
function heapInUse(): Heap {
  const heap = new Heap({ ...DEFAULT_CONFIG, size: 512, debugLog: false });
  heap.init();
  const users = [16, 16, 16, 16, 56].map((size) => heap.alloc(size, 8));
  heap.free(users[1]);
  heap.free(users[3]);
  assert.deepEqual(checkHeap(heap), []);
  return heap;
}

/** Breaks a sound heap and returns what the checker says. */
function violations(damage: (heap: Heap) => void): string[] {
  const heap = heapInUse();
  damage(heap);
  return checkHeap(heap);
}

describe('the heap checker', () => {
  const base = DEFAULT_CONFIG.base;
  const cases: [string, (heap: Heap) => void, string][] = [
    ['a size past the end', (h) => (h.memory.words[80 / 4] = 9999), 'block 80 has size 9999'],
    ['a size too small', (h) => (h.memory.words[80 / 4] = 0), 'block 80 has size 0'],
    ['a negative size', (h) => (h.memory.words[80 / 4] = -24), 'block 80 has size -24'],
    [
      'a cycle in the free list',
      (h) => (h.memory.words[240 / 4 + 2] = base + 40),
      'free block 40 follows 240: addresses do not ascend',
    ],
    [
      'a link out of the heap',
      (h) => (h.memory.words[240 / 4 + 2] = base + 512),
      'free block 512 lies outside the heap',
    ],
    [
      'a free block left out',
      (h) => (h.memory.words[40 / 4 + 2] = base + 240),
      'block 120 is free and not in the free list',
    ],
    [
      'a live block in the list',
      (h) => (h.memory.words[40 / 4 + 2] = base + 80),
      'block 80 is live and in the free list',
    ],
    [
      'a wrong back pointer',
      (h) => (h.memory.words[(80 + 16) / 4] = base + 88),
      'the back pointer before 104 does not lead to block 80',
    ],
    [
      'user data longer than its block',
      (h) => (h.memory.cells[LIVE_CELL + 80 / 8] = ~17),
      'user data of block 80 is not inside it',
    ],
    [
      'user data in the header',
      (h) => (h.memory.cells[LIVE_CELL + 80 / 8 + 1] = 96),
      'user data of block 80 is not inside it',
    ],
    [
      'free neighbours that were not merged',
      (h) => {
        h.memory.words[120 / 4] = 8;
        h.memory.words.set([h.memory.words[240 / 4], 0, 0, 0], 144 / 4);
        h.memory.words[120 / 4 + 2] = base + 144;
      },
      'free block 144 has a free neighbour before it',
    ],
    [
      'bytes lost in the rounded layout',
      (h) => (h.memory.words[80 / 4] = 20),
      '4 bytes lost after 80',
    ],
    [
      'a roving pointer to a live block',
      (h) => (h.memory.counters[Counter.Rover] = 80),
      'the roving pointer names 80, which is not in the free list',
    ],
    [
      'live blocks',
      (h) => h.memory.counters[Counter.LiveBlocks]++,
      'live blocks: counted 4, walked 3',
    ],
    [
      'live bytes',
      (h) => h.memory.counters[Counter.LiveBytes]--,
      'live bytes: counted 87, walked 88',
    ],
    [
      'free blocks',
      (h) => h.memory.counters[Counter.FreeBlocks]--,
      'free blocks: counted 2, walked 3',
    ],
    [
      'free bytes',
      (h) => h.memory.counters[Counter.FreeBytes]++,
      'free bytes: counted 305, walked 304',
    ],
    [
      'lost bytes',
      (h) => h.memory.counters[Counter.LostBytes]++,
      'lost bytes: counted 1, walked 0',
    ],
  ];
  for (const [name, damage, expected] of cases) {
    it(`finds ${name}`, () => {
      const found = violations(damage);
      assert(found.includes(expected), `${expected}\nis not in\n${found.join('\n')}`);
    });
  }
});
