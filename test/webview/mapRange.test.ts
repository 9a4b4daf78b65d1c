import assert from 'node:assert/strict';
import { actionOfKey } from '../../webview/elements/at-heap-map/mapKeys';
import { MapRange, type RangeHost } from '../../webview/elements/at-heap-map/mapRange';
import { INITIAL_VIEW } from '../../webview/viewState';
import { heapView, liveBlock, traceView } from './support/states';

const SIZE = 2 ** 20;

/** A map of a heap of 1 MiB, showing a part of it or all. */
function mapOf(mapFrom = 0, mapTo = 0) {
  const host = {
    trace: traceView({ heap: heapView({ size: SIZE }) }),
    view: { ...INITIAL_VIEW, mapFrom, mapTo },
    width: 1000,
    keepRange(range: { mapFrom: number; mapTo: number }) {
      host.view = { ...host.view, ...range };
    },
  } satisfies RangeHost;
  return { host, range: new MapRange(host) };
}

describe('what the map shows', () => {
  it('is the whole heap, unless a part was chosen that this heap has', () => {
    assert.deepEqual(mapOf().range.bytes, { from: 0, to: SIZE });
    assert.deepEqual(mapOf(64, 4096).range.bytes, { from: 64, to: 4096 });
    assert.deepEqual(mapOf(64, 2 * SIZE).range.bytes, { from: 0, to: SIZE });
    assert.equal(mapOf().range.isWhole, true);
  });

  it('comes back to the whole heap as such, whatever its size becomes', () => {
    const { host, range } = mapOf(4096, 8192);
    range.zoom(1e9);
    assert.deepEqual([host.view.mapFrom, host.view.mapTo], [0, 0]);
  });

  it('zooms around the selected block if that is in view', () => {
    const { host, range } = mapOf(0, 65536);
    host.trace = traceView({ heap: heapView({ size: SIZE }), selection: liveBlock() });
    range.zoom(1 / 4);
    const { from, to } = range.bytes;
    assert.ok(from <= 0x40 && to > 0x40);
    assert.equal(to - from, 16384);
  });

  it('is mostly the block that it is zoomed to', () => {
    const { range } = mapOf();
    range.zoomTo(500_000, 6000);
    const { from, to } = range.bytes;
    assert.ok(from < 500_000 && to > 506_000);
    assert.ok(Math.abs(6000 / (to - from) - 0.6) < 0.01);
    range.zoomTo(0, 16);
    assert.equal(range.bytes.from, 0);
  });

  it('goes by keys to both ends, by pages and rows', () => {
    const { range } = mapOf(4096, 8192);
    const press = (key: string) =>
      actionOfKey(
        { range, selectNeighbour: () => {}, selectNothing: () => {} },
        { key, ctrlKey: false, altKey: false, metaKey: false },
      )?.();
    press('PageDown');
    assert.deepEqual(range.bytes, { from: 8192, to: 12288 });
    press('PageUp');
    press('End');
    assert.deepEqual(range.bytes, { from: SIZE - 4096, to: SIZE });
    press('Home');
    assert.deepEqual(range.bytes, { from: 0, to: 4096 });
    press('ArrowDown');
    assert.equal(range.bytes.from, range.shape().bytesPerRow);
    press('+');
    assert.equal(range.span, 2048);
    press('0');
    assert.equal(range.isWhole, true);
    press('End');
    assert.equal(range.isWhole, true);
  });

  it('leaves other keys alone', () => {
    const { range } = mapOf();
    const host = { range, selectNeighbour: () => {}, selectNothing: () => {} };
    const key = { ctrlKey: false, altKey: false, metaKey: false };
    assert.equal(actionOfKey(host, { ...key, key: 'x' }), undefined);
    assert.equal(actionOfKey(host, { ...key, key: 'constructor' }), undefined);
    assert.equal(actionOfKey(host, { ...key, key: '+', ctrlKey: true }), undefined);
  });
});
