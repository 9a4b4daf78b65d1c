import assert from 'node:assert/strict';
import type { DrawnBlock, DrawnRegion } from '../../src/protocol/drawing';
import { framesOf, originsOf } from '../../webview/elements/at-step-drawing/drawingMotion';
import { pictureOf } from '../../webview/elements/at-step-drawing/picture';

const block = (start: number, size: number, patch: Partial<DrawnBlock> = {}): DrawnBlock => ({
  block: start,
  id: '',
  live: false,
  changed: true,
  role: null,
  parts: [
    { kind: 'header', size: 16 },
    { kind: patch.live ? 'user' : 'free', size: size - 16 },
  ],
  ...patch,
});
const live = (start: number, size: number, patch: Partial<DrawnBlock> = {}) =>
  block(start, size, { live: true, id: 'a', ...patch });

/** Where the blocks of a region came from, as `block: x+width → x+width`, and where they lie. */
function origins(region: DrawnRegion) {
  const picture = pictureOf(region, [], [], 600, 5);
  const found = originsOf(picture).map((each) => [each.block, each.from, each.to] as const);
  const at = (row: 'before' | 'after', place: number) => {
    const { x, width } = picture[row][place] ?? { x: -1, width: -1 };
    return { x, width };
  };
  return { found, at };
}

describe('what moves in the drawing of a step', () => {
  it('is the block that a split cuts off, and the remainder that gives way', () => {
    const { found, at } = origins({
      from: 0,
      to: 512,
      before: [block(0, 512)],
      after: [live(0, 128, { role: 'allocated' }), block(128, 384, { role: 'remainder' })],
    });
    const [allocated, remainder] = [at('after', 0), at('after', 1)];
    assert.deepEqual(found.length, 2);
    assert.deepEqual(found[0]?.slice(1), [{ x: 0, width: 0 }, allocated]);
    const [, from, to] = found[1] ?? [];
    assert.deepEqual([from?.x, from?.width], [0, at('before', 0).width]);
    assert.deepEqual(to, remainder);
  });

  it('is the free block that a merge makes of the freed one', () => {
    const { found, at } = origins({
      from: 0,
      to: 512,
      before: [block(0, 128), live(128, 128), block(256, 256)],
      after: [block(0, 512, { role: 'merged' })],
    });
    assert.equal(found.length, 1);
    const { x, width } = at('before', 1);
    assert.deepEqual([found[0]?.[1].x, found[0]?.[1].width], [x, width]);
    assert.deepEqual(found[0]?.[2], at('after', 0));
  });

  it('is the block that went elsewhere under its id', () => {
    const { found, at } = origins({
      from: 0,
      to: 512,
      before: [live(0, 128), block(128, 384)],
      after: [block(0, 128, { role: 'freed' }), live(128, 384, { role: 'allocated' })],
    });
    assert.deepEqual(
      [found[0]?.[0], found[0]?.[1].x, found[0]?.[1].width],
      [128, 0, at('before', 0).width],
    );
  });

  it('is nothing where a whole block is taken or given back', () => {
    const taken = origins({
      from: 0,
      to: 128,
      before: [block(0, 128)],
      after: [live(0, 128, { role: 'allocated' })],
    });
    const freed = origins({
      from: 0,
      to: 128,
      before: [live(0, 128)],
      after: [block(0, 128, { role: 'freed' })],
    });
    assert.deepEqual([taken.found, freed.found], [[], []]);
  });

  it('is scaled from the left edge, never by nothing', () => {
    const origin = { block: 0, from: { x: 10, width: 0 }, to: { x: 30, width: 50 } };
    assert.deepEqual(framesOf(origin).transform, ['translateX(-20px) scaleX(0.02)', 'none']);
  });
});
