import assert from 'node:assert/strict';
import type { LineMark, MarkSeverity } from '../../src/protocol/largeTrace';
import { caretMoveOf, togglesBreakpoint } from '../../webview/elements/at-large-trace/caretKeys';
import { digitsOf, lineHeightOf } from '../../webview/elements/at-large-trace/editorMetrics';
import { lineSegments } from '../../webview/elements/at-large-trace/lineSegments';

function mark(from: number, to: number, severity: MarkSeverity, message: string): LineMark {
  return { line: 1, from, to, severity, message, code: 'c' };
}

/** `text:severity:messages` of each segment. */
function check(line: string, marks: readonly LineMark[], expected: readonly string[]): void {
  const actual = lineSegments(line, marks).map(({ text, severity, messages }) =>
    [text, severity ?? '', messages.map((each) => each.replace(' [c]', '')).join('+')].join(':'),
  );
  assert.deepEqual(actual, expected);
}

/** Lines that a key moves the caret by, with 40 lines a page. */
function move(key: string, rest: Partial<KeyboardEvent> = {}): number | undefined {
  const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
  return caretMoveOf({ key, ...none, ...rest } as KeyboardEvent, 40);
}

describe('segments of a line', () => {
  it('are the whole line where nothing is said about it', () => {
    check('alloc a 8', [], ['alloc a 8::']);
    check('', [], ['::']);
  });

  it('are cut at marks, the strongest of several first', () => {
    check(
      'abcdef',
      [mark(1, 4, 'info', 'x'), mark(3, 5, 'error', 'y')],
      ['a::', 'bc:info:x', 'd:error:x+y', 'e:error:y', 'f::'],
    );
  });

  it('show a mark of nothing, also at the end', () => {
    check('ab', [mark(0, 0, 'warning', 'x')], ['a:warning:x', 'b::']);
    check('ab', [mark(2, 2, 'warning', 'x')], ['ab::', ' :warning:x']);
    check('', [mark(0, 0, 'error', 'x')], [' :error:x']);
  });
});

describe('the measures of the large view', () => {
  it('are those of the text editor', () => {
    assert.equal(lineHeightOf(14, 0, false), 19);
    assert.equal(lineHeightOf(12, 0, true), 18);
    assert.equal(lineHeightOf(14, 2, false), 28);
    assert.equal(lineHeightOf(14, 30, false), 30);
    assert.equal(lineHeightOf(2, 0, false), 8);
    assert.deepEqual([digitsOf(7), digitsOf(10_000_000)], [5, 8]);
  });

  it('F9 alone, once for each press, is for breakpoints', () => {
    const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false };
    const toggles = (key: string, rest: Partial<KeyboardEvent> = {}) =>
      togglesBreakpoint({ key, ...none, ...rest } as KeyboardEvent);
    assert.deepEqual(
      [
        toggles('F9'),
        toggles('F9', { repeat: true }),
        toggles('F9', { ctrlKey: true }),
        toggles('F9', { altKey: true }),
        toggles('F8'),
      ],
      [true, false, false, false, false],
    );
  });

  it('keys move the caret as there, and leave the others to VS Code', () => {
    assert.deepEqual([move('ArrowUp'), move('PageDown'), move('x')], [-1, 40, undefined]);
    assert.deepEqual([move('End', { ctrlKey: true }), move('End')], [Infinity, undefined]);
    assert.equal(move('Home', { ctrlKey: true, altKey: true }), undefined);
  });
});
