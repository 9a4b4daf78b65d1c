import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { recordedBlocksOf } from '../../../src/replay/recorded/recordedBlocks';
import { RecordedHeap } from '../../../src/replay/recorded/recordedHeap';
import { MOST_REGIONS } from '../../../src/replay/recorded/regions';
import { AddressKind } from '../../../src/trace/recordedAddress';
import { naiveBlocks, recordedOf, shownBlocks, traceOf } from './naive';
import { atOnce } from '../../support/atOnce';

/** Addresses that come again, touch, overlap, lie far apart, and need all of 64 bits. */
const ADDRESSES = [
  ...Array.from({ length: 12 }, (_, i) => 0x5581a2b4c2a0n + BigInt(i * 24)),
  ...Array.from({ length: 6 }, (_, i) => 0x7f0012340010n + BigInt(i * 8)),
  0x10n,
  2n ** 53n + 1n,
  2n ** 64n - 16n,
];

const addressText = (address: bigint) =>
  address < 2n ** 53n
    ? `addr=0x${address.toString(16)}`
    : `address=0x${address.toString(16).toUpperCase().replace('0X', '')}`;

const someLine = fc
  .record({
    verb: fc.constantFrom('alloc', 'alloc', 'free', 'realloc', 'mark'),
    id: fc.integer({ min: 0, max: 9 }),
    size: fc.constantFrom(0, 1, 8, 24, 40, 100, 100_000),
    where: fc.constantFrom<bigint | null | undefined>(...ADDRESSES, null, undefined),
  })
  .map(({ verb, id, size, where }) => {
    const address =
      where === undefined ? '' : where === null ? ' addr=null' : ` ${addressText(where)}`;
    if (verb === 'mark') return `mark m`;
    return verb === 'free' ? `free b${id}` : `${verb} b${id} ${size}${address}`;
  });

