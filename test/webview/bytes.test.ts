import assert from 'node:assert/strict';
import type { BytesWindow } from '../../src/protocol/bytes';
import { MAP_KINDS, type MapKind } from '../../src/protocol/messages';
import { fieldSentence, fieldsInRow, fieldText } from '../../webview/elements/at-bytes/byteRows';
import {
  asciiOf,
  fieldAt,
  fieldsOf,
  hexOf,
  numbersAt,
  targetOf,
  wordAt,
} from '../../webview/elements/at-bytes/fields';
import { caretAfter, goTo } from '../../webview/elements/at-bytes/goTo';
import { heapView } from './support/states';

const heap = heapView({ size: 1024 });

/** A window with runs given as [start, kind, block]. */
function windowOf(
  from: number,
  bytes: Uint8Array,
  runs: readonly (readonly [number, MapKind, number])[],
): BytesWindow {
  return {
    revision: 1,
    from,
    bytes,
    changed: new Uint8Array(bytes.length),
    runs: {
      start: Uint32Array.from(runs, ([start]) => start),
      kind: Uint8Array.from(runs, ([, kind]) => MAP_KINDS.indexOf(kind)),
      block: Uint32Array.from(runs, ([, , block]) => block),
    },
  };
}

/** A live block at 8 with a back pointer, and a free one at 48 that links to 128. */
function sample(from = 0, count = 80): BytesWindow {
  const bytes = new Uint8Array(1024);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, 19, true);
  view.setUint32(16, 0x10000200, true);
  view.setUint32(24, 0x10000008, true);
  view.setUint32(48, 100, true);
  view.setUint32(56, 0x10000080, true);
  const runs = (
    [
      [0, 'lost', 0],
      [8, 'header', 8],
      [24, 'backPointer', 8],
      [32, 'user', 8],
      [43, 'lost', 8],
      [48, 'freeHeader', 48],
      [56, 'freeLink', 48],
      [64, 'free', 48],
    ] as const
  ).filter(([start], i, all) => (all[i + 1]?.[0] ?? 1024) > from && start < from + count);
  const cut = runs.map(([start, kind, block]) => [Math.max(start, from), kind, block] as const);
  return windowOf(from, bytes.slice(from, from + count), cut);
}

describe('the fields in a window of bytes', () => {
  it('are those of the blocks, with the words decoded', () => {
    assert.deepEqual(
      fieldsOf(sample()).map((field) => `${field.start} ${fieldText(field, heap)}`),
      [
        '0 lost 8',
        '8 size 19',
        '16 next, stale',
        '24 back pointer 0x10000008',
        '32 user data',
        '43 lost 5',
        '48 size 100',
        '56 next 0x10000080',
        '64 free',
      ],
    );
  });

  it('are right where the window begins or ends in the middle of a header', () => {
    const fields = fieldsOf(sample(16, 36));
    assert.deepEqual(
      fields.map(({ name, start, end, value }) => [name, start, end, value]),
      [
        ['next', 16, 24, 0x10000200],
        ['backPointer', 24, 32, 0x10000008],
        ['user', 32, 43, undefined],
        ['lost', 43, 48, undefined],
        ['size', 48, 52, undefined],
      ],
    );
  });

  it('know which byte is whose', () => {
    const fields = fieldsOf(sample());
    assert.equal(fieldAt(fields, 42)?.name, 'user');
    assert.equal(fieldAt(fields, 43)?.name, 'lost');
    assert.equal(fieldAt(fields, 80), undefined);
    assert.deepEqual(
      fieldsInRow(fields, 48, 64).map(({ name }) => name),
      ['size', 'next'],
    );
  });

  it('lead where links and back pointers lead, but not where stale words do', () => {
    const fields = fieldsOf(sample());
    const leads = fields.map((field) => targetOf(field, heap.base));
    assert.deepEqual(leads, [
      undefined,
      undefined,
      undefined,
      8,
      undefined,
      undefined,
      undefined,
      128,
      undefined,
    ]);
  });

  it('are told in a sentence', () => {
    const fields = fieldsOf(sample());
    const sentence = (offset: number) => fieldSentence(fieldAt(fields, offset)!, heap);
    assert.equal(
      sentence(30),
      'back pointer 0x10000008 of the live block 0x10000008, at 0x10000018',
    );
    assert.equal(sentence(35), 'user data of the live block 0x10000008');
    assert.equal(sentence(44), 'lost behind block 0x10000008');
    assert.equal(sentence(70), 'free of the free block 0x10000030');
  });
});

