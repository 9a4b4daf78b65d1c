import assert from 'node:assert/strict';
import type { MapDensity } from '../../src/protocol/heapMap';
import { mapRows, rowCount } from '../../webview/elements/at-map-table/mapRows';
import { segmentsOf } from './support/maps';

const SEGMENTS = segmentsOf(
  [
    ['header', 16, 0],
    ['user', 40, 0],
    ['lost', 8, 0],
    ['header', 16, 64],
    ['user', 48, 64],
  ],
  {
    ids: ['a', 'b'],
    paint: {
      scale: { kind: 'range', of: 'age', low: 0, high: 9 },
      values: Uint32Array.of(3, 3, 0, 1, 1),
    },
  },
);

describe('the map as a table', () => {
  it('has a row for each run of bytes', () => {
    assert.equal(rowCount(SEGMENTS), 5);
    const rows = mapRows(SEGMENTS, 0, 5).map(
      ({ from, to, what, block, id, painted }) => `${from}-${to} ${what} ${block} ${id} ${painted}`,
    );
    assert.deepEqual(rows, [
      '0-16 header of a live block 0  2 events old',
      '16-56 user data 0 a 2 events old',
      '56-64 lost, after the block 0  ',
      '64-80 header of a live block 64  0 events old',
      '80-128 user data 64 b 0 events old',
    ]);
  });

  it('knows the id of a row wherever one begins to read', () => {
    assert.deepEqual(
      mapRows(SEGMENTS, 3, 99).map(({ id }) => id),
      ['', 'b'],
    );
  });

  it('sums cells where they are many: all bytes, each once', () => {
    const count = 1000;
    const density: MapDensity = {
      mode: 'density',
      revision: 1,
      from: 4096,
      to: 4096 + 64_000,
      cells: Uint8Array.from({ length: count * 4 }, (_, i) =>
        i % 8 === 0 ? 255 : i % 8 === 6 ? 255 : 0,
      ),
      block: Uint32Array.from({ length: count }, (_, i) => 4096 + i * 64),
      paint: null,
    };
    const total = rowCount(density);
    assert.equal(total, 256);
    const rows = mapRows(density, 0, total);
    assert.equal(rows[0]?.from, 4096);
    assert.equal(rows.at(-1)?.to, 4096 + 64_000);
    for (let i = 1; i < rows.length; i++) assert.equal(rows[i]?.from, rows[i - 1]?.to);
    assert.equal(
      rows.find(({ to, from }) => to - from === 4 * 64)?.what,
      '50 % user data, 50 % free',
    );
  });
});
