import assert from 'node:assert/strict';
import { MAP_KINDS, type MapKind, type MapWindow } from '../../src/protocol/heapMap';
import { drawDensity } from '../../webview/painting/drawDensity';
import { drawSegments, KIND_LOOKS } from '../../webview/painting/drawSegments';
import { drawMap, type MapPicture } from '../../webview/painting/drawMap';
import { fieldTexts } from '../../webview/painting/drawFieldTexts';
import { legendOf } from '../../webview/painting/legend';
import { layoutOf } from '../../webview/painting/mapLayout';
import { mapSvg } from '../../webview/painting/mapSheet';
import { shapeOf } from '../../webview/painting/mapGeometry';
import { PaintColors } from '../../webview/painting/paintColors';
import { SvgPen } from '../../webview/painting/svgPen';
import { colorsOf, freeListOf, NotingPen, segmentsOf } from './support/maps';
import { heapView } from './support/states';

const RUNS: readonly (readonly [MapKind, number, number])[] = [
  ['header', 16, 0],
  ['padding', 8, 0],
  ['backPointer', 8, 0],
  ['user', 41, 0],
  ['tail', 4, 0],
  ['lost', 3, 0],
  ['freeHeader', 8, 80],
  ['freeLink', 8, 80],
  ['free', 160, 80],
];
const heap = heapView({ size: 256 });
const colors = colorsOf();
const paints = new PaintColors(colors);

function pictureOf(patch: Partial<MapPicture> = {}): MapPicture {
  const window = segmentsOf(RUNS, { ids: ['a<b>'] });
  return { window, touched: [], selected: null, freeList: freeListOf([[80, 0]]), heap, ...patch };
}

function surfaceOf(width: number, close = false) {
  const pen = new NotingPen();
  const shape = shapeOf({ from: 0, to: 256 }, 1, width);
  const lanes = { rowHeight: 12, gap: 3, top: 0, scale: 1, contrast: false, close };
  return { pen, surface: { pen, shape, colors, paints, ...lanes } };
}

const patternsAt = (width: number) => {
  const { pen, surface } = surfaceOf(width);
  const { window } = pictureOf();
  assert.equal(window.mode, 'segments');
  if (window.mode === 'segments') drawSegments(surface, window);
  return pen.notes.filter((note) => note.startsWith('pattern'));
};

describe('kinds of bytes', () => {
  it('differ in pattern where they differ in more than being free', () => {
    const patterns = MAP_KINDS.map((kind) => KIND_LOOKS[kind].pattern);
    const live = MAP_KINDS.slice(0, 5).map((kind) => KIND_LOOKS[kind].pattern);
    assert.equal(new Set(live).size, 5);
    assert.notEqual(KIND_LOOKS.freeHeader.pattern, KIND_LOOKS.freeLink.pattern);
    assert.ok(patterns.includes('hatch'));
  });

  it('have their patterns only where these can be seen', () => {
    assert.equal(patternsAt(2560).length, 7);
    assert.deepEqual(patternsAt(32), []);
  });
});

const textsOf = (kind: MapKind, picture = pictureOf()) => {
  const { window } = picture;
  if (window.mode !== 'segments') return [];
  const place = window.kind.indexOf(MAP_KINDS.indexOf(kind));
  return fieldTexts(window, place, picture, kind === 'user' ? window.ids[0] : undefined);
};

describe('the texts in fields', () => {
  it('name each field, with its value where it has one', () => {
    const first = MAP_KINDS.map((kind) => textsOf(kind)[0]);
    assert.deepEqual(first, [
      '0x10000000 header: size 61',
      'padding 8',
      'back pointer 0x10000000',
      'a<b>: user data 41',
      'tail 4',
      'size 160',
      'next 0',
      'free 160',
      'lost 3',
    ]);
  });

  it('become shorter, down to one word', () => {
    for (const kind of MAP_KINDS) {
      const texts = textsOf(kind);
      const lengths = texts.map(({ length }) => length);
      assert.deepEqual(
        lengths,
        lengths.toSorted((a, b) => b - a),
      );
    }
    const { pen, surface } = surfaceOf(2560, true);
    drawMap(surface, pictureOf());
    assert.deepEqual(
      pen.notes.filter((note) => note.startsWith('text')),
      [
        'text header: size 61',
        'text padding 8',
        'text back pointer',
        'text a<b>: user data 41',
        'text tail',
        'text size 160',
        'text next 0',
        'text free 160',
      ],
    );
  });

  it('say nothing of sizes that go on out of view', () => {
    const window = segmentsOf(RUNS.slice(3), { ids: ['a'], from: 1024, to: 1256 });
    const cut = pictureOf({ window: { ...window, start: window.start.map((at) => at + 1024) } });
    assert.deepEqual(textsOf('user', cut)[0], 'a: user data');
    assert.deepEqual(textsOf('free', cut)[0], 'free');
    const headerOnly = segmentsOf(RUNS.slice(0, 2));
    assert.deepEqual(textsOf('header', pictureOf({ window: headerOnly })), ['header']);
  });

  it('say where a link leads, or only that it is one', () => {
    const two = freeListOf([
      [80, 0],
      [4096, 1],
    ]);
    assert.equal(textsOf('freeLink', pictureOf({ freeList: two }))[0], 'next 0x10001000');
    const unknown = freeListOf([[0, 0]], 9);
    assert.deepEqual(textsOf('freeLink', pictureOf({ freeList: unknown })), ['next']);
  });
});