describe('bytes as text and numbers', () => {
  const bytes = Uint8Array.of(0x2a, 0, 0x41, 0x7f, 0xff, 0xff, 0xff, 0xff, 1);

  it('show what can be printed', () => {
    assert.equal(asciiOf(bytes), '*·A······');
    assert.equal(hexOf(bytes.subarray(0, 3)), '2a 00 41');
  });

  it('are read lowest byte first, exactly, and as far as they go', () => {
    assert.deepEqual(numbersAt(bytes, 0), [
      { size: 1, value: 42n },
      { size: 2, value: 42n },
      { size: 4, value: 0x7f41002an },
      { size: 8, value: 0xffffffff7f41002an },
    ]);
    assert.deepEqual(
      numbersAt(bytes, 7).map(({ size, value }) => [size, value]),
      [
        [1, 255n],
        [2, 511n],
      ],
    );
    assert.deepEqual(numbersAt(bytes, 9), []);
    assert.deepEqual(numbersAt(bytes, -1), []);
    assert.equal(wordAt(Uint8Array.of(0xff, 0x70, 2, 0, 0x10, 0, 0, 0, 0), 1), 0x10000270);
  });
});

function checkGoTo(typed: string, expected: number | RegExp): void {
  const found = goTo(typed, heap);
  if (expected instanceof RegExp) assert.match('problem' in found ? found.problem : '', expected);
  else assert.deepEqual(found, { offset: expected });
}

describe('going to an address', () => {
  it('takes addresses and offsets', () => {
    checkGoTo('0x10000040', 64);
    checkGoTo(' 0X100003FF ', 1023);
    checkGoTo('268435456', 0);
    checkGoTo('+64', 64);
    checkGoTo('+ 0x40', 64);
  });

  it('says what is wrong', () => {
    checkGoTo('0x10000400', /^The heap is 0x10000000 to 0x100003ff\.$/);
    checkGoTo('0', /^The heap is/);
    checkGoTo('+1024', /^The heap is/);
    checkGoTo('main', /^“main” is no address/);
    checkGoTo('0x', /no address/);
    checkGoTo('-5', /no address/);
    checkGoTo('1e3', /no address/);
  });
});

describe('the caret in the bytes', () => {
  const grid = { size: 100, perRow: 16, page: 3 };
  const check = (key: string, caret: number, expected: number | undefined, control = false) =>
    assert.equal(caretAfter(key, control, caret, grid), expected, `${key} from ${caret}`);

  it('goes by bytes, rows and pages, and stays in the heap', () => {
    check('ArrowRight', 15, 16);
    check('ArrowRight', 99, 99);
    check('ArrowLeft', 0, 0);
    check('ArrowDown', 5, 21);
    check('ArrowDown', 90, 99);
    check('ArrowDown', 97, 97);
    check('ArrowUp', 21, 5);
    check('ArrowUp', 5, 5);
    check('PageDown', 5, 53);
    check('PageDown', 70, 99);
    check('PageUp', 40, 8);
    check('Home', 37, 32);
    check('End', 37, 47);
    check('End', 97, 99);
    check('Home', 37, 0, true);
    check('End', 37, 99, true);
    check('x', 37, undefined);
    check('constructor', 37, undefined);
  });
});
