import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  indexOfLast,
  offsetAt,
  panned,
  piecesOf,
  revealing,
  shapeOf,
  zoomed,
} from '../../webview/painting/mapGeometry';

/** A heap, a range of it and a width to draw in. */
const shapes = fc
  .record({
    size: fc.integer({ min: 8, max: 2 ** 27 }).map((words) => words * 8),
    rows: fc.integer({ min: 1, max: 12 }),
    width: fc.integer({ min: 40, max: 3000 }),
  })
  .map(({ size, rows, width }) => ({ size, shape: shapeOf({ from: 0, to: size }, rows, width) }));

describe('map geometry', () => {
  it('cuts a run at the ends of rows', () => {
    const shape = shapeOf({ from: 0, to: 1024 }, 8, 256);
    assert.equal(shape.bytesPerRow, 128);
    assert.deepEqual(piecesOf(shape, 100, 300), [
      { row: 0, left: 200, right: 256, begins: true, ends: false },
      { row: 1, left: 0, right: 256, begins: false, ends: false },
      { row: 2, left: 0, right: 88, begins: false, ends: true },
    ]);
  });

  it('clips a run to the range that is shown', () => {
    const shape = shapeOf({ from: 256, to: 512 }, 1, 256);
    assert.deepEqual(piecesOf(shape, 0, 300), [
      { row: 0, left: 0, right: 44, begins: false, ends: true },
    ]);
    assert.deepEqual(piecesOf(shape, 0, 256), []);
    assert.deepEqual(piecesOf(shape, 512, 600), []);
  });

  it('gives the least width inside the row, at its end too', () => {
    const shape = shapeOf({ from: 0, to: 2 ** 20 }, 1, 100);
    assert.deepEqual(piecesOf(shape, 2 ** 20 - 16, 2 ** 20), []);
    const [piece] = piecesOf(shape, 2 ** 20 - 16, 2 ** 20, 3);
    assert.deepEqual([piece?.left, piece?.right], [97, 100]);
  });

  it('fills every row without gap or overlap, however the bytes are divided', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
        ({ size, shape }, cuts) => {
          const borders = [0, ...cuts.map((cut) => Math.floor(cut * size)), size];
          borders.sort((a, b) => a - b);
          const ends = new Map<number, number>();
          for (let i = 1; i < borders.length; i++) {
            for (const { row, left, right } of piecesOf(shape, borders[i - 1], borders[i])) {
              assert.equal(left, ends.get(row) ?? 0);
              ends.set(row, right);
            }
          }
          const fullRows = Math.floor(size / shape.bytesPerRow);
          for (let row = 0; row < fullRows; row++) assert.equal(ends.get(row), shape.width);
        },
      ),
    );
  });

  it('finds under a pixel a byte that is drawn there', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), fc.nat(), ({ size, shape }, x, y) => {
        const column = x % shape.width;
        const row = y % shape.rows;
        const offset = offsetAt(shape, row, column);
        if (offset === undefined) {
          const start = row * shape.bytesPerRow;
          const inRow = Math.floor((column * shape.bytesPerRow) / shape.width);
          assert.ok(start + inRow >= size);
          return;
        }
        const [piece] = piecesOf(shape, offset, offset + 1, 1);
        assert.equal(piece?.row, row);
        assert.ok(Math.abs((piece?.left ?? 0) - column) <= shape.width / shape.bytesPerRow + 1);
      }),
    );
    const shape = shapeOf({ from: 0, to: 1024 }, 8, 256);
    assert.equal(offsetAt(shape, 0, -1), undefined);
    assert.equal(offsetAt(shape, 8, 0), undefined);
    assert.equal(offsetAt(shape, 7, 255), 1023);
  });

  it('zooms so that the anchor keeps its place', () => {
    const heap = 2 ** 20;
    const range = zoomed({ from: 0, to: heap }, heap, 512, 1 / 4, heap / 2);
    assert.deepEqual(range, { from: heap * (3 / 8), to: heap * (5 / 8) });
    assert.deepEqual(zoomed(range, heap, 512, 4, heap / 2), { from: 0, to: heap });
  });

  it('zooms and pans inside the heap only', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 2 ** 20 }).map((words) => words * 8),
        fc.array(
          fc.tuple(
            fc.double({ min: 0.01, max: 100, noNaN: true }),
            fc.integer({ min: -(2 ** 24), max: 2 ** 24 }),
          ),
          { maxLength: 12 },
        ),
        (heap, moves) => {
          let range = { from: 0, to: heap };
          for (const [factor, bytes] of moves) {
            range = panned(zoomed(range, heap, 512, factor, range.from), heap, bytes);
            assert.ok(range.from >= 0 && range.to <= heap, JSON.stringify(range));
            assert.ok(range.to - range.from >= Math.min(heap, 512));
            assert.equal(range.from % 8, 0);
          }
        },
      ),
    );
  });

  it('moves only if what is to be seen is out of view', () => {
    const range = { from: 1024, to: 2048 };
    assert.equal(revealing(range, 8192, 1024), range);
    assert.equal(revealing(range, 8192, 2047), range);
    assert.deepEqual(revealing(range, 8192, 2048), { from: 1536, to: 2560 });
    assert.deepEqual(revealing(range, 8192, 0), { from: 0, to: 1024 });
  });

  it('finds the last start that is not above', () => {
    const starts = Uint32Array.of(0, 16, 24, 100);
    const check = (offset: number, expected: number) =>
      assert.equal(indexOfLast(starts, offset), expected);
    check(0, 0);
    check(15, 0);
    check(16, 1);
    check(99, 2);
    check(5000, 3);
    assert.equal(indexOfLast(Uint32Array.of(8), 7), -1);
  });
});