/** The colour of a pixel of a heap that is all free, and of which only sums are known. */
function freePixel(contrast: boolean): number[] {
  const { pen, surface } = surfaceOf(8);
  const cells = Uint8Array.of(0, 0, 255, 0);
  const block = Uint32Array.of(0);
  const window = { mode: 'density', revision: 1, from: 0, to: 256, cells, block } as const;
  drawDensity({ ...surface, contrast }, { ...window, paint: null });
  return [...(pen.rows[0]?.subarray(0, 3) ?? [])];
}

describe('the map of many blocks', () => {
  it('shows what is free as elsewhere, and in high contrast apart from the background', () => {
    assert.deepEqual(freePixel(false), colors.free.rgb);
    assert.notDeepEqual(freePixel(true), colors.free.rgb);
  });
});

const sheetOf = (picture: MapPicture, links = true) => {
  const layout = layoutOf({ span: 256, size: 256, width: 800, links });
  const shape = shapeOf({ from: 0, to: 256 }, layout.rows, 800);
  const mode = picture.window.mode;
  const legend = legendOf({ mode, scale: null, layout: 'reference', colors, paints });
  const caption = 'a <b> & "c"';
  return {
    picture,
    shape,
    layout,
    colors,
    paints,
    contrast: false,
    links,
    caption,
    legend,
  };
};

const measure = (text: string) => text.length * 6;

describe('the map as SVG', () => {
  it('has a rectangle for each field, its patterns, its texts and its legend', () => {
    const svg = mapSvg(sheetOf(pictureOf()), 'sans-serif', measure);
    assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="824" height="[\d.]+"/);
    assert.match(svg, /<title>a &lt;b&gt; &amp; &quot;c&quot;<\/title>/);
    assert.match(svg, />a&lt;b&gt;: user data 41<\/text>/);
    assert.match(svg, />back pointer<\/text>/);
    assert.match(svg, />head<\/text>/);
    for (const id of svg.matchAll(/url\(#(p\d+)\)/g)) {
      assert.ok(svg.includes(`<pattern id="${id[1]}"`), id[1]);
    }
    assert.equal(svg.match(/<g /g)?.length, svg.match(/<\/g>/g)?.length);
    assert.doesNotMatch(svg, /NaN|undefined|<script|style=/);
  });

  it('is as wide as its caption and its legend need it', () => {
    const sheet = sheetOf(pictureOf());
    const widthOf = (caption: string, legend = sheet.legend) =>
      Number(/width="(\d+)"/.exec(mapSvg({ ...sheet, caption, legend }, 'x', measure))?.[1]);
    assert.equal(widthOf('a'.repeat(200)), 200 * 6 + 24);
    const [chip] = sheet.legend;
    assert(chip.kind === 'chip');
    assert(widthOf('', [{ ...chip, text: 'a'.repeat(300) }]) > 300 * 6 + 24);
  });

  it('has one rectangle for neighbouring pixels of one colour', () => {
    const window: MapWindow = {
      mode: 'density',
      revision: 1,
      from: 0,
      to: 256,
      cells: Uint8Array.of(255, 0, 0, 0, 0, 0, 255, 0),
      block: Uint32Array.of(0, 128),
      paint: null,
    };
    const svg = mapSvg({ ...sheetOf(pictureOf({ window })), legend: [] }, 'x', measure);
    // The paper, and three rows, in the middle of which the colour changes.
    assert.equal(svg.match(/<rect /g)?.length, 1 + 4);
  });

  it('lets no text of a trace become markup, nor what XML does not know', () => {
    const pen = new SvgPen(measure);
    pen.text('</text><script>&\u0000\ud800\ufffe"', 0, 0, '"><x');
    const svg = pen.document(10, 10, '"x"', ']]>');
    assert.doesNotMatch(svg, /<script|<x|"">/);
    assert.match(svg, /&lt;\/text&gt;&lt;script&gt;&amp;\ufffd\ufffd\ufffd&quot;/);
  });
});
