import assert from 'node:assert/strict';
import type { Address } from '../../src/base/units';
import { Allocator } from '../../src/engine/allocator';
import { checkHeap } from '../../src/engine/checker';

const BASE = 0x10000000;

function started(): Allocator {
  const allocator = new Allocator({ size: 1024 });
  allocator.init();
  return allocator;
}

/** The bytes at an address. */
function bytesAt(allocator: Allocator, pointer: Address, length: number): Uint8Array {
  const { config, memory } = allocator.heap;
  return memory.bytes.subarray(pointer - config.base, pointer - config.base + length);
}

describe('Allocator', () => {
  it('has the defaults of the reference', () => {
    const { config } = new Allocator().heap;
    assert.deepEqual(config, {
      size: 1_048_576,
      base: BASE,
      layout: 'reference',
      policy: 'first-fit',
      reallocInPlace: false,
      debugLog: true,
    });
  });

  it('gives aligned addresses, and null when nothing fits', () => {
    const allocator = started();
    assert.equal(allocator.alloc({ size: 1, align: 1 }), BASE + 24);
    assert.equal(allocator.alloc({ size: 1, align: 256 }), BASE + 256);
    assert.equal(allocator.alloc({ size: 1024, align: 1 }), null);
    assert.equal(allocator.alloc({ size: 1, align: 12 }), null);
  });

  it('gives nothing before init', () => {
    assert.equal(new Allocator().alloc({ size: 8, align: 8 }), null);
  });

  it('zeroes what allocZeroed gives', () => {
    const allocator = started();
    const dirty = allocator.alloc({ size: 40, align: 8 })!;
    bytesAt(allocator, dirty, 40).fill(255);
    allocator.dealloc(dirty);
    const stale = allocator.alloc({ size: 40, align: 8 })!;
    assert.deepEqual(bytesAt(allocator, stale, 40), new Uint8Array(40).fill(255));
    allocator.dealloc(stale);
    const zeroed = allocator.allocZeroed({ size: 40, align: 8 })!;
    assert.equal(zeroed, stale);
    assert.deepEqual(bytesAt(allocator, zeroed, 40), new Uint8Array(40));
  });

  it('moves a block with its bytes; null leaves the old one as it is', () => {
    const allocator = started();
    const old = allocator.alloc({ size: 3, align: 8 })!;
    bytesAt(allocator, old, 3).set([1, 2, 3]);
    assert.equal(allocator.realloc(old, { size: 3, align: 8 }, 5000), null);
    assert.deepEqual([...bytesAt(allocator, old, 3)], [1, 2, 3]);
    const moved = allocator.realloc(old, { size: 3, align: 64 }, 100)!;
    assert.notEqual(moved, old);
    assert.equal(moved % 64, 0);
    assert.deepEqual([...bytesAt(allocator, moved, 4)], [1, 2, 3, 0]);
    assert.equal(allocator.dealloc(old), false);
    assert.equal(allocator.realloc(moved, { size: 100, align: 64 }, 0), null);
    assert.equal(allocator.dealloc(moved), false);
  });

  it('allocates in realloc of null', () => {
    assert.equal(started().realloc(null, { size: 0, align: 32 }, 8), BASE + 32);
  });

  it('takes back what it gave, once, and nothing else', () => {
    const allocator = started();
    const pointer = allocator.alloc({ size: 64, align: 8 })!;
    const wild = [
      pointer + 8,
      pointer - 8,
      BASE,
      BASE - 1,
      BASE - 8,
      BASE + 1024,
      BASE + 2 ** 32 + 24,
      0,
      1,
      2 ** 53 - 1,
    ];
    for (const address of wild) {
      assert.equal(allocator.dealloc(address as Address), false, `${address}`);
      assert.equal(allocator.realloc(address as Address, { size: 1, align: 1 }, 8), null);
    }
    assert.equal(allocator.dealloc(null), true);
    assert.equal(allocator.dealloc(pointer), true);
    assert.equal(allocator.dealloc(pointer), false);
    assert.deepEqual(checkHeap(allocator.heap), []);
  });

  it('refuses a heap that cannot be', () => {
    for (const config of [
      { size: 63 },
      { size: 2 ** 30 + 1 },
      { size: 64.5 },
      { size: NaN },
      { base: 0 },
      { base: -8 },
      { base: 12 },
      { base: 2 ** 53 },
      { base: 2 ** 53 - 8 },
    ]) {
      assert.throws(() => new Allocator(config), RangeError, JSON.stringify(config));
    }
    assert.throws(
      () => new Allocator({ size: 63 }),
      /heap size must be 64 to 1073741824 bytes, not 63/,
    );
    assert.throws(() => new Allocator({ base: 12 }), /positive multiple of 8, not 12/);
    assert.throws(() => new Allocator({ base: 2 ** 53 - 8 }), /must end below 2\^53/);
    new Allocator({ size: 64, base: 2 ** 53 - 72 }).init();
  });
});
