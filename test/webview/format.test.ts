import assert from 'node:assert/strict';
import {
  formatAddress,
  formatMetric,
  formatOffset,
  formatPower,
  formatScale,
} from '../../webview/format';
import { heapView } from './support/states';

describe('format of the inspector', () => {
  const heap = heapView({ base: 0x10000000, size: 65536 });

  it('adds the base to get an address', () => {
    assert.equal(formatAddress(heap, 0x30), '0x10000030');
    assert.equal(formatAddress(heapView({ base: 2 ** 52 }), 8), '0x10000000000008');
  });

  it('gives every offset of a heap the same number of digits', () => {
    assert.equal(formatOffset(heap, 0x30), '0030');
    assert.equal(formatOffset(heapView({ size: 1024 }), 0x30), '0030');
    assert.equal(formatOffset(heapView({ size: 2 ** 20 }), 0x30), '00030');
    assert.equal(formatOffset(heapView({ size: 2 ** 20 + 8 }), 0x30), '000030');
  });

  it('shortens powers of two', () => {
    assert.deepEqual([16, 512, 1024, 4096, 2 ** 20, 2 ** 29, 2 ** 30].map(formatPower), [
      '16',
      '512',
      '1K',
      '4K',
      '1M',
      '512M',
      '1G',
    ]);
  });

  it('says what a pixel is, or a byte', () => {
    assert.deepEqual([1, 5.96, 9.42, 94.2, 1536, 0.53, 1 / 19.6].map(formatScale), [
      '1 px ≈ 1 byte',
      '1 px ≈ 6 bytes',
      '1 px ≈ 9.4 bytes',
      '1 px ≈ 94 bytes',
      '1 px ≈ 1.5 KiB',
      '1 byte ≈ 1.9 px',
      '1 byte ≈ 20 px',
    ]);
  });

  it('writes metrics as their units ask', () => {
    assert.equal(formatMetric(39014, 'bytes', heap), '38.1 KiB');
    assert.equal(formatMetric(1204, 'count', heap), '1,204');
    assert.equal(formatMetric(0.843, 'ratio', heap), '84 %');
    assert.equal(formatMetric(11.44, 'score', heap), '11.4');
    assert.equal(formatMetric(0x30, 'offset', heap), '0x10000030');
  });
});
