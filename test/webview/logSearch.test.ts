import assert from 'node:assert/strict';
import type { LogView } from '../../src/protocol/log';
import { hitsIn, piecesOf } from '../../webview/elements/at-debug-log/logSearch';
import { ringHover, ringText } from '../../webview/elements/at-debug-log/ringText';

const LINES = ['Allocating 8 bytes with alignment 8', 'Deallocating pointer 0x18', 'aaa'];

function ring(patch: Partial<LogView>): LogView {
  return {
    lines: [],
    isCut: false,
    held: 4096,
    capacity: 4096,
    written: 12_345,
    next: 57,
    ...patch,
  };
}

describe('searching the log', () => {
  it('finds every place, in whatever case', () => {
    assert.deepEqual(hitsIn(LINES, 'ALLOCATING'), [
      { line: 0, start: 0, end: 10 },
      { line: 1, start: 2, end: 12 },
    ]);
    assert.equal(hitsIn(LINES, '8').length, 3);
    assert.equal(hitsIn(LINES, 'aa').length, 1, 'hits do not overlap');
    assert.deepEqual(hitsIn(LINES, ''), []);
    assert.deepEqual(hitsIn(LINES, '.*'), []);
    const dotted = hitsIn(['İstanbul, SIZE 8'], 'size');
    assert.deepEqual(dotted, [{ line: 0, start: 10, end: 14 }], 'i with a dot is two characters');
  });

  it('cuts a line at its hits', () => {
    const hits = hitsIn(LINES, '8').filter(({ line }) => line === 0);
    assert.deepEqual(piecesOf(LINES[0] ?? '', hits), [
      'Allocating ',
      '8',
      ' bytes with alignment ',
      '8',
      '',
    ]);
    assert.deepEqual(piecesOf('x', []), ['x']);
  });
});

describe('the ring of the log', () => {
  it('says what became of what was written', () => {
    assert.equal(ringText(ring({})), '4,096 bytes held · 12,345 written · 8,249 overwritten');
    assert.equal(ringText(ring({ held: 90, written: 90 })), '90 bytes held · 90 written');
  });

  it('says where it is written next', () => {
    assert.match(ringHover(ring({})), /place 57 of 4,096, over the oldest one/);
    assert.match(ringHover(ring({ held: 57, written: 57 })), /not full yet/);
  });
});
