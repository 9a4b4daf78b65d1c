import assert from 'node:assert/strict';
import {
  SHOWN_KINDS,
  type MapDensity,
  type MapSegments,
  type ShownKind,
} from '../../src/protocol/heapMap';
import type { RecordedRegion } from '../../src/protocol/recorded';
import { columnsFor, templateOf } from '../../webview/elements/at-recorded/recordedColumns';
import {
  addressAt,
  describePlace,
  gapText,
  metricsOf,
  recordedBlockAt,
} from '../../webview/elements/at-recorded/recordedText';
import { isRecordedShown } from '../../webview/elements/at-heap-choice/sides';
import { drawDensity } from '../../webview/painting/drawDensity';
import { shapeOf } from '../../webview/painting/mapGeometry';
import { PaintColors } from '../../webview/painting/paintColors';
import { drawRecorded, recordedLegend } from '../../webview/painting/recordedPicture';
import { checkRecorded, INITIAL_RECORDED } from '../../webview/recordedArrangement';
import { checkSavedView, INITIAL_VIEW, savedView, viewForTrace } from '../../webview/viewState';
import { colorsOf, NotingPen, segmentsOf } from './support/maps';
import { stateOf, traceView } from './support/states';

const TIB = 2 ** 40;
const REGIONS: readonly RecordedRegion[] = [
  {
    place: 0,
    length: 64,
    address: '0x5581a2b4c2a0',
    gap: 42 * TIB,
    liveBlocks: 2,
    liveBytes: 40,
  },
  {
    place: 160,
    length: 96,
    address: '0xfffffffffffff000',
    gap: 0,
    liveBlocks: 1,
    liveBytes: 96,
  },
];
const RUNS: readonly (readonly [ShownKind, number, number])[] = [
  ['user', 24, 3],
  ['overlap', 8, 4],
  ['user', 16, 4],
  ['unknown', 16, 0],
  ['gap', 96, 0],
  ['user', 96, 5],
];
const WINDOW: MapSegments = {
  ...segmentsOf(RUNS.map(([, bytes, block]) => ['user', bytes, block])),
  kind: Uint8Array.from(RUNS, ([kind]) => SHOWN_KINDS.indexOf(kind)),
  ids: ['a', 'a', 'b<i>'],
};
const SUMMED: MapDensity = {
  mode: 'density',
  revision: 1,
  from: 0,
  to: 256,
  cells: Uint8Array.of(128, 0, 127, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 255, 0),
  block: Uint32Array.of(3, 0, 5, 0),
  channels: ['user', 'overlap', 'unknown', 'gap'],
  paint: null,
};

function wordsAt(place: number): string {
  return describePlace(WINDOW, REGIONS, place);
}

describe('a place of the recorded heap', () => {
  it('has its address to the last digit, whatever it lies in', () => {
    assert.equal(addressAt(REGIONS, 0), '0x5581a2b4c2a0');
    assert.equal(addressAt(REGIONS, 63), '0x5581a2b4c2df');
    assert.equal(addressAt(REGIONS, 100), '0x5581a2b4c2e0', 'a gap begins where its region ends');
    assert.equal(addressAt(REGIONS, 255), '0xfffffffffffff05f');
    assert.equal(addressAt([], 0), '');
  });

  it('is told in words', () => {
    assert.equal(wordsAt(3), '0x5581a2b4c2a3\nlive, 24 bytes\nblock a');
    assert.equal(
      wordsAt(26),
      '0x5581a2b4c2ba\nin more than one live block, 8 bytes\nmade by event 4',
    );
    assert.equal(wordsAt(50), '0x5581a2b4c2d2\nunknown: in no live block, 16 bytes');
    assert.equal(wordsAt(99), 'unknown, 42 TiB\nfrom 0x5581a2b4c2e0 to the next region');
    assert.equal(wordsAt(160), '0xfffffffffffff000\nlive, 96 bytes\nblock b<i>');
    assert.equal(wordsAt(256), '');
    assert.equal(
      describePlace(SUMMED, REGIONS, 1),
      'near 0x5581a2b4c2a1\n50 % live, 50 % unknown: in no live block',
    );
  });

  it('names its block, if it has one', () => {
    const blocks = [0, 26, 50, 99, 200].map((place) => recordedBlockAt(WINDOW, place));
    assert.deepEqual(blocks, [3, 4, undefined, undefined, 5]);
    assert.equal(recordedBlockAt(SUMMED, 130), 5);
  });
});

function textsOf(notes: readonly string[]): string[] {
  return notes.filter((note) => note.startsWith('text'));
}

function legendWords(hasGaps: boolean): string[] {
  return recordedLegend(colorsOf(), hasGaps).map((item) => (item.kind === 'chip' ? item.text : ''));
}

function columnKeys(width: number): string[] {
  return columnsFor(width).map(({ key }) => key);
}

