import assert from 'node:assert/strict';
import type { TouchedBlock } from '../../src/protocol/state';
import { linkPath, type Lanes } from '../../webview/painting/linkGeometry';
import { linkedFrom, linksOf, type Link } from '../../webview/painting/links';
import { shapeOf } from '../../webview/painting/mapGeometry';
import { freeListOf, segmentsOf } from './support/maps';
import { heapView } from './support/states';

/** Three free blocks of 16 + 48 bytes, each after 64 live bytes. */
const WINDOW = segmentsOf(
  [0, 128, 256].flatMap((at) => [
    ['user', 64, at] as const,
    ['freeHeader', 8, at + 64] as const,
    ['freeLink', 8, at + 64] as const,
    ['free', 48, at + 64] as const,
  ]),
);
const SHAPE = shapeOf({ from: 0, to: 384 }, 1, 384);

const textOf = ({ from, to, rewritten }: Link) =>
  `${from ?? 'head'} -> ${to ?? 'null'}${rewritten ? ' *' : ''}`;

function check(
  picture: Partial<Parameters<typeof linksOf>[0]>,
  expected: readonly string[],
  inView = expected.length,
  shape = SHAPE,
) {
  const whole = { touched: [], selected: null, heap: heapView({ size: 384 }) };
  const freeList = freeListOf([
    [64, 0],
    [192, 1],
    [320, 2],
  ]);
  const drawn = linksOf({ window: WINDOW, freeList, ...whole, ...picture }, { shape, scale: 1 });
  assert.deepEqual(drawn.links.map(textOf), expected);
  assert.equal(drawn.inView, inView);
}

describe('the links over the map', () => {
  it('go from the head through every free block to null', () => {
    check({}, ['head -> 64', '64 -> 192', '192 -> 320', '320 -> null']);
  });

  it('say which of them the step wrote', () => {
    const freeList = freeListOf([
      [64, 0],
      [192, 1, true],
      [320, 2],
    ]);
    check({ freeList }, ['head -> 64', '64 -> 192 *', '192 -> 320', '320 -> null']);
  });

  it('come from and lead to what is out of view', () => {
    const window = { ...WINDOW, from: 1024, to: 1408 };
    const moved = {
      ...window,
      start: WINDOW.start.map((at) => at + 1024),
      block: WINDOW.block.map((at) => at + 1024),
    };
    const shape = shapeOf({ from: 1024, to: 1408 }, 1, 384);
    // The list names only its ends: what is before and after is not known.
    const freeList = freeListOf(
      [
        [0, 0],
        [5000, 99],
      ],
      100,
    );
    const expected = ['-Infinity -> 1088', '1088 -> 1216', '1216 -> 1344', '1344 -> Infinity'];
    check({ window: moved, freeList }, expected, 4, shape);
  });

  it('pass through a part of a large free block without being drawn', () => {
    const window = segmentsOf([['free', 384, 0]], { from: 1024, to: 1408 });
    const shape = shapeOf({ from: 1024, to: 1408 }, 1, 384);
    check({ window, freeList: freeListOf([[0, 0]]) }, [], 0, shape);
  });

  it('are left out where they are too short to be seen, but not at the step', () => {
    const shape = shapeOf({ from: 0, to: 384 }, 1, 20);
    check({}, ['head -> 64', '320 -> null'], 4, shape);
    const touched: TouchedBlock[] = [{ block: 192, extent: 64, role: 'freed' }];
    check({ touched }, ['head -> 64', '64 -> 192', '192 -> 320', '320 -> null'], 4, shape);
  });

  it('are bounded: the longest are kept', () => {
    const runs = Array.from({ length: 400 }, (_, i) => i * 64).flatMap((at) => [
      ['freeHeader', 8, at] as const,
      ['freeLink', 8, at] as const,
      ['free', 48, at] as const,
    ]);
    const window = segmentsOf(runs);
    const freeList = freeListOf(
      [
        [0, 0],
        [399 * 64, 399],
      ],
      400,
    );
    const heap = heapView({ size: window.to });
    const shape = shapeOf({ from: 0, to: window.to }, 1, window.to);
    const { links, inView } = linksOf(
      { window, freeList, touched: [], selected: null, heap },
      { shape, scale: 1 },
    );
    assert.deepEqual([links.length, inView], [300, 401]);
    assert.equal(links[0] && textOf(links[0]), 'head -> 0');
  });

  it('are those around the step where blocks cannot be told apart', () => {
    const window = {
      mode: 'density',
      revision: 1,
      from: 0,
      to: 384,
      cells: new Uint8Array(4),
      block: new Uint32Array(1),
      paint: null,
    } as const;
    const freeList = freeListOf(
      [
        [64, 0],
        [192, 5],
        [320, 6, true],
      ],
      7,
    );
    check({ window, freeList }, ['head -> 64', '192 -> 320 *', '320 -> null'], 8);
  });

  it('are none where the list is empty', () => {
    check({ window: segmentsOf([['user', 384, 0]]), freeList: freeListOf([]) }, []);
  });

  it('tell where a link word leads', () => {
    const freeList = freeListOf(
      [
        [64, 0],
        [320, 2],
      ],
      3,
    );
    assert.equal(linkedFrom(WINDOW, freeList, 64), 192);
    assert.equal(linkedFrom(WINDOW, freeList, 320), null);
    assert.equal(linkedFrom(WINDOW, freeListOf([[64, 0]], 9), 320), undefined);
  });
});

const lanes = (rows: number): Lanes => ({
  shape: shapeOf({ from: 0, to: 400 * rows }, rows, 400),
  scale: 1,
  gap: 10,
  rowTop: (row) => 10 + row * 30,
});
const link = (from: number | null, to: number | null): Link => ({ from, to, rewritten: false });

describe('the path of a link', () => {
  it('rises from the link word and comes down on the header', () => {
    const drawn = linkPath(lanes(1), link(100, 200));
    assert.equal(drawn?.path, 'M112 10 Q112 4 122 4 L191.5 4 Q201.5 4 201.5 10');
    assert.deepEqual(drawn.point, { x: 201.5, y: 10 });
  });

  it('goes on above every row between', () => {
    const drawn = linkPath(lanes(3), link(100, 900));
    assert.equal(
      drawn?.path,
      'M112 10 Q112 4 122 4 L400 4 M0 34 L400 34 M0 64 L91.5 64 Q101.5 64 101.5 70',
    );
  });

  it('enters and leaves at the edges of what is shown', () => {
    assert.equal(linkPath(lanes(1), link(-Infinity, 200))?.path.startsWith('M0 4'), true);
    const out = linkPath(lanes(1), link(100, Infinity));
    assert.equal(out?.path, 'M112 10 Q112 4 122 4 L400 4');
    assert.equal(out.point, undefined);
  });

  it('names the head and null', () => {
    assert.equal(linkPath(lanes(1), link(null, 200))?.end?.text, 'head');
    assert.equal(linkPath(lanes(1), link(200, null))?.end?.text, 'null');
    assert.equal(linkPath(lanes(1), link(null, 500)), undefined);
    assert.equal(linkPath(lanes(1), link(500, null)), undefined);
  });
});