describe('the recorded heap', () => {
  it('is what a naive reading of the lines says, wherever one goes', () => {
    fc.assert(
      fc.property(
        fc.array(someLine, { maxLength: 60 }),
        fc.array(fc.nat(70), { minLength: 1, maxLength: 12 }),
        (lines, places) => {
          const trace = traceOf(lines);
          const heap = new RecordedHeap(atOnce(recordedBlocksOf(trace)));
          for (const place of places) {
            const at = Math.min(place, trace.eventCount);
            atOnce(heap.goTo(place));
            const expected = naiveBlocks(trace, at);
            assert.deepEqual(shownBlocks(heap), expected);
            assert.equal(heap.at, at);
            assert.equal(
              heap.liveBytes,
              expected.reduce((sum, { size }) => sum + size, 0),
            );
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('merges many changes in as it does few', () => {
    const lines: string[] = [];
    for (let i = 0; i < 4000; i++) {
      lines.push(`alloc b${i} 24 addr=0x${(0x1000 + ((i * 7919) % 4000) * 32).toString(16)}`);
      if (i >= 1500 && i % 3 === 0) lines.push(`free b${i - 1500}`);
    }
    const trace = traceOf(lines);
    const heap = new RecordedHeap(atOnce(recordedBlocksOf(trace)));
    for (const at of [4000, 4060, 4001, 4002, 100, 5000, 4998, 4900]) {
      atOnce(heap.goTo(at));
      assert.deepEqual(shownBlocks(heap), naiveBlocks(trace, Math.min(at, trace.eventCount)));
    }
  });

  it('stays where it was when a far move is given up', () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `alloc b${i} 8 addr=${16 * (i + 1)}`);
    const heap = recordedOf(lines, 3);
    const move = heap.goTo(39_000);
    assert.equal(move.next().done, false);
    assert.equal(heap.at, 3);
    assert.equal(heap.live.length, 3);
  });
});

describe('the regions of a recording', () => {
  it('are divided at large gaps only, and say exactly how large those are', () => {
    const { blocks } = recordedOf([
      'alloc a 40 addr=0x5581a2b4c2a0',
      'alloc b 40 addr=0x5581a2b5c2c0',
      'alloc c 40 addr=0x7f0000001008',
      'alloc d 40 address=0xfffffffffffffff0',
    ]);
    const shown = blocks.regions.map(({ address, length, gap }) => [address, length, gap]);
    assert.deepEqual(shown, [
      [0x5581a2b4c2a0n, 0x10020 + 40, 0x7f0000001000n - 0x5581a2b5c2e8n],
      [0x7f0000001000n, 48, 0xfffffffffffffff0n - 0x7f0000001030n],
      [0xfffffffffffffff0n, 40, null],
    ]);
    for (const [rank, address] of [0x5581a2b4c2a0n, 0x5581a2b5c2c0n, 0x7f0000001008n].entries()) {
      assert.equal(blocks.addressAt(blocks.start[rank]), address);
      assert.equal(BigInt(blocks.start[rank]) % 16n, address % 16n);
    }
  });

  it('are no more than so many: then the largest gaps divide', () => {
    const lines = Array.from({ length: 900 }, (_, i) => {
      const address = BigInt(i) * 0x100000n + (i >= 500 ? 0x7f0000000000n : 0x10000n);
      return `alloc b${i} 16 addr=0x${address.toString(16)}`;
    });
    const { blocks } = recordedOf(lines);
    assert.equal(blocks.regions.length, MOST_REGIONS);
    assert.equal(blocks.addressAt(blocks.start[899]), 899n * 0x100000n + 0x7f0000000000n);
    const largest = Math.max(...blocks.regions.map(({ gap }) => Number(gap ?? 0)));
    assert.ok(largest > 0x7e0000000000);
  });

  it('refuse what cannot lie in any memory, and leave single blocks like that out', () => {
    const { blocks } = recordedOf(['alloc a 9007199254740991 addr=0x10', 'alloc b 8 addr=0x10']);
    assert.deepEqual([blocks.count, blocks.unplaced, blocks.span], [1, 1, 16]);
    const lines = Array.from(
      { length: 3000 },
      (_, i) => `alloc b${i} 1099511627776 addr=0x${(BigInt(i) * 2n ** 40n + 16n).toString(16)}`,
    );
    assert.throws(() => recordedOf(lines), /over more than a PiB/);
  });
});

/** What is said of the address in a line. */
function addressIn(line: string) {
  const trace = traceOf([line]);
  const into = { high: 0, low: 0 };
  const kind = trace.readAddress(0, into);
  return [trace.hasAddresses, kind, (BigInt(into.high) << 32n) | BigInt(into.low)];
}

describe('the address of an event', () => {
  it('is read from addr=, else from address=, exactly', () => {
    assert.deepEqual(addressIn('alloc a 1 addr=0x7f00abcd1230'), [
      true,
      AddressKind.Known,
      0x7f00abcd1230n,
    ]);
    assert.deepEqual(addressIn('alloc a 1 addr=4096'), [true, AddressKind.Known, 4096n]);
    assert.deepEqual(addressIn('alloc a 1 "x" address=0xFFFFffff00000001'), [
      true,
      AddressKind.Known,
      0xffffffff00000001n,
    ]);
    assert.deepEqual(addressIn('alloc a 1 address=0x1 addr=0x2'), [true, AddressKind.Known, 2n]);
    assert.deepEqual(addressIn('alloc a 1 addr=null'), [true, AddressKind.Null, 0n]);
  });

  it('is none where nothing says so, or what it says is no address', () => {
    assert.deepEqual(addressIn('alloc a 1'), [false, AddressKind.None, 0n]);
    assert.deepEqual(addressIn('alloc a 1 "addr=0x1" x=addr'), [false, AddressKind.None, 0n]);
    for (const value of ['0x', '12', '0xfg', '0x10000000000000000', '"0x 1"', '']) {
      assert.deepEqual(
        addressIn(`alloc a 1 address=${value}`),
        [true, AddressKind.None, 0n],
        value,
      );
    }
  });
});
