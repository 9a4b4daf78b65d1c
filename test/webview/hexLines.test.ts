import assert from 'node:assert/strict';
import { hexLines, wordAt } from '../../webview/elements/at-selected-block/hexLines';
import { liveBlock } from './support/states';

/** One line a line: offset, bytes in hex, field (capital where it is named), repeats. */
function print(...args: Parameters<typeof hexLines>): string[] {
  return hexLines(...args).map(({ offset, bytes, field, isFirst, repeated }) => {
    const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const name = isFirst ? field.toUpperCase() : field;
    return `${offset.toString(16)} ${hex} ${name}${repeated > 0 ? ` +${repeated}` : ''}`;
  });
}

describe('hexLines', () => {
  it('names the fields of a live block, and leaves out what repeats', () => {
    const bytes = new Uint8Array(16 + 120);
    bytes[0] = 120;
    bytes[24] = 0x40;
    bytes[32 + 8] = 0xff;
    assert.deepEqual(print(liveBlock(), bytes), [
      '40 7800000000000000 SIZE',
      '48 0000000000000000 NEXT',
      '50 0000000000000000 PADDING',
      '58 4000000000000000 BACKPOINTER',
      '60 0000000000000000 USER',
      '68 ff00000000000000 user',
      // The last, shorter line repeats its start.
      '70 0000000000000000 user +76',
      'c4 00000000 TAIL',
    ]);
  });

  it('ends where the bytes end', () => {
    const lines = print(liveBlock(), new Uint8Array(20));
    assert.deepEqual(lines, [
      '40 0000000000000000 SIZE',
      '48 0000000000000000 NEXT',
      '50 00000000 PADDING',
    ]);
    assert.deepEqual(print(liveBlock(), new Uint8Array(0)), []);
  });

  it('shows a free block as header and free bytes', () => {
    const free = { block: 0, state: 'free', size: 24, live: null } as const;
    assert.deepEqual(print(free, new Uint8Array(40)), [
      '0 0000000000000000 SIZE',
      '8 0000000000000000 NEXT',
      '10 0000000000000000 FREE +16',
    ]);
  });
});

describe('wordAt', () => {
  it('reads the lowest byte first', () => {
    const bytes = Uint8Array.of(0xff, 0x70, 2, 0, 0x10, 0, 0, 0, 0);
    assert.equal(wordAt(bytes, 1), 0x10000270);
  });
});
