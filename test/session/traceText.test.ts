import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { TraceText } from '../../src/session/traceText';

/** A text that came in pieces of the given lengths, over and over. */
function textOf(bytes: Uint8Array, lengths: readonly number[] = [bytes.length]): TraceText {
  const text = new TraceText();
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = Math.max(1, lengths[i % lengths.length] ?? 1);
    text.push(bytes.subarray(at, at + length));
    at += length;
  }
  return text;
}

const encode = (text: string) => new TextEncoder().encode(text);
const linesOf = (text: TraceText) => text.lines(0, text.lineCount, 1e6).map((line) => line.text);

describe('the text of a trace', () => {
  it('has the lines that an editor has, however it came', () => {
    const pieces = fc.array(fc.constantFrom('a', 'é😀', '\n', '\r', '\r\n', '\0', 'x y'));
    fc.assert(
      fc.property(
        pieces,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (parts, lengths) => {
          const text = parts.join('');
          assert.deepEqual(linesOf(textOf(encode(text), lengths)), text.split(/\r\n|\n|\r/));
        },
      ),
    );
  });

  it('finds any line of many, forward and back', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => 'x'.repeat((i * 7919) % 300) + i);
    lines[2000] = 'y'.repeat(3_000_000);
    const text = textOf(encode(lines.join('\n')), [100_000]);
    assert.equal(text.lineCount, 5000);
    for (let i = 0; i < 2000; i++) {
      const line = (i * 3571) % 5000;
      const isLong = line === 2000;
      const expected = { text: isLong ? 'y'.repeat(400) : lines[line], isCut: isLong };
      assert.deepEqual(text.line(line, 400), expected, `line ${line}`);
    }
  });

  it('goes on with the first lines of another, which stays as it is', () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => 'x'.repeat((i * 7919) % 300) + i);
    const before = textOf(encode(lines.join('\r\n')), [100_000]);
    for (const same of [0, 1, 300, 7000, 11_999]) {
      const head = encode(
        lines
          .slice(0, same)
          .map((each) => `${each}\r\n`)
          .join(''),
      );
      const text = before.upTo(same, head.length);
      text.push(encode('another\r\n'));
      text.push(encode('end'));
      assert.deepEqual(linesOf(text), [...lines.slice(0, same), 'another', 'end']);
    }
    assert.deepEqual(linesOf(before), lines);
  });

  it('is complete with every piece: lines that were looked at may grow', () => {
    const text = new TraceText();
    text.push(encode('a 1\r'));
    assert.deepEqual(linesOf(text), ['a 1', '']);
    text.push(encode('\nb'));
    assert.deepEqual(linesOf(text), ['a 1', 'b']);
    text.push(encode(' 2\n'));
    assert.deepEqual(linesOf(text), ['a 1', 'b 2', '']);
  });

  it('cuts long lines between characters', () => {
    const text = textOf(encode('ab😀cd'));
    assert.deepEqual(text.line(0, 2), { text: 'ab', isCut: true });
    for (const limit of [3, 4, 5])
      assert.deepEqual(text.line(0, limit), { text: 'ab', isCut: true });
    assert.deepEqual(text.line(0, 6), { text: 'ab😀', isCut: true });
    assert.deepEqual(text.line(0, 8), { text: 'ab😀cd', isCut: false });
  });

  it('shows bytes that are no text as an editor does, and leaves the byte order mark out', () => {
    assert.deepEqual(linesOf(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 97, 0xff, 98))), ['a\ufffdb']);
  });

  it('is empty outside of itself', () => {
    const text = textOf(encode('a\n'));
    assert.deepEqual(text.line(2, 10), { text: '', isCut: false });
    assert.deepEqual(text.line(-1, 10), { text: '', isCut: false });
    assert.deepEqual(text.lines(1, 10, 10), [{ text: '', isCut: false }]);
    assert.deepEqual(text.lines(5, 10, 10), []);
    assert.equal(textOf(encode('')).lineCount, 1);
  });
});
