import assert from 'node:assert/strict';
import type { PaintClass, PaintScale } from '../../src/protocol/heapMap';
import { className, legendOf, legendOfStill } from '../../webview/painting/legend';
import { PaintColors, placeIn } from '../../webview/painting/paintColors';
import { contrastOf, mixed, withContrast } from '../../webview/painting/rgb';
import { colorsOf } from './support/maps';

const named = (name: string, blocks = 1): PaintClass => ({ name, kind: 'named', blocks, bytes: 8 });
const CLASSES: PaintScale = {
  kind: 'classes',
  of: 'label',
  classes: [
    ...Array.from({ length: 12 }, (_, i) => named(`L${i}`)),
    { name: '', kind: 'others', blocks: 2, bytes: 16 },
    { name: '', kind: 'none', blocks: 0, bytes: 0 },
  ],
};
const SCALES: readonly PaintScale[] = [
  { kind: 'range', of: 'age', low: 0, high: 1000 },
  { kind: 'hues' },
  CLASSES,
];

describe('the colours of blocks', () => {
  it('stand out from free space in every theme', () => {
    for (const isLight of [false, true]) {
      const colors = colorsOf(isLight);
      const paints = new PaintColors(colors);
      for (const scale of SCALES) {
        for (let value = 1; value < 256; value++) {
          const swatch = paints.swatchOf(scale, value);
          assert.ok(swatch && contrastOf(swatch.rgb, colors.free.rgb) >= 3, `${value}`);
        }
        assert.equal(paints.swatchOf(scale, 0), undefined);
      }
    }
  });

  it('of two classes differ, in colour or by hatching', () => {
    const paints = new PaintColors(colorsOf());
    const looks = CLASSES.kind === 'classes' ? CLASSES.classes.map((_, i) => i + 1) : [];
    const seen = looks.map((value) => {
      const { css, hatched } = { ...paints.swatchOf(CLASSES, value) };
      return `${css} ${hatched}`;
    });
    assert.equal(new Set(seen).size, 14);
  });

  it('of amounts go by magnitude', () => {
    const scale = { low: 0, high: 1023 };
    assert.deepEqual(
      [0, 31, 1023, 5000, -1].map((amount) => placeIn(scale, amount)),
      [0, 0.5, 1, 1, 0].map((place) => place),
    );
    assert.equal(placeIn({ low: 7, high: 7 }, 7), 0);
  });

  it('are mixed no further than the contrast needs', () => {
    assert.deepEqual(withContrast([255, 255, 255], [0, 0, 0], [9, 9, 9], 3), [255, 255, 255]);
    const found = withContrast([10, 10, 10], [0, 0, 0], [255, 255, 255], 3);
    assert.ok(contrastOf(found, [0, 0, 0]) >= 3);
    assert.deepEqual(mixed([0, 0, 0], [255, 0, 10], 0.5), [127.5, 0, 5]);
    assert.equal(contrastOf([0, 0, 0], [255, 255, 255]), 21);
  });
});

describe('the legend', () => {
  const colors = colorsOf();
  const paints = new PaintColors(colors);
  const textsOf = (scale: PaintScale | null, mode: 'segments' | 'density' = 'segments') =>
    legendOf({ mode, scale, layout: 'rounded', colors, paints }).map((item) =>
      item.kind === 'ramp' ? `${item.low} .. ${item.high}` : `${item.text} ${item.detail}`.trim(),
    );
  const STEP = ['allocated', 'remainder', 'freed', 'merged', 'visited'];

  it('names the kinds that can be told apart', () => {
    const kinds = ['header', 'padding', 'back pointer', 'user data', 'tail', 'free', 'link'];
    assert.deepEqual(textsOf(null), [...kinds, ...STEP]);
    assert.deepEqual(textsOf(null, 'density'), ['user data', 'overhead', 'free', ...STEP]);
    const lost = legendOf({ mode: 'segments', scale: null, layout: 'reference', colors, paints });
    assert.ok(lost.some((item) => item.kind === 'chip' && item.text === 'lost'));
  });

  it('of a picture names of the step only what is in it', () => {
    const all = legendOf({ mode: 'segments', scale: null, layout: 'rounded', colors, paints });
    const namesOf = (items: typeof all) =>
      items.flatMap((item) => (item.kind === 'chip' && STEP.includes(item.text) ? item.text : []));
    const freed = { block: 0, extent: 64, role: 'freed' } as const;
    assert.deepEqual(namesOf(legendOfStill(all, [freed])), ['freed']);
    assert.deepEqual(namesOf(legendOfStill(all, [])), []);
    assert.equal(legendOfStill(all, []).length, all.length - STEP.length);
  });

  it('gives both ends of a scale', () => {
    const age: PaintScale = { kind: 'range', of: 'age', low: 1, high: 1234 };
    assert.deepEqual(textsOf(age), ['1 .. 1,234 events', 'free', ...STEP]);
    const size: PaintScale = { kind: 'range', of: 'size', low: 8, high: 2048 };
    assert.deepEqual(textsOf(size)[0], '8 B .. 2 KiB');
  });

  it('counts classes, and keeps the place of a name that has none left', () => {
    const scale: PaintScale = {
      kind: 'classes',
      of: 'thread',
      classes: [
        named('7', 0),
        named('1', 3),
        { name: '', kind: 'others', blocks: 0, bytes: 0 },
        { name: '', kind: 'none', blocks: 2, bytes: 4096 },
      ],
    };
    assert.deepEqual(textsOf(scale), [
      'thread 7 0 blocks, 8 B',
      'thread 1 3 blocks, 8 B',
      'no thread 2 blocks, 4 KiB',
      'free',
      ...STEP,
    ]);
  });

  it('shows names as such, whatever they contain', () => {
    assert.equal(className(named('a\u202eb\n'), 'label'), 'a\\u202eb\\n');
    assert.match(className(named('x'.repeat(99)), 'label'), /^x{24}…/);
    assert.equal(
      className({ name: '', kind: 'others', blocks: 0, bytes: 0 }, 'label'),
      'other labels',
    );
  });
});