describe('the picture of a recorded heap', () => {
  const colors = colorsOf();
  const surfaceOf = (width: number, close = false) => {
    const pen = new NotingPen();
    const shape = shapeOf({ from: 0, to: 256 }, 1, width);
    const lanes = { rowHeight: 12, gap: 3, top: 0, scale: 1, contrast: false, close };
    return { pen, shape, colors, paints: new PaintColors(colors), ...lanes };
  };
  const drawn = (width: number, window: MapSegments | MapDensity = WINDOW, close = false) => {
    const surface = surfaceOf(width, close);
    const picture = { window, regions: REGIONS, touched: [], selected: null };
    drawRecorded(surface, picture, gapText);
    return surface.pen.notes;
  };

  it('names a gap where there is room, and hatches what is unknown', () => {
    const notes = drawn(2560);
    assert.deepEqual(textsOf(notes), ['text unknown, 42 TiB']);
    assert.ok(notes.includes('pattern hatch') && notes.includes('pattern dots'));
    assert.deepEqual(textsOf(drawn(256)), [], 'there is no room');
  });

  it('names blocks when words have room', () => {
    assert.deepEqual(textsOf(drawn(2560, WINDOW, true)), [
      'text a: 24',
      'text overlap',
      'text a: 16',
      'text unknown 16',
      'text b<i>: 96',
      'text unknown, 42 TiB',
    ]);
  });

  it('has patterns in sums, too, where there is nothing else', () => {
    const surface = surfaceOf(256);
    drawDensity(surface, SUMMED);
    assert.deepEqual(surface.pen.notes, ['pixels', 'pattern dots', 'pattern hatch']);
  });

  it('has a legend that says nothing of free bytes', () => {
    assert.deepEqual(legendWords(true), [
      'live',
      'unknown',
      'gap, not to scale',
      'in two live blocks',
      'allocated',
      'given back',
    ]);
    assert.ok(!legendWords(false).includes('gap, not to scale'));
  });
});

describe('what is known of a recorded heap', () => {
  const METRICS = {
    liveBlocks: 2,
    liveBytes: 40,
    madeBlocks: 3,
    regions: 1,
    span: 160,
    covered: 40,
    overlapping: 0,
  };
  const textOf = (label: string, patch = {}, unplaced = 0) =>
    metricsOf({ ...METRICS, ...patch }, unplaced).find((each) => each.label === label);

  it('is told in numbers, bad news as such', () => {
    assert.equal(textOf('live share of span')?.text, '25 %');
    assert.equal(textOf('live share of span', { span: 0, covered: 0 })?.text, '—');
    assert.equal(textOf('overlapping blocks')?.isBad, false);
    assert.equal(textOf('overlapping blocks', { overlapping: 2 })?.isBad, true);
    assert.equal(textOf('blocks without address', {}, 7)?.text, '7');
  });

  it('has as many columns as there is room for', () => {
    assert.deepEqual(columnKeys(245), ['address', 'size']);
    assert.deepEqual(columnKeys(300), ['address', 'id', 'size']);
    assert.deepEqual(columnKeys(450), ['address', 'id', 'size', 'age']);
    assert.equal(columnKeys(800).length, 7);
    const widths = 'minmax(108px, 140px) minmax(48px, 1fr) minmax(60px, 76px)';
    assert.equal(templateOf(columnsFor(300)), widths);
  });
});

describe('the arrangement of the recorded heap', () => {
  it('is saved, and read where an earlier version knew nothing of it', () => {
    const recorded = { ...INITIAL_RECORDED, from: 16, to: 2 ** 40, sort: 'size' as const };
    const view = { ...INITIAL_VIEW, recorded };
    const shown = traceView({
      recorded: { kind: 'recorded', span: 64, unplaced: 0, selected: 0 },
    });
    const saved = savedView(stateOf(1, 1, shown), view);
    assert.equal(saved?.recorded, true);
    assert.deepEqual(checkSavedView(JSON.parse(JSON.stringify(saved))), saved);
    const { recorded: _, ...earlier } = saved ?? assert.fail();
    const { recorded: __, ...earlierView } = view;
    const restored = checkSavedView({ ...earlier, view: earlierView });
    assert.deepEqual([restored?.recorded, restored?.view.recorded], [false, INITIAL_RECORDED]);
    assert.equal(savedView(stateOf(1, 1), view)?.recorded, false);
    assert.deepEqual(viewForTrace(view).recorded, { ...INITIAL_RECORDED, sort: 'size' });
    assert.equal(checkRecorded({ ...recorded, sort: 'padding' }), undefined);
    assert.equal(checkRecorded({ ...recorded, to: -1 }), undefined);
  });

  it('is of use only where that heap was chosen', () => {
    assert.equal(isRecordedShown({ kind: 'unavailable', why: 'x' }), false);
    assert.equal(isRecordedShown({ kind: 'simulated' }), false);
    assert.equal(isRecordedShown({ kind: 'reading', fraction: 0 }), true);
    assert.equal(isRecordedShown({ kind: 'failed', why: 'x' }), true);
  });
});
