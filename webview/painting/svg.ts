import type { Color, ColorName } from './colors';
import type { Shape } from './shapes';

/** Characters that XML 1.0 cannot hold, not even as a reference. */
// oxlint-disable-next-line no-control-regex
const IMPOSSIBLE = /[\0-\b\v\f\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Any text as it may stand between tags and in attributes of an XML document. */
export function escapeXml(text: string): string {
  return text
    .replace(IMPOSSIBLE, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}

/** A colour as every reader of SVG knows it, however the browser spelled it. */
export function svgColor({ rgb }: Color): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

export interface SvgFrame {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What readers of the screen and tabs of browsers say. */
  readonly title: string;
  readonly family: string;
  readonly background: Color;
}

/**
 * A whole SVG document: it needs nothing from elsewhere, and holds no script.
 * @param body elements, already escaped
 */
export function svgDocument(
  { width, height, title, family, background }: SvgFrame,
  body: readonly string[],
): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${escapeXml(family)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${svgColor(background)}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

/** A shape as an element. */
export function svgShape(shape: Shape, colors: { readonly [name in ColorName]: Color }): string {
  switch (shape.kind) {
    case 'area':
      return `<path d="${shape.path}" fill="${svgColor(colors[shape.fill])}"/>`;
    case 'line': {
      const dash = shape.dash ? ` stroke-dasharray="${shape.dash.join(' ')}"` : '';
      const stroke = `stroke="${svgColor(colors[shape.stroke])}" stroke-width="${shape.width}"`;
      return `<path d="${shape.path}" fill="none" ${stroke} stroke-linejoin="round"${dash}/>`;
    }
    case 'text': {
      const weight = shape.bold === true ? ' font-weight="600"' : '';
      const place = `x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}"`;
      const look = `font-size="${shape.size}" fill="${svgColor(colors[shape.fill])}"${weight}`;
      return `<text ${place} ${look}>${escapeXml(shape.text)}</text>`;
    }
  }
}
