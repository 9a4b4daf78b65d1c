import assert from 'node:assert/strict';
import { coloredParts, lineTokens } from '../../webview/elements/at-large-trace/lineTokens';

/** `kind:text` of each token. */
function check(line: string, expected: readonly string[]): void {
  const actual = lineTokens(line).map(({ from, to, kind }) => `${kind}:${line.slice(from, to)}`);
  assert.deepEqual(actual, expected, line);
}

describe('tokens of a line', () => {
  it('are those that the text editor colours', () => {
    check('alloctrace 1', ['verb:alloctrace', 'number:1']);
    check('a 7 0x40', ['verb:a', 'id:7', 'number:0x40']);
    check('  calloc b 4KiB # big', ['verb:calloc', 'id:b', 'number:4KiB', 'comment:# big']);
    check('alloc null 8 16', ['verb:alloc', 'word:null', 'number:8', 'number:16']);
    check('r 1 2 8', ['verb:r', 'id:1', 'id:2', 'number:8']);
    check('realloc 1 8', ['verb:realloc', 'id:1', 'number:8']);
    check('free\tb', ['verb:free', 'id:b']);
    check('m once more "x"', ['verb:m', 'text:once', 'text:more', 'text:"x"']);
  });

  it('are keys and values, and texts with what they escape', () => {
    check('heap size=1MiB layout=rounded policy=best-fit', [
      'verb:heap',
      'key:size=',
      'number:1MiB',
      'key:layout=',
      'word:rounded',
      'key:policy=',
      'word:best-fit',
    ]);
    check(String.raw`a 1 8 at=src/a.c:7 x="a \" # b" "l"`, [
      'verb:a',
      'id:1',
      'number:8',
      'key:at=',
      'text:src/a.c:7',
      'key:x=',
      String.raw`text:"a \" # b"`,
      'text:"l"',
    ]);
  });

  it('are none for what is no event, and few for a line of a thousand', () => {
    check('nonsense <b>1</b> 8', []);
    check('', []);
    check('# a 1', ['comment:# a 1']);
    check('a 1 "open', ['verb:a', 'id:1', 'text:"open']);
    assert.equal(lineTokens('a 1 8' + ' x=1'.repeat(1000)).length < 110, true);
  });

  it('cut a part of a line, of which nothing is lost', () => {
    const line = 'free b # x';
    const tokens = lineTokens(line);
    const parts = (from: number, to: number) =>
      coloredParts(line.slice(from, to), from, tokens).map(
        ({ text, kind }) => `${kind ?? ''}:${text}`,
      );
    assert.deepEqual(parts(0, 10), ['verb:free', ': ', 'id:b', ': ', 'comment:# x']);
    assert.deepEqual(parts(2, 8), ['verb:ee', ': ', 'id:b', ': ', 'comment:#']);
    assert.deepEqual(parts(4, 5), [': ']);
    assert.deepEqual(coloredParts('', 0, tokens), []);
    assert.deepEqual(coloredParts('ab ', 20, tokens), [{ text: 'ab ', kind: null }]);
  });
});
