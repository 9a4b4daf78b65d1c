import assert from 'node:assert/strict';
import { TINT } from '../../webview/painting/drawSegments';
import { contrastOf, mixed, type Rgb } from '../../webview/painting/rgb';
import { themes } from './support/themes';

/** What WCAG 2.1 asks for: of text, and of graphics that mean something. */
const TEXT = 4.5;
const GRAPHICS = 3;

const TEXTS = ['text', 'quiet', 'link', 'pointer-text', 'warning-text', 'error-text', 'header'];
const BYTES = ['user', 'user-alt', 'header', 'padding', 'pointer', 'tail', 'lost'];
const ROLES = ['allocated', 'remainder', 'freed', 'merged', 'visited', 'selected'];
const CURVES = ['live-least', 'free-curve', 'bar', 'text', 'lost', 'quiet'];

/** Every pair that is too close. */
function close(pairs: readonly (readonly [string, Rgb, Rgb])[], least: number) {
  return pairs.flatMap(([pair, a, b]) => {
    const contrast = contrastOf(a, b);
    return contrast < least ? [`${pair}: ${contrast.toFixed(2)}`] : [];
  });
}

for (const { name, colorOf } of themes()) {
  const against = (names: readonly string[], ground: string) =>
    names.map((each) => [`${each} on ${ground}`, colorOf(each), colorOf(ground)] as const);

  describe(`the palette in ${name}`, () => {
    it('can be read', () => {
      assert.deepEqual(close(against(TEXTS, 'back'), TEXT), []);
    });

    it('can be read on the tints of fields', () => {
      const kinds = ['user', 'user-alt', 'header', 'padding', 'pointer', 'tail', 'lost'];
      const tints = kinds.map((kind) => {
        const tint = mixed(colorOf('back'), colorOf(kind), TINT);
        return [`text on ${kind}`, colorOf('text'), tint] as const;
      });
      assert.deepEqual(close(tints, TEXT), []);
    });

    it('tells bytes from free ones, and what a step did from either', () => {
      const pairs = [
        ...against([...BYTES, ...ROLES], 'back'),
        ...against([...BYTES, ...ROLES], 'free'),
      ];
      assert.deepEqual(close(pairs, GRAPHICS), []);
    });

    it('shows the patterns of fields', () => {
      const pairs = [
        ...against(['quiet', 'text'], 'free-header'),
        ...against(['header', 'padding', 'pointer', 'tail', 'lost'], 'back'),
      ];
      assert.deepEqual(close(pairs, GRAPHICS), []);
    });

    it('shows curves and bars', () => {
      assert.deepEqual(close(against(CURVES, 'back'), GRAPHICS), []);
    });
  });
}
