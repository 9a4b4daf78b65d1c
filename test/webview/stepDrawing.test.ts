import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { DrawnBlock, DrawnRegion } from '../../src/protocol/drawing';
import { columnsOf, piecesOf, placeOf } from '../../webview/elements/at-step-drawing/columns';
import { describe as inWords, lackText } from '../../webview/elements/at-step-drawing/drawingText';
import { CUT_ROOM, pictureOf } from '../../webview/elements/at-step-drawing/picture';
import { heapView } from './support/states';

const live = (block: number, user: number, lost = 0): DrawnBlock => ({
  block,
  id: 'a',
  live: true,
  changed: true,
  role: null,
  parts: [
    { kind: 'header', size: 16 } as const,
    { kind: 'backPointer', size: 8 } as const,
    { kind: 'user', size: user } as const,
    { kind: 'lost', size: lost } as const,
  ].filter(({ size }) => size > 0),
});

const free = (block: number, size: number): DrawnBlock => ({
  block,
  id: '',
  live: false,
  changed: true,
  role: null,
  parts: [
    { kind: 'freeHeader', size: 16 },
    { kind: 'free', size },
  ],
});

const same = (block: DrawnBlock): DrawnBlock => ({ ...block, changed: false });

/** A split in the reference layout: 99 bytes of 1,008, so that five are lost. */
const SPLIT: DrawnRegion = {
  from: 0,
  to: 1024,
  before: [free(0, 1008)],
  after: [
    { ...live(0, 99, 5), role: 'allocated' },
    { ...free(128, 880), role: 'remainder' },
  ],
};

/** The names of all parts after the split, in a drawing so wide. */
function labels(width: number): string[] {
  const { after } = pictureOf(SPLIT, [], [], width, 5);
  return after.flatMap(({ pieces }) => pieces.map(({ label }) => label));
}

describe('the scale of a drawing', () => {
  it('has a column between any two borders of either row', () => {
    const columns = columnsOf(SPLIT, 400);
    assert.deepEqual(
      columns.map(({ start, end }) => [start, end]),
      [
        [0, 16],
        [16, 24],
        [24, 123],
        [123, 128],
        [128, 144],
        [144, 1024],
      ],
    );
    assert.deepEqual(
      columns.map(({ isCut }) => isCut),
      [false, false, false, false, false, true],
    );
  });

  it('fills the width without gaps, keeps the smallest visible and larger ones wider', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 1000 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 20 }), fc.nat({ max: 7 })), {
          minLength: 1,
          maxLength: 6,
        }),
        (width, sizes) => {
          let at = 0;
          const after = sizes.map(([user, lost]) => {
            const block = live(at, user, lost);
            at += 24 + user + lost;
            return block;
          });
          const columns = columnsOf({ from: 0, to: at, before: [free(0, at - 16)], after }, width);
          let x = 0;
          for (const column of columns) {
            assert.equal(column.x, x);
            assert.ok(column.width >= 7, `${column.width} px`);
            x += column.width;
          }
          assert.equal(x, Math.max(width, columns.length * 8));
          for (const a of columns) {
            for (const b of columns) {
              if (a.end - a.start > b.end - b.start) assert.ok(a.width >= b.width - 1);
            }
          }
        },
      ),
    );
  });

  it('finds the place of every border, and of the end', () => {
    const columns = columnsOf(SPLIT, 400);
    assert.equal(placeOf(columns, 0), 0);
    assert.equal(placeOf(columns, 24), columns[2]?.x);
    assert.equal(placeOf(columns, 1024), 400);
  });

  it('takes a block that stays as one piece, but not the lost bytes behind it', () => {
    assert.deepEqual(
      piecesOf(same(live(0, 99, 5))).map(({ kind, start, size }) => [kind, start, size]),
      [
        ['user', 0, 123],
        ['lost', 123, 5],
      ],
    );
    assert.equal(piecesOf(same(free(0, 64))).length, 1);
  });
});

