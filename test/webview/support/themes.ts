import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mixed, type Rgb } from '../../../webview/painting/rgb';
import { palette } from '../../../webview/styles/palette';

/** The colours of VS Code's own themes of the four kinds, as far as the palette asks for them. */
const THEMES = JSON.parse(readFileSync('test/fixtures/themes.json', 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** What the palette makes of a theme: the colour of a custom property without `--at-`. */
export type Themed = (name: string) => Rgb;

/** In each theme, in the editor and in the side bar. */
export function themes(): { readonly name: string; readonly colorOf: Themed }[] {
  return Object.entries(THEMES).flatMap(([theme, colors]) =>
    ['editor', 'sideBar'].map((place) => {
      const own = declarations(theme.startsWith('high-contrast'));
      own.set('--at-back', `var(--vscode-${place}-background)`);
      for (const [name, value] of Object.entries(colors)) own.set(`--vscode-${name}`, value);
      return { name: `${theme}, ${place}`, colorOf: (name) => valueOf(`var(--at-${name})`, own) };
    }),
  );
}

/** The palette's custom properties, with those for high contrast or without. */
function declarations(contrast: boolean): Map<string, string> {
  const blocks = palette.cssText.replaceAll(/\/\*.*?\*\//gs, '').split('}');
  const used = blocks.slice(0, contrast ? 2 : 1).join('');
  const found = [...used.matchAll(/(--at-[\w-]+):\s*([^;]+);/g)];
  assert(found.length > 30);
  return new Map(found.map(([, name = '', value = '']) => [name, value.trim()]));
}

/** Understands what the palette is written with. @throws AssertionError for anything else */
function valueOf(value: string, own: ReadonlyMap<string, string>): Rgb {
  const [, hex] = /^#([\da-f]{3,8})$/i.exec(value) ?? [];
  if (hex !== undefined) return hexOf(hex, own);
  const [, name, inner] = /^([\w-]+)\((.*)\)$/s.exec(value) ?? [];
  const parts = splitArguments(inner ?? '');
  if (name === 'var') {
    const found = own.get(parts[0] ?? '') ?? parts.slice(1).join(', ');
    return valueOf(found, own);
  }
  assert(name === 'color-mix' && parts[0] === 'in srgb', value);
  const [, color = '', share = ''] = /^(.*) ([\d.]+)%$/s.exec(parts[1] ?? '') ?? [];
  return mixed(valueOf(parts[2] ?? '', own), valueOf(color, own), Number(share) / 100);
}

/** One that is partly transparent lies on the background. */
function hexOf(hex: string, own: ReadonlyMap<string, string>): Rgb {
  const long = hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0, alpha = 255] = (long.match(/../g) ?? []).map((each) =>
    Number.parseInt(each, 16),
  );
  if (alpha === 255) return [red, green, blue];
  return mixed(valueOf('var(--at-back)', own), [red, green, blue], alpha / 255);
}

/** At commas that are in no brackets. */
function splitArguments(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    depth += Number(letter === '(') - Number(letter === ')');
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push(parts.pop() + letter);
  }
  return parts.map((part) => part.trim());
}
