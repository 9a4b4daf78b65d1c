import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { TextSearch } from '../../src/session/textSearch';
import { TraceText } from '../../src/session/traceText';

function textOf(source: string): TraceText {
  const text = new TraceText();
  text.push(new TextEncoder().encode(source));
  return text;
}

function linesOf(text: TraceText, wanted: string, most = 1e6): number[] {
  const search = new TextSearch(text, wanted, most);
  while (!search.go());
  return Array.from({ length: search.lines.length }, (_, i) => search.lines.at(i));
}

describe('looking for a text', () => {
  it('finds the lines that have it in them, whatever the line ends', () => {
    const letter = fc.constantFrom('a', 'A', 'b', 'ä', ' ', '\n', '\r', '\r\n');
    const source = fc.array(letter, { maxLength: 60 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(source, fc.constantFrom('a', 'AB', 'bä', 'aa a'), (written, wanted) => {
        const text = textOf(written);
        const expected = Array.from({ length: text.lineCount }, (_, line) => line).filter((line) =>
          text.line(line, 1000).text.toLowerCase().includes(wanted.toLowerCase()),
        );
        assert.deepEqual(linesOf(text, wanted), expected);
      }),
    );
  });

  it('finds what lies across the pieces in which it looks', () => {
    for (let before = 2 ** 17 - 8; before <= 2 ** 17 + 1; before++) {
      const text = textOf(`${'x'.repeat(before - 3)}\r\nyNeedle\r\nno\r\nneedle`);
      assert.deepEqual(linesOf(text, 'needle'), [1, 3], String(before));
    }
  });

  it('stops when the list is full', () => {
    const search = new TextSearch(textOf('a\n'.repeat(10)), 'a', 4);
    assert.equal(search.go(), true);
    assert.deepEqual([search.lines.length, search.isCut], [4, true]);
  });
});
