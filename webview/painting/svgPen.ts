import { PATTERNS, TILE, type PatternName } from './patterns';
import type { Box, Line, Pen } from './pen';

/** In pixels. */
const FONT_SIZE = 11;

/** Writes SVG. Shapes come in the order in which they are drawn. */
export class SvgPen implements Pen {
  private readonly shapes: string[] = [];
  private readonly patterns = new Map<string, string>();

  /** @param measure how wide a text is, in pixels */
  constructor(private readonly measure: (text: string) => number) {}

  area(box: Box, color: string, opacity = 1): void {
    const faint = opacity === 1 ? '' : ` fill-opacity="${opacity}"`;
    this.shapes.push(`<rect ${attributesOf(box)} fill="${escaped(color)}"${faint}/>`);
  }

  pattern(box: Box, pattern: PatternName, color: string): void {
    const id = this.idOf(pattern, color);
    this.shapes.push(`<rect ${attributesOf(box)} fill="url(#${id})"/>`);
  }

  line({ path, color, width, dash, filled }: Line): void {
    const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
    const fill = filled === true ? escaped(color) : 'none';
    const style = `fill="${fill}" stroke="${escaped(color)}" stroke-width="${width}"${dashes}`;
    this.shapes.push(`<path d="${escaped(path)}" ${style}/>`);
  }

  text(text: string, x: number, y: number, color: string): void {
    const place = `x="${short(x)}" y="${short(y)}" dominant-baseline="central"`;
    this.shapes.push(`<text ${place} fill="${escaped(color)}">${escaped(text)}</text>`);
  }

  at(x: number, y: number, draw: () => void): void {
    this.shapes.push(`<g transform="translate(${short(x)} ${short(y)})">`);
    draw();
    this.shapes.push('</g>');
  }

  widthOf(text: string): number {
    return this.measure(text);
  }

  /** Neighbours of one colour are one rectangle. */
  pixels(left: number, top: number, height: number, row: Uint8ClampedArray): void {
    const colorAt = (x: number) =>
      row[x * 4 + 3] === 0 ? '' : `rgb(${row[x * 4]},${row[x * 4 + 1]},${row[x * 4 + 2]})`;
    const width = row.length / 4;
    for (let x = 0; x < width;) {
      const color = colorAt(x);
      let end = x + 1;
      while (end < width && colorAt(end) === color) end++;
      if (color !== '') this.area({ left: left + x, top, width: end - x, height }, color);
      x = end;
    }
  }

  /**
   * The whole document.
   * @param font CSS font families of all text
   * @param title what the picture shows, for those who do not see it
   */
  document(width: number, height: number, font: string, title: string): string {
    const defs = [...this.patterns].map(([key, id]) => {
      const [name = '', color = ''] = key.split(/ (.*)/s);
      return patternOf(id, name as PatternName, color);
    });
    const size = `width="${short(width)}" height="${short(height)}"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${short(width)} ${short(height)}" ` +
        `font-family="${escaped(font)}" font-size="${FONT_SIZE}" role="img">`,
      `<title>${escaped(title)}</title>`,
      `<defs>${defs.join('')}</defs>`,
      ...this.shapes,
      '</svg>\n',
    ].join('\n');
  }

  private idOf(pattern: PatternName, color: string): string {
    const key = `${pattern} ${color}`;
    const id = this.patterns.get(key) ?? `p${this.patterns.size}`;
    this.patterns.set(key, id);
    return id;
  }
}

function patternOf(id: string, name: PatternName, color: string): string {
  const { path, line } = PATTERNS[name];
  const ink = escaped(color);
  const style =
    line === undefined ? `fill="${ink}"` : `fill="none" stroke="${ink}" stroke-width="${line}"`;
  return (
    `<pattern id="${id}" width="${TILE}" height="${TILE}" patternUnits="userSpaceOnUse">` +
    `<path d="${path}" ${style}/></pattern>`
  );
}

function attributesOf({ left, top, width, height }: Box): string {
  return `x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}"`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as it may stand in an element or an attribute. What XML has no place for becomes U+FFFD. */
export function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
