import assert from 'node:assert/strict';
import { shiftLine } from '../../src/host/language/shiftLine';
import { TraceText } from '../../src/session/traceText';

/** A place in a document, from `line:character`. */
function place(text: string) {
  const [line, character] = text.split(':').map(Number);
  return { line, character };
}

/** A change of the characters from one place to another to `text`. */
function change(from: string, to: string, text: string) {
  return { range: { start: place(from), end: place(to) }, text };
}

/** Compares where line 10 has gone. */
function check(expected: number, ...changes: ReturnType<typeof change>[]): void {
  assert.equal(shiftLine(10, changes), expected);
}

describe('where a line has gone after edits', () => {
  it('down by the lines inserted before it', () => {
    check(11, change('3:0', '3:0', 'new\n'));
    check(13, change('3:5', '3:9', 'a\nb\nc\n'));
    check(11, change('10:0', '10:0', 'pushed down\n'));
    check(12, change('2:0', '2:0', 'a\r\nb\r\n'));
  });

  it('up by the lines deleted before it', () => {
    check(7, change('2:0', '5:0', ''));
    check(9, change('9:0', '10:0', ''));
  });

  it('nowhere where as many lines come as go', () => {
    check(10, change('0:0', '20:0', 'line\r\n'.repeat(20)));
    check(10, change('9:3', '11:2', 'a\nb\nc'));
  });

  it('nowhere for what comes behind its start', () => {
    check(10, change('10:2', '10:5', 'x\ny\nz'));
    check(10, change('11:0', '15:0', ''));
    check(10, change('30:0', '30:0', 'a\nb'));
    check(10, change('3:0', '3:4', 'word'));
  });

  it('to where the deletion began that took it away', () => {
    check(8, change('8:0', '12:0', ''));
    check(8, change('8:3', '10:4', 'x'));
  });

  it('by all of several edits', () => {
    check(10, change('7:0', '9:0', ''), change('2:0', '2:0', 'a\nb\n'));
    check(8, change('8:0', '12:0', ''), change('20:0', '20:0', '\n'));
  });

  it('stays unknown', () => {
    assert.equal(shiftLine(undefined, [change('0:0', '0:0', '\n')]), undefined);
    assert.equal(shiftLine(4, []), 4);
  });
});

/** The UTF-16 column of a byte column of a text of one line. */
function utf16Column(line: string, byteColumn: number): number {
  const text = new TraceText();
  text.push(new TextEncoder().encode(line));
  return text.utf16Column(0, byteColumn, 1000);
}

describe('a column of an editor', () => {
  it('counts UTF-16 where the trace counts bytes', () => {
    const line = 'aé€😀z';
    const columns = Array.from({ length: 13 }, (_, bytes) => utf16Column(line, bytes));
    assert.deepEqual(columns, [0, 1, 2, 2, 3, 3, 3, 5, 5, 5, 5, 6, 6]);
  });

  it('is the end where the line is shorter', () => {
    assert.equal(utf16Column('', 5), 0);
    assert.equal(utf16Column('abc', 99), 3);
  });

  it('counts a lone surrogate as the three bytes it is written as', () => {
    assert.equal(utf16Column('\ud800x', 3), 1);
  });
});
