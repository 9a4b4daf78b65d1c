import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { exportedPicture, svgOf } from '../../webview/elements/at-timeline/exportTimeline';
import type { Color, Colors } from '../../webview/painting/colors';
import { coordinate, rectanglePath, type Shape } from '../../webview/painting/shapes';
import { escapeXml, svgColor, svgDocument, svgShape } from '../../webview/painting/svg';
import { traceView } from './support/states';

const color: Color = { css: 'rgb(1 2 3)', rgb: [1, 2, 255] };
const colors = new Proxy({}, { get: () => color }) as Colors;

/** The texts in a picture, in their order. */
function told(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, each = '']) => each);
}

describe('SVG', () => {
  it('holds any text, and no text can leave its place', () => {
    assert.equal(escapeXml('a<b & "c" \'d\''), 'a&lt;b &amp; &quot;c&quot; &#39;d&#39;');
    assert.equal(escapeXml('\0\x1b\ud800\uffff'), '\ufffd\ufffd\ufffd\ufffd');
    assert.equal(escapeXml('ä 你 😀'), 'ä 你 😀');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(escapeXml(text), /[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it('has a title and a background, and no script or address but its own name', () => {
    const frame = {
      width: 10,
      height: 20,
      title: '</title><script>',
      family: '"x"',
      background: color,
    };
    assert.equal(
      svgDocument(frame, ['<path/>']),
      [
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" viewBox="0 0 10 20" role="img" font-family="&quot;x&quot;">',
        '<title>&lt;/title&gt;&lt;script&gt;</title>',
        '<rect width="100%" height="100%" fill="#0102ff"/>',
        '<path/>',
        '</svg>',
        '',
      ].join('\n'),
    );
  });

  it('has shapes as elements', () => {
    assert.equal(svgColor(color), '#0102ff');
    const path = rectanglePath(1.239, 2, 3, 4);
    assert.equal(path, 'M1.24 2h3v4h-3z');
    assert.equal(coordinate(-0.001), '0');
    assert.equal(
      svgShape({ kind: 'area', path, fill: 'text' }, colors),
      `<path d="${path}" fill="#0102ff"/>`,
    );
    assert.equal(
      svgShape({ kind: 'line', path, stroke: 'text', width: 1, dash: [1, 3] }, colors),
      `<path d="${path}" fill="none" stroke="#0102ff" stroke-width="1" stroke-linejoin="round" stroke-dasharray="1 3"/>`,
    );
    const place = { x: 1, y: 2, anchor: 'end', size: 11, fill: 'text', bold: true } as const;
    assert.equal(
      svgShape({ kind: 'text', text: 'a & b', ...place }, colors),
      '<text x="1" y="2" text-anchor="end" font-size="11" fill="#0102ff" font-weight="600">a &amp; b</text>',
    );
  });

  it('of the timeline says what it shows', () => {
    const trace = traceView({ name: 'a\u202e<b>.alloctrace', eventCount: 1000 });
    const shapes: Shape[] = [{ kind: 'area', path: 'M0 0h1z', fill: 'live-most' }];
    const size = { width: 800, height: 320 };
    const whole = exportedPicture(trace, { from: 0, to: 1000 }, shapes, size, ['live', 'flags']);
    const text = svgOf(whole, colors, 'sans-serif');
    assert(
      text.includes(
        '<title>a\\u202e&lt;b&gt;.alloctrace · 1,000 events · heap 1 MiB, first fit, rounded</title>',
      ),
    );
    assert.deepEqual(told(text).slice(1, 4), ['live bytes', 'marks', 'faults']);
    assert(!text.includes('failed allocations'));
    assert.doesNotMatch(text, /<script|href|url\(|style=/);
    const bookmarks = { here: false, some: true, revision: 1 };
    const marked = { ...trace, bookmarks };
    const legend = exportedPicture(marked, { from: 0, to: 1000 }, shapes, size, ['flags']);
    const flags = svgOf(legend, colors, 'sans-serif');
    assert.deepEqual(told(flags).slice(1, 4), ['marks', 'faults', 'bookmarks']);
    // Each has the sign that it has in the picture, two of them filled.
    assert.equal(flags.match(/<path[^>]*d="M[^"]*"[^>]*stroke=/g)?.length, 1);
    const inconsistent = { ...trace, inconsistencyCount: 1 };
    const signs = exportedPicture(inconsistent, { from: 0, to: 1000 }, shapes, size, ['flags']);
    const named = told(svgOf(signs, colors, 'sans-serif'));
    assert.deepEqual(named.slice(1, 4), ['marks', 'faults', 'inconsistencies']);
    const curves = exportedPicture(trace, { from: 0, to: 1000 }, [], size, ['live', 'failures']);
    const widths = svgOf(curves, colors, 'sans-serif').matchAll(/<path d="M[^"]*?h([\d.]+)/g);
    assert.deepEqual(
      Array.from(widths, ([, width]) => Number(width)),
      [12, 3],
    );
    const part = exportedPicture(trace, { from: 10, to: 20 }, shapes, size, []);
    assert(part.title.includes('Events 11 to 20'));
  });
});