describe('the picture of a step', () => {
  it('names parts as far as there is room', () => {
    assert.deepEqual(labels(900), [
      'header 16',
      'back pointer 8',
      'user data 99',
      'lost 5',
      'header 16',
      'free 880',
    ]);
    assert.deepEqual(labels(190), ['16', '8', 'user', '5', '16', 'free']);
  });

  it('writes no name over a mark that the scale is cut', () => {
    let named = 0;
    const sizes = fc.array(fc.integer({ min: 16, max: 3000 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 100, max: 880 }), (all, width) => {
        const before: DrawnBlock[] = [];
        let end = 0;
        for (const size of all) {
          before.push(free(end, size));
          end += 16 + size;
        }
        const region = { from: 0, to: end, before, after: [free(0, end - 16)] };
        const picture = pictureOf(region, [], [], width, 5);
        const marks = picture.columns
          .filter(({ isCut }) => isCut)
          .map((column) => column.x + column.width - CUT_ROOM);
        const pieces = [...picture.before, ...picture.after].flatMap((block) => block.pieces);
        for (const { label, labelX, x, width: wide } of pieces) {
          if (label === '') continue;
          named++;
          const half = (label.length * 6.1) / 2;
          assert.ok(labelX - half >= x && labelX + half <= x + wide, label);
          assert.ok(
            marks.every((mark) => labelX + half <= mark || labelX - half >= mark + 8),
            `${label} at ${labelX}, marks at ${marks.join(', ')}`,
          );
        }
      }),
    );
    assert.ok(named > 100);
  });

  it('draws links between headers, and to the edges', () => {
    const [old] = pictureOf(SPLIT, [{ from: -1, to: 0 }], [], 400, 5).oldLinks;
    assert.ok(old?.comesFromOutside && !old.leadsOutside);
    const links = [
      { from: -1, to: 128 },
      { from: 128, to: 2048 },
      { from: 2048, to: 4096 },
    ];
    const picture = pictureOf(SPLIT, [], links, 400, 5);
    assert.equal(picture.newLinks.length, 2, 'what lies behind the region is not drawn');
    const [first, second] = picture.newLinks;
    assert.ok(second?.leadsOutside && !second.comesFromOutside);
    const remainder = picture.after[1];
    assert.ok(first && remainder && first.x2 > remainder.x && first.x2 < (second?.x1 ?? 0));
    assert.equal(second?.x2, 400);
  });

  it('writes no two addresses over each other', () => {
    for (const width of [100, 232, 400, 900]) {
      const { ticks } = pictureOf(SPLIT, [], [], width, 5);
      assert.deepEqual(
        ticks.map(({ offset }) => offset),
        [0, 123, 128, 1024],
      );
      const named = ticks.filter(({ isNamed }) => isNamed).map(({ textX }) => textX);
      assert.ok(named.length >= 2);
      for (const [i, x] of named.entries()) {
        if (i > 0) assert.ok(x - (named[i - 1] ?? 0) >= 5 * 6.1);
      }
    }
  });
});

describe('the words of a drawing', () => {
  const heap = heapView();

  it('tell all of it', () => {
    const drawing = {
      regions: [SPLIT],
      oldLinks: [{ from: -1, to: 0 }],
      newLinks: [
        { from: -1, to: 128 },
        { from: 128, to: -1 },
      ],
      lack: null,
    };
    assert.equal(
      inWords(drawing, heap),
      'Before: free block at 0x10000000: header 16, free 1,008. ' +
        'After: live block a at 0x10000000, allocated: header 16, back pointer 8, user data 99, lost 5; ' +
        'free block at 0x10000080, remainder: header 16, free 880. ' +
        'Links: head: 0x10000000 → 0x10000080; next word at 0x10000088: 0.',
    );
  });

  it('tell what was lacking', () => {
    const lack = { block: 0, size: 240, needed: 1008, freeBytes: 240, freeBlocks: 1 };
    assert.equal(
      lackText({ regions: [], oldLinks: [], newLinks: [], lack }, heap),
      'The closest free block, 0x10000000, has 240 bytes; it would need 1,008.',
    );
  });
});
