import assert from 'node:assert/strict';
import { MAP_KINDS, type MapDensity, type MapSegments } from '../../src/protocol/messages';
import { blockAt, describeByte } from '../../webview/elements/at-heap-map/mapText';
import { heapView } from './support/states';

const kinds = (...names: (typeof MAP_KINDS)[number][]) =>
  Uint8Array.from(names, (name) => MAP_KINDS.indexOf(name));

describe('what the map says of a byte', () => {
  const heap = heapView({ size: 256 });
  const segments: MapSegments = {
    mode: 'segments',
    revision: 1,
    from: 0,
    to: 256,
    start: Uint32Array.of(0, 16, 24, 125, 128, 144),
    kind: kinds('header', 'backPointer', 'user', 'lost', 'freeHeader', 'free'),
    block: Uint32Array.of(0, 0, 0, 0, 128, 128),
    ids: [],
    paint: null,
  };

  const check = (offset: number, ...lines: string[]) =>
    assert.equal(describeByte(segments, heap, offset), lines.join('\n'));

  it('is exact at the borders of segments', () => {
    check(15, '0x1000000f', 'header of a live block, 16 bytes', 'block 0x10000000');
    check(16, '0x10000010', 'back pointer, 8 bytes', 'block 0x10000000');
    check(124, '0x1000007c', 'user data, 101 bytes', 'block 0x10000000');
    check(125, '0x1000007d', 'lost, 3 bytes', 'after block 0x10000000');
    check(255, '0x100000ff', 'free, 112 bytes', 'block 0x10000080');
    check(256, '');
    assert.equal(blockAt(segments, 127), 0);
    assert.equal(blockAt(segments, 128), 128);
    assert.equal(blockAt(segments, 256), undefined);
  });

  it('gives no size to a run that may go on out of view', () => {
    const part = { ...segments, from: 32, to: 200, start: Uint32Array.of(32, 125, 128, 144) };
    const window = {
      ...part,
      kind: kinds('user', 'lost', 'freeHeader', 'free'),
      block: Uint32Array.of(0, 0, 128, 128),
    };
    assert.match(describeByte(window, heap, 40), /\nuser data\n/);
    assert.match(describeByte(window, heap, 126), /\nlost, 3 bytes\n/);
    assert.match(describeByte(window, heap, 199), /\nfree\n/);
  });

  it('gives shares where blocks cannot be told apart', () => {
    const density: MapDensity = {
      mode: 'density',
      revision: 1,
      from: 0,
      to: 256,
      cells: Uint8Array.of(255, 0, 0, 0, 51, 51, 153, 0),
      block: Uint32Array.of(0, 64),
      paint: null,
    };
    assert.equal(
      describeByte(density, heap, 128),
      'near 0x10000080\n20 % user data, 20 % overhead, 60 % free\nfirst block 0x10000040',
    );
    assert.equal(blockAt(density, 127), 0);
    assert.equal(blockAt(density, 128), 64);
  });
});
