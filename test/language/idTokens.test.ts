import assert from 'node:assert/strict';
import { idTokensIn } from '../../src/language/idTokens';
import { selectionsAt } from '../../src/language/selection';
import { caretIn, traceOf } from './told';
import { atOnce } from '../support/atOnce';

/** The text with what each id is behind it; `!` where it gets that meaning. */
function check(text: string, expected: string): void {
  const { trace, journal, ends, lines } = traceOf(text);
  const tokens = atOnce(idTokensIn(trace, journal, ends, lines, 0, lines.lineCount - 1));
  const shown = text.split('\n');
  for (const { line, to, state, isDefinition } of tokens.toReversed()) {
    const note = `:${state}${isDefinition ? '!' : ''}`;
    shown[line] = shown[line].slice(0, to) + note + shown[line].slice(to);
  }
  assert.equal(shown.join('\n'), expected);
}

describe('tokens of ids', () => {
  it('tell live, freed and leaked ids apart', () => {
    check('a x 1\na y 1\nf x', 'a x:live! 1\na y:leaked! 1\nf x:freed');
  });

  it('follow a block through realloc', () => {
    check('a x 1\nr x 2\nr x y 3\nf y', 'a x:live! 1\nr x:live 2\nr x:freed y:live! 3\nf y:freed');
    check('a x 1\nr x 2\nr x y 3', 'a x:leaked! 1\nr x:leaked 2\nr x:freed y:leaked! 3');
    check('a x 1\nr x 0', 'a x:live! 1\nr x:freed 0');
    check('r null y 3', 'r null:freed y:leaked! 3');
  });

  it('show what is wrong', () => {
    check('a x 1\nf x\nf x\nf never', 'a x:live! 1\nf x:freed\nf x:faulty\nf never:faulty');
    check('a x 1\na x 2\nf x', 'a x:leaked! 1\na x:faulty! 2\nf x:freed');
    check('heap size=1K\na x 9999\nf x', 'heap size=1K\na x:faulty! 9999\nf x:freed');
    check('a x 1\na y 1\nr x y 2', 'a x:leaked! 1\na y:leaked! 1\nr x:freed y:faulty! 2');
    check('r q z 2\nf z', 'r q:faulty z:live! 2\nf z:freed');
  });

  it('take it as it is that a recording began midway', () => {
    check('meta capture=midway\nf x', 'meta capture=midway\nf x:freed');
  });

  it('are those of the lines asked for', () => {
    const { trace, journal, ends, lines } = traceOf('a x 1\n\n# c\na y 1\nmark a\na z 1');
    const tokens = atOnce(idTokensIn(trace, journal, ends, lines, 1, 4));
    assert.deepEqual(
      tokens.map(({ line }) => line),
      [3],
    );
  });
});

function grown(marked: string): string[] {
  const { text, column } = caretIn(marked);
  return selectionsAt(text, column).map(({ from, to }) => text.slice(from, to));
}

describe('selection', () => {
  it('grows from a value to its part, the event and the line', () => {
    assert.deepEqual(grown(' a x 1 at="b |c:1" # d'), [
      'b c:1',
      'at="b c:1"',
      'a x 1 at="b c:1"',
      'a x 1 at="b c:1" # d',
      ' a x 1 at="b c:1" # d',
    ]);
    assert.deepEqual(grown('a 😀| 1'), ['😀', 'a 😀 1']);
    assert.deepEqual(grown('a x 1 # n|ote'), ['# note', 'a x 1 # note']);
    assert.deepEqual(grown('|'), ['']);
  });
});
