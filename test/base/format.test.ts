import assert from 'node:assert/strict';
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatHex,
  formatRatio,
  plural,
} from '../../src/base/format';

function check(format: (value: number) => string, pairs: readonly [number, string][]): void {
  for (const [value, expected] of pairs) assert.equal(format(value), expected);
}

describe('numbers for people', () => {
  it('counts have a comma every three digits', () =>
    check(formatCount, [
      [0, '0'],
      [999, '999'],
      [1000, '1,000'],
      [-1234567, '-1,234,567'],
      [2 ** 53 - 1, '9,007,199,254,740,991'],
      [1999.9, '1,999'],
    ]));

  it('means have one decimal, and the same commas', () =>
    check(formatDecimal, [
      [0, '0.0'],
      [2.26, '2.3'],
      [999.96, '1,000.0'],
      [1234567.8, '1,234,567.8'],
    ]));

  it('addresses are hexadecimal', () =>
    check(formatHex, [
      [0, '0x0'],
      [0x10000000, '0x10000000'],
      [2 ** 53 - 1, '0x1fffffffffffff'],
    ]));

  it('bytes have the unit that fits, and one decimal at most', () =>
    check(formatBytes, [
      [0, '0 B'],
      [1023, '1,023 B'],
      [1024, '1 KiB'],
      [39_000, '38.1 KiB'],
      [1_048_575, '1 MiB'],
      [1_048_576, '1 MiB'],
      [2 ** 30 * 1.5, '1.5 GiB'],
      [2 ** 53 - 1, '8 PiB'],
    ]));

  it('ratios are percent; small ones keep a decimal', () =>
    check(formatRatio, [
      [0, '0 %'],
      [0.0123, '1.2 %'],
      [0.0999, '10 %'],
      [0.843, '84 %'],
      [1, '100 %'],
    ]));

  it('one is singular', () => {
    assert.equal(plural(1, 'byte'), '1 byte');
    assert.equal(plural(0, 'byte'), '0 bytes');
    assert.equal(plural(2000, 'entry', 'entries'), '2,000 entries');
  });
});
